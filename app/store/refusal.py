"""What the store answers when it will not do a thing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager


class Refused(Exception):
    """A command that may not be done. `sentence` is an English msgid, `params` fill its {placeholders}."""

    why = "text"
    field = ""
    """The name of the form's field that it is about; "" when it is about none."""

    def __init__(self, sentence: str, /, **params: object) -> None:
        super().__init__(sentence.format(**params) if params else sentence)
        self.sentence = sentence
        self.params = params


class Forbidden(Refused):
    """The member may not, or the thing does not exist for them: the two must not be told apart."""

    why = "rights"


class Unavailable(Refused):
    """The database could not take the command just now; the same command may succeed later."""

    why = "busy"


class Unusable(Exception):
    """The data folder or its database cannot be opened. Told in one line before the process stops.

    :param remedy: a second sentence: what to do about it
    """

    def __init__(self, sentence: str, /, *, remedy: Unusable | None = None, **params: object) -> None:
        said = sentence.format(**params) if params else sentence
        super().__init__(said if remedy is None else f"{said} {remedy}")
        self.sentence = sentence
        self.params = params
        self.remedy = remedy


@contextmanager
def about(field: str) -> Iterator[None]:
    """What is refused in here, or by a function that this decorates, is about that field."""
    try:
        yield
    except Refused as refused:
        refused.field = field
        raise
