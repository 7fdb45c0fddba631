"""What is shown to whoever is new, where there is something: one thing at a time."""

from htpy import Element, section

from app.components.first import this_canal  # noqa: F401 - by which its action is offered
from app.components.first.block import Block
from app.components.first.greeting import Greeting
from app.components.first.steps import FirstSteps
from app.components.page import Page


def met_by(page: Page) -> type[Block] | None:
    """What is for them, if anything is."""
    return next((kind for kind in (FirstSteps, Greeting) if kind.is_for(page)), None)


def early(kind: type[Block], page: Page) -> Element:
    """The same to be looked at alone, until it can be pressed."""
    return section(class_=kind.look)[kind.drawn(page).values()]
