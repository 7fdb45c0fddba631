"""A Miaou for the example hosts: a small office that knows the host's key and lets its page show the widget."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from app.demo.cast import CHARACTERS
from app.demo.portraits import portrait
from app.store import Store
from tests.browser.instance import Instance, furnish

PASSWORD = "un mot de passe du bureau"
BUREAU, COMPTABILITE = "Tout le bureau", "Comptabilité"


@dataclass(frozen=True)
class Office:
    """A running Miaou, and the secret that its host signs with."""

    instance: Instance
    secret: str

    @property
    def address(self) -> str:
        return self.instance.address


def people(*origins: str):
    """What is put into the office's folder before it starts; gives the host's secret."""

    async def build(store: Store) -> str:
        lea = await store.members.create("lea", "Léa", PASSWORD, role="admin")
        karim = await store.members.create("karim", "Karim")
        face = portrait(next(each.cat for each in CHARACTERS if each.login == "lea"), lea.color)
        await store.members.set_image(lea, lea.id, face.large, face.small)
        bureau = await store.canals.create(lea, BUREAU)
        await store.canals.create(lea, COMPTABILITE, kind="private", members=[karim.id], color="#0e7490")
        await store.messages.post(lea, bureau.id, "Bonjour ! Le café est prêt :)", (), "first")
        for origin in origins:
            await store.embedding.allow_origin(lea, origin)
        await store.embedding.let_create(lea, True)
        return (await store.embedding.create_secret(lea, "ERP")).secret

    return build


@contextmanager
def running(*origins: str, kind: type[Instance] = Instance) -> Iterator[Office]:
    """An office in a folder that is forgotten afterwards."""
    with tempfile.TemporaryDirectory(prefix="miaou-host-") as folder:
        instance = kind(Path(folder) / "data")
        secret = furnish(instance.folder, people(*origins))
        try:
            yield Office(instance.start(), secret)
        finally:
            instance.kill()
