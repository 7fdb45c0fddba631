"""One office for all the tables of who may do what, and those who try."""

from dataclasses import dataclass
from itertools import count

from app.store import Store
from app.store.members import Edit
from app.store.said import Message
from app.store.state import Canal, Member

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

    async def embedded(self, admin):
        """A key and a site, made anew when there is none: of these there are only so many."""
        embedding = self.store.embedding
        if not embedding.keys(admin):
            await embedding.create_secret(admin, "ERP")
        if not embedding.origins:
            await embedding.allow_origin(admin, "https://erp.example")
        return embedding.keys(admin)[0].id, embedding.origins[0]


def role(actor):
    return "admin" if "admin" in actor else "member"


def post(scene, by, canal_id, *to, card=None, reply_to=None):
    circle, nonce = [member.id for member in to], f"n{next(NUMBERS)}"
    return scene.store.messages.post(by, canal_id, "Bonjour", circle, nonce, card, reply_to)
