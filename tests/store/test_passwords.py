"""Passwords: which will do, and that only a slow hash of them is kept."""

import argon2
import pytest
from argon2 import PasswordHasher

from app.store import Refused, passwords
from app.text.typed import fold

GOOD = "chat-perché-9"


@pytest.mark.parametrize("password", [GOOD, "éléphant rose", "correct horse battery", "xyz7" * 64, "mot de passe long"])
def test_a_long_enough_password_will_do(password):
    passwords.check_acceptable(password, "lea", "Léa", "Le bureau")


@pytest.mark.parametrize("password", ["", "court", "1234567", "é" * 7])
def test_a_password_has_at_least_eight_characters(password):
    with pytest.raises(Refused) as refused:
        passwords.check_acceptable(password)
    assert refused.value.params == {"n": 8}


def test_a_password_has_at_most_as_many_characters_as_one_cares_to_hash():
    with pytest.raises(Refused) as refused:
        passwords.check_acceptable("chat-perché-9" * 100)
    assert refused.value.params == {"n": passwords.LONGEST}


@pytest.mark.parametrize(
    "password",
    [
        "12345678",
        "azertyuiop",
        "AZERTYUIOP",
        "motdepasse",
        "MotDePasse",
        "password",
        "Pàsswörd",
        "aaaaaaaaaa",
        "abababab",
    ],
)
def test_the_commonest_passwords_are_refused(password):
    with pytest.raises(Refused):
        passwords.check_acceptable(password)


@pytest.mark.parametrize("password", ["odile.martin", "Odile.Martin", "ODILE.MARTÍN", "odile.martin2024", "lebureau"])
def test_ones_own_name_is_refused(password):
    with pytest.raises(Refused):
        passwords.check_acceptable(password, "odile.martin", "lebureau")


def test_every_password_on_the_list_can_match():
    for common in passwords._COMMON:
        assert len(common) >= passwords.SHORTEST, "a shorter one is refused before the list is asked"
        assert common == fold(common), "passwords are folded before they are looked up"


@pytest.mark.usefixtures("quick_passwords")
async def test_a_hash_matches_its_password_only():
    kept = await passwords.hash_password(GOOD)
    assert await passwords.matches(kept, GOOD)
    assert not await passwords.matches(kept, GOOD + " ")
    assert not await passwords.matches(kept, "")


async def test_a_hash_is_argon2id_with_a_salt_of_its_own():
    one, two = await passwords.hash_password(GOOD), await passwords.hash_password(GOOD)
    assert one.split("$")[4:] != two.split("$")[4:]
    assert one.startswith("$argon2id$v=19$m=65536,t=3,")


@pytest.mark.usefixtures("quick_passwords")
@pytest.mark.parametrize("kept", ["", "garbage", "$argon2id$v=19$m=65536,t=3,p=4$"])
async def test_without_a_hash_nothing_matches(kept):
    for password in ("", GOOD, "no member has this password"):
        assert not await passwords.matches(kept, password)


async def test_an_unknown_members_password_takes_as_much_work_as_a_known_ones(monkeypatch):
    verified = []
    known = await passwords.hash_password(GOOD)

    class Watched(PasswordHasher):
        def verify(self, kept, password):
            verified.append(argon2.extract_parameters(kept))
            return False

    monkeypatch.setattr(passwords, "_hasher", Watched())
    await passwords.matches("", GOOD)
    await passwords.matches(known, GOOD)
    assert len(verified) == 2
    assert verified[0] == verified[1]


@pytest.mark.usefixtures("quick_passwords")
@pytest.mark.parametrize("odd", ["\ud800 lone half", "é\x00 with a NUL", "\udce9t\udce9 from a terminal"])
async def test_a_password_of_any_characters_can_be_kept(odd):
    passwords.check_acceptable(odd)
    kept = await passwords.hash_password(odd)
    assert await passwords.matches(kept, odd)
    assert not await passwords.matches(kept, odd[:-1])
