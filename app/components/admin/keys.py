"""The keys by which hosts sign who somebody is."""

from __future__ import annotations

from htpy import Element, Node, b, details, div, form, input, label, li, p, small, span, summary, textarea, ul

from app.components.admin.moments import moment
from app.components.admin.part import AdminPage, Sheet, number
from app.components.admin.pieces import copyable, removal, step
from app.components.asking import Answer, action
from app.components.cards.card import Form
from app.components.forms import field, primary
from app.components.icons import icon
from app.components.panel import Slots
from app.locale import N_
from app.store import Refused
from app.store.doors import EmbedKey
from app.store.embedding import PEM_LONGEST, REMOVED
from app.store.names import LONGEST

READY = N_("The secret is ready: copy it into the host's settings, never into a page.")


class Keys(Sheet):
    name = "keys"

    def __init__(self, page: AdminPage) -> None:
        self.made: int | None = None
        """The secret that was made here last: it is shown at once, in this tab."""
        super().__init__(page)

    @property
    def title(self) -> str:
        return self.words("2. Keys that sign who somebody is")

    @property
    def lead(self) -> str:
        return self.words("The host signs a short token with one of them; Miaou believes nobody else.")

    def parts(self) -> Slots:
        words, keys = self.words, self.store.embedding.keys(self.me)
        return {
            "keys": ul(".things")[map(self._key, keys)]
            if keys
            else p(".nothing")[words("No key yet: make a secret for the host that shows the widget.")],
            "secret": form(".line", data_send="make_secret")[
                field(
                    words("Name of the new secret"),
                    "name",
                    hint=words("Such as the software that will know it"),
                    autocomplete="off",
                    required=True,
                    maxlength=LONGEST,
                ),
                primary(words("Make a secret")),
            ],
            "public": details("#public-key.more")[
                summary[icon("chev", 16), words("Rather a public key (RS256, EdDSA)")],
                form(data_send="add_public_key")[self._public_key(), div(".ways")[primary(words("Add the key"))]],
            ],
        }

    @action
    async def make_secret(self, fields: dict[str, object]) -> Answer:
        return await self.answered(self._make(Form(fields).text("name")), field="name")

    @action
    async def add_public_key(self, fields: dict[str, object]) -> Answer:
        given = Form(fields)
        doing = self.store.embedding.add_public_key(self.me, given.text("name"), given.text("pem"))
        return await self.answered(doing, N_("The public key is in place."))

    @action
    async def take_out(self, fields: dict[str, object]) -> None:
        words, key = self.words, self._named(fields)
        self.ask_first(
            words("What {name} signs opens nothing any more; whoever came in by it is cut off.", name=key.name),
            words("Remove"),
            lambda: self.store.embedding.remove_key(self.me, key.id),
            N_("The key is removed: what it signed opens nothing any more."),
        )

    @action
    async def let_admins(self, fields: dict[str, object]) -> None:
        words, key = self.words, self._named(fields)
        self.ask_first(
            words("Whoever has {name} may then come in as any administrator.", name=key.name),
            words("Let them in"),
            lambda: self.store.embedding.let_admins(self.me, key.id, True),
            N_("Whom this key lets in is changed."),
        )

    @action
    async def keep_admins_out(self, fields: dict[str, object]) -> Answer:
        doing = self.store.embedding.let_admins(self.me, self._named(fields).id, False)
        return await self.answered(doing, N_("Whom this key lets in is changed."))

    async def _make(self, name: str) -> None:
        self.made = (await self.store.embedding.create_secret(self.me, name)).id
        self.renew()
        self.page.say_aloud(self.words(READY))

    def _named(self, fields: dict[str, object]) -> EmbedKey:
        wanted = number(Form(fields).text("key"))
        for key in self.store.embedding.keys(self.me):
            if key.id == wanted:
                return key
        raise Refused(REMOVED)

    def _key(self, key: EmbedKey) -> Element:
        words, secret, made = self.words, key.algorithm == "HS256", key.id == self.made
        return li(".thing")[
            div(".row-thing")[
                div[b[key.name], " ", span(".badge")[key.algorithm], small(".facts")[moment(words, key.created)]],
                removal(words, "key", str(key.id), key.name),
            ],
            self._admins(key),
            p(".done")[words(READY)] if made else None,
            details(".more", id=f"key-of-{key.id}", open=made, data_open=made)[
                summary[icon("eye", 16), words("Show the secret") if secret else words("Show the public key")],
                copyable(words, key.secret, f"key-{key.id}", words("Secret") if secret else words("Public key in PEM")),
            ],
        ]

    def _admins(self, key: EmbedKey) -> Element:
        """Whether the key lets in administrators, and the button that has it otherwise."""
        words = self.words
        return div(".row-thing")[
            small(".facts")[words("Administrators: let in") if key.admins else words("Administrators: kept out")],
            step("keep_admins_out", words("Keep them out"), key=str(key.id))
            if key.admins
            else step("let_admins", words("Let them in"), key=str(key.id)),
        ]

    def _public_key(self) -> Node:
        words = self.words
        return [
            div(".field")[
                label(for_="key-name")[words("Name of the key")],
                input("#key-name", name="name", required=True, maxlength=str(LONGEST), autocomplete="off"),
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
                ),
            ],
        ]
