"""What several sheets of the admin page hold."""

from __future__ import annotations

from htpy import Element, button, div, form, input, span

from app.components.icons import icon
from app.locale import Words


def copyable(words: Words, text: str, name: str, called: str) -> Element:
    """A text to pass on, and the button that copies it.

    :param name: an id that nothing else in the page has
    :param called: what it is, for who does not see it
    """
    return div(".copyable")[
        input(id=name, value=text, readonly=True, aria_label=called, spellcheck="false"), copy_button(words, name)
    ]


def copy_button(words: Words, name: str) -> Element:
    """The button that copies what stands in the field of that id."""
    return button(".button", type="button", data_action="copy", data_copy=name, data_copied=words("Copied"))[
        icon("copy", 18), span[words("Copy")]
    ]


def step(action: str, title: str, named: str = "", *, danger: bool = False, **given: str) -> Element:
    """A button that asks its panel for something.

    :param action: the panel's action
    :param named: what a screen reader says instead of its title
    :param given: what is sent with it, as a form's fields
    """
    return form(data_send=action)[
        [input(type="hidden", name=name, value=value) for name, value in given.items()],
        button(class_=["button", {"danger": danger}], type="submit", aria_label=named or None)[title],
    ]


def removal(words: Words, name: str, value: str, called: str) -> Element:
    """The button that asks a sheet's `take_out` for one of its things."""
    return step("take_out", words("Remove"), words("Remove: {title}", title=called), danger=True, **{name: value})
