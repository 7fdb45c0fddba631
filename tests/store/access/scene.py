"""One office for all the tables of who may do what, and those who try."""

import asyncio
from dataclasses import dataclass, field
from itertools import count

from app.store import Store
from app.store.members import Edit
from app.store.said import Message
from app.store.state import Canal, Member
from tests.attaching import hold

NUMBERS = count(1)

ACTORS = ("outsider", "member", "creator", "admin in", "admin out", "gone")
"""To a private canal: not in it, in it, who made it, administrators in it and not, a deactivated member of it."""

PATTERN_LEADS_TO = "https://gestan.example/{ref}"


@dataclass
class Scene:
    store: Store
    actors: dict[str, Member]
    colleague: Member
    private: Canal
    open: Canal
    direct: Canal
    abandoned: Canal
    said: Message
    aside: Message
    deleted: Message
    session_id: int
    invite: str
    key_id: int
    origin: str
    files: dict[str, int] = field(default_factory=dict)
    """The colleague's: one that they hold, and one in each kind of message; and one that each actor holds."""


class Stage:
    """One office for the whole table, with canals made anew after each command that was done."""

    def __init__(self, store):
        self.store = store
        self.scene = None

    async def set(self):
        member = self.store.members.create
        actors = {actor: await member(actor.replace(" ", "-"), role=role(actor)) for actor in ACTORS}
        colleague, other = await member("colleague"), await member("other")
        direct = await self.store.canals.direct(colleague, [other.id])
        await self.store.messages.post(colleague, direct.id, "Entre nous", (), "n")
        self._cast = actors, colleague, direct

    async def fresh(self):
        if self.scene is None:
            store, (actors, colleague, direct) = self.store, self._cast
            gone, creator = actors["gone"].id, actors["creator"]
            await store.writer.run(Edit(store, None, gone, {"active": True}))
            inside = [actors["member"].id, actors["admin in"].id, colleague.id, gone]
            private = await store.canals.create(creator, f"Privé {next(NUMBERS)}", kind="private", members=inside)
            abandoned = await store.canals.create(colleague, f"Laissé {next(NUMBERS)}", kind="private")
            await store.canals.leave(colleague, abandoned.id)
            bureau = await store.canals.create(creator, f"Bureau {next(NUMBERS)}")
            await store.writer.run(Edit(store, None, gone, {"active": False}))
            said = (await store.messages.post(colleague, private.id, "Bonjour", (), f"n{next(NUMBERS)}")).message
            to = [creator.id]
            aside = (await store.messages.post(colleague, private.id, "Psst", to, f"n{next(NUMBERS)}")).message
            deleted = (await store.messages.post(colleague, bureau.id, "Pardon", (), f"n{next(NUMBERS)}")).message
            await store.deletions.delete(colleague, deleted.id)
            session = store.sessions.find(await store.sessions.start(colleague))
            invite = (await store.invites.create(actors["admin out"])).code
            if not store.references.all:
                await store.references.add(actors["admin in"], "FA####", PATTERN_LEADS_TO)
            key_id, origin = await self.embedded(actors["admin out"])
            places = private, bureau, direct, abandoned
            self.scene = Scene(
                store, actors, colleague, *places, said, aside, deleted, session.id, invite, key_id, origin
            )
        return self.scene

    async def furnish_with_files(self):
        """For the commands that ask for them: rows, and once what all of them hold."""
        scene, store, (actors, colleague, _) = self.scene, self.store, self._cast
        if scene.files:
            return
        with store.database.engine.begin() as connection:
            # Those of the scene before: nobody may hold many.
            connection.exec_driver_sql("DELETE FROM file WHERE message_id IS NULL")
        places = {"private": (scene.private, ()), "aside": (scene.private, [actors["creator"].id])}
        places |= {"direct": (scene.direct, ()), "deleted": (scene.open, ())}
        owners = {"held": colleague, **actors, **dict.fromkeys(places, colleague)}
        files = scene.files = dict(
            zip(owners, await asyncio.gather(*(program(store, by) for by in owners.values())), strict=True)
        )
        send = store.messages.post
        sent = await asyncio.gather(
            *(
                send(colleague, canal.id, "", circle, f"n{next(NUMBERS)}", files=[files[name]])
                for name, (canal, circle) in places.items()
            )
        )
        await store.deletions.delete(colleague, sent[-1].message.id)

    async def embedded(self, admin):
        """A key and a site, made anew when there is none: of these there are only so many."""
        embedding = self.store.embedding
        if not embedding.keys(admin):
            await embedding.create_secret(admin, "ERP")
        if not embedding.origins:
            await embedding.allow_origin(admin, "https://erp.example")
        return embedding.keys(admin)[0].id, embedding.origins[0]


async def program(store, by):
    file = await hold(store, by, "essai.py", "print()", kind="code")
    original = store.files.kept.path(file.digest)
    if not original.exists():
        original.parent.mkdir(parents=True)
        original.write_text("print()")
    return file.id


def role(actor):
    return "admin" if "admin" in actor else "member"


def post(scene, by, canal_id, *to, card=None, reply_to=None):
    circle, nonce = [member.id for member in to], f"n{next(NUMBERS)}"
    return scene.store.messages.post(by, canal_id, "Bonjour", circle, nonce, card, reply_to)
