"""Every call of the socket, with whatever somebody hostile may put into it: refused, with nothing told and no fall."""

from __future__ import annotations

import json
import logging
from collections.abc import AsyncIterator

import pytest

from app.components.asking import offered
from app.components.window.canal_facts import key_of
from app.store import Store
from tests.attaching import hold
from tests.pages.conftest import House
from tests.pages.tab import Tab
from tests.pages.test_arranging import ACTIONS

HUGE = 10**30
NO_ID = [None, True, False, 1.5, 1e300, -1, 2**53, HUGE, -HUGE, "", "12", "x" * 5000, [], [1], {}, {"id": 1}, "\x00"]
NO_TEXT = [None, True, 3, 1.5, [], ["a"], {}, {"text": "a"}]
NO_IDS = [None, True, 3, "all", {}, {"0": 1}, [True], [1.0], ["3"], [[3]], [None], [HUGE], [-1], list(range(1, 500))]
NO_NONCE = [None, 7, [], "", "é", "a" * 65, "a\x00b", "a\nb", {}]
NO_CARD = [
    *(True, 7, "Devis", [], {}, {"title": 7}, {"title": " "}, {"title": "a" * 201}, {"title": "a", "html": "b"}),
    *({"title": "a", "link": link} for link in ("javascript:alert(1)", "/admin", "x" * 5000, 7)),
    *(
        {"title": "a", "fields": fields}
        for fields in ({}.fromkeys("ab", "c"), "ab", ["ab"], [["a", 7]], [["a", "b"]] * 13)
    ),
]
NOT_FILES = [7, "7", True, {}, {"key": 7}, [7], ["7"], [[]], [{}], [{"key": True}], [{"key": "7"}], [{"key": -1}]]
NOT_FILES += [[{"key": 7}] * 2, [{"key": each} for each in range(11)], [{"key": HUGE}]]
WRITTEN = {"text": "Bonjour", "to": [], "half": "", "card": None}
NOT_WRITTEN = [
    *("Bonjour", 7, [], {"text": 7}, {"text": "x" * 40_000}, dict.fromkeys(map(str, range(20)), 1)),
    *({**WRITTEN, name: value} for name in ("half", "card") for value in (7, [], ["x"])),
    *({**WRITTEN, "to": to} for to in NO_IDS[1:]),
    *({**WRITTEN, "files": files} for files in NOT_FILES),
]
NO_NUMBER = [None, True, -1, 1e300, HUGE, "15", [], {}]
NO_PAYLOAD = [None, True, 7, 1.5, "canal", [], [1, 2], "x" * 5000]

OWN, SECRET, UNKNOWN = "an own canal", "a canal that is not theirs", "a canal that is none"
SAID, HIDDEN, WHISPERED = "a message", "a message in a canal that is not theirs", "an aside that is not theirs"
NO_REPLY = [True, 7, "7", [], *({"key": key} for key in (HIDDEN, UNKNOWN, True, "7", [], {}, 1.5, HUGE, -1))]
NO_EMOJI = ["", "chat", "👍👍", "x" * 5000, "\x00", *NO_TEXT]

NOT_TO_READ = ["said aside", "said in private", UNKNOWN, OWN]
"""Messages that are not for whoever asks, or are none."""
MINE = "an own message"
BRINGS = "a message with a picture, a sound and a text"

