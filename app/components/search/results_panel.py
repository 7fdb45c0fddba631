"""The panel of what is found, beside the talk or over it, for as long as somebody searches."""

from __future__ import annotations

from collections.abc import Sequence

from htpy import Element, Node, b, bdi, button, div, h2, header, p
from nicegui import Client

from app.components.fetched import Fetched
from app.components.page import Page
from app.components.panel import Slots
from app.components.search.field import FORM, PANEL, SEARCH, back, closing
from app.components.search.offers import begun_as, explained, filters, in_a_row, pieces
from app.components.search.result import results
from app.components.search.sought import PAGES_MOST, Sought
from app.components.states import state
from app.components.window.conversation import Conversation
from app.locale import N_
from app.store import access
from app.store.feed import CanalChanged, CanalJoined, CanalLeft, Change, MessageChanged, MessageGone
from app.store.search import Found, Order, Result

NOTHING = N_("Nothing is found.")
ANY_WORD = N_("Any word of what was said leads to it: its other forms do, too.")
NO_WORD = N_("There is no word in it yet: signs and emojis are not searched for.")
STILL_READ_IN = N_("{n} % of what was said can be found by now: older messages are still being read in.")

ORDERS: tuple[tuple[Order, str], ...] = (("newest", N_("Date")), ("best", N_("Relevance")))


LEFT = "left"
"""What the panel is when one has gone from it to what was found, in its place: going back leads to it again."""

FIRST = f'.goes[tabindex="0"], #{PANEL}:not(:has(.goes)) .offer[tabindex="0"]'
"""Where keys come to: the first result; else, what one can search by."""


class ResultsPanel(
    Fetched[Sequence[Found]],
    default_classes="found-panel",
    default_props=f"tag=section id={PANEL} data-key={FORM} data-region='{FIRST}'",
):
    """`which` is what is sought. Closed, it stays there without showing anything: one may come back to it."""

    hears = (CanalChanged, CanalJoined, CanalLeft, MessageChanged, MessageGone)

    def __init__(self, page: Page, held: Sequence[Found] = (), *which: Sought, at: Result | None = None) -> None:
        self.is_open = True
        self.at = at
        """Where one has gone from here."""
        self._gone: set[int] = set()
        """What went while it showed: at once, before anything is looked up again."""
        super().__init__(page, held, *(which or (Sought(),)))
        self._props["aria-label"] = page.words(SEARCH)

    @classmethod
    async def fetch(cls, page: Page, sought: Sought) -> Sequence[Found]:
        found: list[Found] = []
        after = ""
        while sought.query and len(found) < sought.pages and (after or not found):
            one = await page.store.search.find(
                page.member, sought.query, order=sought.order, after=after, zone=page.tab.zone
            )
            found.append(one)
            after = one.more
        return found

    @property
    def sought(self) -> Sought:
        sought: Sought = self.which[0]
        return sought

    @property
    def is_blank(self) -> bool:
        """Whether nothing is asked yet: nothing is typed, or a filter that waits for its word."""
        return not self.sought.query or not (self.held and self.held[0].asked)

    async def look_for(self, sought: Sought) -> None:
        """Look for that, and show what is found.

        :raises Refused: when the database does not answer; it shows what it showed
        """
        self.is_open = True
        self._gone.clear()
        self.classes(remove=LEFT)
        await self.fetch_again(sought)
        self.page.tab.searched = self.sought.query

    def hide(self) -> None:
        """Show nothing, but know what was sought."""
        self.is_open = False
        self._show()

    def went_to(self, message_id: int) -> None:
        """One is at that message now: its result says so."""
        self.at = next((each for each in self.results() if each.message.id == message_id), None)
        self._show()

    def close(self) -> None:
        """Search no longer."""
        self.classes(remove=LEFT)
        self.held, self.which, self.at = (), (Sought(),), None
        self.page.tab.searched = ""
        self.hide()

    def is_concerned(self, change: Change) -> bool:
        if not self.held:
            return False
        match change:
            case MessageGone(tombstone):
                return self._loses(tombstone.id)
            case MessageChanged(message):
                return (
                    self._loses(message.id) if message.gone else self._has_again(message.id) or self._shows(message.id)
                )
            case CanalJoined(_, member_id) | CanalLeft(_, member_id):
                return member_id == self.page.tab.member_id
            case CanalChanged(canal_id):
                return any(each.canal.id == canal_id for found in self.held for each in found.results)
        return True

    def results(self) -> list[Result]:
        """What of it the member may read still."""
        return [each for found in self.held for each in self._kept(found)]

    def render(self) -> Slots:
        if not self.is_open:
            return {}
        return {"head": self._head(), "looked-for": self._sought(), "told": self._told(), "results": self._results()}

    def _loses(self, message_id: int) -> bool:
        if self._shows(message_id):
            self._gone.add(message_id)
            return True
        return False

    def _has_again(self, message_id: int) -> bool:
        """Whether it went while it showed: somebody brought it back."""
        back = message_id in self._gone
        self._gone.discard(message_id)
        return back

    def _shows(self, message_id: int) -> bool:
        return any(each.message.id == message_id for found in self.held for each in found.results)

    def _kept(self, found: Found) -> list[Result]:
        state, member = self.page.store.state, self.page.member
        return [
            each
            for each in found.results
            if each.message.id not in self._gone
            and each.canal.id in state.canals
            and access.is_in(member, state.canals[each.canal.id])
            and access.sees(member, each.message)
        ]

    def _show(self) -> None:
        # As it is, without looking anything up.
        super(Fetched, self).renew()

    def _head(self) -> Element:
        words, sought = self.page.words, self.sought
        order = [
            button(
                type="button", data_action="search-order", data_key=name, aria_pressed=str(sought.order == name).lower()
            )[words(title)]
            for name, title in ORDERS
        ]
        return header(role="none")[
            h2[words("Search")] if self.is_blank else h2(".aloud")[words("Results")],
            None if self.is_blank else div(".order", role="group", aria_label=words("Order of the results"))[order],
            back(),
            closing(words, ".found-out"),
        ]

    def _sought(self) -> Element:
        page, sought = self.page, self.sought
        offered = begun_as(page, sought) if sought.half else filters(page.words) if sought.pieces else ()
        # Whoever types goes on typing.
        return div(".looked-for", data_still=True)[pieces(sought, page.words), in_a_row(page, offered)]

    def _told(self) -> Element:
        """What was not understood, and what cannot be found yet."""
        words, first = self.page.words, self.held[0] if self.held else Found()
        return div(".found-told", role="status")[
            [
                p(".hint")[_about(what), words(why)]
                for why, what in zip(first.trouble, (*first.unclear, *[""] * len(first.trouble)), strict=False)
            ],
            p(".hint")[words(STILL_READ_IN, n=int(first.ready * 100))] if first.ready < 1 else None,
        ]

    def _results(self) -> Element:
        words, found = self.page.words, self.results()
        if self.is_blank:
            content: Node = self._begin()
        elif not found:
            content = self._nothing()
        else:
            kept = [Found(tuple(self._kept(each))) for each in self.held]
            content = [results(kept, words, self.at.message.id if self.at else None), self._more()]
            # A role: else keys would go from group to group.
            return div(".results", role="group", aria_label=words("Results"), data_rove=".goes")[content]
        return div(".results")[content]

    def _begin(self) -> Element:
        words = self.page.words
        if self.sought.half.endswith(":"):
            return state("seeking", p[words("Choose above, or type on.")], kind="begin")
        is_unclear = self.sought.query and not (self.held and self.held[0].trouble)
        return state(
            "seeking",
            p[words(NO_WORD if is_unclear else ANY_WORD)],
            explained(self.page, filters(words)),
            kind="begin",
        )

    def _nothing(self) -> Element:
        words = self.page.words
        if len(self.sought.query) == 1:
            return state(
                "seeking", p[words("Type on: a word may be unfinished from its second letter on.")], kind="begin"
            )
        return state(
            "lost",
            p[words(NOTHING)],
            p(".hint")[words("Try fewer words, or the beginning of one; or take a filter out.")],
            kind="found-nothing",
        )

    def _more(self) -> Node:
        words = self.page.words
        if not self.held[-1].more:
            return None
        if len(self.held) >= PAGES_MOST:
            return p(".hint")[words("There is more: say more of what you look for.")]
        return div(".more")[button(".button", type="button", data_action="search-more")[words("More results")]]


