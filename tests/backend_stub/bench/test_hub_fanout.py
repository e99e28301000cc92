"""hub.fanout: every reader hears every event, and one that does not is told of."""

from __future__ import annotations

from pathlib import Path

import pytest

from backend_stub.bench import hub_fanout
from backend_stub.bench.bench_hub import running_hub
from backend_stub.bench.hub_commands import open_incidents
from backend_stub.bench.hub_fanout import BATCHES_PER_S, FIELD, OPERATOR, Fanout, Size, positions
from console.domain.base.roles import Role
from console.wire.shapes import wrong_shape


def test_a_second_of_positions_tells_each_unit_once() -> None:
    batches = positions()
    told = [unit for batch in batches for unit in batch.unit_ids]
    assert len(batches) == BATCHES_PER_S
    assert len(set(told)) == len(told) == hub_fanout.UNITS
    assert [wrong_shape(batch) for batch in batches] == [""] * BATCHES_PER_S


def test_an_event_that_one_reader_did_not_hear_is_no_figure() -> None:
    heard = [{"heard": [[1, 1.5], [2, 2.5], [1, 1.25]], "pictures": []}]
    with pytest.raises(RuntimeError, match="1 events of 4 were lost"):
        hub_fanout.p99_of({1: 1.0, 2: 2.0}, heard, 2)
    heard[0]["heard"].append([2, 2.25])
    assert hub_fanout.p99_of({1: 1.0, 2: 2.0}, heard, 2) == pytest.approx(500.0)


@pytest.mark.slow
@pytest.mark.serial
def test_a_hub_and_a_bare_publisher_reach_all_of_them(tmp_path: Path) -> None:
    size = Size(folding=1, bare=3, lasts_s=1)
    seats: list[tuple[Role, ...]] = [(), (Role.FIELD,), (Role.PLANNER,), (Role.PLANNER,)]
    assert (OPERATOR, FIELD) == (0, 1)
    with running_hub(tmp_path, seats, hub_fanout.units()) as hub:
        open_incidents(hub.config(OPERATOR, signs_in=True), 1)
        fanout = Fanout(hub)
        try:
            assert fanout.p99_ms(size) > 0
        finally:
            fanout.close()
    assert hub_fanout.plain_p99_ms(size) > 0