CALLS: dict[str, list[dict[str, list[object]]]] = {
    # call: the fields of a payload that would do (the first value), and what is to be refused in the place of each
    "open": [{"key": [OWN, SECRET, UNKNOWN, *NO_ID], "row": [None, *NO_ID[1:]]}],
    "elsewhere": [{"lost": [True]}],
    "shows": [{"keys": [[], *NO_IDS]}],
    "older": [{"canal": [OWN, SECRET, UNKNOWN, *NO_ID], "before": [2**52, *NO_ID]}],
    "newer": [{"canal": [OWN, SECRET, UNKNOWN, *NO_ID], "after": [0, *NO_ID]}],
    "around": [
        {"canal": [OWN, SECRET, UNKNOWN, *NO_ID], "row": [None, *NO_ID[1:]], "after": [0, *NO_ID[1:]]},
    ],
    "go-to-message": [{"key": [SAID, HIDDEN, WHISPERED, UNKNOWN, *NO_ID]}],
    **{f"{way}-found": [{"key": [SAID, HIDDEN, WHISPERED, UNKNOWN, *NO_ID]}] for way in ("go-to", "leave-for")},
    "search": [{"text": ["Bonjour", *NO_TEXT]}],
    "search-begin": [{"key": ["dans:", *NO_TEXT]}],
    "search-take": [{"key": ["dans:Direction ", *NO_TEXT]}],
    "search-drop": [{"key": [0, *NO_ID]}],
    "search-order": [{"key": ["best", "", "worst", "x" * 5000, *NO_TEXT]}],
    **{f"search-{does}": [] for does in ("open", "more", "close")},
    "mark-unread": [{"key": [SAID, HIDDEN, WHISPERED, UNKNOWN, *NO_ID]}],
    "mark-read": [{"key": [OWN, SECRET, UNKNOWN, *NO_ID[1:]]}],
    "calendar": [{"key": [OWN, SECRET, UNKNOWN, *NO_ID[1:]], "month": ["2026-03", *NO_TEXT]}],
    "say": [
        {
            "canal": [OWN, SECRET, UNKNOWN, *NO_ID],
            "text": ["Bonjour", "", "  \n\t ", "\u200b", "\x00", "x" * 10_001, *NO_TEXT],
            "to": [[], ["me"], ["nobody"], *NO_IDS],
            "nonce": ["plain-nonce", *NO_NONCE],
            "card": [None, *NO_CARD],
            "reply": [None, *NO_REPLY],
            "answers": [0, *NO_ID[1:]],
            "files": [[], None, [{"key": 7}], *NOT_FILES],
        }
    ],
    "seen": [{"canal": [OWN, SECRET, UNKNOWN, *NO_ID], "id": [0], "here": [True, 1, "true", [], {}]}],
    "alive": [{"active": [True]}],
    "ring": [{"on": [True]}],
    "typing": [{"canal": [OWN, SECRET, UNKNOWN, *NO_ID], "to": [[], *NO_IDS]}],
    "propose": [{"canal": [OWN, SECRET, UNKNOWN, *NO_ID], "begun": ["l", *NO_TEXT], "chosen": [[], *NO_IDS[1:]]}],
    "draft": [
        {
            "canal": [OWN, SECRET, UNKNOWN, *NO_ID],
            "content": [WRITTEN, *NOT_WRITTEN],
            "age": [0, True, 1.5, "0", [], {}],
            "answers": [0, *NO_ID[1:]],
        }
    ],
    "send-later": [
        {
            "canal": [OWN, SECRET, UNKNOWN, *NO_ID],
            "content": [WRITTEN, None, {}, {**WRITTEN, "to": [99_999]}, *NOT_WRITTEN],
            "nonce": ["plain", None, 7, []],
            "answers": [0, *NO_ID[1:]],
        }
    ],
    "remind": [{"key": ["said", "said in secret", "said aside", "nobody", *NO_ID]}],
    "write-on": [{"key": [OWN, SECRET, UNKNOWN, *NO_ID], "answers": ["0", "x", "-1", 7, [], {}]}],
    "discard-draft": [{"key": [7, *NO_ID], "answers": ["0", "x", "-1", 7, [], {}]}],
    # Of what one has put by; what others have is as nothing.
    **{call: [] for call in ("later", "planned", "discard-planned", "forget-planned", "take-back-planned")},
    **{call: [] for call in ("forget-reminder", "open-reminded")},
    "named": [{"canal": [OWN, SECRET, UNKNOWN, *NO_ID], "begun": ["l", *NO_TEXT], "to": [[], *NO_IDS[1:]]}],
    "add-named": [],  # theirs alone who may choose the members: see components/test_naming.py
    "preview": [{"canal": [OWN, SECRET, UNKNOWN, *NO_ID], "text": ["Bonjour", *NO_TEXT], "to": [[], *NO_IDS[1:]]}],
    "message-menu": [{"key": [MINE, UNKNOWN, *NO_ID]}],
    "edit": [{"key": [MINE, UNKNOWN, *NO_ID]}],
    "edit-last": [{"canal": [OWN, SECRET, UNKNOWN, *NO_ID]}],
    "editing": [{"key": [MINE, *NO_ID], "version": [0], "text": ["Bonjour", *NO_TEXT]}],
    "save-edit": [
        {
            "key": [MINE, UNKNOWN, *NO_ID],
            "text": ["Bonjour", "", "  \n\t ", "x" * 10_001, *NO_TEXT],
            "nonce": ["plain-nonce", *NO_NONCE],
        }
    ],
    "history": [{"key": [MINE, *NO_ID]}],
    "lightbox": [{"key": [BRINGS, HIDDEN, WHISPERED, SAID, UNKNOWN, *NO_ID], "shows": ["1", *NO_TEXT]}],
    **{
        card: [{"key": [BRINGS, HIDDEN, WHISPERED, SAID, UNKNOWN, *NO_ID], "shows": [of, "1", "\x00", *NO_TEXT]}]
        for card, of in (("listen", "its sound"), ("file-text", "its text"))
    },
    "files-out": [{"key": [BRINGS, HIDDEN, WHISPERED, SAID, MINE, UNKNOWN, *NO_ID]}],
    "take-file-out": [
        {
            "key": [BRINGS, HIDDEN, WHISPERED, SAID, MINE, UNKNOWN, *NO_ID],
            "takes": ["its text", "1", "\x00", *NO_TEXT],
        }
    ],
    "share": [
        {
            "given": ['{"title": "Facture"}', "", "[" * 5000, "{}", '{"title": []}', *NO_TEXT],
            "here": [True, 1, "true", None, [], {}],
        }
    ],
    "arrange": [{"keys": [[], *NO_IDS[1:-1]]}],
    "emoji-menu": [{"drawn": [15]}],
    "emoji-tone": [{"tone": [3, -1, 6, None, True, 1.5, "3", [], {}, HUGE], "drawn": [15]}],
    "emoji-find": [{"text": ["chat", *NO_TEXT], "tone": [0], "drawn": [15]}],
    "emoji-begun": [{"text": ["ch", *NO_TEXT], "drawn": [15]}],
    "emoji-used": [{"text": ["🐱", "", "chat", "x" * 5000, "\x00", *NO_TEXT], "drawn": [15]}],
    "quote": [{"key": [SAID, *NO_ID]}],
    "react": [{"key": [SAID, HIDDEN, UNKNOWN, *NO_ID]}],
    "react-with": [{"key": [SAID, HIDDEN, UNKNOWN, *NO_ID], "emoji": ["👍", *NO_EMOJI]}],
    "react-picked": [{"key": [SAID, HIDDEN, UNKNOWN, *NO_ID], "text": ["👍", *NO_EMOJI]}],
    "tour-skip": [{"key": [1, *NO_ID]}],
    **{f"tour-{does}": [] for does in ("begin", "close")},
    "pin": [{"key": [SAID, HIDDEN, WHISPERED, UNKNOWN, *NO_ID]}],
    "unpin": [{"key": [SAID, HIDDEN, WHISPERED, UNKNOWN, *NO_ID]}],
    "canal-panel": [{"key": [OWN, SECRET, UNKNOWN, *NO_ID]}],
    "canal-sheet": [{"key": [OWN, SECRET, UNKNOWN, *NO_ID]}],
    "turn-panel": [{"tab": ["files", "", "x", *NO_TEXT]}],
    **{call: [] for call in ("close-panel", "older-in-panel", "newer-in-panel")},
    "panel": [],
    "canal-card": [{"key": [OWN, SECRET, UNKNOWN, *NO_ID]}],
    "this-canal": [{"key": [OWN, SECRET, UNKNOWN, *NO_ID[1:]]}],
    "go": [{"key": [OWN, SECRET, UNKNOWN, *NO_ID]}],
    "delete-message": [{"key": ["said by me", "said by another", *NOT_TO_READ, *NO_ID]}],
    "undo-delete": [{"key": ["said by me", "said by another", *NOT_TO_READ, *NO_ID]}],
    "member-card": [{"key": ["me", "nobody", *NO_ID]}],
    "change-image": [{"key": ["me", "other", "nobody", *NO_ID]}],
    "message-member": [{"key": ["other", "me", "nobody", *NO_ID]}],
    "link-card": [
        {"key": [{"column": False}, "no such link", None, 7, True, {}, {"column": 1}, {"column": True, "x": "1"}]}
    ],
    "set-home": [{"key": ["window", *NO_TEXT, "", "x" * 5000]}],
    # What is so already: the other tests of this house are spoken to as they ask for.
    "set-lang": [{"key": ["", *NO_TEXT, "x" * 5000]}],
    "set-order": [{"key": ["newest-first", *NO_TEXT, "", "x" * 5000]}],
    "set-smileys": [{"key": ["on", *NO_TEXT, "", "x" * 5000]}],
    "set-theme": [{"key": ["dark", *NO_TEXT, "x" * 5000]}],
    "set-receipts": [{"key": ["on", *NO_TEXT, "", "x" * 5000]}],
    "set-sound": [{"key": ["bell", *NO_TEXT, "", "x" * 5000]}],
    "notifications-tested": [
        {step: [True, 1, "true", None, [], {}] for step in ("secure", "allowed", "on", "shown", "heard")}
    ],
    **{call: [] for call in ("flip-order", "new-canal", "own-settings", "switcher", "desktop-help")},
    **{call: [] for call in ("inbox", "newer-received", "older-received")},
    "starting-desktop": [],
    **{call: [] for call in ("shortcuts", "mark-all-read", "turn-calendar", "go-to-day")},
    **{f"{way}-{what}": [] for way in ("next", "previous") for what in ("canal", "unread")},
}

