"""The card of a canal, behind the arrow left of its name: name, colour, topic, members, what rings, archive, leave."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from htpy import Element, Node, b, div, li, p, small, span, ul

from app.components.asking import Id
from app.components.cards.card import Card, Form, heading
from app.components.cards.colour_picker import chosen_color, colour_picker
from app.components.cards.describing import description
from app.components.cards.people import found, people
from app.components.forms import Choice, choices, field, picks, primary
from app.components.fragments import worn
from app.components.page import Page
from app.components.panel import Slots
from app.locale import N_
from app.store import Refused, access
from app.store.canals import TOPIC_LONGEST
from app.store.feed import CanalChanged, CanalJoined, CanalLeft, Change, MemberChanged, PreferencesChanged
from app.store.names import LONGEST, in_order
from app.store.state import Canal, Member, State

NO_WAY_BACK = N_(
    "Only somebody who is in this canal can bring you back here. To leave all the same, press “Leave the canal” again."
)
ALONE = N_(
    "You are the last one here: only an administrator will find this canal again. "
    "To leave all the same, press “Leave the canal” again."
)


class CanalCard(Card, opened_by="canal-card"):
    hears = (CanalChanged, CanalJoined, CanalLeft, MemberChanged, PreferencesChanged)

    def __init__(self, page: Page, key: Id) -> None:
        """:raises Forbidden: when the canal does not exist for this member"""
        self.id_of_canal = key
        self.warned = False
        super().__init__(page)
        self.tint(self.canal.color)

    @property
    def canal(self) -> Canal:
        """The canal as it is now.

        :raises Forbidden: when it does not exist for this member
        """
        return self.page.store.canals.get(self.page.member, self.id_of_canal)

    def is_concerned(self, change: Change) -> bool:
        match change:
            case CanalChanged(canal_id) | CanalJoined(canal_id) | CanalLeft(canal_id):
                return canal_id == self.id_of_canal
            case PreferencesChanged(member_id):
                return member_id == self.page.tab.member_id
            case MemberChanged(member_id):
                return member_id == self.page.tab.member_id or self._names(member_id)
        return True

    def _names(self, member_id: int) -> bool:
        """Whether that member stands in it."""
        canal = self.page.store.state.canals[self.id_of_canal]
        return self._chooses_members or (canal.holds(member_id) and not canal.is_open)

    def render(self) -> Slots:
        words, canal = self.page.words, self.canal
        return {
            "head": heading(words, words("Conversation") if canal.kind == "direct" else canal.name),
            "body": div(".body")[
                p(".hint")[words("This canal is archived: it can be read, nothing more is said in it.")]
                if canal.archived
                else None,
                self._looks() if self._may(access.access_canal_to_edit) else None,
                self._ringing(),
                self._members_to_choose() if self._chooses_members else self._circle(),
            ],
            "actions": self._actions(),
        }

    async def sent(self, form: Form, pressed: str) -> None:
        canals, me = self.page.store.canals, self.page.member
        if pressed == "leave":
            self._warn_once()
            await canals.leave(me, self.id_of_canal)
        elif pressed in ("archive", "restore"):
            await canals.archive(me, self.id_of_canal, pressed == "archive")
        else:
            await self.keep(form)

    async def keep(self, form: Form) -> None:
        store, me = self.page.store, self.page.member
        if self._may(access.access_canal_to_edit):
            # What one did not touch is left as somebody else may have made it meanwhile.
            name, color, topic = form.touched("name"), chosen_color(form), form.touched("topic")
            described = form.touched("description")
            await store.canals.edit(me, self.id_of_canal, name=name, color=color, topic=topic, description=described)
        if self._chooses_members:
            await self._choose_members(form.ticked("member"))
        await store.preferences.ring(self.page.member, self.id_of_canal, form.text("level"))

    def _may(self, rule: Callable[[State, Member, int], object]) -> bool:
        return access.may(rule, self.page.store.state, self.page.member, self.id_of_canal)

    @property
    def _chooses_members(self) -> bool:
        return self._may(access.access_canal_to_manage) and self._may(access.access_canal_to_edit)

    def _warn_once(self) -> None:
        """There is no way back by oneself: one press by mistake must not be enough.

        :raises Refused: the first time
        """
        if not self.warned:
            self.warned = True
            raise Refused(ALONE if self._inside() == {self.page.tab.member_id} else NO_WAY_BACK)

    async def _choose_members(self, ticked: Mapping[int, bool]) -> None:
        """Add who was ticked and take out who was cleared, and nobody else: others may have come or gone meanwhile.
        Oneself leaves by the other button."""
        canals, inside = self.page.store.canals, self._inside()
        for member_id, wanted in ticked.items():
            if wanted and member_id not in inside:
                await canals.add(self.page.member, self.id_of_canal, member_id)
                self._say(N_("Added: {name}"), member_id)
            elif not wanted and member_id in inside - {self.page.tab.member_id}:
                await canals.remove(self.page.member, self.id_of_canal, member_id)
                self._say(N_("Taken out: {name}"), member_id)

    def _say(self, sentence: str, member_id: int) -> None:
        name = self.page.store.state.members[member_id].nickname
        self.page.say_aloud(self.page.words(sentence, name=name))

    def _inside(self) -> set[int]:
        """Who is in the canal now: a closed account is not, and may be again."""
        return {member.id for member in self.page.store.canals.members(self.page.member, self.id_of_canal)}

    def _looks(self) -> Node:
        words, canal = self.page.words, self.canal
        return [
            field(words("Name"), "name", value=canal.name, required=True, maxlength=LONGEST, autocomplete="off"),
            colour_picker(words, canal.color),
            field(words("Topic"), "topic", value=canal.topic, maxlength=TOPIC_LONGEST, autocomplete="off"),
            description(words, canal.description),
        ]

    def _ringing(self) -> Element:
        words = self.page.words
        levels = [
            Choice("all", words("All")),
            Choice("mentions", words("Mentions, answers and asides")),
            Choice("none", words("None")),
        ]
        chosen = self.page.store.preferences.of(self.page.member, self.id_of_canal).level
        return choices(words("Notifications"), "level", levels, chosen)

    def _members_to_choose(self) -> Element:
        words, store = self.page.words, self.page.store
        others = [member for member in store.members.all() if member.id != self.page.tab.member_id]
        # Those who are in it stand first: among 300 members, one would look for them.
        inside = self._inside()
        ordered = sorted(people(store, others), key=lambda person: person.id not in inside)
        return picks(words("Members"), "member", ordered, inside, find=words("Find somebody"), found=found(words))

    def _circle(self) -> Element:
        words, store = self.page.words, self.page.store
        if self.canal.is_open:
            return p(".hint")[words("This canal is open: the whole office is in it.")]
        inside = sorted(store.canals.members(self.page.member, self.id_of_canal), key=in_order)
        return div(".circle")[
            p(".legend")[words("Members · {n}", n=len(inside))],
            ul(".names")[
                (
                    li(".pick")[
                        worn(member, store.presence.status(member.id)),
                        span(".name")[b[member.nickname], " ", small[member.note]],
                    ]
                    for member in inside
                )
            ],
        ]

    def _actions(self) -> Element:
        words = self.page.words
        return div(".actions")[
            # Enter presses the first button: it must not be the one that leaves.
            primary(words("Save")),
            self._archiving() if self._may(access.access_canal_to_archive) else None,
            primary(words("Leave the canal"), "leave", danger=True)
            if self._may(access.access_canal_to_leave)
            else None,
        ]

    def _archiving(self) -> Element:
        words = self.page.words
        if self.canal.archived:
            return primary(words("Restore"), "restore")
        return primary(words("Archive"), "archive", danger=True)
