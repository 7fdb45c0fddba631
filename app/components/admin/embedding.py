"""Miaou in other people's pages: which sites, signed with which keys, and what to paste there."""

from __future__ import annotations

from htpy import (
    Element,
    b,
    button,
    code,
    details,
    div,
    form,
    iframe,
    input,
    label,
    li,
    option,
    p,
    select,
    small,
    span,
    summary,
    textarea,
    ul,
)

from app.components.admin.frame import (
    NOTHING_REFUSED,
    AdminView,
    Refusal,
    admin_page,
    asked_first,
    copy_button,
    copyable,
    sheet,
)
from app.components.admin.moments import moment
from app.components.admin.snippets import SNIPPETS
from app.components.forms import Choice, choices, field, primary, trouble
from app.components.icons import icon
from app.store.embedding import PEM_LONGEST
from app.store.names import LONGEST
from app.store.references import ADDRESS_LONGEST
from app.store.references import LONGEST as PATTERN_LONGEST
from app.store.state import EmbedKey
from app.text.references import PLACE

ORIGIN_LONGEST = 253
EXAMPLE = f"https://erp.example.com/invoice/{PLACE}"


def embedding_page(view: AdminView, refusal: Refusal = NOTHING_REFUSED, shown: EmbedKey | None = None) -> Element:
    """:param shown: a secret that has just been made, whose value is shown"""
    words = view.words
    return admin_page(
        view,
        "embedding",
        words("Embedding"),
        div(".columns.even")[
            div(".stack")[_sites(view, refusal), _keys(view, refusal, shown), _creation(view, refusal)],
            div(".stack")[_paste(view), _references(view, refusal)],
        ],
        lead=words("The chat inside your business software: nobody types a second password."),
    )


def _sites(view: AdminView, refusal: Refusal) -> Element:
    words = view.words
    return sheet(
        words("1. Sites that may show it"),
        [
            ul(".things")[
                [
                    li(".thing.row-thing")[
                        code[origin],
                        _removal(
                            view,
                            "/admin/embedding/sites/remove",
                            "origin",
                            origin,
                            words("{name} shows the widget no longer; whoever uses it there is cut off.", name=origin),
                        ),
                    ]
                    for origin in view.store.embedding.origins
                ]
            ]
            if view.store.embedding.origins
            else p(".nothing")[words("No site yet: only this instance itself shows the widget.")],
            trouble(refusal.of("remove-site")),
            form(".line", method="post", action="/admin/embedding/sites#sites")[
                field(
                    words("Address of the site"),
                    "origin",
                    value=refusal.value("site", "origin"),
                    error=refusal.of("site"),
                    hint=words("Such as https://erp.example.com: without a path"),
                    autocomplete="off",
                    required=True,
                    maxlength=ORIGIN_LONGEST,
                ),
                primary(words("Allow")),
            ],
        ],
        "sites",
    )


def _keys(view: AdminView, refusal: Refusal, shown: EmbedKey | None) -> Element:
    words = view.words
    keys = view.store.embedding.keys(view.member)
    return sheet(
        words("2. Keys that sign who somebody is"),
        [
            ul(".things")[[_key(view, key, shown is not None and key.id == shown.id) for key in keys]]
            if keys
            else p(".nothing")[words("No key yet: make a secret for the host that shows the widget.")],
            trouble(refusal.of("remove-key") or refusal.of("key-admins")),
            form(".line", method="post", action="/admin/embedding/secrets#keys")[
                field(
                    words("Name of the new secret"),
                    "name",
                    value=refusal.value("secret", "name"),
                    error=refusal.of("secret"),
                    hint=words("Such as the software that will know it"),
                    autocomplete="off",
                    required=True,
                    maxlength=LONGEST,
                ),
                primary(words("Make a secret")),
            ],
            details(".more", open=bool(refusal.of("public-key")))[
                summary[icon("chev", 16), words("Rather a public key (RS256, EdDSA)")],
                form(method="post", action="/admin/embedding/public-keys#keys")[
                    div(".field")[
                        label(for_="key-name")[words("Name of the key")],
                        input(
                            "#key-name",
                            name="name",
                            value=refusal.value("public-key", "name") or None,
                            required=True,
                            maxlength=str(LONGEST),
                            autocomplete="off",
                        ),
                    ],
                    div(".field")[
                        label(for_="pem")[words("Public key in PEM")],
                        textarea(
                            "#pem.mono",
                            name="pem",
                            rows="5",
                            required=True,
                            maxlength=str(PEM_LONGEST),
                            spellcheck="false",
                            placeholder="-----BEGIN PUBLIC KEY-----",
                        )[refusal.value("public-key", "pem")],
                    ],
                    trouble(refusal.of("public-key")),
                    div(".ways")[primary(words("Add the key"))],
                ],
            ],
        ],
        "keys",
        words("The host signs a short token with one of them; Miaou believes nobody else."),
    )


def _key(view: AdminView, key: EmbedKey, opened: bool) -> Element:
    words = view.words
    secret = key.algorithm == "HS256"
    return li(".thing")[
        div(".row-thing")[
            div[b[key.name], " ", span(".badge")[key.algorithm], small(".facts")[moment(words, key.created)]],
            _removal(
                view,
                "/admin/embedding/keys/remove",
                "key",
                str(key.id),
                words("What {name} signs opens nothing any more; whoever came in by it is cut off.", name=key.name),
            ),
        ],
        _admins(view, key),
        p(".done", role="status")[words("The secret is ready: copy it into the host's settings, never into a page.")]
        if opened
        else None,
        details(".more", open=opened)[
            summary[icon("eye", 16), words("Show the secret") if secret else words("Show the public key")],
            copyable(words, key.secret, f"key-{key.id}", words("Secret") if secret else words("Public key in PEM")),
        ],
    ]


