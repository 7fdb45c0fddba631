"""What a menu offers, read out of its HTML as a browser would."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass
class Offered:
    """One entry, or a line between two groups, whose label is "—"."""

    attributes: dict[str, str | None]
    label: str = ""
    menus: dict[str, list[Offered]] = field(default_factory=dict, repr=False)

    def __getitem__(self, name: str) -> str | None:
        return self.attributes.get(name)

    @property
    def submenu(self) -> list[Offered]:
        return self.menus[str(self["aria-controls"])]

    @property
    def ticked(self) -> bool:
        return self["aria-checked"] == "true"


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.menus: dict[str, list[Offered]] = {}
        self._last: list[Offered] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        role = attributes.get("role") or ""
        if role == "menu":
            self._last = self.menus.setdefault(str(attributes["id"]), [])
        elif role.startswith("menuitem") or tag == "hr":
            self._last.append(Offered(attributes, "—" if tag == "hr" else "", self.menus))
        elif "data-of" in attributes:
            self._last[-1].label += f"{{{attributes['data-of']}}}"

    def handle_data(self, data: str) -> None:
        self._last[-1].label += data


def menus(html: str) -> dict[str, list[Offered]]:
    """The entries of each menu and submenu, by its id."""
    reader = _Reader()
    # A plain text: what escapes by itself would do so again.
    reader.feed(str.__str__(html))
    return reader.menus


def labels(offers: list[Offered], *where: str) -> list[str]:
    """What is offered everywhere, and at places of these kinds."""
    return [each.label for each in offers if each["data-where"] in (None, *where)]


def called(offers: list[Offered], label: str) -> Offered:
    (found,) = [each for each in offers if each.label == label]
    return found


def ticked(offers: list[Offered]) -> list[str]:
    return [each.label for each in offers if each.ticked]
