"""What the office does by itself: when, how often, and what it says when it could not."""

from datetime import datetime, timedelta

import pytest

from app.store import Forbidden, backups
from app.store.night import AGAIN_MS, DAY_MS, due
from app.store.safekeeping import Plan

NOW = datetime(2026, 3, 3, 9, 30).astimezone()


def ms(moment):
    return int(moment.timestamp() * 1000)


@pytest.mark.parametrize(
    ("last_good", "last_try", "is_due"),
    [
        (None, None, True),
        (timedelta(hours=6), None, False),
        (timedelta(hours=7), None, True),
        (timedelta(days=3), None, True),
        (timedelta(days=3), timedelta(minutes=5), False),
        (timedelta(days=3), timedelta(hours=2), True),
        # The clock was wrong when it was made: a year ahead is no reason to wait for a year.
        (timedelta(days=-365), None, True),
        (timedelta(days=-365), timedelta(days=-365), True),
        (timedelta(minutes=-5), None, False),
    ],
)
def test_the_nights_work_is_due_once_after_its_hour(last_good, last_try, is_due):
    good = None if last_good is None else ms(NOW - last_good)
    tried = None if last_try is None else ms(NOW - last_try)
    assert due(3, ms(NOW), good, tried) is is_due


def test_before_its_hour_yesterdays_still_counts():
    early = NOW.replace(hour=2, minute=59)
    assert not due(3, ms(early), ms(early - timedelta(hours=20)), None)
    assert due(3, ms(early + timedelta(minutes=2)), ms(early - timedelta(hours=20)), None)


@pytest.fixture
def nightly(office):
    """The office at an hour when its backup is due, and two of them are kept."""
    office.store.safekeeping.plan = Plan(office.store.folder / backups.FOLDER, hour=3, keep=2)
    return office


async def made(office):
    return await office.store.safekeeping.kept(office.lea)


async def test_a_backup_a_night_is_kept_and_the_oldest_goes(nightly, clock):
    for night in range(4):
        await nightly.store.night._round()
        await nightly.store.night._round()
        kept = await made(nightly)
        assert len(kept) == min(night + 1, 2)
        assert kept[0].made > clock.now - 60_000
        clock.advance(days=1)
    assert kept[0].size == kept[0].path.stat().st_size
    assert backups.newest(nightly.store.safekeeping.plan.folder) == kept[0].path


async def test_what_somebody_else_put_beside_the_backups_stays(nightly, clock):
    folder = nightly.store.safekeeping.plan.folder
    folder.mkdir()
    (folder / "avant la mise à jour.zip").write_bytes(b"mine")
    for _ in range(3):
        await nightly.store.night._round()
        clock.advance(days=1)
    assert (folder / "avant la mise à jour.zip").exists()


async def test_a_backup_that_fails_is_said_and_tried_again_in_an_hour(nightly, clock, caplog):
    folder = nightly.store.safekeeping.plan.folder
    folder.write_text("a file where the folder should be")
    await nightly.store.night._round()
    assert nightly.store.safekeeping.failure.refused.sentence.startswith("The folder {folder} for backups")
    assert "no backup could be made" in caplog.text
    folder.unlink()
    await nightly.store.night._round()
    assert await made(nightly) == []
    clock.advance(hours=AGAIN_MS / 3_600_000)
    await nightly.store.night._round()
    assert len(await made(nightly)) == 1
    assert nightly.store.safekeeping.failure is None


async def test_an_error_of_our_own_in_a_backup_is_said_too(nightly, monkeypatch, caplog):
    def broken(*_, **__):
        raise KeyError("said to nobody")

    monkeypatch.setattr(backups, "make", broken)
    await nightly.store.night._round()
    assert str(nightly.store.safekeeping.failure.refused) == "The backup could not be made: KeyError."
    assert "no backup could be made" in caplog.text


async def test_where_no_backups_are_wanted_none_are_made(nightly):
    nightly.store.safekeeping.plan = Plan(nightly.store.folder / backups.FOLDER, keep=0)
    await nightly.store.night._round()
    assert not (nightly.store.folder / backups.FOLDER).exists()


async def test_an_office_that_is_not_set_up_is_not_backed_up(store):
    await store.night._round()
    assert not store.safekeeping.plan.folder.exists()


async def test_the_database_is_looked_through_every_night(nightly, clock):
    await nightly.store.night._round()
    first = nightly.store.health.checked
    await nightly.store.night._round()
    assert nightly.store.health.checked == first
    clock.advance(days=1)
    await nightly.store.night._round()
    assert nightly.store.health.checked >= first + DAY_MS


async def test_an_administrator_makes_one_at_once_and_sees_how_far_it_is(nightly):
    store = nightly.store
    with pytest.raises(Forbidden):
        await store.safekeeping.back_up_now(nightly.zoe)
    await store.safekeeping.back_up_now(nightly.lea)
    assert store.safekeeping.progress == (backups.COPYING, 0.0)
    await store.safekeeping.back_up_now(nightly.lea)
    await store.safekeeping.close()
    assert store.safekeeping.progress is None
    assert len(await made(nightly)) == 1, "one, however often it is pressed meanwhile"
