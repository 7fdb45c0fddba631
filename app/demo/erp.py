"""`/demo/erp`: a business software such as an office has, with Miaou in it. Only the widget in it is real."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from babel.dates import format_date
from babel.numbers import format_currency
from fastapi import FastAPI, Request
from fastapi.responses import Response
from htpy import (
    Element,
    Node,
    a,
    aside,
    b,
    button,
    caption,
    dd,
    div,
    dl,
    dt,
    fragment,
    h1,
    h2,
    header,
    main,
    p,
    script,
    section,
    span,
    table,
    tbody,
    td,
    tfoot,
    th,
    thead,
    tr,
)

from app.components import assets
from app.components.document import document
from app.demo.host import NAME
from app.demo.invoices import INVOICES, OPEN, Invoice
from app.demo.languages import Both, Lang
from app.pages.door import shown
from app.pages.house import House
from app.store.state import Member

ADDRESS = "/demo/erp"
TOKENS = "/demo/token"

REFERENCE = re.compile(r"[A-Z]{2}\d{4}-\d{4}")

MODULES = (
    Both("Tableau de bord", "Dashboard"),
    Both("Devis", "Quotes"),
    Both("Commandes", "Orders"),
    Both("Factures", "Invoices"),
    Both("Stock", "Stock"),
)
AT = Both("Factures", "Invoices")

STATES = {"to pay": Both("À payer", "To pay"), "late": Both("En retard", "Overdue"), "paid": Both("Payée", "Paid")}

SHARE = Both("Partager dans Miaou", "Share in Miaou")
BACK = Both("Revenir à Miaou", "Back to Miaou")
SUPPLIERS = Both("Factures fournisseurs", "Supplier invoices")
INVOICE = Both("Facture", "Invoice")
SUPPLIER = Both("Fournisseur", "Supplier")
WRITTEN, DUE = Both("Date", "Date"), Both("Échéance", "Due")
STATE, ORDER = Both("État", "State"), Both("Commande", "Order")
WHAT, PIECES, EACH = Both("Désignation", "Description"), Both("Qté", "Qty"), Both("P.U. HT", "Unit price")
NET, TAX, TOTAL = Both("Total HT", "Net"), Both("TVA 20 %", "VAT 20%"), Both("Total TTC", "Total incl. VAT")
AMOUNTS = {PIECES, EACH, NET, TOTAL}
FILED = Both(
    "Ici s’ouvrirait cette fiche, dans votre logiciel. Celui de la démonstration ne montre que les factures ci-dessus.",
    "Here that record would open, in your own software. The demo’s shows only the invoices above.",
)
TODAY = Both("Aujourd’hui", "Today")
TO_PAY, LATE = Both("À payer", "To pay"), Both("En retard", "Overdue")


def register(web: FastAPI, house: House, canal: Callable[[], int]) -> None:
    """
    :param canal: which one opens in it
    """

    @web.get(ADDRESS)
    async def erp(request: Request, open: str = OPEN, record: str = "") -> Response:
        """
        :param open: which invoice
        :param record: which record, by its reference: an invoice, an order that has one, or any other
        """
        lang: Lang = "en" if house.store.office.lang == "en" else "fr"
        today = datetime.fromtimestamp(house.store.clock() / 1000).astimezone().date()
        origin = f"{request.url.scheme}://{request.headers.get('host', '')}"
        screen = Screen(lang, today, f"{origin}{ADDRESS}", request.state.member, canal())
        if asked := REFERENCE.fullmatch(record):
            found = (each for each in INVOICES if asked[0] in (screen.reference(each), screen.order(each)))
            return shown(screen.page(next(found, asked[0])))
        chosen = next((each for each in INVOICES if each.number == open), None)
        return shown(screen.page(chosen or next(each for each in INVOICES if each.number == OPEN)))


@dataclass(frozen=True)
class Screen:
    """
    :param address: of the page itself, where a card leads back to
    :param user: who is at it
    :param canal: which one opens in the widget
    """

    lang: Lang
    today: date
    address: str
    user: Member
    canal: int

    def page(self, opened: Invoice | str) -> Element:
        """
        :param opened: an invoice; or the reference of a record of which nothing is kept
        """
        return document(
            lang=self.lang,
            title=f"{opened if isinstance(opened, str) else self.reference(opened)} · {NAME}",
            body_class="erp",
            sheet="erp",
            content=fragment[
                header(".top")[
                    b(".brand")[NAME],
                    div(".modules")[[span(class_={"at": each == AT})[self.said(each)] for each in MODULES]],
                    span(".user")[self.user.nickname],
                    a(".back", href="/")[self.said(BACK)],
                ],
                main[
                    self._list(opened),
                    self._filed(opened) if isinstance(opened, str) else self._opened(opened),
                ],
                self._today(),
                script(src="/embed.js", data_token_url=TOKENS, data_canal=str(self.canal), data_lang=self.lang),
                script(type="module", src=assets.address("js/sharing.js")),
            ],
        )

    def _list(self, opened: Invoice | str) -> Element:
        return section(".list")[
            h1[self.said(SUPPLIERS)],
            div(".scrolls", tabindex="0", role="region", aria_label=self.said(SUPPLIERS))[
                table[
                    self._heads(INVOICE, SUPPLIER, WRITTEN, DUE, TOTAL, STATE, Both("", "")),
                    tbody[[self._row(each, each is opened) for each in INVOICES]],
                ]
            ],
        ]

    def _row(self, invoice: Invoice, is_open: bool) -> Element:
        return tr(class_={"at": is_open})[
            th(scope="row")[
                a(href=f"{ADDRESS}?open={invoice.number}", aria_current="true" if is_open else None)[
                    self.reference(invoice)
                ]
            ],
            td[self.said(invoice.supplier)],
            td[self.day(-invoice.since)],
            td[self.day(invoice.due)],
            td(".n")[self.money(invoice.total)],
            td[self._state(invoice)],
            td[self._share(invoice)],
        ]

    def _filed(self, reference: str) -> Element:
        return section(".opened")[div(".opened-head")[h2[reference]], p[self.said(FILED)]]

    def _opened(self, invoice: Invoice) -> Element:
        sums: Sequence[tuple[Both, Decimal]] = ((NET, invoice.net), (TAX, invoice.tax), (TOTAL, invoice.total))
        facts = (
            (SUPPLIER, self.said(invoice.supplier)),
            (ORDER, self.order(invoice)),
            (WRITTEN, self.day(-invoice.since)),
            (DUE, self.day(invoice.due)),
        )
        return section(".opened")[
            div(".opened-head")[
                h2[f"{self.said(INVOICE)} {self.reference(invoice)}"],
                self._state(invoice),
                self._share(invoice, "primary"),
            ],
            dl[[div[dt[self.said(name)], dd[value]] for name, value in facts]],
            div(".scrolls", tabindex="0", role="region", aria_label=self.reference(invoice))[
                table[
                    caption[self.said(WHAT)],
                    self._heads(WHAT, PIECES, EACH, NET),
                    tbody[
                        tr[
                            td[self.said(invoice.what)],
                            td(".n")[invoice.pieces],
                            td(".n")[self.money(invoice.each)],
                            td(".n")[self.money(invoice.net)],
                        ]
                    ],
                    tfoot[
                        [tr[th(scope="row", colspan="3")[self.said(name)], td(".n")[self.money(n)]] for name, n in sums]
                    ],
                ]
            ],
        ]

    def _today(self) -> Element:
        def some(state: str) -> list[Invoice]:
            return [each for each in INVOICES if each.state == state]

        return aside(".today", aria_label=self.said(TODAY))[
            h2[self.said(TODAY)],
            dl[
                [
                    div[dt[self.said(name)], dd[self.money(sum((each.total for each in some(state)), Decimal()))]]
                    for name, state in ((TO_PAY, "to pay"), (LATE, "late"))
                ]
            ],
            p[self.date(self.today)],
        ]

    def _heads(self, *names: Both) -> Element:
        def head(name: Both) -> Element:
            return th(scope="col", class_={"n": name in AMOUNTS})[self.said(name)]

        return thead[tr[[head(name) if name.fr else td for name in names]]]

    def _state(self, invoice: Invoice) -> Node:
        return span(".state", data_state=invoice.state)[self.said(STATES[invoice.state])]

    def _share(self, invoice: Invoice, look: str = "") -> Element:
        record = {
            "title": f"{self.said(INVOICE)} {self.reference(invoice)}",
            "fields": {
                self.said(SUPPLIER): self.said(invoice.supplier),
                self.said(TOTAL): self.money(invoice.total),
                self.said(DUE): self.day(invoice.due),
                self.said(STATE): self.said(STATES[invoice.state]),
            },
            "link": f"{self.address}?open={invoice.number}",
            "reference": self.reference(invoice),
        }
        says = self.said(SHARE)
        return button(
            type="button",
            class_=look or None,
            data_share=json.dumps(record),
            aria_label=f"{says} : {record['reference']}",
        )[says]

    # How it says things

    def said(self, both: Both) -> str:
        return both.said(self.lang)

    def reference(self, invoice: Invoice) -> str:
        return f"FA{self.today.year}-{invoice.number}"

    def order(self, invoice: Invoice) -> str:
        return f"CF{self.today.year}-{invoice.order}"

    def money(self, amount: Decimal) -> str:
        return format_currency(amount, "EUR", locale="en_GB" if self.lang == "en" else "fr_FR")

    def day(self, ahead: int) -> str:
        """The day in so many days; less than 0: before today."""
        return self.date(self.today + timedelta(days=ahead))

    def date(self, day: date) -> str:
        return format_date(day, "d MMM y", locale="en_GB" if self.lang == "en" else "fr_FR")
