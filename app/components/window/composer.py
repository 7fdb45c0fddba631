"""The composer, below the log: its looks, and what it asks for. What is typed stays in the browser until it is sent."""

from dataclasses import asdict
from functools import cache
from typing import Annotated

from htpy import Element as Fragment
from htpy import Node, button, div, form, fragment, span, textarea, ul

from app.components.asking import UNCLEAR, Actions, Answer, Id, Ids, action, is_id
from app.components.drawings import drawing
from app.components.emoji import drawn, menu
from app.components.icons import icon
from app.components.live_list import LiveList
from app.components.window import circle, editing
from app.components.window.mention import mentions_in
from app.components.window.naming import Naming
from app.components.window.record import record_to_be
from app.components.window.tray import chooser, tray
from app.components.window.typing import TOLD_EVERY_MS
from app.components.window.whereabouts import all_seen
from app.locale import N_, Words
from app.store import Forbidden, access, cards, composed
from app.store.messages import RECIPIENTS_MOST
from app.text.typed import MAX_LENGTH

Circle = Annotated[list[int], Ids(RECIPIENTS_MOST)]
"""Whom something is for; nobody named means everyone."""

FORMATS = (
    ("bold", "bold", N_("Bold"), N_("Ctrl+B"), "around", "**"),
    ("italic", "italic", N_("Italic"), N_("Ctrl+I"), "slant", None),
    ("strike", "strike", N_("Strikethrough"), N_("Ctrl+Shift+X"), "around", "~~"),
    ("code", "code", N_("Code"), N_("Ctrl+E"), "around", "`"),
    ("link", "link", N_("Link"), N_("Ctrl+Shift+U"), "link", None),
    ("quote", "quote", N_("Quote"), N_("Ctrl+Shift+9"), "before", "> "),
    ("list", "list", N_("List"), N_("Ctrl+Shift+8"), "before", "- "),
    ("code-block", "hash", N_("Code block"), N_("Ctrl+Alt+C"), "block", None),
)
"""The toolbar: each button, its icon, its name and its keys, and what `marks.js` does to the selection."""

COUNTED_FROM = 500
"""From how few characters left on they are counted."""


@cache
def shell(words: Words, heaviest: int) -> str:
    """:param heaviest: how many bytes a file may have"""
    return str(
        fragment[
            div(".typing", aria_live="off")[span(data_fact_of="writing")],
            button(".planned", type="button", data_action="later")[icon("clock", 14), span(data_fact_of="planned")],
            div(".shut")[drawing("archived"), div(data_fact_html_of="shut")],
            tray(words),
            _sheet(words, heaviest),
            menu.standing(words),
        ]
    )


def _sheet(words: Words, heaviest: int) -> Fragment:
    return form(
        ".sheet",
        data_attach="writing",
        data_sends=Writing.say.__name__,
        data_fact_aria_label_of="ask",
        aria_label=words("Message"),
    )[
        _attached("edits", words(editing.TITLE), words("Stop editing"), data_leaves=True),
        circle.to_line(words),
        ul(".suggestions", role="listbox", aria_label=words("Members"), hidden=True, data_still=True),
        _attached("reply", words("Message answered"), words("Do not quote it"), data_leaves=True),
        _attached("card", words("Record to send"), words("Take the record out")),
        textarea(
            name="message",
            rows="1",
            aria_label=words("Message"),
            aria_autocomplete="list",
            dir="auto",
            data_enter=True,
            data_names=Naming.named.__name__,
            data_tells=Writing.typing.__name__,
            data_tells_every=str(TOLD_EVERY_MS),
            data_most=str(MAX_LENGTH),
            data_counted_from=str(COUNTED_FROM),
            data_ask_some=words("Write to {names} alone"),
        ),
        ul(
            ".suggestions.emoji-names",
            role="listbox",
            aria_label=words("Proposals"),
            hidden=True,
            data_picked=True,
            data_still=True,
        ),
        div(".preview.message-body", role="group", hidden=True, tabindex="0", aria_label=words("Preview")),
        div(".count"),
        div(".trouble", role="alert"),
        div(".tools")[
            div(
                ".kit",
                role="toolbar",
                aria_label=words("Writing tools"),
                data_rove="button, [type=file]",
                data_sideways=True,
            )[_kit(words, heaviest)],
            button(
                ".send",
                type="submit",
                name="send",
                data_still=True,
            )[
                span(".sends")[words("Send")],
                span(".saves")[words("Save")],
                span(".coming")[words("Files on their way…")],
                span(".goes")[words("Goes with its files…")],
                span(".lacks")[words("A file is missing")],
                icon("plane", 17),
            ],
            _tool(words("Send later"), "clock", "icon later", type="submit", name="later", data_by="send-later"),
        ],
        div(".drop-here", aria_hidden="true")[icon("clip", 24), words("Drop the files here")],
    ]


