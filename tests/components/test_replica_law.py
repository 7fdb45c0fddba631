"""The replica law: whatever happens, what an open tab holds equals what a freshly opened page of that member holds."""

from __future__ import annotations

import asyncio
import contextlib
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any
from unittest.mock import patch

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from app.components.window.member_facts import key_of
from app.components.wire.tabs import Tabs
from app.components.wire.wire import Wire
from app.store import Refused, Store, posting
from app.store.feed import Change
from app.store.said import Message
from app.store.state import Canal, Member
from app.store.writer import Command
from app.text.mentions import EVERYBODY
from tests.attaching import hold
from tests.changing import alter_quoted, later, remove
from tests.components.replica import Network, Replica

NUMBER = st.integers(0, 11)
STEPS = st.lists(
    st.tuples(
        st.sampled_from(
            (
                *["say"] * 5,
                *["say aside"] * 3,
                *["name", "name aside"],
                "look",
                "receipts",
                "share",
                "share aside",
                *["attach", "attach aside"],
                *["answer"] * 2,
                *["answer aside"] * 2,
                *["react"] * 3,
                "react no more",
                *["pin"] * 2,
                "unpin",
                *["change"] * 2,
                *["edit"] * 2,
                *["take away"] * 2,
                *["delete"] * 3,
                *["undo"] * 2,
                *["time passes"] * 2,
                "new open canal",
                "new private canal",
                "direct",
                "rename canal",
                "add to canal",
                "leave canal",
                "rename member",
                "rename office",
                "archive",
                "restore",
                "remove from canal",
                "arrange",
                "ring",
                "open tab",
                "close tab",
                *["go to canal"] * 3,
                *["go to message"] * 3,
                "read on",
                "to the newest",
                "mark unread",
                "come and go",
                "watch",
                "look away",
                "mark",
                "drop",
                "repeat",
                "delay",
                "reconnect",
                *["draft"] * 2,
                "throw away draft",
                "plan",
                "take back",
                "remind",
                *["an hour passes"] * 2,
                "breathe",
                "cut the wire",
                "forget in memory",
            )
        ),
        NUMBER,
        NUMBER,
        NUMBER,
    ),
    max_size=40,
)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(STEPS)
@example([("leave canal", 1, 1, 0), ("say", 0, 1, 0), ("breathe", 0, 0, 0)])
@example([("delay", 1, 0, 0), ("say", 0, 0, 0), ("leave canal", 1, 1, 0), ("say", 0, 1, 0)])
@example([("new private canal", 0, 5, 1), ("say", 0, 2, 0), ("add to canal", 0, 2, 3), ("say", 1, 2, 0)])
@example([("share aside", 0, 0, 1), ("drop", 1, 0, 0), ("share", 2, 0, 1), ("say aside", 1, 0, 2)])
@example([("go to canal", 1, 1, 0), ("say", 0, 1, 0), ("say", 0, 0, 0), ("go to canal", 1, 0, 0)])
@example([("go to canal", 1, 1, 0), ("drop", 1, 0, 0), ("say aside", 0, 1, 1), ("go to canal", 1, 1, 0)])
@example([("delay", 1, 0, 0), ("say", 0, 0, 0), ("go to canal", 1, 1, 0), ("say", 0, 1, 0), ("go to canal", 1, 0, 0)])
@example([("go to canal", 1, 1, 0), ("leave canal", 1, 1, 0), ("say", 0, 1, 0), ("go to canal", 1, 1, 0)])
@example([("cut the wire", 0, 0, 0), ("go to canal", 1, 1, 0), ("say", 0, 1, 0), ("say aside", 1, 0, 2)])
@example([("say aside", 0, 0, 1), ("drop", 1, 0, 0), ("say aside", 2, 0, 1), ("say", 2, 0, 1)])
@example([("cut the wire", 0, 0, 0), ("say", 0, 0, 0), ("say aside", 1, 0, 2), ("breathe", 0, 0, 0)])
@example([("cut the wire", 0, 0, 0), ("say", 1, 0, 0), ("open tab", 0, 0, 0)])
@example([("forget in memory", 0, 0, 0), ("say", 0, 0, 0)])
@example([("cut the wire", 0, 0, 0), ("forget in memory", 0, 0, 0), ("say", 0, 0, 0)])
@example([("forget in memory", 0, 0, 0), ("leave canal", 1, 1, 0), ("say", 0, 1, 0)])
@example([("delay", 1, 0, 0), ("forget in memory", 0, 0, 0), ("add to canal", 0, 1, 2), ("say", 2, 1, 0)])
@example([("say", 0, 0, 0), ("drop", 1, 0, 0), ("change", 0, 0, 1), ("take away", 0, 0, 1), ("say aside", 0, 0, 2)])
@example([("say aside", 0, 0, 1), ("drop", 1, 0, 0), ("say", 2, 0, 0), ("change", 0, 0, 1), ("take away", 0, 0, 1)])
@example([("say", 0, 0, 0), ("say", 0, 0, 0), ("delay", 1, 0, 0), ("change", 0, 0, 1), ("take away", 0, 0, 2)])
@example([("say", 0, 0, 0), ("forget in memory", 0, 0, 0), ("take away", 0, 0, 1), ("change", 0, 0, 0)])
@example([("say aside", 0, 0, 1), ("drop", 1, 0, 0), ("edit", 0, 0, 0), ("edit", 0, 0, 0), ("take away", 0, 0, 0)])
@example([("say", 0, 0, 0), ("drop", 1, 0, 0), ("pin", 1, 0, 0), ("say", 0, 0, 0), ("delete", 0, 0, 0)])
@example([("say", 0, 0, 0), ("pin", 1, 0, 0), ("delete", 0, 0, 0), ("forget in memory", 0, 0, 0), ("undo", 0, 0, 0)])
@example([("say", 0, 0, 0), ("forget in memory", 0, 0, 0), ("edit", 0, 0, 0), ("edit", 0, 0, 0)])
@example([("delay", 1, 0, 0), ("say", 0, 1, 0), ("edit", 0, 1, 0), ("leave canal", 1, 1, 0), ("edit", 0, 1, 0)])
@example([("say", 0, 0, 0), ("cut the wire", 0, 0, 0), ("take away", 0, 0, 1), ("say", 1, 0, 0)])
@example([("say", 0, 0, 0), ("answer", 1, 0, 0), ("delete", 0, 0, 0), ("drop", 1, 0, 0), ("time passes", 0, 0, 0)])
@example([("say", 0, 0, 0), ("drop", 2, 0, 0), ("delete", 0, 0, 0), ("drop", 1, 0, 0), ("undo", 0, 0, 0)])
@example([("say aside", 0, 0, 1), ("answer", 1, 0, 0), ("drop", 1, 0, 0), ("delete", 0, 0, 0), ("delete", 0, 0, 1)])
@example([("say", 0, 0, 0), ("delay", 2, 0, 0), ("delete", 0, 0, 0), ("time passes", 0, 0, 0)])
@example([("say", 0, 0, 0), ("forget in memory", 0, 0, 0), ("delete", 0, 0, 0), ("time passes", 0, 0, 0)])
@example(
    [("say aside", 0, 0, 1), ("answer", 1, 0, 0), ("answer aside", 1, 0, 0), ("drop", 0, 0, 0), ("react", 1, 0, 0)]
)
@example([("say", 0, 0, 0), ("answer", 1, 0, 0), ("drop", 2, 0, 0), ("change", 0, 0, 0), ("take away", 0, 0, 0)])
@example(
    [("say aside", 0, 0, 1), ("react", 0, 0, 0), ("drop", 1, 0, 0), ("react no more", 0, 0, 0), ("react", 2, 0, 0)]
)
@example([("say", 0, 0, 0), ("answer", 1, 0, 0), ("forget in memory", 0, 0, 0), ("react", 1, 0, 0), ("react", 2, 1, 0)])
@example([("name", 0, 0, 2), *[("breathe", 0, 0, 0)] * 9, ("rename member", 2, 1, 0), ("change", 1, 0, 0)])
@example([("go to canal", 2, 1, 0), ("name", 0, 0, 2), ("name aside", 0, 0, 1), ("name", 1, 0, 0)])
@example([("say", 0, 0, 0), ("edit", 0, 0, 1), ("look", 2, 0, 0), ("edit", 0, 0, 0), ("edit", 0, 0, 2)])
@example([("draft", 0, 0, 0), ("say", 1, 0, 0), ("plan", 0, 0, 0), ("an hour passes", 0, 0, 0)])
@example([("draft", 0, 1, 0), ("drop", 0, 0, 0), ("throw away draft", 0, 1, 0), ("leave canal", 0, 1, 0)])
@example([("say aside", 0, 0, 1), ("remind", 1, 0, 0), ("leave canal", 1, 1, 0), ("an hour passes", 0, 0, 0)])
@example([("plan", 1, 1, 0), ("leave canal", 1, 1, 0), ("an hour passes", 0, 0, 0), ("take back", 1, 0, 0)])
@example([("watch", 1, 0, 0), ("open tab", 1, 1, 0), ("say", 0, 0, 0), ("close tab", 1, 0, 0), ("say", 0, 0, 0)])
@example([("direct", 0, 1, 0), ("say", 0, 2, 0), ("mark", 1, 2, 0), ("say", 0, 2, 0), ("receipts", 1, 0, 1)])
@example([("direct", 0, 1, 0), ("say", 0, 2, 0), ("say", 0, 2, 0), ("mark", 1, 2, 1), ("take away", 0, 2, 1)])
@example([("say aside", 0, 1, 1), ("mark", 1, 1, 0), ("leave canal", 1, 1, 0), ("add to canal", 0, 1, 1)])
@example(
    [("say aside", 0, 0, 1), ("mark", 1, 0, 0), ("rename member", 1, 4, 0), ("answer", 1, 0, 0), ("look", 0, 0, 0)]
)
@example([*[("say", n, 0, 0) for n in range(6)], ("go to message", 1, 0, 1), ("say", 0, 0, 0), ("change", 0, 0, 1)])
@example(
    [*[("say", 0, 0, 0)] * 6, ("go to message", 1, 0, 1), ("drop", 1, 0, 0), ("change", 0, 0, 1), ("say", 0, 0, 0)]
)
@example([*[("say", 0, 0, 0)] * 6, ("go to message", 1, 0, 1), ("say aside", 0, 0, 2), ("read on", 1, 0, 0)])
@example(
    [*[("say", 0, 0, 0)] * 6, ("go to message", 1, 0, 1), ("delay", 1, 0, 0), ("say", 0, 0, 0), ("read on", 1, 0, 0)]
)
@example([*[("say", 0, 0, 0)] * 6, ("go to message", 1, 0, 1), ("take away", 0, 0, 1), ("to the newest", 1, 0, 0)])
@example([("attach aside", 0, 0, 1), ("drop", 1, 0, 0), ("attach", 2, 0, 1), ("answer", 1, 0, 0), ("attach", 0, 1, 0)])
@example([("attach", 0, 0, 0), ("answer", 1, 0, 0), ("drop", 2, 0, 0), ("delete", 0, 0, 0), ("undo", 0, 0, 0)])
@example([("attach aside", 0, 0, 1), ("delete", 0, 0, 0), ("drop", 1, 0, 0), ("time passes", 0, 0, 0)])
@example([("say", 0, 0, 0), ("watch", 1, 0, 0), ("mark unread", 1, 0, 0), ("say", 0, 0, 0), ("mark", 1, 0, 1)])
def test_an_open_tab_holds_what_a_fresh_page_holds_and_never_more(
    copied_to: Callable[..., Path], steps: list[tuple[str, int, int, int]]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(_live_through(copied_to(Path(folder) / "office", furnished=False), steps))


async def _live_through(folder: Path, steps: list[tuple[str, int, int, int]]) -> None:
    # What could not be said is said again after a second: here at once.
    with (
        patch("app.components.wire.wire.AGAIN_S", 0.0),
        # A piece of history is smaller than what is said here.
        patch("app.components.wire.catching_up.AROUND", 4),
    ):
        store = await Store.open(folder, presence_grace=0.0)
        network = Network()
        wire, tabs = Wire(store, network.emit), Tabs(store, network)
        office = _Office(store, wire, tabs, network)
        try:
            await office.furnish()
            for step in steps:
                with contextlib.suppress(Refused):
                    await office.do(*step)
            await office.settle()
            await office.check()
        finally:
            await wire.close()
            await store.close()


class _Office:
    def __init__(self, store: Store, wire: Wire, tabs: Tabs, network: Network) -> None:
        self.store, self.wire, self.tabs, self.network = store, wire, tabs, network
        self.open_tabs: list[Replica] = []
        self.all_tabs: list[Replica] = []
        self.meant_for: dict[str, set[int]] = {}
        self.said_in: dict[str, int] = {}
        self.sent = 0

    async def furnish(self) -> None:
        self.members = [
            await self.store.members.create(name, name.title()) for name in ("lea", "karim", "zoe", "odile")
        ]
        await self.store.canals.create(self.members[0], "Tout le bureau")
        await self.store.canals.create(self.members[0], "Direction", kind="private", members=[self.members[1].id])
        self.sessions = {}
        for member in self.members:
            token = await self.store.sessions.start(member)
            found = self.store.sessions.find(token)
            self.sessions[member.id] = found.id if found else 0
            await self.open_tab(member, 0)

    def member(self, n: int) -> Member:
        return self.members[n % len(self.members)]

    def canal(self, n: int) -> Canal:
        canals = list(self.store.state.canals.values())
        return canals[n % len(canals)]

    def tab(self, n: int) -> Replica | None:
        return self.open_tabs[n % len(self.open_tabs)] if self.open_tabs else None

    async def open_tab(self, member: Member, n: int, lang: str = "fr") -> None:
        tab = Replica(self.network, self.store, self.wire, self.tabs, member, f"tab-{len(self.all_tabs)}", lang)
        tab.tab.session_id = self.sessions[member.id]
        self.all_tabs.append(tab)
        self.open_tabs.append(tab)
        canals = self.store.canals.of(member)
        await tab.open(canals[n % len(canals)].id if canals else None)

    async def do(self, step: str, a: int, b: int, c: int) -> None:
        store, member, canal, tab = self.store, self.member(a), self.canal(b), self.tab(a)
        match step:
            case "attach" | "attach aside":
                await self.attach(member, canal, [self.member(c).id] if step.endswith("aside") else [], b)
            case "say" | "say aside" | "share" | "share aside" | "answer" | "answer aside" | "name" | "name aside":
                to = [self.member(c).id] if step.endswith("aside") else []
                answered = self.held(canal, a + b) if step.startswith("answer") else None
                named = (f"@{self.member(c).nickname}", "@tous")[a % 2] if step.startswith("name") else ""
                await self.say(member, canal, to, step.startswith("share"), named, answered and answered.id)
            case "look":
                found = (await store.inbox.page(member)).items
                if found:
                    await store.inbox.look(member, found[c % len(found)].received.id)
            case "receipts":
                await store.members.set(member, "receipts", "off" if c % 2 else "on")
            case "react" | "react no more":
                if message := self.held(canal, c):
                    await store.reactions.put(member, message.id, "👍🎉"[b % 2], step == "react")
            case "pin" | "unpin":
                if message := self.held(canal, c):
                    await store.pins.pin(member, message.id, step == "pin")
            case "delete":
                if message := self.held(canal, c):
                    await store.deletions.delete(store.members.get(message.author_id), message.id)
            case "undo":
                if pending := list(store.state.deletions.values()):
                    deletion = pending[c % len(pending)]
                    await store.deletions.undo(store.members.get(deletion.by_id), deletion.message_id)
            case "time passes":
                later(store)
                await store.deletions.take_due()
            case "change" | "edit" | "take away":
                await self.change(canal, c, step)
            case "draft" | "throw away draft" | "plan" | "take back" | "remind" | "an hour passes":
                await self.put_by(step, member, canal, c)
            case "new open canal":
                await store.canals.create(member, f"Canal {a} {b} {c}")
            case "new private canal":
                await store.canals.create(member, f"Cercle {a} {b} {c}", kind="private", members=[self.member(c).id])
            case "direct":
                await store.canals.direct(member, [self.member(b).id])
            case "rename canal":
                await store.canals.edit(member, canal.id, name=f"Nom {c}", color="#0e7490", description=f"*Pour* {a}")
                await store.canals.edit(member, canal.id, topic=f"Sujet {a}" if c % 2 else "")
            case "add to canal":
                await store.canals.add(member, canal.id, self.member(c).id)
            case "leave canal":
                await store.canals.leave(member, canal.id)
            case "archive" | "restore":
                await store.canals.archive(member, canal.id, step == "archive")
            case "remove from canal":
                await store.canals.remove(member, canal.id, self.member(c).id)
            case "arrange":
                mine = store.canals.of(member)
                await store.preferences.arrange(member, [each.id for each in (mine[b % len(mine) :] + mine[:c])][:3])
            case "ring":
                await store.preferences.ring(member, canal.id, "none" if c % 2 else "mentions")
            case "rename member":
                await store.members.edit(member, member.id, nickname=f"Pseudo {b}")
            case "rename office":
                await store.office.rename(None, f"Maison {b}")
            case "open tab":
                await self.open_tab(member, b, ("fr", "en")[c % 2])
            case "breathe":
                await asyncio.sleep(0)
                self.wire.statuses.tell()
            case "cut the wire":
                self.network.fails = 1
            case "forget in memory":
                self._forget_next()
        if tab is not None:
            await self.do_at(tab, step, b, c)

    def _forget_next(self) -> None:
        """The next command is durable, and cannot be taken into memory."""
        submit = self.store.writer.submit

        def spoilt(command: Command[Any]) -> asyncio.Future[Any]:
            self.store.writer.submit = submit  # type: ignore[method-assign]

            def fail(_result: object) -> Sequence[Change]:
                raise KeyError("in the middle of it")

            command.apply = fail  # type: ignore[method-assign]
            return submit(command)

        self.store.writer.submit = spoilt  # type: ignore[method-assign, assignment]

    async def do_at(self, tab: Replica, step: str, b: int, c: int) -> None:
        store, member, canal = self.store, self.store.members.get(tab.me), self.canal(b)
        match step:
            case "close tab":
                self.open_tabs.remove(tab)
                self.tabs.detach(tab.tab)
                self.tabs.forget(tab.tab)
            case "come and go":
                (store.presence.active if c % 2 else store.presence.idle)(member.id, tab.tab.id)
            case "go to canal":
                await tab.go_to(canal.id)
            case "go to message":
                held = store.state.window(canal.id).messages
                if held:
                    await tab.go_to(canal.id, held[c % len(held)].id)
            case "read on":
                await tab.read_on()
            case "to the newest":
                await tab.to_the_newest()
            case "mark unread":
                held = store.state.window(canal.id).messages
                if held:
                    await tab.ask("mark-unread", {"key": held[c % len(held)].id})
            case "watch":
                self.tabs.watch(tab.tab, member, canal.id)
            case "look away":
                self.tabs.watch(tab.tab, member, None)
            case "mark":
                messages = store.messages.newest(member, canal.id).messages
                if messages:
                    await store.reading.mark(member, canal.id, messages[c % len(messages)].id)
            case "drop":
                tab.drops += 1 + c % 3
            case "repeat":
                tab.repeats = not tab.repeats
            case "delay":
                tab.late = tab.late or []
            case "reconnect":
                self.tabs.detach(tab.tab)
                await tab.catch_up()

    def held(self, canal: Canal, n: int) -> Message | None:
        held = self.store.state.window(canal.id).messages
        return held[n % len(held)] if held else None

    async def say(
        self, member: Member, canal: Canal, recipients: list[int], share: bool, named: str, answered: int | None
    ) -> None:
        self.sent += 1
        marker = f"marque{self.sent}fin"
        circle = {member.id, *recipients} if recipients else {each.id for each in self.members}
        inside = {each.id for each in self.members if canal.is_open or each.id in canal.joined}
        text, card = ("", {"title": f"Devis {marker}"}) if share else (f"Bonjour {named} {marker}", None)
        await self.store.messages.post(member, canal.id, text, recipients, marker, card, answered)
        self.meant_for[marker] = circle if recipients else inside
        if not recipients:
            self.said_in[marker] = canal.id

    async def attach(self, member: Member, canal: Canal, recipients: list[int], n: int) -> None:
        """Say something by files alone, whose names only those may learn who read it."""
        self.sent += 1
        marker = f"marque{self.sent}fin"
        kinds = ("image", "document", "text", "video")
        known = {"kind": kinds[n % len(kinds)], "excerpt": f"Début {marker}", "drawn": n % 2 == 0}
        files = [await hold(self.store, member, f"{marker}.bin", **known) for _ in range(1 + n % 2)]
        await self.store.messages.post(member, canal.id, "", recipients, marker, files=[file.id for file in files])
        inside = {each.id for each in self.members if canal.is_open or each.id in canal.joined}
        self.meant_for[marker] = {member.id, *recipients} if recipients else inside
        if not recipients:
            self.said_in[marker] = canal.id

    async def put_by(self, step: str, member: Member, canal: Canal, c: int) -> None:
        store, later = self.store, self.store.clock() + 3_600_000
        self.sent += 1
        marker = f"marque{self.sent}fin"
        content = {"text": f"Bonjour {marker}", "to": [self.member(c).id] if c % 3 == 0 else []}
        match step:
            case "draft":
                self.meant_for[marker] = {member.id}
                await store.drafts.keep(member, canal.id, content, 0)
            case "throw away draft":
                await store.drafts.discard(member, canal.id)
            case "plan":
                inside = {each.id for each in self.members if canal.is_open or each.id in canal.joined}
                self.meant_for[marker] = {member.id, *content["to"]} if content["to"] else inside
                if not content["to"]:
                    self.said_in[marker] = canal.id
                await store.scheduled.add(member, canal.id, content, later, marker)
            case "take back":
                for row in store.scheduled.of(member):
                    await store.scheduled.take_back(member, row.id)
            case "remind":
                held = [each for each in store.state.window(canal.id).messages if not each.event]
                await store.reminders.set(member, held[c % len(held)].id if held else 0, later)
            case "an hour passes":
                await store.reminders.tell_due(2 * later)
                await store.scheduled.send_due(2 * later)

    async def change(self, canal: Canal, c: int, step: str) -> None:
        message = self.held(canal, c)
        if message is None:
            return
        if step == "take away":
            answers = [each for each in self.store.state.window(canal.id).messages if each.quote]
            if any(each.quote and each.quote.id == message.id for each in answers):
                await alter_quoted(self.store, message.id, html="", gone=True)
            else:
                await remove(self.store, message.id)
            return
        self.sent += 1
        marker = f"marque{self.sent}fin"
        inside = {each.id for each in self.members if canal.is_open or each.id in canal.joined}
        self.meant_for[marker] = set(message.circle) or inside
        if not message.is_aside:
            self.said_in[marker] = canal.id
        mentions = posting.named([EVERYBODY, self.member(c).id][: c % 3])
        if step == "edit":
            author = self.store.members.get(message.author_id)
            named = ("", f"@{self.member(c + 1).nickname}", "@tous")[c % 3]
            await self.store.edits.edit(author, message.id, f"Autrement {named} {marker}", marker)
        else:
            await alter_quoted(self.store, message.id, html=f"<p>Autrement {marker}</p>", mentions=mentions)

    async def settle(self) -> None:
        """Let everything arrive; who lost something comes back, as a browser does."""
        self.wire.statuses.tell()
        for _ in range(20):
            await asyncio.sleep(0)
        for tab in self.open_tabs:
            tab.let_late_ones_in()
            if tab.must_catch_up:
                await tab.catch_up()

    async def check(self) -> None:
        for tab in self.open_tabs:
            member = self.store.members.get(tab.me)
            canal = tab.log["canal"] if tab.log else None
            fresh = Replica(self.network, self.store, self.wire, self.tabs, member, f"{tab.sid}-fresh", tab.tab.lang)
            await fresh.open(canal)
            expected = fresh.holds()
            if tab.log:
                expected["log"] = tab.within(expected["log"])
            assert tab.holds() == expected
        for tab in self.all_tabs:
            heard = "".join(tab.received)
            for marker, circle in self.meant_for.items():
                if tab.me not in circle and not self._joined_since(tab.me, marker):
                    assert marker not in heard

    def _joined_since(self, member_id: int, marker: str) -> bool:
        """Who is in a canal now may read what was said to everybody in it before."""
        canal = self.store.state.canals.get(self.said_in.get(marker, 0))
        return canal is not None and member_id in canal.joined


async def test_a_closed_account_keeps_its_name_beside_what_it_said(tmp_path: Path) -> None:
    store = await Store.open(tmp_path, presence_grace=0.0)
    network = Network()
    wire, tabs = Wire(store, network.emit), Tabs(store, network)
    office = _Office(store, wire, tabs, network)
    try:
        admin = await store.members.create("agathe", "Agathe", role="admin")
        await office.furnish()
        karim = office.member(1)
        office.open_tabs = [tab for tab in office.open_tabs if tab.me != karim.id]
        await store.members.deactivate(admin, karim.id)
        await office.settle()
        await office.check()
        zoe = next(tab for tab in office.open_tabs if tab.me == office.member(2).id)
        assert karim.id not in zoe.members
        assert zoe.facts[key_of(karim.id)]["name"] == "Karim"
        await store.members.reactivate(admin, karim.id)
        await office.settle()
        await office.check()
        assert karim.id in zoe.members
    finally:
        await wire.close()
        await store.close()
