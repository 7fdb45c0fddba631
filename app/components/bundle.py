"""All our scripts as one: a page asks for one file instead of sixty.

The scripts are modules that import each other (`app/browser/`). Here each becomes a function with a scope of its own,
which runs once, when the first of the others wants what it exports. What is exported is handed over by then, where a
browser would bind the name: that is the same as long as it never changes and no script waits for itself round a corner.
What is written in a way of which this cannot tell that it comes out the same is refused, before the server starts.
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Mapping
from graphlib import CycleError, TopologicalSorter
from itertools import accumulate

log = logging.getLogger(__name__)

ALL = "all.js"
"""What the bundle is called among the scripts. It is no module: it runs where it stands in a page, before those."""

_COMMENT = re.compile(r"^ *(?:/\*.*?\*/|//[^\n]*)", re.DOTALL | re.M)
_IMPORT = re.compile(r'^import (?:(\w+|\{[\w\s,]+\}) from )?"miaou/([\w.]+)";$', re.M)
_EXPORT = re.compile(r"^export (?:(default) |(?=(?:const|class|(?:async )?function) (\w+|\{[\w\s,:]+\})))", re.M)
_PASSED_ON = re.compile(r"^export (\{[\w\s,]+\}) from (?=\"miaou/)", re.M)
_BROUGHT = re.compile(r"(?<![\w.$])import\(")
_UNKNOWN = re.compile(r"^ *(?:import|export) .*|(?<![\w.$])import\.meta|\$(?:use|out|bring|made|scripts|task)\b", re.M)
_WAITS = re.compile(r"^(?!.*\basync\b)[^\s}].*\bawait\b.*", re.M)

_BEGINNING = """\
"use strict";
globalThis.$use = (() => {
const $made = {};
let $isFirst = true;
const $task = () => {
  const soon = $isFirst && globalThis.scheduler?.postTask?.(() => {}, { priority: "user-blocking" });
  $isFirst = false;
  return soon || new Promise((done) => setTimeout(done));
};
const $bring = (name) => $task().then(() => $use(name.replace("miaou/", "")));
const $use = (name) => {
  if (!(name in $made)) {
    const out = {};
    $scripts[name](out);
    $made[name] = out;
  }
  return $made[name];
};
const $scripts = {
"""
"""What a browser fetches comes in a task of its own, and so does what is here already (`$bring`): the parts of a page
come to life one after the other, and in between it answers. The first of them is what is to be seen first: where the
browser knows of such a thing, it waits for no other script."""

_END = """\
};
return $use;
})();
"""


class NotUnderstood(Exception):
    """A script is written in a way that the bundle does not know."""

    def __init__(self, name: str, why: str) -> None:
        super().__init__(f"{name} cannot go into the bundle: {why}")
        # An error's own words are not told (see app.logs), and these are nobody's but ours.
        log.critical("%s cannot go into the bundle of all scripts: %s", name, why)


class _Script:
    """One of them, taken apart.

    :raises NotUnderstood: when that cannot be done safely
    """

    def __init__(self, name: str, text: str) -> None:
        self.name = name
        # Comments are a third of what would go over the line. The lines stay where they are.
        self.text = _COMMENT.sub(lambda comment: "\n" * comment[0].count("\n"), text)
        passed_on = _PASSED_ON.findall(self.text)
        self.text = _PASSED_ON.sub(r"import \1 from ", self.text)
        imports, exports = [*_IMPORT.finditer(self.text)], [*_EXPORT.finditer(self.text)]
        self.wants = {found[2]: _wanted(found[1]) for found in imports}
        """What it imports from whom."""
        self.gives = [given for found in exports for given in re.findall(r"(\w+)(?=$|,|\s*\})", found[1] or found[2])]
        self.gives += [name for names in passed_on for name in _wanted(names)]
        """What it exports; `default` is one of them, and so is what it only passes on."""
        rest = _IMPORT.sub("", _EXPORT.sub("", self.text))
        if wrong := _UNKNOWN.search(rest) or _WAITS.search(rest):
            raise NotUnderstood(name, f"“{wrong[0].strip()}”")
        if imports and _IMPORT.sub("", self.text[: imports[-1].end()]).strip():
            raise NotUnderstood(name, "it imports after it began")
        if any(before.count("`") % 2 for before in accumulate(_COMMENT.split(text)[:-1])):
            raise NotUnderstood(name, "what looks like a comment may stand in a text")

    def as_function(self) -> str:
        """Line by line what it was: an error's place is found again."""
        text = _IMPORT.sub(lambda found: f"{_taken(found[1])}$use({_quoted(found[2])});", self.text)
        text = _EXPORT.sub(lambda found: "$out.default = " if found[1] else "", text)
        given = ", ".join(name for name in self.gives if name != "default")
        return (
            f"{_quoted(self.name)}($out) {{\n{_BROUGHT.sub('$bring(', text)}Object.assign($out, {{ {given} }});\n}},\n"
        )

    def as_module(self) -> str:
        """What others import by its name in a page that has the bundle."""
        whole = f"const script = $use({_quoted(self.name)});\n"
        if self._names:
            whole += f"export const {{ {self._names} }} = script;\n"
        return whole + "export default script.default;\n" * ("default" in self.gives)

    @property
    def _names(self) -> str:
        return ", ".join(name for name in self.gives if name != "default")


def bundled(texts: Mapping[str, str]) -> dict[str, str]:
    """The scripts as a page finds them under `miaou/`: the bundle, what tells where each stands in it, and by each
    one's name a module that has it from there.

    :param texts: the scripts by their names
    :raises NotUnderstood: when one is written in a way of which this cannot tell that it comes out the same
    """
    scripts = {name: _Script(name, text) for name, text in texts.items()}
    for script in scripts.values():
        for wanted in script.wants.keys() - scripts.keys():
            raise NotUnderstood(script.name, f"there is no {wanted}")
        for other, names in script.wants.items():
            if missing := {*names} - {*scripts[other].gives}:
                raise NotUnderstood(script.name, f"{other} exports no {missing}")
    try:
        TopologicalSorter({script.name: script.wants.keys() for script in scripts.values()}).prepare()
    except CycleError as error:
        raise NotUnderstood(error.args[1][0], f"it waits for itself: {' → '.join(error.args[1])}") from None
    whole, sections = _BEGINNING, []
    for script in scripts.values():
        sections.append(_section(script, whole.count("\n") + 1))
        whole += script.as_function()
    return {
        ALL: f"{whole}{_END}//# sourceMappingURL={ALL}.map\n",
        f"{ALL}.map": json.dumps({"version": 3, "sections": sections}),
        **{name: script.as_module() for name, script in scripts.items()},
    }


def _wanted(pattern: str | None) -> list[str]:
    """The names, at the exporter's, of what is imported so."""
    if pattern is None:
        return []
    return re.findall(r"[{,]\s*(\w+)", pattern) if pattern[0] == "{" else ["default"]


def _taken(pattern: str | None) -> str:
    """How a name, or several, are taken out of what a script gives."""
    if pattern is None:
        return ""
    return f"const {pattern.replace(' as ', ': ') if pattern[0] == '{' else f'{{ default: {pattern} }}'} = "


def _quoted(name: str) -> str:
    return json.dumps(name)


def _section(script: _Script, line: int) -> dict[str, object]:
    """Where it begins: a browser's tools show the script itself, as it lies in our folder."""
    same_lines = ";".join(["AAAA", *["AACA"] * (script.text.count("\n") - 1)])
    return {
        "offset": {"line": line, "column": 0},
        "map": {"version": 3, "sources": [f"../js/{script.name}"], "names": [], "mappings": same_lines},
    }
