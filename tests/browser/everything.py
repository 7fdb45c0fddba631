"""An office in which whatever may stand in the window stands there: each kind of canal, of message and of line;
and a desktop with nothing on it."""

from __future__ import annotations

from app.store import Store
from app.store.layouts import Layout
from tests.browser.conftest import PASSWORD

BUREAU, DIRECTION, ARCHIVE, EMPTY = "Tout le bureau", "Direction", "Salon de 2024", "Idées"

RECORD = {
    "title": "Facture",
    "reference": "FA2024-0153",
    "fields": [["Client", "Au Beau Temps"], ["Montant", "12 €"]],
    "link": "https://gestan.example/FA2024-0153",
}
FORMATTED = """**Gras**, *penché*, ~~barré~~ et `code` : https://example.org :)

> Une citation

1. Un
2. Deux

```python
def miaou(n: int) -> str:  # un commentaire
    return "miaou " * n
```
"""


async def people(store: Store) -> tuple[dict[str, int], dict[str, int]]:
    """Léa administers; the ids of all by login, and of the canals by name."""
    for n, nickname in enumerate(("Léa", "Karim", "Zoé", "Odile", *(f"Collègue {n}" for n in range(6)))):
        login = nickname.lower().replace(" ", "").replace("é", "e").replace("è", "e")
        await store.members.create(login, nickname, PASSWORD, role="member" if n else "admin")
    members = {member.login: member for member in store.members.all()}
    lea, karim = members["lea"], members["karim"]
    await store.members.edit(karim, karim.id, note="Au téléphone jusqu’à midi")
    bureau = await store.canals.create(lea, BUREAU)
    direction = await store.canals.create(lea, DIRECTION, kind="private", members=[karim.id], color="#e8d44d")
    archive = await store.canals.create(lea, ARCHIVE)
    empty = await store.canals.create(lea, EMPTY)
    await store.canals.direct(lea, [karim.id])
    for n, (by, text, to, card) in enumerate(
        (
            (lea, FORMATTED, (), None),
            (karim, FORMATTED, (), None),
            (karim, "Un aparté :chat:", (lea.id,), None),
            (lea, "Et la réponse", (karim.id,), None),
            (karim, "", (), RECORD),
            (lea, "Une fiche", (karim.id,), RECORD),
        )
    ):
        for canal in (bureau, direction):
            await store.messages.post(by, canal.id, text, to, f"{canal.id}-{n}", card)
    await store.canals.edit(karim, direction.id, topic="Ce qui ne se dit pas ailleurs", color="#fff04d")
    await store.canals.archive(lea, archive.id)
    await store.desktops.keep(members["zoe"], Layout("dawn", ()))
    ids = {login: member.id for login, member in members.items()}
    return ids, {canal.name: canal.id for canal in (bureau, direction, archive, empty)}