HARMLESS = {
    # what stands for nothing, instead of being refused
    "seen": {"id": [*NO_ID, 2**52], "here": [False]},
    "mark-read": {"key": [None]},
    "calendar": {"key": [OWN], "month": ["", "2026-13", "x" * 5000, "\x00"]},
    "alive": {"active": [None, False, 1, "true", [], {}, HUGE]},
    "search": {"text": ["", "x" * 50_000, "\x00", '"', "NEAR(", "* OR *", "dans:Direction", "de:personne"]},
    "say": {"to": [[]]},
    "quote": {"key": [HIDDEN, UNKNOWN]},
    "emoji-menu": {"drawn": NO_NUMBER},
    "emoji-find": {
        "drawn": NO_NUMBER,
        "tone": [None, -1, 6, True, 1.5, "3", [], {}, HUGE],
        "text": ["x" * 5000, "\x00"],
    },
    "emoji-begun": {"drawn": NO_NUMBER, "text": ["", "x" * 5000, "\x00"]},
}


def payloads() -> list[tuple[str, str, object]]:
    """Each call with each of its fields forged, and without it."""
    return [
        (call, field, value)
        for call, shapes in CALLS.items()
        for shape in shapes
        for field, values in shape.items()
        for value in values[1:]
    ]


@pytest.fixture
def mine(house: House) -> int:
    return own_message(house)