def _about(what: str) -> Node:
    return [b[bdi[what]], " · "] if what else None


def standing(page: Page) -> ResultsPanel | None:
    """The panel of that page, if anybody has searched in it."""
    client = Client.instances.get(page.tab.id)
    return next((each for each in client.elements.values() if isinstance(each, ResultsPanel)), None) if client else None


def is_shown(page: Page) -> bool:
    """Whether what was searched for shows."""
    panel = standing(page)
    return panel is not None and panel.is_open


def give_way(page: Page) -> None:
    """Something else comes in its place; the field leads back to it."""
    panel = standing(page)
    if panel:
        panel.hide()


def left(page: Page) -> None:
    """One has gone from it to what was found, which comes in its place."""
    panel = standing(page)
    if panel:
        panel.classes(add=LEFT)
        panel.hide()


def moved_on(page: Page, canal_id: int) -> None:
    """That canal is open now: unless one came there from what was found, going back leads to where one was."""
    panel = standing(page)
    if panel and not (panel.at and panel.at.canal.id == canal_id):
        panel.classes(remove=LEFT)


def opened(page: Page) -> ResultsPanel:
    """The panel of that page, made the first time."""
    return standing(page) or _stood(ResultsPanel(page))


async def come_back(panel: ResultsPanel) -> None:
    """Show it again. It is made anew: as it comes, the result from which one has gone stands in view.

    :raises Refused: when the database does not answer
    """
    await panel.look_for(panel.sought)
    if panel.at:
        _stood(ResultsPanel(panel.page, panel.held, panel.sought, at=panel.at))
        panel.delete()


def _stood(made: ResultsPanel) -> ResultsPanel:
    """It stands after the head, for keys as for the eye."""
    talk = next((each for each in made.client.elements.values() if isinstance(each, Conversation)), None)
    if talk is not None:
        made.move(talk, 1)
    return made
