"""What Python has drawn, read as a browser would."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"hr", "img", "input", "use", "path"}


@dataclass
class Drawn:
    """One element."""

    tag: str
    attributes: dict[str, str | None]
    content: list[Drawn | str] = field(default_factory=list)

    def __getitem__(self, name: str) -> str | None:
        return self.attributes.get(name)

    @property
    def text(self) -> str:
        return "".join(each if isinstance(each, str) else each.text for each in self.content)

    @property
    def classes(self) -> list[str]:
        return (self["class"] or "").split()

    def all(self, name: str, value: str | None = None) -> list[Drawn]:
        """What in it bears that attribute, with that value if one is named; for `class`, that class."""
        return [each for each in self._inside() if name in each.attributes and each._has(name, value)]

    def one(self, name: str, value: str | None = None) -> Drawn:
        (found,) = self.all(name, value)
        return found

    def tags(self, tag: str) -> list[Drawn]:
        return [each for each in self._inside() if each.tag == tag]

    def _has(self, name: str, value: str | None) -> bool:
        return value is None or value == self[name] or (name == "class" and value in self.classes)

    def _inside(self) -> Iterator[Drawn]:
        for each in self.content:
            if isinstance(each, Drawn):
                yield each
                yield from each._inside()


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open = [Drawn("", {})]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Drawn(tag, dict(attrs))
        self.open[-1].content.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop().tag == tag

    def handle_data(self, data: str) -> None:
        self.open[-1].content.append(data)


def drawn(html: str) -> Drawn:
    """All of it, as if it stood in one element."""
    reader = _Reader()
    # A plain text: what escapes by itself would do so again.
    reader.feed(str.__str__(html))
    (root,) = reader.open
    return root