def own_message(house: House) -> int:
    """Something that Zoé said."""
    zoe, bureau = house.members["zoe"], house.canals["bureau"].id
    return house.do(lambda store: store.messages.post(zoe, bureau, "À moi", (), "calls-mine")).message.id


def brought(house: House) -> tuple[int, int, int]:
    """A message that holds a picture, a sound and a text, and the ids of the last two."""
    zoe, bureau = house.members["zoe"], house.canals["bureau"].id

    async def once(store: Store) -> tuple[int, int, int]:
        async def text() -> AsyncIterator[bytes]:
            yield b"Bonjour"

        files = [
            await hold(store, zoe),
            await hold(store, zoe, "a.mp3", kind="audio", media="audio/mpeg"),
            await store.files.bring(zoe, bureau, "a.txt", text(), None),
        ]
        ids = [file.id for file in files]
        return (await store.messages.post(zoe, bureau, "", (), f"brought-{ids[0]}", files=ids)).message.id, *ids[1:]

    if house.address not in _brought:
        _brought[house.address] = house.do(once)
    return _brought[house.address]


_brought: dict[str, tuple[int, int, int]] = {}


@pytest.fixture
async def zoe(house: House, mine: int) -> AsyncIterator[Tab]:
    async with Tab(house.address, house.session("zoe")) as tab:
        yield tab


@pytest.fixture(autouse=True)
def nothing_falls(caplog: pytest.LogCaptureFixture):
    """Whatever is asked, nothing in the server raises."""
    yield
    fallen = [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR]
    assert fallen == []


