"""What a screen reader is given of a page: its accessibility tree, a line each, as a person can read it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tests.browser.chromium import Browser

UNSAID = {"none", "generic", "InlineTextBox", "StaticText", "ListMarker", "LineBreak", "RootWebArea"}
"""What has no line of its own; the text of what has one stands in it, where that is not its name."""

STATES = {
    "checked": {"true": "checked", "mixed": "half checked"},
    "disabled": {True: "disabled"},
    "expanded": {True: "expanded", False: "collapsed"},
    "invalid": {"true": "invalid"},
    "modal": {True: "modal"},
    "pressed": {"true": "pressed", "false": "not pressed"},
    "readonly": {True: "read only"},
    "required": {True: "required"},
    "selected": {True: "selected"},
    "busy": {True: "busy"},
}


def tree(tab: Browser, css: str = "body") -> str:
    """What stands in that part of the page: role, name, what else is said, level by level."""
    found = tab.driver.execute_cdp_cmd("Accessibility.getFullAXTree", {})["nodes"]
    nodes = {node["nodeId"]: node for node in found}
    root = tab.driver.execute_cdp_cmd("Runtime.evaluate", {"expression": f"document.querySelector({css!r})"})
    described = tab.driver.execute_cdp_cmd("DOM.describeNode", {"objectId": root["result"]["objectId"]})
    backend = described["node"]["backendNodeId"]
    top = next(node for node in found if node.get("backendDOMNodeId") == backend)
    return "\n".join(_lines(top, nodes, 0)) + "\n"


def _lines(node: dict[str, Any], nodes: dict[str, dict[str, Any]], depth: int) -> Iterator[str]:
    role = node.get("role", {}).get("value", "")
    name = _value(node, "name")
    is_said = not node.get("ignored") and role not in UNSAID
    if not is_said and role == "StaticText" and name and not node.get("ignored"):
        yield "  " * depth + f"“{name}”"
        return
    if is_said:
        yield "  " * depth + _line(role, name, node)
    below = [
        line
        for each in node.get("childIds", ())
        if each in nodes
        for line in _lines(nodes[each], nodes, depth + is_said)
    ]
    # The text that is the name already is not said twice.
    alone = "".join(line.strip().strip("“”") for line in below if line.strip().startswith("“"))
    said_already = is_said and all(line.strip().startswith("“") for line in below) and _same(alone, name)
    if not said_already:
        yield from below


def _line(role: str, name: str, node: dict[str, Any]) -> str:
    told = [role, f'"{name}"' if name else ""]
    properties = {each["name"]: each["value"].get("value") for each in node.get("properties", ())}
    for called, words in STATES.items():
        told.append(words.get(properties.get(called), ""))
    if role == "heading":
        told.append(f"level {properties.get('level')}")
    if properties.get("live") in ("polite", "assertive"):
        told.append(properties["live"])
    if value := _value(node, "value"):
        told.append(f"= {value}")
    if description := _value(node, "description"):
        told.append(f"({description})")
    return " ".join(filter(None, told))


def _value(node: dict[str, Any], what: str) -> str:
    return " ".join(str(node.get(what, {}).get("value", "")).split())


def _same(one: str, other: str) -> bool:
    return "".join(one.split()) == "".join(other.split())
