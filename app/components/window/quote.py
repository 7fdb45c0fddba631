"""What an answer shows of the message that it answers: in its row, and above what one writes."""

from __future__ import annotations

from collections.abc import Iterable

from htpy import Element, Node, bdi, button, div, i, span

from app.components.asking import Actions, Answer, Id, action
from app.components.icons import icon
from app.components.window.files_told import files_told
from app.components.window.member_facts import key_of
from app.components.window.sentences import name
from app.locale import N_, Words
from app.store.quotes import quote_of
from app.store.refusal import Refused
from app.store.said import Quote

GONE = N_("The message that you answer is gone: yours is kept, and will be sent without the quote.")


def quote(quoted: Quote, words: Words) -> Element:
    """In a row it leads to what it quotes, as long as that is there."""
    if quoted.gone:
        return div(".quote", data_quotes=str(quoted.id))[i[words("Message deleted")]]
    id_ = str(quoted.id)
    leading = button(".quote", type="button", data_action="go-to-message", data_key=id_, data_quotes=id_)
    return leading[_begins(quoted, words)]


def quote_to_be(quoted: Quote, words: Words) -> Element:
    """In what is not sent yet: nothing of it leads anywhere."""
    return div(".quote")[_begins(quoted, words)]


def _begins(quoted: Quote, words: Words) -> Node:
    return [
        span(".whom")[icon("reply", 13), span(".aloud")[words("In answer to")], " ", name(quoted.author_id)],
        " ",
        span(".said", dir="auto")[said_in(quoted, words)],
    ]


def said_in(quoted: Quote, words: Words) -> list[Node]:
    """How what is quoted begins; which files it holds, where it says nothing."""
    return pieces(quoted.said) or [files_told(quoted.files, words)]


def pieces(said: Iterable[str | int]) -> list[Node]:
    """The beginning of a message, whose mentions bear today's names, whenever it is looked at."""
    return [each if isinstance(each, str) else ["@", bdi(data_fact=f"{key_of(each)}.name")] for each in said]


class Quoting(Actions):
    @action
    async def quote(self, key: Id) -> Answer:
        """The message of that id as what is being written shows it; none, and the news of that, when it is gone, or not
        theirs to read."""
        page = self.page
        try:
            message = await page.store.messages.find_anywhere(page.member, key)
        except Refused:
            return {"reply": None, "news": page.words(GONE)}
        return {"reply": {"key": key, "shown": str(quote_to_be(quote_of(message), page.words))}}
