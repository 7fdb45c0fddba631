"""Actions: methods that a browser may ask for by name, their arguments read by annotation.

A class of `Actions` offers its own wherever it is defined: nothing else has to know of it. What comes is hostile until
it is read: a name that is no action, a missing argument or one of another type is refused.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from functools import cache
from inspect import Parameter, signature
from types import FunctionType, UnionType
from typing import (
    TYPE_CHECKING,
    Annotated,
    Any,
    ClassVar,
    TypeGuard,
    TypeVar,
    Union,
    get_args,
    get_origin,
    get_type_hints,
)

from app.locale import N_
from app.store import Forbidden
from app.store.ids import LARGEST

if TYPE_CHECKING:
    from app.components.page import Page

Payload = Mapping[str, object]
Answer = dict[str, object]
Asked = Callable[["Page", Payload], Awaitable[Answer]]
Action = TypeVar("Action", bound=Callable[..., Awaitable[Answer | None]])

UNCLEAR = N_("This page asked for something unknown: reload it.")


@dataclass(frozen=True)
class Ids:
    """Ids, all of them or none: an aside whose circle is half understood must not reach others."""

    most: int


Id = Annotated[int, "an id"]

_actions: set[object] = set()
_offered: dict[str, Asked] = {}


def action(method: Action) -> Action:
    """Marks a method that a browser may ask for. All its arguments are named; one that is left out counts as None, or
    as its default."""
    _actions.add(method)
    return method


def offer(name: str, asked: Asked) -> None:
    """From now on, browsers may ask for this by that name."""
    if name in _offered:
        raise ValueError(f"two things are called {name}")
    _offered[name] = asked


def offered() -> Mapping[str, Asked]:
    """All that browsers may ask for, by name."""
    return _offered


class Actions:
    """What pages may ask for about one subject: each method marked as an `action`, under its name with hyphens."""

    called: ClassVar[str] = ""
    """What these names begin with: `desktop-`."""

    offers: ClassVar[tuple[str, ...]] = ()
    """All these names."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def __init_subclass__(cls) -> None:
        found = {cls.called + name.replace("_", "-"): each for name, each in vars(cls).items() if _is_action(each)}
        cls.offers = tuple(found)
        for name, method in found.items():
            offer(name, _of(cls, method))


async def ask(whom: object, name: object, payload: Payload) -> Answer:
    """What the action of that name answers; its arguments are the payload's fields.

    :raises Forbidden: when there is no such action, or its arguments are no such thing
    """
    method: Any = getattr(type(whom), name, None) if isinstance(name, str) else None
    if not _is_action(method):
        raise Forbidden(UNCLEAR)
    return await run(whom, method, payload)


async def run(whom: object, method: Callable[..., Awaitable[Answer | None]], payload: Payload) -> Answer:
    """What that action answers, given what came as its arguments."""
    return await method(whom, **arguments(method, payload)) or {}


def arguments(method: Callable[..., object], payload: Payload) -> dict[str, object]:
    """What came, as what the method wants.

    :raises Forbidden: when it is no such thing
    """
    wanted = _wanted(method)
    found = {name: payload.get(name, default) for name, (default, _) in wanted.items()}
    if not all(is_one(found[name]) for name, (_, is_one) in wanted.items()):
        raise Forbidden(UNCLEAR)
    return found


def _of(kind: type[Actions], method: Callable[..., Awaitable[Answer | None]]) -> Asked:
    return lambda page, payload: run(kind(page), method, payload)


def _is_action(method: object) -> bool:
    return isinstance(method, FunctionType) and method in _actions


@cache
def _wanted(method: Callable[..., object]) -> dict[str, tuple[object, Callable[[object], bool]]]:
    """Each argument's name: what it is when it is left out, and whether something may be its value."""
    hints = get_type_hints(method, include_extras=True)
    return {
        name: (None if argument.default is Parameter.empty else argument.default, _test(hints[name]))
        for name, argument in signature(method).parameters.items()
        if name in hints and name != "page"
    }


def _test(hint: Any) -> Callable[[object], bool]:
    if isinstance(hint, UnionType) or get_origin(hint) is Union:
        tests = [_test(each) for each in get_args(hint)]
        return lambda value: any(test(value) for test in tests)
    if hint == Id:
        return is_id
    if get_origin(hint) is Annotated:
        (ids,) = hint.__metadata__
        return lambda value: isinstance(value, list) and len(value) <= ids.most and all(map(is_id, value))
    if hint is object:
        return lambda value: True
    # Exactly that type: to Python, True is an int. `dict[str, object]` comes as a `dict`.
    kind = get_origin(hint) or hint
    return lambda value: type(value) is kind


def is_id(value: object) -> TypeGuard[int]:
    """Whether something that came may be an id."""
    return type(value) is int and 0 <= value <= LARGEST
