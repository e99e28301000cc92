"""Who should go to which post: as early as possible, with as few as possible."""

from __future__ import annotations

import pytest

from console.desk.telemetry import Fix, TelemetryStore
from console.verbs.post_proposal import answer_to, question_of
from tests.console.domain.musters.muster_world import PATROLS, MusterWorld
from tests.console.domain.world import HERE


@pytest.fixture
def world() -> MusterWorld:
    made = MusterWorld()
    made.order()
    made.rally(*PATROLS)
    return made


def telemetry(**away_m: int) -> TelemetryStore:
    """Everybody 5 km north of the scene but those who are named (P_101=100)."""
    store = TelemetryStore()
    for unit in PATROLS:
        north = away_m.get(unit.replace("-", "_"), 5_000)
        store.fixes[unit] = Fix(HERE.lon_e7, HERE.lat_e7 + north * 90, 0, 0.0, 0)
    return store


def test_every_post_gets_its_officers_from_the_nearest(world: MusterWorld) -> None:
    near = {f"P_{number}": 100 for number in (103, 107, 111, 115)}
    found = answer_to(question_of(world.muster, world.picture, telemetry(**near)))
    by_post: dict[str, list[str]] = {}
    for one in found:
        by_post.setdefault(one.post_id, []).append(one.unit_id)
    assert {post: len(units) * 4 for post, units in by_post.items()} == {"command": 4, "cordon": 8, "lane": 4}
    assert {one.unit_id for one in found} == {"P-103", "P-107", "P-111", "P-115"}


def test_posts_that_have_their_people_are_left_alone(world: MusterWorld) -> None:
    world.send(P_101="command", P_102="lane")
    question = question_of(world.muster, world.picture, telemetry())
    assert question.post_ids == ("cordon",)
    assert "P-101" not in question.unit_ids


def test_with_nobody_left_there_is_no_assignment() -> None:
    empty = MusterWorld()
    empty.order(PATROLS[0])
    empty.send(P_101="command")
    assert answer_to(question_of(empty.muster, empty.picture, TelemetryStore())) == ()
