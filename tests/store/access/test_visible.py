"""What SQL finds visible, and what the rules say of the same messages."""

from dataclasses import fields, replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import create_engine, insert, select
from sqlmodel import SQLModel, col

from app.store import access, tables
from app.store.said import Message
from app.store.state import Canal, Member


@pytest.fixture(scope="module")
def tables_alone():
    """The tables in memory, with nothing in them."""
    engine = create_engine("sqlite://")
    with engine.connect() as connection:
        SQLModel.metadata.create_all(connection)
        connection.commit()
        yield connection
    engine.dispose()


def office_of(canals, messages, active):
    blank = Member(0, "", "", "", "member", "#0e7490", "", "", True, 0, "", "", "newest-last")
    members = [replace(blank, id=n, login=f"m{n}", nickname_fold=f"m{n}", active=n in active) for n in range(1, 6)]
    made = [
        Canal(n, f"c{n}", "#0e7490", kind, "", 1, False, 0, {} if kind == "open" else dict.fromkeys(inside, 0))
        for n, (kind, inside) in enumerate(canals, 1)
    ]
    said = [
        Message(n, made[canal % len(made)].id, author, "", tuple(sorted(to)), f"n{n}")
        for n, (canal, author, to) in enumerate(messages, 1)
    ]
    return members, made, said


def put(connection, table, things, *left_out, **more):
    """Rows of what the process holds; `more` are columns that only the table has, each made of the thing."""
    rows = [
        {field.name: getattr(thing, field.name) for field in fields(thing) if field.name not in left_out}
        | {name: value(thing) for name, value in more.items()}
        for thing in things
    ]
    if rows:
        connection.execute(insert(table), rows)


somebody = st.integers(1, 5)


@settings(deadline=None, max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    canals=st.lists(
        st.tuples(st.sampled_from(["open", "private", "direct"]), st.sets(somebody)), min_size=1, max_size=4
    ),
    messages=st.lists(st.tuples(st.integers(0, 3), somebody, st.sets(somebody)), max_size=10),
    active=st.sets(somebody),
)
def test_what_sql_finds_visible_is_what_the_rules_say(tables_alone, canals, messages, active):
    members, made, said = office_of(canals, messages, active)
    where = {canal.id: canal for canal in made}
    with tables_alone.begin() as transaction:
        put(tables_alone, tables.Member, members, login_fold=lambda member: member.login)
        put(tables_alone, tables.Canal, made, "joined")
        left_out = ("recipients", "quote", "reactions", "mentions")
        put(tables_alone, tables.Message, said, *left_out, text=str, is_aside=lambda message: message.is_aside)
        told = [
            {"message_id": message.id, "canal_id": message.canal_id, "member_id": to}
            for message in said
            for to in message.recipients
        ]
        if told:
            tables_alone.execute(insert(tables.Recipient), told)
        for member in members:
            query = select(col(tables.Message.id)).where(access.visible_to(member, made))
            assert set(tables_alone.execute(query).scalars()) == {
                message.id
                for message in said
                if access.is_in(member, where[message.canal_id]) and access.sees(member, message)
            }
        transaction.rollback()
