"""An invoice as its supplier sends it: a PDF of one page, in letters that can be found and copied."""

from __future__ import annotations

from datetime import date, timedelta

from babel.dates import format_date
from babel.numbers import format_currency

from app.demo.cast import OFFICE
from app.demo.invoices import Invoice
from app.demo.languages import Both, Lang

WIDTH, HEIGHT = 595, 842
"""A4, in points."""

LEFT, RIGHT = 56, 539

INVOICE, DATE = Both("Facture", "Invoice"), Both("Date", "Date")
DUE, ORDER = Both("Échéance", "Due"), Both("Commande", "Order")
TO = Both("À l’attention de", "For")
WHAT, PIECES, EACH = Both("Désignation", "Description"), Both("Quantité", "Quantity"), Both("P.U. HT", "Unit price")
NET, TAX, TOTAL = Both("Total HT", "Net"), Both("TVA 20 %", "VAT 20%"), Both("Total TTC", "Total incl. VAT")
THANKS = Both("Merci de votre confiance. Règlement par virement.", "Thank you. Please pay by bank transfer.")


def invoice_paper(invoice: Invoice, today: date, lang: Lang) -> bytes:
    """:param today: the day on which it was written so many days ago"""
    written = today - timedelta(days=invoice.since)

    def day(when: date) -> str:
        return format_date(when, "long", locale=lang)

    def amount(value: object) -> str:
        return format_currency(value, "EUR", locale=lang)  # type: ignore[arg-type]

    number, order = f"FA{today.year}-{invoice.number}", f"CF{today.year}-{invoice.order}"
    page = _Page()
    page.box(0, HEIGHT - 12, WIDTH, 12, "0.60 0.20 0.07")
    page.text(LEFT, 770, invoice.supplier.said(lang), 20, bold=True)
    page.text(RIGHT, 770, INVOICE.said(lang), 20, right=True)
    page.text(RIGHT, 750, number, 12, right=True)
    page.text(LEFT, 690, TO.said(lang), 9)
    page.text(LEFT, 674, OFFICE, 12, bold=True)
    for n, (name, value) in enumerate(
        ((DATE, day(written)), (DUE, day(today + timedelta(days=invoice.due))), (ORDER, order))
    ):
        page.text(360, 690 - 18 * n, name.said(lang), 10)
        page.text(RIGHT, 690 - 18 * n, value, 10, right=True)
    page.box(LEFT, 590, RIGHT - LEFT, 22, "0.95 0.92 0.88")
    columns = ((LEFT + 8, False), (370, True), (450, True), (RIGHT - 8, True))
    heads = (WHAT.said(lang), PIECES.said(lang), EACH.said(lang), NET.said(lang))
    row = (invoice.what.said(lang), str(invoice.pieces), amount(invoice.each), amount(invoice.net))
    for (x, right), head, value in zip(columns, heads, row, strict=True):
        page.text(x, 597, head, 10, right=right, bold=True)
        page.text(x, 566, value, 10, right=right)
    page.box(LEFT, 552, RIGHT - LEFT, 0.7, "0.75 0.70 0.64")
    for n, (name, total) in enumerate(((NET, invoice.net), (TAX, invoice.tax), (TOTAL, invoice.total))):
        page.text(450, 524 - 20 * n, name.said(lang), 11, right=True, bold=n == 2)
        page.text(RIGHT - 8, 524 - 20 * n, amount(total), 11, right=True, bold=n == 2)
    page.text(LEFT, 90, THANKS.said(lang), 10)
    return page.pdf(f"{INVOICE.said(lang)} {number}")


class _Page:
    """One page, drawn from its lower edge up, in one of the letters that every reader of PDF has (PDF 1.7, 9.6.2.2)."""

    def __init__(self) -> None:
        self._drawn: list[bytes] = []

    def text(self, x: float, y: float, said: str, size: float, *, right: bool = False, bold: bool = False) -> None:
        """:param right: whether it ends at `x`"""
        # Babel's thin and narrow spaces are in none of these letters.
        said = said.replace("\u202f", "\u00a0")
        x -= _width(said, size) if right else 0
        letters = said.encode("cp1252", "replace").replace(b"\\", rb"\\").replace(b"(", rb"\(").replace(b")", rb"\)")
        self._drawn.append(b"BT /F%d %g Tf %.1f %g Td (%b) Tj ET" % (1 + bold, size, x, y, letters))

    def box(self, x: float, y: float, width: float, height: float, colour: str) -> None:
        """:param colour: red, green and blue, each from 0 to 1"""
        self._drawn.append(b"%b rg %g %g %g %g re f 0.12 0.10 0.09 rg" % (colour.encode(), x, y, width, height))

    def pdf(self, title: str) -> bytes:
        drawn = b"\n".join(self._drawn)
        letters = b"<</Type/Font/Subtype/Type1/BaseFont/%b/Encoding/WinAnsiEncoding>>"
        objects = [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %d %d]/Contents 4 0 R"
            b"/Resources<</Font<</F1 5 0 R/F2 6 0 R>>>>>>" % (WIDTH, HEIGHT),
            b"<</Length %d>>stream\n%b\nendstream" % (len(drawn), drawn),
            letters % b"Helvetica",
            letters % b"Helvetica-Bold",
            b"<</Title<%b>>>" % ("\ufeff" + title).encode("utf-16-be").hex().encode(),
        ]
        written, places = b"%PDF-1.4\n", []
        for number, each in enumerate(objects, start=1):
            places.append(len(written))
            written += b"%d 0 obj%b endobj\n" % (number, each)
        table = b"".join(b"%010d 00000 n \n" % place for place in places)
        count = len(objects) + 1
        lists = b"xref\n0 %d\n0000000000 65535 f \n%b" % (count, table)
        trailer = b"trailer<</Size %d/Root 1 0 R/Info %d 0 R>>" % (count, count - 1)
        return b"%b%b%b\nstartxref\n%d\n%%%%EOF\n" % (written, lists, trailer, len(written))


def _width(said: str, size: float) -> float:
    """How wide it is, nearly: of Helvetica, digits and most letters take 556 thousandths of their size."""
    narrow = {" ": 278, "\u00a0": 278, ",": 278, ".": 278, "i": 222, "l": 222, "t": 278, "r": 333, "f": 278, "-": 333}
    return sum(narrow.get(each, 667 if each.isupper() else 556) for each in said) * size / 1000