def _admins(view: AdminView, key: EmbedKey) -> Element:
    """Whether the key lets in administrators, and the button that has it otherwise."""
    words = view.words
    asked = words("Whoever has {name} may then come in as any administrator.", name=key.name)
    return div(".row-thing")[
        small(".facts")[words("Administrators: let in") if key.admins else words("Administrators: kept out")],
        form(
            method="post",
            action="/admin/embedding/keys/admins",
            **({} if key.admins else asked_first(asked, words("Let them in"))),
        )[
            input(type="hidden", name="key", value=str(key.id)),
            input(type="hidden", name="admins", value="no" if key.admins else "yes"),
            button(".button", type="submit")[words("Keep them out") if key.admins else words("Let them in")],
        ],
    ]


def _creation(view: AdminView, refusal: Refusal) -> Element:
    words = view.words
    return sheet(
        words("3. Who has no account yet"),
        form(method="post", action="/admin/embedding/creation#creation")[
            trouble(refusal.of("creation")),
            choices(
                words("When the host names a login that is unknown here"),
                "creates",
                [
                    Choice("no", words("Refuse it"), words("Only those whom you invited come in.")),
                    Choice("yes", words("Make an account"), words("Whoever the host signs for is a member.")),
                ],
                "yes" if view.store.embedding.creates else "no",
            ),
            div(".ways")[primary(words("Save"))],
        ],
        "creation",
    )


def _paste(view: AdminView) -> Element:
    words = view.words
    return sheet(
        words("4. What to paste"),
        [
            div(".options")[
                div(".field")[
                    label(for_="snippet-canal")[words("Canal that it opens")],
                    select("#snippet-canal", data_snippet="canal")[
                        option(value="")[words("The first of theirs")],
                        [
                            option(value=str(canal.id))[canal.name]
                            for canal in view.store.canals.of(view.member)
                            if canal.is_open and not canal.archived
                        ],
                    ],
                ],
                div(".field")[
                    label(for_="snippet-theme")[words("Appearance")],
                    select("#snippet-theme", data_snippet="theme")[
                        option(value="")[words("Automatic")],
                        option(value="light")[words("Light")],
                        option(value="dark")[words("Dark")],
                    ],
                ],
            ],
            [
                div(".snippet")[
                    p(".snippet-title")[b[words(snippet.title)], " ", small[words(snippet.meaning)]],
                    div(".copyable.tall")[
                        textarea(
                            id=f"snippet-{snippet.name}",
                            rows=str(snippet.rows + 2),
                            readonly=True,
                            spellcheck="false",
                            aria_label=words(snippet.title),
                            data_pattern=snippet.pattern(view.base),
                            data_canal=snippet.canal,
                            data_theme=snippet.theme,
                        )[snippet.filled(view.base)],
                        copy_button(words, f"snippet-{snippet.name}"),
                    ],
                ]
                for snippet in SNIPPETS
            ],
            p(".hint")[
                words(
                    "The button asks /miaou-token of your site for a token; in the frame's address it takes TOKEN's "
                    "place. The host signs it for whoever is signed in there: a JWT with sub (login), aud (miaou), jti "
                    "and exp, good once, for 10 minutes at most."
                )
            ],
            div(".preview")[
                p(".snippet-title")[b[words("Preview")], " ", small[words("As yourself, in this very instance.")]],
                iframe(
                    "#preview",
                    src="/widget",
                    title=words("Preview of the widget"),
                    loading="lazy",
                ),
            ],
        ],
        "paste",
    )


def _references(view: AdminView, refusal: Refusal) -> Element:
    words = view.words
    return sheet(
        words("References that become links"),
        [
            ul(".things")[
                [
                    li(".thing.row-thing")[
                        div(".reference")[code[reference.pattern], span(".to")["→"], code(".soft")[reference.address]],
                        _removal(
                            view,
                            "/admin/embedding/references/remove",
                            "reference",
                            str(reference.id),
                            words("Messages to come show {name} as plain text again.", name=reference.pattern),
                        ),
                    ]
                    for reference in view.store.references.all
                ]
            ]
            if view.store.references.all
            else p(".nothing")[words("No pattern yet.")],
            trouble(refusal.of("remove-reference")),
            form(method="post", action="/admin/embedding/references#references")[
                trouble(refusal.of("reference")),
                field(
                    words("What it looks like"),
                    "pattern",
                    value=refusal.value("reference", "pattern"),
                    hint=words("# stands for a digit, @ for a letter: FA####-####"),
                    autocomplete="off",
                    required=True,
                    maxlength=PATTERN_LONGEST,
                ),
                field(
                    words("Where it leads"),
                    "address",
                    value=refusal.value("reference", "address"),
                    hint=words("With {place} where the reference goes: {example}", place=PLACE, example=EXAMPLE),
                    autocomplete="off",
                    required=True,
                    maxlength=ADDRESS_LONGEST,
                ),
                div(".ways")[primary(words("Add"))],
            ],
        ],
        "references",
        words("An invoice's number in a message leads to that invoice."),
    )


def _removal(view: AdminView, action: str, name: str, value: str, question: str) -> Element:
    words = view.words
    return form(method="post", action=action, **asked_first(question, words("Remove")))[
        input(type="hidden", name=name, value=value),
        button(".button.danger", type="submit", aria_label=f"{words('Remove')}: {value}")[words("Remove")],
    ]
