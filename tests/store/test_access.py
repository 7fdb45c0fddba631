"""Who may do what: every command of the store, for everybody who might try it."""

import inspect
from dataclasses import dataclass, replace
from itertools import count

import pytest
import pytest_asyncio
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import insert, select
from sqlmodel import SQLModel, col

from app.store import Forbidden, Refused, Store, access, tables
from app.store.database import engine_for
from app.store.members import Edit
from app.store.state import Canal, Member, Message

NUMBERS = count(1)

ACTORS = ("outsider", "member", "creator", "admin in", "admin out", "gone")
"""To a private canal: not in it, in it, who made it, administrators in it and not, a deactivated member of it."""

TABLE = """
                                        outsider   member     creator    admin in   admin out  gone
canals.get the private one              no canal   done       done       done       no canal   no member
canals.get the open one                 done       done       done       done       done       no member
canals.get one that does not exist      no canal   no canal   no canal   no canal   no canal   no canal
canals.members of the private one       no canal   done       done       done       no canal   no member
canals.of oneself                       done       done       done       done       done       nothing
canals.create an open one               done       done       done       done       done       no member
canals.create a private one             done       done       done       done       done       no member
canals.direct to a colleague            done       done       done       done       done       no member
canals.direct to a deactivated one      no member  no member  no member  no member  no member  refused
canals.edit the private one             no canal   done       done       done       no canal   no member
canals.edit the open one                done       done       done       done       done       no member
canals.edit one that does not exist     no canal   no canal   no canal   no canal   no canal   no canal
canals.archive the private one          no canal   forbidden  done       done       no canal   no member
canals.archive the open one             forbidden  forbidden  done       done       done       no member
canals.add to the private one           no canal   forbidden  done       done       no canal   no member
canals.add oneself to the private one   no canal   forbidden  refused    refused    no canal   no member
canals.add a deactivated member         no canal   forbidden  no member  no member  no canal   no member
canals.add to the open one              forbidden  forbidden  forbidden  forbidden  forbidden  no member
canals.remove from the private one      no canal   forbidden  done       done       no canal   no member
canals.remove the creator               no canal   forbidden  done       done       no canal   no member
canals.remove somebody not in it        no canal   forbidden  refused    refused    no canal   no member
canals.leave the private one            no canal   done       done       done       no canal   no member
canals.leave the open one               forbidden  forbidden  forbidden  forbidden  forbidden  no member
messages.post in the private one        no canal   done       done       done       no canal   no member
messages.post an aside in it            no canal   done       done       done       no canal   no member
messages.post an aside to an outsider   no canal   forbidden  forbidden  forbidden  no canal   no member
messages.post an aside to one gone      no canal   forbidden  forbidden  forbidden  no canal   no member
messages.post in the open one           done       done       done       done       done       no member
messages.post in another's direct one   no canal   no canal   no canal   no canal   no canal   no member
messages.post nowhere                   no canal   no canal   no canal   no canal   no canal   no canal
messages.newest of the private one      no canal   done       done       done       no canal   no member
messages.newest of another's direct     no canal   no canal   no canal   no canal   no canal   no member
messages.before in the private one      no canal   done       done       done       no canal   no member
messages.before in another's direct     no canal   no canal   no canal   no canal   no canal   no member
reading.watch the private one           no canal   done       done       done       no canal   no member
reading.mark the private one            no canal   done       done       done       no canal   no member
preferences.ring of the private one     no canal   done       done       done       no canal   no member
preferences.arrange the private one     no canal   done       done       done       no canal   no member
members.edit oneself                    done       done       done       done       done       no member
members.edit a colleague                forbidden  forbidden  forbidden  done       done       no member
members.edit nobody                     no member  no member  no member  no member  no member  no member
members.set_image of oneself            done       done       done       done       done       no member
members.set_image of a colleague        forbidden  forbidden  forbidden  done       done       no member
members.set for oneself                 done       done       done       done       done       no member
sessions.start                          done       done       done       done       done       no member
sessions.revoke a colleague's           ended      ended      ended      ended      ended      ended
sessions.revoke one that is not there   ended      ended      ended      ended      ended      ended
invites.create                          forbidden  forbidden  forbidden  done       done       no member
invites.standing                        forbidden  forbidden  forbidden  done       done       no member
"""

