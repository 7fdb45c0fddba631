"""What a screen reader is given of a page: its accessibility tree, as text that a person can read, and compare."""

from __future__ import annotations

import difflib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browser.chromium import Browser

TREES = Path(__file__).parent / "trees"
ANEW = "MIAOU_TREES"
"""With this in the environment the trees are written anew, to be read, and kept with what changed them."""

PASSED_OVER = {
    *("none", "generic", "RootWebArea", "LabelText", "sectionheader", "sectionfooter"),
    *("InlineTextBox", "ListMarker", "LineBreak"),
}
"""Roles of what nobody is told of: what stands in it stands in what is around it."""

STATES: dict[str, dict[object, str]] = {
    "busy": {True: "busy"},
    "checked": {"true": "checked", "mixed": "half checked", "false": "not checked"},
    "disabled": {True: "disabled"},
    "expanded": {True: "expanded", False: "collapsed"},
    "invalid": {"true": "invalid"},
    "live": {"polite": "polite", "assertive": "assertive"},
    "modal": {True: "modal"},
    "pressed": {"true": "pressed", "false": "not pressed"},
    "readonly": {True: "read only"},
    "required": {True: "required"},
    "selected": {True: "selected"},
}

Node = dict[str, Any]


def is_as_kept(tab: Browser, name: str, css: str = "body") -> None:
    """Returns when that part of the page is told as `trees/NAME.txt` says."""
    file = TREES / f"{name}.txt"
    if ANEW in os.environ:
        file.write_text(tree(tab, css), encoding="utf-8")
    kept = file.read_text(encoding="utf-8")
    try:
        tab.until(lambda: tree(tab, css) == kept, f"it is told as in {file.name}")
    except pytest.fail.Exception:
        told = difflib.unified_diff(kept.splitlines(), tree(tab, css).splitlines(), "kept", "found", n=4, lineterm="")
        pytest.fail("\n".join([*told, f"With {ANEW}=1 it is written anew."]), pytrace=False)


def tree(tab: Browser, css: str) -> str:
    """A line for each thing that is told: its role, its name, its states, its value, what describes it."""
    found: list[Node] = tab.driver.execute_cdp_cmd("Accessibility.getFullAXTree", {})["nodes"]
    expression = {"expression": f"document.querySelector({css!r})"}
    part = tab.driver.execute_cdp_cmd("Runtime.evaluate", expression)["result"]["objectId"]
    number = tab.driver.execute_cdp_cmd("DOM.describeNode", {"objectId": part})["node"]["backendNodeId"]
    top = next(node for node in found if node.get("backendDOMNodeId") == number)
    return "\n".join(_lines(top, {node["nodeId"]: node for node in found}, 0)) + "\n"


def _lines(node: Node, nodes: dict[str, Node], depth: int) -> Iterator[str]:
    role, name = _of(node, "role"), _of(node, "name")
    is_told = not node.get("ignored") and role not in PASSED_OVER
    if is_told and role == "StaticText":
        yield f"{'  ' * depth}“{name}”"
        return
    if is_told:
        yield "  " * depth + _line(role, name, node)
    children = [nodes[each] for each in node.get("childIds", ()) if each in nodes]
    below = [line for child in children for line in _lines(child, nodes, depth + is_told)]
    # What is its name already is not told a second time.
    texts = [line.strip() for line in below]
    in_name = is_told and all(text[0] == "“" and _bare(text[1:-1]) in _bare(name) for text in texts)
    if not in_name:
        yield from below


def _line(role: str, name: str, node: Node) -> str:
    properties = {each["name"]: each["value"].get("value") for each in node.get("properties", ())}
    states = [words.get(properties.get(state), "") for state, words in STATES.items()]
    level = f"level {properties['level']}" if role == "heading" else ""
    value, description = _of(node, "value"), _of(node, "description")
    if description == name:
        description = ""
    told = [role, name and f'"{name}"', level, *states, value and f"= {value}", description and f"({description})"]
    return " ".join(filter(None, told))


def _of(node: Node, what: str) -> str:
    return " ".join(str(node.get(what, {}).get("value", "")).split())


def _bare(text: str) -> str:
    return "".join(text.split())
