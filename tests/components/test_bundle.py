"""All scripts as one: each of ours is understood, and what would come out otherwise than in a browser is refused."""

from __future__ import annotations

import json
import re

import pytest

from app.components import assets
from app.components.bundle import ALL, NotUnderstood, bundled

PEAR = 'export const pear = "pear";\n'


def test_every_script_of_ours_goes_into_the_bundle():
    kit = assets.kit()
    names = {file.name for file in assets.scripts() if file.parent != assets.AWAY} - {"embed.js"}
    assert kit.keys() == names | {ALL, f"{ALL}.map"}
    assert set(re.findall(r'^"([\w.]+)"\(\$out\) \{$', kit[ALL], re.M)) == names


def test_in_the_bundle_nothing_is_asked_for():
    assert re.findall(r"^ *(?:import|export) .*|\bimport\(", assets.kit()[ALL], re.M) == []


def test_no_script_is_called_as_the_bundle_is():
    assert ALL not in {file.name for file in assets.scripts()}


@pytest.mark.parametrize(
    ("script", "line"),
    [
        ('import "miaou/pear.js";\n', '$use("pear.js");'),
        ('import { pear } from "miaou/pear.js";\n', 'const { pear } = $use("pear.js");'),
        ('import {\n  pear as fruit,\n} from "miaou/pear.js";\n', 'const {\n  pear: fruit,\n} = $use("pear.js");'),
        ('export { pear } from "miaou/pear.js";\n', 'const { pear } = $use("pear.js");'),
        ("export default { pear: 1 };\n", "$out.default = { pear: 1 };"),
        ("export const { a: plum, fig } = fruit;\n", "const { a: plum, fig } = fruit;"),
        ("export async function ripen() {}\n", "async function ripen() {}"),
        ("const later = () => import(`miaou/${a}.js`);\n", "const later = () => $bring(`miaou/${a}.js`);"),
    ],
)
def test_what_it_makes_of_a_line(script, line):
    assert line in bundled({"pear.js": PEAR, "plum.js": script})[ALL]


def test_what_is_exported_is_had_by_the_script_s_own_name():
    module = bundled({"plum.js": "export const { a: plum, fig } = {};\nexport class Stone {}\n"})["plum.js"]
    assert "export const { plum, fig, Stone } = script;" in module
    assert "default" not in module
    passed_on = bundled({"pear.js": PEAR, "plum.js": 'export { pear } from "miaou/pear.js";\n'})["plum.js"]
    assert "export const { pear } = script;" in passed_on
    assert "export default script.default;" in bundled({"fig.js": "export default {};\n"})["fig.js"]


@pytest.mark.parametrize(
    ("script", "why"),
    [
        ("export let pear = 1;\n", "export let pear"),
        ("const a = 1;\nexport { a };\n", "export { a }"),
        ('export * from "miaou/pear.js";\n', "export *"),
        ('import * as fruit from "miaou/pear.js";\n', "import * as"),
        ('import pear from "https://fruit.example/pear.js";\n', "import pear"),
        ('const a = 1;\nimport { pear } from "miaou/pear.js";\n', "it imports after it began"),
        ('import { plum } from "miaou/pear.js";\n', "pear.js exports no {'plum'}"),
        ('import "miaou/fig.js";\n', "there is no fig.js"),
        ("const ripe = await grown();\n", "await grown()"),
        ("const where = import.meta.url;\n", "import.meta"),
        ("const $use = 1;\n", "$use"),
        ("const text = `\n// fruit\n`;\n", "what looks like a comment"),
        ('import "miaou/plum.js";\n', "plum.js → plum.js"),
    ],
)
def test_what_it_does_not_understand_is_refused_with_the_script_s_name(script, why):
    with pytest.raises(NotUnderstood) as refused:
        bundled({"pear.js": PEAR, "plum.js": script})
    assert "plum.js" in str(refused.value)
    assert why in str(refused.value)


def test_scripts_that_wait_for_each_other_are_refused():
    with pytest.raises(NotUnderstood, match=r"it waits for itself: (\w+)\.js → (\w+)\.js → \1\.js"):
        bundled({"pear.js": 'import "miaou/plum.js";\n', "plum.js": 'import "miaou/pear.js";\n'})


def test_a_line_of_the_bundle_is_found_again_in_its_script():
    plum = '/**\n * What it is.\n */\nimport { pear } from "miaou/pear.js";\n\nconst plum = `${pear}!`;\nexport { };\n'
    made = bundled({"pear.js": PEAR, "plum.js": plum.replace("export { };\n", "")})
    lines = made[ALL].split("\n")
    section = json.loads(made[f"{ALL}.map"])["sections"][1]
    assert section["map"]["sources"] == ["../js/plum.js"]
    begins = section["offset"]["line"]
    assert lines[begins - 1] == '"plum.js"($out) {'
    assert lines[begins + 5] == plum.split("\n")[5]
    assert len(section["map"]["mappings"].split(";")) == plum.count("\n") - 1


def test_each_kind_of_page_has_its_sheets_in_the_order_of_the_cascade():
    made = assets.sheets()
    assert made.keys() == {f"{kind}.css" for kind in assets.SHEETS}
    for kind, paths in assets.SHEETS.items():
        places = [made[f"{kind}.css"].find((assets.FOLDER / path).read_text("utf-8")) for path in paths]
        assert -1 not in places
        assert places == sorted(places)