CASES = [
    (line[:40].strip(), actor, outcome)
    for line in TABLE.strip("\n").splitlines()[1:]
    for actor, outcome in zip(ACTORS, (line[at : at + 11].strip() for at in range(40, 106, 11)), strict=True)
]

DECIDES_NOTHING = {
    "members.set_password": "whoever resets a password has the terminal",
    "preferences.of": "one's own, whatever it is",
    "reading.of": "asked for canals that `canals.of` gave",
    "reading.look_away": "there is no harm in not looking",
    "sessions.end_all_of": "follows a new password",
    "sessions.of": "one's own",
}


@dataclass
class Scene:
    store: Store
    actors: dict[str, Member]
    colleague: Member
    private: Canal
    open: Canal
    direct: Canal
    said: Message
    session_id: int


COMMANDS = {
    "canals.get the private one": lambda s, by: s.store.canals.get(by, s.private.id),
    "canals.get the open one": lambda s, by: s.store.canals.get(by, s.open.id),
    "canals.get one that does not exist": lambda s, by: s.store.canals.get(by, 1),
    "canals.members of the private one": lambda s, by: s.store.canals.members(by, s.private.id),
    "canals.of oneself": lambda s, by: s.store.canals.of(by) or "nothing",
    "canals.create an open one": lambda s, by: s.store.canals.create(by, f"Ouvert {next(NUMBERS)}"),
    "canals.create a private one": lambda s, by: s.store.canals.create(by, f"Fermé {next(NUMBERS)}", kind="private"),
    "canals.direct to a colleague": lambda s, by: s.store.canals.direct(by, [s.colleague.id]),
    "canals.direct to a deactivated one": lambda s, by: s.store.canals.direct(by, [s.actors["gone"].id]),
    "canals.edit the private one": lambda s, by: s.store.canals.edit(by, s.private.id, name=f"Nom {next(NUMBERS)}"),
    "canals.edit the open one": lambda s, by: s.store.canals.edit(by, s.open.id, color="#0e7490"),
    "canals.edit one that does not exist": lambda s, by: s.store.canals.edit(by, 1, topic="Rien"),
    "canals.archive the private one": lambda s, by: s.store.canals.archive(by, s.private.id),
    "canals.archive the open one": lambda s, by: s.store.canals.archive(by, s.open.id),
    "canals.add to the private one": lambda s, by: s.store.canals.add(by, s.private.id, s.actors["outsider"].id),
    "canals.add oneself to the private one": lambda s, by: s.store.canals.add(by, s.private.id, by.id),
    "canals.add a deactivated member": lambda s, by: s.store.canals.add(by, s.private.id, s.actors["gone"].id),
    "canals.add to the open one": lambda s, by: s.store.canals.add(by, s.open.id, s.colleague.id),
    "canals.remove from the private one": lambda s, by: s.store.canals.remove(by, s.private.id, s.colleague.id),
    "canals.remove the creator": lambda s, by: s.store.canals.remove(by, s.private.id, s.actors["creator"].id),
    "canals.remove somebody not in it": lambda s, by: s.store.canals.remove(
        by, s.private.id, s.actors["admin out"].id
    ),
    "canals.leave the private one": lambda s, by: s.store.canals.leave(by, s.private.id),
    "canals.leave the open one": lambda s, by: s.store.canals.leave(by, s.open.id),
    "messages.post in the private one": lambda s, by: post(s, by, s.private.id),
    "messages.post an aside in it": lambda s, by: post(s, by, s.private.id, s.colleague),
    "messages.post an aside to an outsider": lambda s, by: post(s, by, s.private.id, s.actors["outsider"]),
    "messages.post an aside to one gone": lambda s, by: post(s, by, s.private.id, s.actors["gone"]),
    "messages.post in the open one": lambda s, by: post(s, by, s.open.id),
    "messages.post in another's direct one": lambda s, by: post(s, by, s.direct.id),
    "messages.post nowhere": lambda s, by: post(s, by, 1),
    "messages.newest of the private one": lambda s, by: s.store.messages.newest(by, s.private.id),
    "messages.newest of another's direct": lambda s, by: s.store.messages.newest(by, s.direct.id),
    "messages.before in the private one": lambda s, by: s.store.messages.before(by, s.private.id, 2**53),
    "messages.before in another's direct": lambda s, by: s.store.messages.before(by, s.direct.id, 2**53),
    "reading.watch the private one": lambda s, by: s.store.reading.watch(by, s.private.id, "tab"),
    "reading.mark the private one": lambda s, by: s.store.reading.mark(by, s.private.id, s.said.id),
    "preferences.ring of the private one": lambda s, by: s.store.preferences.ring(by, s.private.id, "none"),
    "preferences.arrange the private one": lambda s, by: s.store.preferences.arrange(by, [s.private.id]),
    "members.edit oneself": lambda s, by: s.store.members.edit(by, by.id, note="Occupé"),
    "members.edit a colleague": lambda s, by: s.store.members.edit(by, s.colleague.id, note="Occupé"),
    "members.edit nobody": lambda s, by: s.store.members.edit(by, 999_999, note="Occupé"),
    "members.set_image of oneself": lambda s, by: s.store.members.set_image(by, by.id, b"large", b"small"),
    "members.set_image of a colleague": lambda s, by: s.store.members.set_image(by, s.colleague.id, b"large", b"small"),
    "members.set for oneself": lambda s, by: s.store.members.set(by, "theme", "dark"),
    "sessions.start": lambda s, by: s.store.sessions.start(by),
    "sessions.revoke a colleague's": lambda s, by: s.store.sessions.revoke(by, s.session_id),
    "sessions.revoke one that is not there": lambda s, by: s.store.sessions.revoke(by, 999_999),
    "invites.create": lambda s, by: s.store.invites.create(by),
    "invites.standing": lambda s, by: s.store.invites.standing(by),
}


