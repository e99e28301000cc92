"""The two busy statements, also as a dialect with named parameters would have them."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from backend_stub.hub.store import schema
from backend_stub.hub.store.opening import open_journal
from backend_stub.hub.store.statements import MOST_IDS, BulkInsert, FindAnswers


@pytest.mark.parametrize("paramstyle", ["qmark", "named"])
def test_rows_are_inserted_and_found_by_id(tmp_path: Path, paramstyle: str) -> None:
    open_journal(tmp_path / "journal.db").dispose()
    engine = create_engine(f"sqlite+pysqlite:///{tmp_path / 'journal.db'}", paramstyle=paramstyle)
    find = FindAnswers(engine)
    rows: list[tuple[object, ...]] = [(f"{n}", "A", n, b"%d" % n) for n in range(MOST_IDS + 10)]
    with engine.begin() as connection:
        BulkInsert(engine, schema.answers).insert(connection, rows)
        assert connection.execute(text("SELECT count(*) FROM answers")).scalar() == len(rows)
    assert find.find(set()) == {}
    assert find.find({("A", "7"), ("B", "8"), ("A", "none")}) == {("A", "7"): b"7"}
    assert len(find.find({("A", f"{n}") for n in range(2 * MOST_IDS)})) == len(rows)
    find.close()
    engine.dispose()
