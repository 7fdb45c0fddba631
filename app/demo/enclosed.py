"""What colleagues send besides what they say: a photo, an invoice, a table. Drawn here, the same bytes each time."""

from __future__ import annotations

from datetime import date

from app.demo import umbrellas
from app.demo.invoices import INVOICES
from app.demo.languages import Lang
from app.demo.paper import invoice_paper
from app.demo.spreadsheet import spreadsheet

_CODE = "```"


def enclosed(what: str, text: str, today: date, lang: Lang) -> bytes:
    """The file that a talk calls so: see `talk`.

    :param text: what is said with it
    :param today: the last day of the talk
    :raises KeyError: when nothing is called so
    """
    match what:
        case "hall":
            return umbrellas.photo(seed=1, gathered=6)
        case "lobby":
            return umbrellas.photo(seed=7, gathered=4)
        case "table":
            return spreadsheet(_table_in(text))
    numbers = {each.number: each for each in INVOICES}
    return invoice_paper(numbers[what], today, lang)


def _table_in(text: str) -> list[list[str]]:
    """The table that is shown in the text, cell by cell."""
    _, block, _ = text.split(_CODE, 2)
    _, *rows = block.strip().splitlines()
    return [row.split(";") for row in rows]
