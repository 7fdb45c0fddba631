"""What the office is called, what it shows of itself, and how it begins for who is new."""

from __future__ import annotations

from htpy import Element, a, button, div, form, img, input, label, p

from app.components.admin.frame import NOTHING_REFUSED, AdminView, Refusal, admin_page, asked_first, sheet
from app.components.brand import logo
from app.components.cards.own_menu import LANGUAGES
from app.components.forms import Choice, choices, field, primary, trouble
from app.components.office_logo import logo_address
from app.store.names import LONGEST
from app.store.pictures import HEAVIEST


def office_page(view: AdminView, refusal: Refusal = NOTHING_REFUSED) -> Element:
    words = view.words
    return admin_page(
        view,
        "office",
        words("Office"),
        div(".stack")[_name(view, refusal), _logo(view, refusal), _language(view, refusal), _starting_layout(view)],
        lead=words("What your colleagues see of it, and how it begins for who is new."),
    )


def _name(view: AdminView, refusal: Refusal) -> Element:
    words = view.words
    return sheet(
        words("Name"),
        form(".line", method="post", action="/admin/office/name")[
            field(
                words("Name of the office"),
                "name",
                value=refusal.value("name", "name", view.store.office.name),
                error=refusal.of("name"),
                hint=words("Shown above the canals"),
                autocomplete="organization",
                required=True,
                maxlength=LONGEST,
            ),
            primary(words("Save")),
        ],
        "name",
    )


def _logo(view: AdminView, refusal: Refusal) -> Element:
    words, shown = view.words, logo_address(view.store.office.logo)
    heavy = words("This file is too heavy: an image has at most {n} MB.", n=HEAVIEST >> 20)
    return sheet(
        words("Logo"),
        [
            div(".logo-shown")[
                img(".office-logo", src=shown, alt=words("The office's logo")) if shown else logo(48),
                p(".hint")[None if shown else words("No logo: the cat stands in its place.")],
            ],
            trouble(refusal.of("logo")),
            form(".line", method="post", action="/admin/office/logo", enctype="multipart/form-data")[
                div(".field")[
                    label(for_="logo-field")[words("Picture")],
                    input(
                        "#logo-field",
                        type="file",
                        name="logo",
                        accept="image/png,image/jpeg,image/webp,image/gif",
                        required=True,
                        data_heaviest=str(HEAVIEST),
                        data_heavy=heavy,
                        aria_describedby="logo-hint",
                    ),
                    p("#logo-hint.hint")[
                        words("PNG, JPEG, WebP or GIF. It is shown above the canals and to whoever signs in.")
                    ],
                ],
                primary(words("Show this logo")),
            ],
            form(
                method="post",
                action="/admin/office/no-logo",
                **asked_first(words("The cat takes the logo's place."), words("Remove")),
            )[button(".button.danger", type="submit")[words("Remove the logo")]]
            if shown
            else None,
        ],
        "logo",
    )


def _language(view: AdminView, refusal: Refusal) -> Element:
    words = view.words
    return sheet(
        words("Language"),
        form(method="post", action="/admin/office/lang")[
            trouble(refusal.of("lang")),
            choices(
                words("The office's language"),
                "lang",
                [Choice(value, called) for value, called in LANGUAGES if value],
                view.store.office.lang,
            ),
            div(".ways")[primary(words("Save"))],
        ],
        "language",
        words("For who has chosen none, and whose browser asks for none of these."),
    )


def _starting_layout(view: AdminView) -> Element:
    words = view.words
    return sheet(
        words("Starting layout"),
        p(".prose")[
            words("New members begin with a desktop that you arrange: put yours in order, and keep it for them there."),
            " ",
            a(href="/desktop")[words("To my desktop")],
        ],
        "layout",
    )
