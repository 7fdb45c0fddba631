"""What a start reads: as much of an office of ten years as of a new one."""

import pytest
from sqlalchemy import event

from app.store import window, window_rows
from app.store.loading import load

SCANS = ("SCAN message", "SCAN recipient", "SCAN tombstone")


@pytest.mark.parametrize("analyzed", [False, True])
async def test_a_start_does_not_look_through_all_messages(office, monkeypatch, analyzed):
    """What scans a table is quick in a test, and slow in an office of five years."""
    for module in (window_rows, window):
        monkeypatch.setattr(module, "WINDOW", 2)
    for n in range(8):
        for to in ((), (office.zoe.id, office.odile.id)):
            await office.store.messages.post(office.lea, office.bureau.id, "Bonjour @zoe", to, f"{n} {bool(to)}")
    engine, asked = office.store.database.engine, []

    def note(_connection, _cursor, statement, values, *_rest):
        if "FROM message" in statement or "FROM recipient" in statement:
            asked.append((statement, values))

    with engine.connect() as connection:
        if analyzed:
            connection.exec_driver_sql("ANALYZE")
        event.listen(engine, "before_cursor_execute", note)
        found, _ = load(connection)
        event.remove(engine, "before_cursor_execute", note)
        assert found.windows[office.bureau.id].told.keys() == {office.zoe.id, office.odile.id}
        for statement, values in asked:
            plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values).all()
            steps = [step for *_, step in plan]
            newest_of_all = "max(message.id)" in statement and "WHERE" not in statement
            assert newest_of_all or not [step for step in steps if step.startswith(SCANS)], steps
            if "is_aside IS 1" in statement:
                assert "INDEX ix_message_aside" in steps[0], steps
            if "FROM recipient INDEXED" in statement:
                assert any("COVERING INDEX ix_recipient_told (canal_id=? AND member_id=?" in step for step in steps), (
                    steps
                )
            if "mentions <> ''" in statement:
                assert "COVERING INDEX ix_message_named" in steps[0], steps
        assert found.windows[office.bureau.id].named.keys() == {office.zoe.id}
        asides = sum("is_aside IS 1" in statement or "ix_recipient_told" in statement for statement, _ in asked)
        assert asides == 2 + 2, "two canals; and those let go"
