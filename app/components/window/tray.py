"""The tray of the composer: the files that go with what is being written, and the button that brings them."""

from __future__ import annotations

from htpy import Element, Node, bdi, button, fragment, img, input, label, li, progress, small, span, template, ul

from app.components.icons import icon
from app.components.sizes import size
from app.components.window.files.addresses import SMALL, thumbnail
from app.components.window.files.signs import described, name, sign
from app.locale import Words
from app.store.posting import FILES_MOST
from app.store.said import File

COMES_IN = "/files?canal={canal}&name={name}"
"""Where a file is sent, and where one that was taken out again is given back."""
GIVEN_BACK = "/files/{key}"


def tray(words: Words) -> Node:
    """A list of chips, empty at first; and how one looks while its file is on its way (the kit's `tray.js`)."""
    return fragment[
        ul(".tray", aria_label=words("Files to send"), data_tray=True),
        template[
            _row(
                span(".sign")[icon("page", 22)],
                [
                    bdi(".file-name", title="{name}")[span(".begins")["{head}"], span(".ends")["{tail}"]],
                    small(".heavy")["{size}"],
                    progress(max="1", aria_label=words("On its way: {name}")),
                    span(".wrong", role="alert"),
                ],
                [
                    button(".retry", type="button", data_retry=True)[words("Try again")],
                    _out(words, "{name}"),
                ],
            )
        ],
    ]


def chip(file: File, words: Words) -> Element:
    """A file that is there, and goes with the next message. It leads nowhere yet."""
    picture = img(src=thumbnail(file, SMALL), alt="") if file.drawn else sign(file)
    told = [name(file), small(".heavy")[size(file.size, words)], span(".aloud")[described(file, words)]]
    return _row(span(".sign")[picture], told, _out(words, file.name), file.kind)


def _row(picture: Node, told: Node, buttons: Node, kind: str | None = None) -> Element:
    return li(".tray-file", data_kind=kind)[picture, span(".told")[told], buttons]


def _out(words: Words, called: str) -> Element:
    title = words("Take out: {name}", name=called)
    return button(".icon.out", type="button", title=title, aria_label=title, data_out=True)[icon("close", 16)]


def chooser(words: Words, heaviest: int) -> Element:
    """The paperclip.

    :param heaviest: how many bytes a file may have
    """
    title = words("Attach files")
    most = {"n": heaviest >> 20}
    return label(".icon.clip", title=title, data_still=True)[
        icon("clip", 19),
        input(
            ".aloud",
            type="file",
            name="files",
            multiple=True,
            aria_label=title,
            data_brings=COMES_IN,
            data_gives_back=GIVEN_BACK,
            data_most=str(FILES_MOST),
            data_largest=str(heaviest),
            data_many=words("A message holds at most {n} files: send the others in a second one.", n=FILES_MOST),
            data_heavy=words("{name} is too heavy: a file has at most {n} MB.", name="{name}", **most),
            data_folder=words("{name} is a folder: only files can be sent.", name="{name}"),
            data_lost=words("Was not finished: choose it again."),
        ),
    ]
