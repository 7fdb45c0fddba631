"""The card of a message's pictures, as large as the screen lets them be: one beside the other in a row.

Nothing of it is a script's. One swipes the row, or scrolls it; arrow keys, Home and End lead from picture to picture,
as they do in any list of the page (`rove.js`), and so do the arrows at its sides, which are links into it.
"""

from __future__ import annotations

from collections.abc import Sequence

from htpy import Element, Node, a, button, div, fragment, h2, header, img, small, span, video

from app.components.asking import Actions, Id, action
from app.components.cards.of_message import OfMessage, message_of
from app.components.fragments import moment
from app.components.icons import icon
from app.components.page import Page
from app.components.panel import Slots
from app.components.sizes import size
from app.components.window.files.addresses import LARGE, original, shown, shows_itself, thumbnail, to_copy
from app.components.window.files.pictures import LIGHTBOX, is_picture
from app.components.window.files.signs import described, name
from app.components.window.sentences import name as called
from app.components.window.sentences import sentence
from app.locale import N_
from app.store import Refused
from app.store.said import File, Message

DISPLAYED = frozenset({"image/jpeg", "image/png", "image/webp"})
"""What all browsers show."""

QUICK = 1_000_000
"""Bytes; a screenshot has fewer, a photograph more."""

GONE = N_("This picture is gone.")
BY = N_("Shared by {name}")


class Lightbox(OfMessage[Message | None], default_classes="lightbox"):
    """`which` is whose pictures it shows, a message's id, and the one that it begins at."""

    opened_by = LIGHTBOX

    @classmethod
    async def fetch(cls, page: Page, *which: int) -> Message | None:
        return await message_of(page, which[0])

    def render(self) -> Slots:
        message = self.held
        files = [file for file in message.files if is_picture(file)] if message else []
        if not message or not files:
            raise Refused(GONE)
        return {"head": self._head(message), "row": self._row(files)}

    def _head(self, message: Message) -> Element:
        words = self.page.words
        # Its title takes no focus: that is at the picture, which keys lead on from.
        return header(role="none")[
            div(".of")[h2[sentence(words, BY, name=called(message.author_id))], small[moment(message.at)]],
            self._way_to(message),
            button(".icon.close", type="button", data_action="close-dialog", aria_label=words("Close"))[icon("close")],
        ]

    def _way_to(self, message: Message) -> Element:
        title = self.page.words("Go to the message")
        leading = button(
            ".button.to-message", type="button", data_action="go-to-message", data_key=str(message.id), aria_label=title
        )
        return leading[icon("quote", 18), span[title]]

    def _row(self, files: Sequence[File]) -> Element:
        ids = [file.id for file in files]
        at = ids.index(self.which[1]) if self.which[1] in ids else 0
        return div(".large-row", data_rove=".large")[
            (self._cells(files, n, is_current=n == at) for n in range(len(files)))
        ]

    def _cells(self, files: Sequence[File], n: int, *, is_current: bool) -> Node:
        """A picture, what leads on from it, and what is said of it: one below the other, in a column of the row."""
        column = f"grid-column:{n + 1}"
        shows = div(".shows", style=column, aria_current="true" if is_current else None)
        return fragment[
            shows[self._large(files, n, is_current=is_current)],
            div(".turns", style=column)[self._turn(files, n - 1, "before"), self._turn(files, n + 1, "after")],
            div(".told", style=column)[self._told(files, n)],
        ]

    def _large(self, files: Sequence[File], n: int, *, is_current: bool) -> Element:
        """The picture; it leads to the original, in a tab of its own, where a browser shows that."""
        file, words = files[n], self.page.words
        which = words("{what}, {n} of {of}", what=described(file, words), n=n + 1, of=len(files))
        held = {"id": _anchor(file), "tabindex": "0" if is_current else "-1", "autofocus": is_current}
        if file.kind == "video":
            poster = thumbnail(file, LARGE) if file.drawn else None
            return video(
                ".large",
                src=shown(file),
                controls=True,
                # What was pressed to come here is what plays it.
                autoplay=self.which[1] == file.id,
                preload="none",
                poster=poster,
                aria_label=which,
                playsinline=True,
                **held,
            )
        # So much room as it is large, before it is there.
        frame = f"--wide:{file.width or LARGE};--high:{file.height or LARGE}"
        title = words("Original") if shows_itself(file) else None
        return a(".large", href=shown(file), target="_blank", style=frame, aria_label=which, title=title, **held)[
            self._still(file, is_current=is_current)
        ]

    def _still(self, file: File, *, is_current: bool) -> Node:
        loading = "eager" if is_current else "lazy"
        if file.kind != "animation":
            return img(src=_sharp(file), alt=file.name, loading=loading, decoding="async")
        # It was asked for: it plays, but for whoever wants nothing to move. What does not show is not fetched.
        still = img(".still", src=thumbnail(file, LARGE), alt=file.name, loading="lazy", decoding="async")
        return [still, img(".moves", src=shown(file), alt=file.name, loading="lazy", decoding="async")]

    def _turn(self, files: Sequence[File], to: int, way: str) -> Node:
        """The way to the one beside it, for a mouse."""
        if not 0 <= to < len(files):
            return None
        words = self.page.words
        says = words("The picture before") if way == "before" else words("The next picture")
        anchor = f"#{_anchor(files[to])}"
        return a(class_=way, href=anchor, tabindex="-1", data_action="skip", aria_label=says, title=says)[
            icon("chev", 26)
        ]

    def _told(self, files: Sequence[File], n: int) -> Node:
        words, file = self.page.words, files[n]
        count = span(".count", aria_hidden="true")[f"{n + 1} / {len(files)}"] if len(files) > 1 else None
        return [
            count,
            span(".which")[name(file), small[size(file.size, words)]],
            a(
                ".icon",
                href=original(file),
                download=file.name,
                title=words("Download"),
                aria_label=words("Download {name}", name=file.name),
            )[icon("download")],
            a(
                ".icon",
                href=to_copy(file),
                data_action="copy",
                data_copied=words("The link is copied."),
                title=words("Copy the file’s link"),
                aria_label=words("Copy the link of {name}", name=file.name),
            )[icon("link")],
        ]


def _sharp(file: File) -> str:
    """What shows on a large screen each letter of a screenshot: the picture itself, where it comes as quickly."""
    is_quick = file.media in DISPLAYED and file.size <= QUICK and max(file.width, file.height) > LARGE
    return shown(file) if is_quick else thumbnail(file, LARGE)


def _anchor(file: File) -> str:
    return f"large-{file.id}"


class Looking(Actions):
    @action
    async def lightbox(self, key: Id, shows: str) -> None:
        """A message's pictures.

        :param shows: the id of the one to begin at
        """
        await Lightbox.show(self.page, key, shows)