def _attached(name: str, label: str, out: str, **attributes: bool) -> Fragment:
    """What goes with the text, and the way to take it out; by Esc, too, where that would close a site's frame."""
    return div(".attached", role="group", aria_label=label, data_attached=name)[
        div(".slot", tabindex="0", aria_live="polite"),
        button(".icon", type="button", title=out, aria_label=out, **attributes)[icon("close", 16)],
    ]


def _kit(words: Words, heaviest: int) -> Node:
    """The tools, those first that no key replaces on a phone; the others are reached by a swipe."""
    return [
        chooser(words, heaviest),
        _tool(
            words("Smileys"),
            "smile",
            name="emoji",
            aria_haspopup="dialog",
            data_picks="emoji",
            data_probes=drawn.probes(),
            data_fonts=drawn.FONTS,
            # The focus is where it was again when the menu is closed.
            data_still=True,
        ),
        _tool(
            words("Preview"),
            "eye",
            class_="icon preview-toggle",
            aria_pressed="false",
            data_preview="preview",
            data_leaves=True,
        ),
        span(".gap"),
        [_format(words, *each) for each in FORMATS],
    ]


def _format(words: Words, name: str, drawn: str, title: str, keys: str, mark: str, sign: str | None) -> Fragment:
    return _tool(
        f"{words(title)} ({words(keys)})",
        drawn,
        class_="icon format",
        data_format=name,
        data_still=True,
        data_mark=mark,
        data_sign=sign,
        data_anywhere=True,
        aria_keyshortcuts=keys.replace("Ctrl", "Control"),
    )


def _tool(title: str, drawn: str, class_: str = "icon", **attributes: str | bool | None) -> Fragment:
    content: Node = icon(drawn, 19)
    return button(class_=class_, title=title, aria_label=title, **{"type": "button", **attributes})[content]


class Composer(
    LiveList,
    default_classes="write",
    default_props="tag=footer id=writing data-newest-end shell=composer data-region=textarea",
):
    def __init__(self, words: Words, heaviest: int) -> None:
        """:param heaviest: how many bytes a file may have"""
        super().__init__(shell(words, heaviest))


class Writing(Actions):
    @action
    async def say(
        self,
        canal: Id,
        text: str,
        nonce: str,
        card: object,
        to: Circle,
        reply: dict[str, object] | None = None,
        answers: Id = 0,
        files: list[object] = [],  # noqa: B006
    ) -> Answer:
        """
        :param reply: the `key` of the message that this answers, and how it was shown
        :param answers: the same as it was begun, also when that message is gone by now: as which draft it was kept
        :param files: the `key` of each that goes with it, and how it was shown
        """
        store, answered = self.page.store, reply and reply.get("key")
        if not (answered is None or is_id(answered)):
            raise Forbidden(UNCLEAR)
        if isinstance(card, dict):
            # How it was shown is the browser's affair.
            card = {name: value for name, value in card.items() if name != "shown"}
        keys = composed.keys_of(files)
        posted = await store.messages.post(self.page.member, canal, text, to, nonce, card, answered, keys)
        await store.drafts.sent(self.page.member, canal, text, answers, keys)
        Naming(self.page).tell(posted)
        if self.page.tabs.is_blind(self.page.tab.member_id, canal):
            # Whoever answers has read it.
            await all_seen(self.page, canal)
        return {"id": posted.message.id}

    @action
    async def share(self, given: str, here: bool) -> Answer:
        """A record that the page was given, in JSON: what goes with the message, and how it is shown until then.

        :param here: whether there is a canal in which to write
        """
        card = cards.handed_over(given)
        if not here:
            self.page.toast(self.page.words("Open a canal first: the record will wait here."))
        return {"card": {**asdict(card), "shown": str(record_to_be(card))}}

    @action
    async def typing(self, canal: Id, to: Circle) -> None:
        """Something is being written there, for these."""
        self.page.wire.typing.heard(self.page.member, canal, to)

    @action
    async def propose(self, canal: Id, begun: str, chosen: Circle = []) -> Answer:  # noqa: B006
        """Whom the message may be for, of those whose name begins so."""
        state, member = self.page.store.state, self.page.member
        where = access.access_canal(state, member, canal)
        return {"html": circle.options(circle.proposed(state, member, where, begun, chosen))}

    @action
    async def preview(self, canal: Id, text: str, to: Circle = []) -> Answer:  # noqa: B006
        """How the text will look there."""
        html = await self.page.store.messages.preview(self.page.member, canal, text, to)
        return {"html": mentions_in(html)}
