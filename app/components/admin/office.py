"""What the office is called, what it shows of itself, and how it begins for newcomers."""

from __future__ import annotations

from htpy import a, div, form, img, input, label, p, span

from app.components.admin.part import Sheet
from app.components.admin.pieces import step
from app.components.asking import Answer, action
from app.components.brand import logo
from app.components.cards.card import Form
from app.components.forms import Choice, choices, field, picture_file, primary
from app.components.office_logo import logo_address
from app.components.panel import Slots
from app.components.window.own_menu import LANGUAGES
from app.locale import N_
from app.store.names import LONGEST


class OfficeName(Sheet):
    name = "name"

    @property
    def title(self) -> str:
        return self.words("Name")

    def parts(self) -> Slots:
        words = self.words
        return {
            "form": form(".line", data_send="rename")[
                field(
                    words("Name of the office"),
                    "name",
                    value=self.store.office.name,
                    hint=words("Shown above the canals"),
                    autocomplete="organization",
                    required=True,
                    maxlength=LONGEST,
                ),
                primary(words("Save")),
            ]
        }

    @action
    async def rename(self, fields: dict[str, object]) -> Answer:
        doing = self.store.office.rename(self.me, Form(fields).text("name"))
        return await self.answered(doing, N_("The office has its new name."), "name")


class OfficeLogo(Sheet):
    """The file comes to an address of its own (`app/pages/admin/logo.py`)."""

    name = "logo"

    @property
    def title(self) -> str:
        return self.words("Logo")

    def parts(self) -> Slots:
        words, shown = self.words, logo_address(self.store.office.logo)
        return {
            "shown": div(".logo-shown")[
                img(".office-logo", src=shown, alt=words("The office's logo")) if shown else logo(48),
                p(".hint")[None if shown else words("No logo: the cat stands in its place.")],
            ],
            "form": form(".line", data_send=True)[
                div(".field")[
                    span("#logo-label.label")[words("Picture")],
                    # The browser's own button would speak the browser's language.
                    label(".file")[
                        span(".button", aria_hidden="true")[words("Choose a picture…")],
                        input(
                            "#logo-field",
                            required=True,
                            **picture_file(words),
                            aria_labelledby="logo-label",
                            aria_describedby="logo-hint",
                        ),
                        span(".none", aria_hidden="true")[words("No picture chosen")],
                    ],
                    p("#logo-hint.hint")[
                        words("PNG, JPEG, WebP or GIF. It is shown above the canals and to whoever signs in.")
                    ],
                ],
                primary(words("Show this logo"), upload="/admin/office/logo"),
            ],
            "removal": step("take_out", words("Remove the logo"), danger=True) if shown else None,
        }

    @action
    async def take_out(self) -> None:
        words = self.words
        self.ask_first(
            words("The cat takes the logo's place."),
            words("Remove"),
            lambda: self.store.office.remove_logo(self.me),
            N_("The logo is gone."),
        )


class OfficeLanguage(Sheet):
    name = "language"

    @property
    def title(self) -> str:
        return self.words("Language")

    @property
    def lead(self) -> str:
        return self.words("For those who have chosen none, and whose browser asks for neither.")

    def parts(self) -> Slots:
        words = self.words
        offered = [Choice(value, called) for value, called in LANGUAGES if value]
        return {
            "none": None
            if self.store.office.lang
            else p(".hint")[words("None is chosen yet: they read English, which most people understand.")],
            "form": form(data_send="set_lang")[
                choices(words("The office's language"), "lang", offered, self.store.office.lang),
                div(".ways")[primary(words("Save"))],
            ],
        }

    @action
    async def set_lang(self, fields: dict[str, object]) -> Answer:
        doing = self.store.office.set_lang(self.me, Form(fields).text("lang"))
        return await self.answered(doing, N_("The office's language is changed."))


class StartingLayout(Sheet):
    name = "layout"

    @property
    def title(self) -> str:
        return self.words("Starting layout")

    def parts(self) -> Slots:
        words = self.words
        return {
            "way": p(".prose")[
                words(
                    "New members begin with a desktop that you arrange: put yours in order, and keep it for them there."
                ),
                " ",
                a(href="/desktop")[words("To my desktop")],
            ]
        }