def filled(house: House, call: str, **forged: object) -> dict[str, object]:
    """A payload that would do, but for what is forged in it."""
    message, sound, text = brought(house)
    named = {
        BRINGS: message,
        "its sound": str(sound),
        "its text": str(text),
        OWN: house.canals["bureau"].id,
        SECRET: house.canals["direction"].id,
        UNKNOWN: 123_456_789,
        SAID: house.said["public"],
        HIDDEN: house.said["private"],
        WHISPERED: house.said["aside"],
        "me": house.members["zoe"].id,
        "other": house.members["lea"].id,
        "nobody": 99_999,
        "said": house.said["public"],
        "said in secret": house.said["private"],
        "said aside": house.said["aside"],
        "said by me": house.said["zoe's"],
        "said by another": house.said["public"],
        "said in private": house.said["private"],
        MINE: own_message(house),
    }

    def meant(value: object) -> object:
        if isinstance(value, dict) and "key" in value:
            return {**value, "key": meant(value["key"])}
        if isinstance(value, list):
            return [meant(each) for each in value]
        return named.get(value, value) if isinstance(value, str) else value

    plain = {field: values[0] for shape in CALLS[call] for field, values in shape.items()}
    return {field: meant(value) for field, value in {**plain, **forged}.items()}


def tells_nothing(answer: object) -> None:
    told = json.dumps(answer, ensure_ascii=False)
    for secret in ("Direction", "Secret", "direction"):
        assert secret not in told


def test_every_call_is_in_the_table(house):
    desktop = {f"desktop-{do.replace('_', '-')}" for do in ACTIONS}
    assert offered().keys() - desktop == CALLS.keys()


@pytest.mark.parametrize("call", [call for call, shapes in CALLS.items() if shapes])
async def test_what_would_do_is_done(house, zoe, call):
    """Else the refusals below would prove nothing."""
    answer = await zoe.call(call, filled(house, call, **({"nonce": "first"} if call == "say" else {})))
    assert "refused" not in answer
    assert "gone" not in answer


@pytest.mark.parametrize("call", CALLS)
async def test_what_is_forged_is_refused(house, zoe, call):
    before = _state(house)
    for shape in CALLS[call]:
        for field, values in shape.items():
            for value in values[1:]:
                answer = await zoe.call(call, filled(house, call, **{field: value}))
                assert "refused" in answer, f"{field} = {value!r} was taken"
                assert answer["why"] in ("rights", "text")
                tells_nothing(answer)
    assert _state(house) == before


@pytest.mark.parametrize("call", [call for call, shapes in CALLS.items() if shapes and "canal" in shapes[0]])
async def test_a_canal_that_is_not_theirs_is_as_one_that_does_not_exist(house, zoe, call):
    secret, none = [await zoe.call(call, filled(house, call, canal=canal)) for canal in (SECRET, UNKNOWN)]
    assert secret == none


@pytest.mark.parametrize("call", HARMLESS)
async def test_what_means_nothing_does_nothing(house, zoe, call):
    for field, values in HARMLESS[call].items():
        for n, value in enumerate(values):
            forged = {field: value, **({"nonce": f"harmless-{n}"} if call == "say" else {})}
            answer = await zoe.call(call, filled(house, call, **forged))
            assert "refused" not in answer
            tells_nothing(answer)


@pytest.mark.parametrize("call", [*CALLS, "", "x", "__init__", "attach ", None, 7, ["open"], {"open": 1}, True])
async def test_a_payload_that_is_none_is_refused(house, zoe, call):
    for payload in NO_PAYLOAD:
        answer = await zoe.call(call, payload)
        assert "refused" in answer
        tells_nothing(answer)


@pytest.mark.parametrize("payload", [*NO_PAYLOAD, {}, {"client": None}, {"client": ["x"]}])
async def test_attaching_to_no_page_ends_there(zoe, payload):
    assert await zoe.call("attach", payload) == {"gone": True}


