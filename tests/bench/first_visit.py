"""Opening the window in a browser, beside a NiceGUI page that shows one line: `python tests/bench/first_visit.py`.

Each run has a browser of its own, that was nowhere before: it opens the page, and then opens it once more. Prints
requests and bytes as they come over the line, when the newest message (or that line) shows, the longest task of the
page's main thread and how far things jumped (CLS). Needs Chromium.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

sys.path[0] = str(Path(__file__).parents[2])

from tests.bench.figures import median, ratio, table  # noqa: E402
from tests.bench.servers import fork_programs, furnish, running  # noqa: E402
from tests.browser.chromium import Browser  # noqa: E402
from tests.ports import free_port  # noqa: E402

RUNS = 9
MEMBERS = 25
WATCHED = {"window": "[role=log] [data-message-id]", "NiceGUI": ".nicegui-content > *"}
"""What shows at last, on either page."""

WATCHING = """
const seen = (window.seen = { tasks: [0], shift: 0, shown: 0 });
new PerformanceObserver((list) => seen.tasks.push(...list.getEntries().map(({ duration }) => duration)))
  .observe({ type: "longtask", buffered: true });
new PerformanceObserver((list) => list.getEntries().forEach(({ value }) => (seen.shift += value)))
  .observe({ type: "layout-shift", buffered: true });
const look = () => {
  if (document.querySelector("WATCHED")?.checkVisibility()) {
    // Once this frame is painted.
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => (seen.shown = performance.now());
    port2.postMessage(0);
  } else requestAnimationFrame(look);
};
requestAnimationFrame(look);
"""
"""Runs in the page before any script of its own."""

FOUND = """
const asked = performance.getEntriesByType("resource").filter(({ name }) => name.startsWith("http"));
const [page] = performance.getEntriesByType("navigation");
const sent = asked.filter(({ transferSize }) => transferSize > 0);
const paint = performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? 0;
return {
  requests: sent.length,
  bytes: sent.reduce((sum, { transferSize }) => sum + transferSize, page.transferSize),
  paint, shown: seen.shown, task: Math.max(...seen.tasks), shift: seen.shift,
};
"""

Found = dict[str, float]


def visit(browser: Browser, address: str) -> Found:
    """Open the page and wait until all of it is there and quiet."""
    browser.open("about:blank")
    browser.open(address)
    browser.until(lambda: browser.js("return seen.shown"), "what is waited for shows")
    online = "return window.socket?.connected && performance.now() - Math.max(seen.shown, 0) > 700"
    browser.until(lambda: browser.js(online), "its socket is open")
    return browser.js(FOUND)


def visited(kind: str, address: str, session: str = "") -> tuple[Found, Found]:
    """A first visit by a browser that was nowhere, and a second one."""
    browser = Browser()
    try:
        watching = WATCHING.replace("WATCHED", WATCHED[kind])
        browser.driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": watching})
        browser.at(address, session)
        return visit(browser, "/"), visit(browser, "/")
    finally:
        browser.close()


def rows(ours: Sequence[Found], floor: Sequence[Found], when: str) -> list[list[str]]:
    def of(found: Sequence[Found], what: str) -> float:
        return median([each[what] for each in found])

    shown = {
        "requests": ("requests beside the page", "{:.0f}", 1),
        "bytes": ("kB over the line", "{:.0f}", 1e-3),
        "paint": ("something painted, ms", "{:.0f}", 1),
        "shown": ("a message shows, ms", "{:.0f}", 1),
        "task": ("longest task, ms", "{:.0f}", 1),
        "shift": ("jumps (CLS)", "{:.3f}", 1),
    }
    return [
        [
            f"{when}: {name}",
            *(form.format(of(found, what) * scale) for found in (ours, floor)),
            ratio(of(ours, what), of(floor, what)),
        ]
        for what, (name, form, scale) in shown.items()
    ]


def main() -> None:
    reading = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    reading.add_argument("--runs", type=int, default=RUNS)
    reading.add_argument("--quick", action="store_true", help="only see that it works: the figures are rough")
    given = reading.parse_args()
    if given.quick:
        fork_programs()
    runs: dict[str, list[tuple[Found, Found]]] = {"window": [], "NiceGUI": []}
    with tempfile.TemporaryDirectory(prefix="miaou-bench-") as office:
        furnished = furnish(office, MEMBERS)
        ports = free_port(), free_port()
        serve = ["main.py", "--no-browser", "--host", "127.0.0.1", "--port", str(ports[0]), "--data-dir", office]
        beside = ["-m", "tests.bench.empty_page", str(ports[1]), "One line"]
        with running(*serve, port=ports[0]), running(*beside, port=ports[1]):
            for _ in range(1 if given.quick else given.runs):
                for (kind, found), port in zip(runs.items(), ports, strict=True):
                    found.append(visited(kind, f"http://127.0.0.1:{port}", furnished["sessions"][0]))
    for turn, when in enumerate(("first", "again")):
        head = [f"{len(runs['window'])} runs", "window", "NiceGUI", "ratio"]
        print(table(head, rows(*([each[turn] for each in found] for found in runs.values()), when)), end="\n\n")


if __name__ == "__main__":
    main()
