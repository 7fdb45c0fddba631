"""Furnishes a data folder for a benchmark: `python -m tests.bench.office FOLDER MEMBERS`.

As many members as asked for, each signed in once; one canal of 200 messages that everyone is in, and a few more
around it. Prints, as JSON, the members' session tokens and logins, the canal's id, those of the five that everyone is
in, and a key by which a host signs.
"""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path

from app.store import Store

MESSAGES = 200
TALK = (
    "Bonjour à tous, le café est prêt à la machine du deuxième.",
    "Le devis de la maison Berthier est parti ce matin, ils répondent avant vendredi.",
    "Qui a pris la clé de la salle de réunion ? J'y suis attendue dans dix minutes avec le client.",
    "Merci ! J'ai repris les **trois** factures en retard, voir la liste : `FA-0153`, `FA-0160`, `FA-0171`.",
    "La livraison passe à 14 h, quelqu'un peut-il ouvrir le quai ?",
    "Parfait.",
    "Je serai en visite chez un fournisseur l'après-midi ; pour ce qui presse, appelez-moi sur le portable plutôt "
    "que d'écrire ici, je ne verrai les messages que ce soir.",
)
"""What is said, in turn: office talk of ordinary length."""


async def furnish(folder: Path, size: int) -> dict[str, object]:
    store = await Store.open(folder)
    try:
        members = [
            await store.members.create(f"colleague{number}", f"Collègue n° {number}", note="Service commercial")
            for number in range(size)
        ]
        admin = await store.members.create("admin", "Administration", role="admin")
        key = await store.embedding.create_secret(admin, "bench")
        canal = await store.canals.create(members[0], "Tout le bureau")
        names = ("Machine à café", "Service marketing", "Atelier", "Comptabilité")
        others = [(await store.canals.create(members[0], name)).id for name in names]
        circle = [member.id for member in members[:10]]
        await store.canals.create(members[0], "Administratif", kind="private", members=circle)
        for number in range(MESSAGES):
            author = members[number % 7 % size]
            await store.messages.post(author, canal.id, TALK[number % len(TALK)], nonce=f"before-{number}")
        sessions = [await store.sessions.start(member, "Bench/1.0", "127.0.0.1") for member in members]
        return {
            "canal": canal.id,
            "canals": [canal.id, *others],
            "sessions": sessions,
            "logins": [member.login for member in members],
            "key": key.secret,
        }
    finally:
        await store.close()


if __name__ == "__main__":
    print(json.dumps(asyncio.run(furnish(Path(sys.argv[1]), int(sys.argv[2])))))
