"""Who is named in a message: under today's name, and marked for whoever it is."""

from __future__ import annotations

import html
import re

from htpy import bdi, span

from app.components.window.member_facts import key_of
from app.text.mentions import CLASS, EVERYBODY, MARK


def mentions_in(said: str) -> str:
    """A message's HTML as it stands in the row, the same for all viewers: whose each mention is, `data-me` says."""
    return MARK.sub(_mention, said) if CLASS in said else said


def _mention(mark: re.Match[str]) -> str:
    member_id, typed = int(mark[1]), html.unescape(mark[2])
    if member_id == EVERYBODY:
        return str(span(class_=CLASS, data_member=mark[1], data_me="true")[typed])
    name = bdi(data_fact=f"{key_of(member_id)}.name")
    marked = {"data_whose": mark[1], "data_marks": "me", "data_me": "false"}
    return str(span(class_=CLASS, data_member=mark[1], **marked)["@", name])
