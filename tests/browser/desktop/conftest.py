"""An office of their own, and the people who arrange their desktops there: in tabs that last for a file."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from app.store import Store
from tests.browser.chromium import Browser
from tests.browser.conftest import ARCHIVES, BUREAU, CAFE, FAILED, NICKNAMES, PASSWORD, Office
from tests.browser.desktop.desk import PASSING, Desk
from tests.browser.instance import QuickInstance, furnish


async def people(store: Store) -> tuple[dict[str, int], dict[str, int]]:
    for login, nickname in NICKNAMES.items():
        await store.members.create(login, nickname, PASSWORD, role="admin" if login == "lea" else "member")
    members = {member.login: member for member in store.members.all()}
    lea = members["lea"]
    for name in (BUREAU, CAFE, ARCHIVES):
        await store.canals.create(lea, name)
    await store.canals.create(lea, PASSING, kind="private", members=[members["marc"].id])
    canals = {canal.name: canal.id for canal in store.canals.of(lea)}
    return {login: member.id for login, member in members.items()}, canals


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """These files' own: what one puts on a desktop stays there, and whoever was here is there a while longer."""
    instance = QuickInstance(tmp_path_factory.mktemp("house") / "data")
    found = furnish(instance.folder, people)
    try:
        yield Office(instance.start(), *found)
    finally:
        instance.kill()


@pytest.fixture
def begins(request: pytest.FixtureRequest) -> Iterator[Callable[[Desk], Desk]]:
    """`begins(desk)` is that desk with nothing open and nobody arranging, whatever the test before left; after one
    that failed it arrives anew."""
    begun: list[Desk] = []

    def begin(desk: Desk) -> Desk:
        begun.append(desk)
        if desk.is_spoilt:
            desk.browser.clean()
            desk.arrive()
        desk.is_spoilt = True
        return desk.settle()

    yield begin
    for desk in begun:
        desk.is_spoilt = request.node.stash.get(FAILED, False)


@pytest.fixture(scope="module")
def desk_of_marc(house: Office, lasting_browser) -> Desk:
    return Desk(house, lasting_browser(), "marc")


@pytest.fixture(scope="module")
def other_desk_of_marc(house: Office, lasting_browser) -> Desk:
    return Desk(house, lasting_browser(), "marc")


@pytest.fixture(scope="module")
def desk_of_karim(house: Office, lasting_browser) -> Desk:
    return Desk(house, lasting_browser(phone=True), "karim")


@pytest.fixture
def marc(desk_of_marc: Desk, begins, picture_if_it_fails) -> Desk:
    """Marc's desktop, as everybody's is at first."""
    return begins(desk_of_marc).as_at_first()


@pytest.fixture
def elsewhere(marc: Desk, other_desk_of_marc: Desk, begins) -> Desk:
    """Marc's too, on another machine."""
    other = begins(other_desk_of_marc)
    other.browser.until(other.is_as_at_first, "it shows what the first tab does")
    return other


@pytest.fixture
def phone(desk_of_karim: Desk, begins, picture_if_it_fails) -> Desk:
    """Karim's, on a phone, as everybody's is at first."""
    return begins(desk_of_karim).as_at_first()


@pytest.fixture(scope="module")
def second_browser(lasting_browser) -> Browser:
    return lasting_browser()


@pytest.fixture
def visitor(second_browser: Browser) -> Iterator[Browser]:
    """A browser in which somebody else comes by."""
    yield second_browser
    second_browser.clean()
