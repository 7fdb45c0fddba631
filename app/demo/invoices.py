"""The invoices that the demo's business software shows: what the talk speaks of, and its neighbours. Data only."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from app.demo.languages import Both

VAT = Decimal("0.20")


@dataclass(frozen=True)
class Invoice:
    """
    :param number: behind the year, as in FA2026-0153
    :param order: of the order that it is for, likewise
    :param since: how many days ago it was written
    :param due: in how many days it is to be paid; less than 0: it should have been
    """

    number: str
    supplier: Both
    what: Both
    pieces: int
    each: Decimal
    order: str
    since: int
    due: int
    state: Literal["to pay", "late", "paid"]

    @property
    def net(self) -> Decimal:
        return self.pieces * self.each

    @property
    def tax(self) -> Decimal:
        return (self.net * VAT).quantize(Decimal("0.01"))

    @property
    def total(self) -> Decimal:
        return self.net + self.tax


INVOICES = (
    Invoice(
        "0147",
        Both("Tissages Roche", "Roche Weavers"),
        Both("Toile imperméable « tempête », au mètre", "Waterproof cloth “storm”, per metre"),
        120,
        Decimal("9.40"),
        "0079",
        27,
        3,
        "paid",
    ),
    Invoice(
        "0149",
        Both("Ferronnerie Vidal", "Vidal Ironworks"),
        Both("Baleines acier, la botte", "Steel ribs, per bundle"),
        40,
        Decimal("18.75"),
        "0081",
        19,
        -4,
        "late",
    ),
    Invoice(
        "0153",
        Both("Imprimerie Blanchard", "Blanchard, printers"),
        Both("Affiches A3, salon de Lyon", "A3 posters, Lyon fair"),
        500,
        Decimal("2.14"),
        "0087",
        10,
        20,
        "to pay",
    ),
    Invoice(
        "0156",
        Both("Tournerie du Jura", "Jura Woodturners"),
        Both("Poignées en merisier", "Cherrywood handles"),
        80,
        Decimal("6.20"),
        "0090",
        6,
        24,
        "to pay",
    ),
    Invoice(
        "0158",
        Both("Transports Lemaire", "Lemaire Haulage"),
        Both("Annecy, la palette", "Annecy, per pallet"),
        3,
        Decimal("64.00"),
        "0092",
        3,
        27,
        "to pay",
    ),
)

OPEN = "0153"
