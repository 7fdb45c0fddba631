"""What is shown to whoever is new, where there is something: one thing at a time."""

from app.components.first import this_canal  # noqa: F401 - by which its action is offered
from app.components.first.greeting import Greeting
from app.components.first.steps import FirstSteps
from app.components.page import Page


def meet(page: Page) -> None:
    """Put it into the page."""
    for each in (FirstSteps, Greeting):
        each.add(page)
