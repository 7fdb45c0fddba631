"""Who is named in a message: under today's name, and marked for whoever it is."""

from __future__ import annotations

import html
import re
from collections.abc import Callable

from htpy import bdi, span

from app.components.window.member_facts import key_of
from app.store.state import EVERYBODY
from app.text.mentions import CLASS, MARK


def mentions_in(said: str) -> str:
    """A message's HTML as it stands in the row, the same for all viewers: whose each mention is, `data-me` says."""
    return MARK.sub(_mention, said) if CLASS in said else said


def mentions_today(said: str, called: Callable[[int], str]) -> str:
    """A message's HTML with its mentions as plain text.

    :param called: what the member of an id is called now
    """

    def today(mark: re.Match[str]) -> str:
        return mark[2] if int(mark[1]) == EVERYBODY else f"@{html.escape(called(int(mark[1])))}"

    return MARK.sub(today, said) if CLASS in said else said


def _mention(mark: re.Match[str]) -> str:
    member_id, typed = int(mark[1]), html.unescape(mark[2])
    if member_id == EVERYBODY:
        return str(span(class_=CLASS, data_member=mark[1], data_me="true")[typed])
    name = bdi(data_fact=f"{key_of(member_id)}.name")
    marked = {"data_whose": mark[1], "data_marks": "me", "data_me": "false"}
    return str(span(class_=CLASS, data_member=mark[1], **marked)["@", name])
