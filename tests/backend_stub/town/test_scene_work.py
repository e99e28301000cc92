"""Work on scene: person-seconds of the right people make items true; evidence and declaration follow."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from backend_stub.town.scenario_story import SceneItem, SceneStory
from backend_stub.town.scene_work import Hands, SceneWork
from console.domain.base.roles import Role
from console.domain.decide import AnyCommand
from console.domain.musters.commands import DeclareControl, ReportItem, VerifyControl
from console.domain.musters.entities import Activation, ItemStatus, Muster, MusterState
from console.domain.musters.plan import ChecklistItem, MusterPlan
from tests.backend_stub.town.muster_stand import PLAN, UNITS, MusterStand
from tests.backend_stub.town.stand import PUNCTUAL, QUIET

ALL = tuple(one.id for one in UNITS)
TEN_AT_CORDON = Hands(10, ("patrol",), "cordon")
FIVE_AT_COMMAND = Hands(5, ("patrol",), "scene_command")
CREW = Hands(5, ("fire",), "")


def story(*items: SceneItem, **more: Any) -> SceneStory:
    return SceneStory(
        type_code="CHEM",
        items=items,
        report_s=(5.0, 5.0),
        declare_s=(20.0, 20.0),
        **{"false_share": 0.0, **more},
    )


def item(name: str, work: float = 100.0, **more: Any) -> SceneItem:
    return SceneItem(item=name, work=work, **more)


class Scene:
    """A scene worked on second by second; evidence and declaration show in the muster at once."""

    def __init__(self, told: SceneStory, plan: MusterPlan = PLAN, seed: int = 1) -> None:
        self.work = SceneWork(plan, told, seed)
        self.muster = Muster(
            id="M-1",
            incident_id="INC-1",
            t0_ms=0,
            activation=Activation.LEADER,
            activated_by="",
            plan=plan,
            items=tuple(ItemStatus(item_id=one.id) for one in plan.checklist),
        )
        self.t_ms = 0
        self.asked: list[tuple[int, AnyCommand]] = []

    def step(self, *hands: Hands, seconds: int = 1) -> Scene:
        for _ in range(seconds):
            self.t_ms += 1_000
            for command in self.work.step(self.t_ms, 1.0, self.muster, hands):
                self.asked.append((self.t_ms, command))
                if isinstance(command, ReportItem):
                    self.set_item(command.item_id, self.t_ms)
                elif isinstance(command, DeclareControl):
                    self.muster = replace(self.muster, declared_ms=self.t_ms)
        return self

    def set_item(self, item_id: str, evidence_ms: int) -> None:
        items = tuple(
            replace(one, evidence_ms=evidence_ms) if one.item_id == item_id else one
            for one in self.muster.items
        )
        self.muster = replace(self.muster, items=items)

    def times(self, kind: type) -> list[int]:
        return [t_ms // 1_000 for t_ms, command in self.asked if isinstance(command, kind)]

    def share(self, name: str) -> float:
        return self.work.shares[name]


def test_more_people_do_it_sooner() -> None:
    ten = Scene(story(item("closed"))).step(TEN_AT_CORDON, seconds=30)
    five = Scene(story(item("closed"))).step(replaced(TEN_AT_CORDON, 5), seconds=30)
    assert (ten.times(ReportItem), five.times(ReportItem)) == ([15], [25])


def replaced(hands: Hands, people: int) -> Hands:
    return Hands(people, hands.capabilities, hands.post_kind)


def test_people_elsewhere_do_not_work_on_it() -> None:
    scene = Scene(story(item("closed"))).step(FIVE_AT_COMMAND, CREW, seconds=60)
    assert scene.share("closed") == 0.0


def test_nobody_there_nothing_done() -> None:
    scene = Scene(story(item("closed"), item("out"))).step(seconds=300)
    assert scene.asked == []
    assert scene.work.shares == {"out": 0.0, "closed": 0.0}


def test_a_capability_works_wherever_it_stands() -> None:
    scene = Scene(story(item("out", by="fire"))).step(TEN_AT_CORDON, seconds=10)
    assert scene.share("out") == 0.0
    assert scene.step(CREW, Hands(5, ("fire",), "cordon"), seconds=5).share("out") == 0.5


def test_anybody_on_scene_works_where_the_item_says_so_or_names_no_post() -> None:
    assert Scene(story(item("out", by="scene"))).step(TEN_AT_CORDON, CREW, seconds=2).share("out") == 0.3
    free = replace(PLAN, checklist=(ChecklistItem(id="out", text_zh="灭", text_en="Out"),))
    assert Scene(story(item("out")), free).step(TEN_AT_CORDON, CREW, seconds=2).share("out") == 0.3


def test_a_kind_of_post_is_never_taken_for_a_capability() -> None:
    stands_elsewhere = Hands(8, ("cordon",), "scene_command")
    assert Scene(story(item("out", by="cordon"))).step(stands_elsewhere, seconds=9).share("out") == 0.0


def test_what_is_needed_on_scene_must_be_there() -> None:
    scene = Scene(story(item("closed", needs=("hazmat",)))).step(TEN_AT_CORDON, seconds=5)
    assert scene.share("closed") == 0.0
    assert scene.step(TEN_AT_CORDON, Hands(5, ("fire", "hazmat"), ""), seconds=5).share("closed") == 0.5


def test_an_item_waits_for_those_before_it() -> None:
    scene = Scene(story(item("closed"), item("out", after=("closed",)))).step(
        TEN_AT_CORDON, FIVE_AT_COMMAND, seconds=10
    )
    assert (scene.share("closed"), scene.share("out")) == (1.0, 0.0)
    assert scene.step(TEN_AT_CORDON, FIVE_AT_COMMAND, seconds=20).share("out") == 1.0


def test_more_than_the_most_do_not_help() -> None:
    assert Scene(story(item("closed", most=4))).step(TEN_AT_CORDON, seconds=10).share("closed") == 0.4


def test_items_of_one_post_are_worked_one_after_another() -> None:
    two = replace(
        PLAN,
        checklist=tuple(
            ChecklistItem(id=name, text_zh=name, text_en=name, post="cordon") for name in ("first", "second")
        ),
    )
    scene = Scene(story(item("first"), item("second")), two).step(TEN_AT_CORDON, seconds=5)
    assert scene.work.shares == {"first": 0.5, "second": 0.0}
    shared = Scene(story(item("first", most=4), item("second")), two).step(TEN_AT_CORDON, seconds=5)
    assert shared.work.shares == {"first": 0.2, "second": 0.3}


def test_unlisted_items_get_their_work_from_the_quotas() -> None:
    scene = Scene(story(seconds_at_quota=(100.0, 100.0)))
    quota = [Hands(4, (), "cordon"), Hands(4, (), "scene_command")]
    scene.step(*quota, seconds=99)
    assert all(0.98 < share < 1.0 for share in scene.work.shares.values())
    assert scene.step(*quota, seconds=1).work.is_done
    assert scene.step(*quota, seconds=60).times(ReportItem) == [105, 105]


def test_the_commander_declares_some_time_after_the_last_evidence() -> None:
    scene = Scene(story(item("closed"), item("out"))).step(TEN_AT_CORDON, FIVE_AT_COMMAND, seconds=120)
    assert scene.times(ReportItem) == [15, 25]
    assert scene.times(DeclareControl) == [46]


def test_what_was_taken_back_is_reported_and_declared_again() -> None:
    scene = Scene(story(item("closed"), item("out"))).step(TEN_AT_CORDON, FIVE_AT_COMMAND, seconds=60)
    scene.set_item("out", -1)
    scene.muster = replace(scene.muster, declared_ms=-1)
    scene.step(TEN_AT_CORDON, seconds=60)
    assert len(scene.times(ReportItem)) == 3
    assert len(scene.times(DeclareControl)) == 2


def test_a_commander_who_is_too_eager_declares_once_while_an_item_is_open() -> None:
    eager = story(item("closed"), item("out", work=1_000.0), false_share=1.0)
    scene = Scene(eager).step(TEN_AT_CORDON, FIVE_AT_COMMAND, seconds=60)
    assert scene.times(DeclareControl) == [30]
    assert scene.share("out") < 1.0
    scene.muster = replace(scene.muster, declared_ms=-1)
    scene.step(TEN_AT_CORDON, FIVE_AT_COMMAND, seconds=300)
    assert len(scene.times(DeclareControl)) == 2
    assert scene.times(DeclareControl)[1] > scene.times(ReportItem)[-1]


@pytest.mark.parametrize("state", [MusterState.RESOLVED, MusterState.ENDED])
def test_a_muster_that_is_over_hears_nothing_more(state: MusterState) -> None:
    scene = Scene(story(item("closed")))
    scene.muster = replace(scene.muster, state=state)
    assert scene.step(TEN_AT_CORDON, seconds=60).asked == []


def test_the_same_seed_makes_the_same_scene_and_another_seed_another() -> None:
    def course(seed: int) -> list[tuple[int, AnyCommand]]:
        return (
            Scene(SceneStory(type_code="CHEM"), seed=seed)
            .step(TEN_AT_CORDON, FIVE_AT_COMMAND, seconds=900)
            .asked
        )

    assert course(3) == course(3)
    assert course(3) != course(4)


# -- in the town -------------------------------------------------------------------------------------------------------


def _played(*, scenes: tuple[SceneStory, ...] = ()) -> MusterStand:
    """A muster up to its posts."""
    manners = replace(PUNCTUAL, absent_share=0.0, over_share=0.0, skew_share=0.0)
    stand = MusterStand(replace(QUIET, manners=manners, scenes=scenes))
    stand.order(*ALL)
    stand.run_while(lambda: stand.muster.t1_ms < 0)
    stand.send(P_1="command", P_2="cordon")
    return stand


def test_in_the_town_the_scene_comes_under_control_by_the_work_of_those_at_the_posts() -> None:
    stand = _played(scenes=(story(item("out", 400.0), item("closed", 800.0)),))
    stand.run_while(lambda: stand.muster.declared_ms < 0)
    evidence = {one.item_id: one.evidence_ms for one in stand.muster.items}
    arrived = {u.post: u.at_post_ms for u in stand.muster.units if u.post}
    assert evidence["out"] - arrived["command"] >= 100_000
    assert evidence["closed"] - arrived["cordon"] >= 200_000
    assert stand.muster.declared_ms >= max(evidence.values())
    verify = VerifyControl(muster_id=stand.muster.id)
    assert stand.ask("leader", verify, Role.DUTY_LEADER) is None
    assert stand.muster.t3_ms == stand.muster.declared_ms


def test_in_the_town_nobody_at_a_post_means_no_control() -> None:
    stand = _played()
    stand.send(P_1="cordon")
    stand.run(900)
    evidence = {one.item_id: one.evidence_ms for one in stand.muster.items}
    assert evidence["closed"] >= 0
    assert evidence["out"] < 0
    assert stand.muster.declared_ms < 0


def test_in_the_town_a_false_declaration_is_found_and_recorded() -> None:
    stand = _played(scenes=(story(item("closed", 40.0), item("out", 4_000.0), false_share=1.0),))
    stand.run_while(lambda: stand.muster.false_declarations == 0)
    assert any(one.evidence_ms < 0 for one in stand.muster.items)
    assert stand.muster.declared_ms < 0
    stand.run_while(lambda: stand.muster.declared_ms < 0, 1_500)
    assert stand.muster.false_declarations == 1
    assert all(one.evidence_ms >= 0 for one in stand.muster.items)