def post(scene, by, canal_id, *to):
    return scene.store.messages.post(by, canal_id, "Bonjour", [member.id for member in to], f"n{next(NUMBERS)}")


async def outcome_of(command, scene, by):
    try:
        answer = command(scene, by)
        answer = await answer if inspect.isawaitable(answer) else answer
    except Refused as refused:
        named = {
            access.UNKNOWN_CANAL: "no canal",
            access.UNKNOWN_MEMBER: "no member",
            access.UNKNOWN_SESSION: "ended",
        }
        return named.get(refused.sentence, "forbidden" if isinstance(refused, Forbidden) else "refused")
    return "nothing" if answer == "nothing" else "done"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def cast(tmp_path_factory):
    """One office for the whole table; each case has canals of its own."""
    store = await Store.open(tmp_path_factory.mktemp("access"))
    actors = {
        actor: await store.members.create(actor.replace(" ", "-"), role="admin" if "admin" in actor else "member")
        for actor in ACTORS
    }
    colleague = await store.members.create("colleague")
    other = await store.members.create("other")
    direct = await store.canals.direct(colleague, [other.id])
    await store.messages.post(colleague, direct.id, "Entre nous", (), "n")
    yield store, actors, colleague, direct
    await store.close()


@pytest_asyncio.fixture(loop_scope="module")
async def scene(cast):
    store, actors, colleague, direct = cast
    gone = actors["gone"].id
    await store.writer.run(Edit(store, None, gone, {"active": True}))
    inside = [actors["member"].id, actors["admin in"].id, colleague.id, gone]
    private = await store.canals.create(
        actors["creator"], f"Privé {next(NUMBERS)}", kind="private", members=inside
    )
    bureau = await store.canals.create(actors["creator"], f"Bureau {next(NUMBERS)}")
    await store.writer.run(Edit(store, None, gone, {"active": False}))
    said = (await store.messages.post(colleague, private.id, "Bonjour", (), f"n{next(NUMBERS)}")).message
    session = store.sessions.find(await store.sessions.start(colleague))
    return Scene(store, actors, colleague, private, bureau, direct, said, session.id)


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize(("command", "actor", "outcome"), CASES, ids=lambda value: value.replace(" ", "_"))
async def test_each_command_does_what_the_table_says(scene, command, actor, outcome):
    state = scene.store.state
    before = {name: getattr(state, name) for name in ("members", "canals", "windows", "marks", "preferences")}
    before = {name: repr(value) for name, value in before.items()}
    assert await outcome_of(COMMANDS[command], scene, scene.actors[actor]) == outcome
    if outcome != "done":
        assert {name: repr(getattr(state, name)) for name in before} == before, "what is refused leaves no trace"


