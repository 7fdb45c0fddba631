"""What one fills in, the same on the doors and in the window's dialogs. All words come in already translated.

Every control has its label, every hint and every error is tied to its control, and errors are announced.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any, NamedTuple

from htpy import Element, b, bdi, button, div, fieldset, input, label, legend, li, p, small, span, textarea, ul

from app.components.states import state
from app.locale import Words
from app.store.pictures import HEAVIEST


class Choice(NamedTuple):
    """One of a few, with what it means."""

    value: str
    title: str
    meaning: str = ""


class Person(NamedTuple):
    """Somebody who can be picked; `cat` is their image."""

    id: int
    nickname: str
    note: str
    cat: Element


def field(
    title: str,
    name: str,
    *,
    type: str = "text",
    value: str = "",
    error: str = "",
    hint: str = "",
    autocomplete: str = "",
    required: bool = False,
    maxlength: int | None = None,
    autofocus: bool = False,
    least: int | None = None,
    most: int | None = None,
    inputmode: str = "",
) -> Element:
    """A line to fill in, under its label.

    :param type: of the `<input>`: `text`, `password`, `search`…
    :param error: why what was given is refused, or nothing; the focus is there then
    :param hint: what is expected, shown at all times
    :param autocomplete: what a password manager may fill in, as `username` or `new-password`
    :param maxlength: in UTF-16 units, as browsers count
    :param least: of a `number`, as `most`
    :param inputmode: which keys a phone shows, as `url`
    """
    told = [f"{name}-hint"] * bool(hint) + [f"{name}-error"] * bool(error)
    return div(".field")[
        label(for_=f"{name}-field")[title],
        input(
            id=f"{name}-field",
            name=name,
            type=type,
            # A password that was refused is not sent back.
            value=value if value and type != "password" else None,
            autocomplete=autocomplete or None,
            required=required,
            maxlength=None if maxlength is None else str(maxlength),
            autofocus=autofocus or bool(error),
            min=None if least is None else str(least),
            max=None if most is None else str(most),
            inputmode=inputmode or None,
            dir="auto" if type == "text" else None,
            aria_describedby=" ".join(told) or None,
            aria_invalid="true" if error else None,
            **_AS_IT_IS if autocomplete in {"username", "off"} or type == "password" else {},
        ),
        p(".hint", id=f"{name}-hint")[hint] if hint else None,
        p(".error", id=f"{name}-error", role="alert")[error] if error else None,
    ]


def area(title: str, name: str, *, value: str = "", hint: str = "", maxlength: int | None = None) -> Element:
    """Several lines to fill in, as `field`."""
    return div(".field")[
        label(for_=f"{name}-field")[title],
        textarea(
            id=f"{name}-field",
            name=name,
            rows="3",
            maxlength=None if maxlength is None else str(maxlength),
            dir="auto",
            aria_describedby=f"{name}-hint" if hint else None,
        )[value],
        p(".hint", id=f"{name}-hint")[hint] if hint else None,
    ]


_AS_IT_IS = {"autocapitalize": "none", "spellcheck": "false"}
"""A login is not a sentence: a phone must not begin it with a capital."""


def trouble(sentence: str) -> Element | None:
    """Why the whole form is refused, said at its head, where the focus is; nothing when there is nothing to say."""
    return p(".trouble", role="alert", tabindex="-1", autofocus=True)[sentence] if sentence else None


def primary(title: str, name: str = "submit", *, danger: bool = False, upload: str = "") -> Element:
    """The button that sends its form.

    :param upload: the address to which it sends the form's file
    """
    return button(class_=["button primary", {"danger": danger}], type="submit", name=name, data_upload=upload or None)[
        title
    ]


def secondary(title: str, action: str, *, danger: bool = False) -> Element:
    """A button beside the primary one.

    :param action: its `data-action`
    """
    return button(class_=["button", {"danger": danger}], type="button", data_action=action)[title]


def picture_file(words: Words) -> dict[str, Any]:
    """What a field says that takes a picture: what the browser offers, and what it refuses before it is sent.

    Telephones that photograph in another format make a JPEG of it when they read this.
    """
    return {
        "type": "file",
        "accept": "image/png,image/jpeg,image/webp,image/gif",
        "data_heaviest": str(HEAVIEST),
        "data_heavy": words("This file is too heavy: an image has at most {n} MB.", n=HEAVIEST >> 20),
        "data_kind": "image/",
        "data_strange": words("This is not a picture that can be read: choose a PNG, JPEG, WebP or GIF file."),
    }


def choices(title: str, name: str, options: Iterable[Choice], chosen: str) -> Element:
    """One of a few: *open* or *private*."""
    return fieldset(".choices")[
        legend[title],
        [
            label(".choice")[
                input(type="radio", name=name, value=option.value, checked=option.value == chosen),
                b[option.title],
                small[option.meaning] if option.meaning else None,
            ]
            for option in options
        ],
    ]


def left(none: str, some: Callable[[int], str], way: Element | None = None) -> Element:
    """Says how many a filter leaves (the kit's `filter.js`) to whoever does not see it, and to all when it is none.

    :param some: the form of a number, with {n} in it
    :param way: a button that leads on when it is none
    """
    told = p(role="status", data_none=none, data_one=some(1), data_many=some(2))
    return state("seeking", told, way, kind="nothing left")


def picks(
    title: str,
    name: str,
    people: Sequence[Person],
    chosen: Collection[int] = (),
    *,
    find: str = "",
    found: Element | None = None,
    needed: int = 8,
) -> Element:
    """People to tick, each posted as `name`.

    :param find: the label of the field that filters them (the kit's `filter.js`)
    :param found: what says how many that leaves
    :param needed: from how many people on that field is worth its place
    """
    return fieldset(".picks", data_filtered=True)[
        legend[title],
        [input(type="search", placeholder=find, aria_label=find, autocomplete="off", data_filter=".pick"), found]
        if find and len(people) >= needed
        else None,
        ul(data_rove=".check")[
            [
                li(".pick")[
                    label[
                        input(
                            ".check",
                            type="checkbox",
                            name=name,
                            value=str(person.id),
                            checked=person.id in chosen,
                        ),
                        person.cat,
                        span(".name")[bdi[person.nickname], [" ", small[person.note]] if person.note else None],
                    ]
                ]
                for person in people
            ]
        ],
    ]
