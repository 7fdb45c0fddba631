"""The tray of the composer: the files that go with what is being written, and the button that brings them."""

from __future__ import annotations

from htpy import Element, Node, bdi, button, form, input, label, li, progress, small, span, template, ul

from app.components.icons import icon
from app.components.window.files.signs import likeness, name, told
from app.locale import Words
from app.store.posting import FILES_MOST
from app.store.said import File

ADDRESS = "/files"
"""Where a file is sent, and below it where one that was taken out is given back."""


def tray(words: Words) -> Node:
    """A list of chips, empty at first; and how one looks while its file is on its way (the kit's `tray.js`)."""
    return [
        ul(".tray", aria_label=words("Files to send")),
        template[
            _chip(
                span(".sign")[icon("page", 22)],
                [
                    bdi(".file-name", title="{name}")[span(".begins")["{name}"]],
                    progress(max="1", aria_label=words("On its way: {name}", name="{name}")),
                    small(".trouble", role="alert"),
                    small(".lost")[words("Was not finished: choose it again.")],
                ],
                [
                    input(type="hidden", name="canal", value="{canal}"),
                    input(type="hidden", name="name", value="{name}"),
                    input(".aloud", type="file", required=True, tabindex="-1", aria_hidden="true"),
                    button(".retry", type="submit", data_upload=ADDRESS, data_method="PUT")[words("Try again")],
                    button(type="button", **_out(words, "{name}"))[icon("close", 16)],
                ],
            )
        ],
    ]


def chip(file: File, words: Words) -> Element:
    """A file that is there, and goes with the next message. It leads nowhere yet."""
    gives_back = button(
        type="submit", data_upload=f"{ADDRESS}/{file.id}", data_method="DELETE", **_out(words, file.name)
    )
    return _chip(
        likeness(file),
        [name(file, is_said=False), span(".aloud")[file.name], small(".heavy")[told(file, words, in_short=True)]],
        gives_back[icon("close", 16)],
    )


def _chip(picture: Node, said: Node, controls: Node) -> Element:
    return li(".tray-file")[form(data_send=True)[picture, span(".told")[said], controls]]


def _out(words: Words, called: str) -> dict[str, str | bool]:
    title = words("Take out: {name}", name=called)
    return {"class_": "icon out", "title": title, "aria_label": title, "data_out": True}


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
            data_most=str(FILES_MOST),
            data_largest=str(heaviest),
            data_many=words("A message holds at most {n} files: send the others in a second one.", n=FILES_MOST),
            data_large=words("{name} is too heavy: a file has at most {n} MB.", name="{name}", **most),
            data_folder=words("{name} is a folder: only files can be sent.", name="{name}"),
        ),
    ]
