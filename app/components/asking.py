"""Actions: methods that a browser may ask for by name, their arguments read by annotation.

What comes is hostile until it is read: a name that is no action, a missing argument or one of another type is refused.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from functools import cache
from types import FunctionType, UnionType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from app.locale import N_
from app.store import Forbidden

Answer = dict[str, object]
Action = TypeVar("Action", bound=Callable[..., Awaitable[Answer]])

UNCLEAR = N_("This page asked for something unknown: reload it.")

_actions: set[object] = set()


def action(method: Action) -> Action:
    """Marks a method that a browser may ask for. All its arguments are named, and none may be left out."""
    _actions.add(method)
    return method


async def ask(whom: object, payload: Mapping[str, object]) -> Answer:
    """What the action that `payload["do"]` names answers; its arguments are the payload's other fields.

    :raises Forbidden: when there is no such action, or its arguments are no such thing
    """
    name = payload.get("do")
    method: Any = getattr(type(whom), name, None) if isinstance(name, str) else None
    if not isinstance(method, FunctionType) or method not in _actions:
        raise Forbidden(UNCLEAR)
    arguments = {each: payload.get(each) for each in _arguments(method)}
    if not all(type(arguments[each]) in kinds for each, kinds in _arguments(method).items()):
        raise Forbidden(UNCLEAR)
    answer: Answer = await method(whom, **arguments)
    return answer


@cache
def _arguments(method: Callable[..., object]) -> dict[str, frozenset[type]]:
    """Each argument's name, and the types that it may have. Exactly these: to Python, True is an int."""
    hints = {name: hint for name, hint in get_type_hints(method).items() if name != "return"}
    return {name: frozenset(map(_plain, _choices(hint))) for name, hint in hints.items()}


def _choices(hint: Any) -> tuple[Any, ...]:
    return get_args(hint) if isinstance(hint, UnionType) else (hint,)


def _plain(hint: Any) -> type:
    """`dict[str, object]` comes as a `dict`."""
    kind: type = get_origin(hint) or hint
    return kind