def test_the_table_and_the_commands_are_the_same():
    assert list(COMMANDS) == list(dict.fromkeys(command for command, _, _ in CASES))
    assert {outcome for _, _, outcome in CASES} <= {
        "done", "nothing", "no canal", "no member", "ended", "forbidden", "refused",
    }  # fmt: skip


def test_every_command_that_somebody_gives_is_in_the_table(cast):
    tabled = {command.split()[0] for command in COMMANDS}
    given_by_somebody = {
        f"{topic}.{name}"
        for topic, kind in vars(cast[0]).items()
        if type(kind).__module__.startswith("app.store.")
        for name, method in vars(type(kind)).items()
        if not name.startswith("_") and inspect.isfunction(method) and {"by", "member"} & set(inspect.signature(method).parameters)
    }
    assert given_by_somebody
    assert given_by_somebody - tabled - DECIDES_NOTHING.keys() == set()


def members_from(count_, active):
    blank = Member(0, "", "", "", "member", "#0e7490", "", "", True, 0, "", "", "newest-last")
    return [
        replace(blank, id=n, login=f"m{n}", nickname_fold=f"m{n}", active=n in active) for n in range(1, count_ + 1)
    ]


ids = st.integers(1, 5)
canals = st.lists(st.tuples(st.sampled_from(["open", "private", "direct"]), st.sets(ids)), min_size=1, max_size=4)
messages = st.lists(st.tuples(st.integers(0, 3), ids, st.sets(ids)), max_size=12)
ENGINE = engine_for("sqlite://")


@settings(deadline=None)
@given(canals=canals, messages=messages, active=st.sets(ids))
def test_what_sql_finds_visible_is_what_the_rules_say(canals, messages, active):
    members = members_from(5, active)
    made = [
        Canal(n, f"c{n}", "#0e7490", kind, "", 1, False, 0, {} if kind == "open" else dict.fromkeys(inside, 0))
        for n, (kind, inside) in enumerate(canals, 1)
    ]
    said = [
        Message(n, canal % len(made) + 1, author, "", tuple(sorted(to)), f"n{n}")
        for n, (canal, author, to) in enumerate(messages, 1)
    ]
    by_id = {canal.id: canal for canal in made}
    with ENGINE.connect() as connection:
        SQLModel.metadata.create_all(connection)
        for member in members:
            row = {"login_fold": member.login, "password": "", "smileys": True}
            row |= {name: getattr(member, name) for name in Member.__dataclass_fields__}
            connection.execute(insert(tables.Member).values(row))
        for canal in made:
            row = {name: getattr(canal, name) for name in Canal.__dataclass_fields__ if name != "joined"}
            connection.execute(insert(tables.Canal).values(row))
        for message in said:
            connection.execute(
                insert(tables.Message).values(
                    id=message.id,
                    canal_id=message.canal_id,
                    author_id=message.author_id,
                    nonce=message.nonce,
                    text="",
                    html="",
                    event="",
                    is_aside=message.is_aside,
                )
            )
            for recipient in message.recipients:
                connection.execute(insert(tables.Recipient).values(message_id=message.id, member_id=recipient))
        for member in members:
            query = select(col(tables.Message.id)).where(access.visible_to(member, made))
            found = set(connection.execute(query).scalars())
            by_the_rules = {
                message.id
                for message in said
                if access.is_in(member, by_id[message.canal_id]) and access.sees(member, message)
            }
            assert found == by_the_rules
        connection.rollback()
