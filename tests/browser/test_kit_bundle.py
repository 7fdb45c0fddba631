"""Scripts as one, run by a browser: each once, in the order in which it runs modules, and found when wanted later."""

from app.components.bundle import ALL, bundled

FRUIT = {
    "first.js": 'import { log } from "miaou/log.js";\nlog.push("first");\nexport default { name: "first" };\n',
    "log.js": "/** Who ran. */\nexport const log = [];\n",
    "main.js": 'import first from "miaou/first.js";\nimport {\n  second as other,\n} from "miaou/second.js";\n'
    'import { log } from "miaou/log.js";\nlog.push("main");\n'
    "export const found = [first.name, other()];\nexport const later = () => import(`miaou/${'late'}.js`);\n",
    "second.js": 'import "miaou/first.js";\nimport { log } from "miaou/log.js";\nlog.push("second");\n'
    "export function second() {\n  return name;\n}\nconst name = 'second';\n",
    "late.js": 'import { log } from "miaou/log.js";\nlog.push("late");\nexport const { a: late } = { a: "late" };\n',
    "broken.js": 'import { log } from "miaou/log.js";\nlog.push("broken");\nthrow new Error("rotten");\n',
}


def test_scripts_in_the_bundle_run_as_modules_do(browser, address):
    page = browser().at(address).open("/")
    found = page.driver.execute_async_script(
        """const [text, done] = arguments;
        (async () => {
          // As a script of the page's own.
          new Function(text)();
          const { found, later } = $use("main.js");
          const before = [...$use("log.js").log];
          const { late } = await later();
          const wrong = [1, 2].map(() => { try { $use("broken.js"); } catch (error) { return error.message; } });
          return [found, before, late, $use("log.js").log.length, await later() === $use("late.js"), wrong];
        })().then(done, (error) => done(String(error)));""",
        bundled(FRUIT)[ALL],
    )
    assert found == [
        ["first", "second"],
        ["first", "second", "main"],
        "late",
        6,
        True,
        ["rotten", "rotten"],
    ]