@pytest.mark.parametrize("stamp", [None, "1", [1], HUGE, -HUGE, 1.5, True, {}])
async def test_attaching_with_a_stamp_that_was_never_given_gives_one_s_own_facts(house, zoe, stamp):
    direction = house.canals["direction"].id
    answer = await zoe.attach(facts=stamp, key=direction, logs=[[direction, 0]])
    assert answer["facts"]["told"]["self"]["name"] == house.members["zoe"].nickname
    assert key_of(direction) not in answer["facts"]["told"]
    assert answer["logs"] == answer["missed"] == []
    tells_nothing(answer)


@pytest.mark.parametrize("logs", [None, 7, "x", [7], [[]], [[1]], [["x", 0]], [[None, None]], [[HUGE, 0]], {"1": 0}])
async def test_naming_logs_that_are_none_gives_nothing(zoe, logs):
    answer = await zoe.attach(logs=logs)
    assert answer["logs"] == answer["missed"] == []


@pytest.mark.parametrize("at", [-HUGE, HUGE, -1, 1.5, True, "1", None])
async def test_a_revision_that_was_never_given_is_answered_all_the_same(house, zoe, at):
    bureau = house.canals["bureau"].id
    assert "refused" not in await zoe.attach(logs=[[bureau, at]], key=bureau)


async def test_naming_others_logs_gives_nothing_of_them(house, zoe):
    for at in (0, -HUGE, HUGE):
        tells_nothing(await zoe.attach(logs=[[house.canals["direction"].id, at]]))
    async with Tab(house.address, house.session("lea")) as lea:
        await lea.say(house.canals["direction"].id, "Secret de plus")
        await lea.say(house.canals["bureau"].id, "Pour tous les autres")
        await zoe.hears("Pour tous les autres")
    tells_nothing(zoe.heard)


@pytest.mark.parametrize("action", ["canal-card", "member-card", "change-image", "new-canal", "own-settings"])
async def test_a_click_with_a_forged_key_tells_nothing(house, zoe, action):
    for key in (house.canals["direction"].id, 123_456_789, *NO_ID):
        tells_nothing(await zoe.call(action, {"key": key}))
    tells_nothing(zoe.heard)


async def test_a_click_on_the_card_of_a_canal_that_is_not_theirs_is_refused(house, zoe):
    secret, none = [await zoe.call("canal-card", {"key": key}) for key in (house.canals["direction"].id, 123_456_789)]
    assert secret == none
    assert secret["why"] == "rights"


async def test_older_messages_are_those_one_may_see(house, zoe):
    answer = await zoe.call("older", {"canal": house.canals["bureau"].id, "before": 2**53 - 1})
    assert house.said["public"] in [message for message, _ in answer["items"]]
    tells_nothing(answer)


async def test_too_many_or_too_few_words_are_no_fall(zoe):
    for words in ((), ("open",), ("open", {}, 3), ("open", {}, 3, 4, 5)):
        answer = await zoe.socket.call("call", words, timeout=20)
        assert "refused" in answer or "gone" in answer


@pytest.mark.parametrize(
    "words", ['["call","open",{"canal":NaN}]', '["call","\\ud800"]', "[", "{}", "", "[]", "[[]]", "[null]"]
)
async def test_what_cannot_be_read_is_passed_over(house, zoe, words, caplog):
    await zoe.socket.eio.send(f"2{words}")
    await zoe.socket.eio.send(f"27{words}")
    assert "log" in await zoe.call("open", filled(house, "open"))
    # The library that reads packets says so, loudly.
    caplog.clear()


async def test_the_same_nonce_is_the_same_message_and_no_one_else_s(house, zoe):
    bureau = house.canals["bureau"].id
    first = await zoe.say(bureau, "Une fois", nonce="the-same")
    assert await zoe.say(bureau, "Deux fois", nonce="the-same") == first
    async with Tab(house.address, house.session("karim")) as karim:
        other = await karim.say(bureau, "Une fois", nonce="the-same")
    assert other["id"] != first["id"]


async def test_after_all_that_the_tab_still_works(house, zoe):
    for call, field, value in payloads():
        await zoe.call(call, filled(house, call, **{field: value}))
    answer = await zoe.say(house.canals["bureau"].id, "Toujours là")
    await zoe.hears("Toujours là")
    assert answer["id"] > 0


def _state(house: House) -> tuple[int, ...]:
    state = house.store.state
    return len(state.members), len(state.canals), sum(len(window.messages) for window in state.windows.values())
