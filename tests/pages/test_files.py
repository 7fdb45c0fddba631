"""Files that a browser keeps: packed as it takes them, and the same unpacked."""

import gzip

import pytest
from nicegui.version import __version__

from app.components import assets
from app.components.bundle import ALL

PACKED = (
    assets.address(f"kit/{ALL}"),
    assets.address("js/wire.js"),
    assets.sheet_address("window"),
    assets.sheet_address("door"),
    assets.address("css/base.css"),
    assets.address("wallpaper/waves.svg"),
    f"/_nicegui/{__version__}/static/quasar.umd.prod.js",
)


def raw(house, path: str, takes: str):
    """The answer, as it came over the line."""
    with house.browser(**{"accept-encoding": takes}) as visitor, visitor.stream("GET", path) as answer:
        return answer, b"".join(answer.iter_raw())


@pytest.mark.parametrize("path", PACKED)
def test_what_is_kept_comes_packed_to_whoever_takes_that(house, path):
    plain, whole = raw(house, path, "identity")
    packed, brief = raw(house, path, "gzip, br")
    assert (plain.status_code, packed.status_code) == (200, 200)
    assert "content-encoding" not in plain.headers
    assert packed.headers["content-encoding"] == "gzip"
    assert gzip.decompress(brief) == whole
    assert packed.headers["content-type"] == plain.headers["content-type"]
    for answer in (plain, packed):
        assert answer.headers["vary"] == "accept-encoding"
        assert {"immutable", "max-age=31536000"} <= {*answer.headers["cache-control"].split(", ")}
        assert answer.headers["x-content-type-options"] == "nosniff"


def test_what_is_as_small_as_it_gets_is_left_so(house):
    answer, _ = raw(house, assets.address("kit/shell.js"), "gzip")
    assert "content-encoding" not in answer.headers
    assert answer.headers["content-type"].startswith("text/javascript")


@pytest.mark.parametrize(
    "path", ["kit/none.js", "sheets/none.css", "kit/../../x", "kit/", "sheets/..%2fcss%2fbase.css"]
)
def test_what_is_not_there_is_not_kept(house, path):
    with house.browser() as visitor:
        answer = visitor.get(assets.address(path))
    assert answer.status_code in (401, 404)
    assert "immutable" not in answer.headers.get("cache-control", "")


@pytest.mark.parametrize("who", ["", "lea"], ids=["signed out", "signed in"])
@pytest.mark.parametrize(
    "path", ["/login", "/healthz", "/", "/desktop", "/admin", "/join/guess", "/reset/guess", "/embed.js", "/nowhere"]
)
def test_head_is_answered_as_get_is_without_a_body(house, path, who):
    with house.browser(who, accept="text/html") as browser:
        whole, head = browser.get(path), browser.head(path)
    assert head.status_code == whole.status_code
    assert head.content == b""
    for name in ("content-type", "cache-control", "location", "content-security-policy"):
        assert head.headers.get(name) == whole.headers.get(name)


def test_nobody_s_data_are_put_together_for_a_question_after_them(house):
    with house.browser("zoe") as browser:
        assert browser.head("/export").status_code in (404, 405)
