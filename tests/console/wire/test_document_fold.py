"""Somebody can fold by the documents alone: to the hash of every journal, musters and all, to its end."""

from __future__ import annotations

import lzma
import tarfile
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from hypothesis import settings
from msgspec.structs import replace

from console.domain.base.roles import Role
from console.domain.calls.commands import EraseIncident, EraseReport
from console.domain.evolve import FOLDS, Recorded, evolve
from console.domain.hashing import PictureHash
from console.domain.musters.commands import SetWorkArea
from console.domain.orders.commands import CorrectOrder, DivertUnit, ProgressOrder
from console.domain.orders.states import OrderState
from console.domain.picture import FOLD_VERSION, Picture
from console.domain.registry.commands import Register, Retire, SetWind
from console.domain.registry.entities import RegistryKind
from console.domain.runs.commands import EndRun
from console.journal.reader import JournalReader
from console.wire.codec import tag_of
from tests.console.domain.drill_world import DrillWorld, plan
from tests.console.domain.musters.test_machine import RandomMuster
from tests.console.domain.world import World

from .document_fold import FOLDING, RULES, Folder, blank

GOLDEN = Path(__file__).parents[2] / "golden"


def journals(folder: Path) -> Iterator[Path]:
    """All golden ones, unpacked."""
    with tarfile.open(GOLDEN / "rules.tar.xz") as archive:
        archive.extractall(folder, filter="data")
    for packed in GOLDEN.glob("*.muster-journal.xz"):
        (folder / packed.stem).write_bytes(lzma.decompress(packed.read_bytes()))
    yield from sorted(folder.glob("*.muster-journal"))


def plain(recorded: Recorded) -> dict[str, object]:
    """The event as a client decodes it."""
    decoded: dict[str, object] = msgspec.msgpack.decode(msgspec.msgpack.encode(recorded))
    return decoded


def test_document_is_of_this_fold_version() -> None:
    """T19"""
    assert f"fold version {FOLD_VERSION}" in FOLDING.splitlines()[0]


def test_document_tells_every_event() -> None:
    assert set(RULES) == {tag_of(kind) for kind in FOLDS}


@pytest.mark.slow
def test_document_folds_every_journal_to_its_hash_to_the_end(tmp_path: Path) -> None:
    """T19: "not enough to fold or be sure"."""
    met: set[str] = set()
    for journal in journals(tmp_path):
        ours, theirs = Picture(), Folder()
        hashed = PictureHash(ours)
        with JournalReader(journal) as reader:
            for recorded in reader.events():
                hashed.touch(evolve(ours, recorded))
                theirs.fold(plain(recorded))
                tag = tag_of(type(recorded.event))
                if recorded.seq % 100 == 0 or tag not in met:
                    assert theirs.hexdigest() == hashed.hexdigest(), (journal.name, recorded)
                met.add(tag)
        assert theirs.hexdigest() == hashed.hexdigest(), journal.name
    assert len(met) > 70


def folded(journal: list[Recorded]) -> str:
    """The hash by the document."""
    theirs = Folder()
    for recorded in journal:
        theirs.fold(plain(recorded))
    return theirs.hexdigest()


def test_document_folds_what_the_golden_journals_lack() -> None:
    """T19: clocks of devices, retirement, registering again, wind, diversion, steps back."""
    world = World()
    theft, other = world.incident(), world.incident("explosion")
    first, second = world.dispatch(theft, "P-101", "P-102")
    world.wait(5_000)
    world.must(SetWind(from_deg=90, speed_cmps=300), Role.GATEWAY)
    world.must(ProgressOrder(order_id=first, state=OrderState.ACKNOWLEDGED, device_ms=1_000), Role.FIELD)
    world.wait(3_000)
    world.must(ProgressOrder(order_id=first, state=OrderState.ENROUTE, device_ms=world.t_ms), Role.FIELD)
    world.progress(second, OrderState.ONSCENE)
    world.must(CorrectOrder(order_id=second, state=OrderState.ENROUTE, reason="wrong unit"))
    world.must(DivertUnit(unit_id="P-101", incident_id=other, reason="more urgent"))
    world.must(Register(entities=(replace(world.picture.units["P-101"], name_en="Renamed"),)), Role.ADMIN)
    camera = next(iter(world.picture.cameras))
    world.must(Retire(kind=RegistryKind.CAMERA, entry_id=camera, reason="sold"), Role.ADMIN)
    assert folded(world.journal) == PictureHash(world.picture).hexdigest()


def test_defaults_are_read_out_of_the_table() -> None:
    order = blank("order")
    assert list(order)[:3] == ["type", "id", "incident_id"]
    assert (order["eta_ms"], order["reason"], order["silent"], order["id"]) == (-1, "", False, None)


class FoldedByTheDocument(RandomMuster):
    """Random commands by random people in a muster of the newest rules, folded by the document at the end."""

    def teardown(self) -> None:
        super().teardown()
        assert folded(self.world.journal) == PictureHash(self.world.picture).hexdigest()


TestFoldedByTheDocument = pytest.mark.slow(FoldedByTheDocument.TestCase)
TestFoldedByTheDocument.settings = settings(max_examples=40, stateful_step_count=60, deadline=None)


def test_document_folds_a_locked_definition_that_a_leader_departs_from_and_what_is_erased() -> None:
    """T19: what no golden journal holds: they are older than definitions."""
    world = DrillWorld()
    world.mustered(count=30)
    drawn = plan().work_area_e7
    lower = (*drawn[:2], drawn[2] + 5_000, *drawn[3:])
    world.must(SetWorkArea(muster_id=world.muster.id, ring_e7=lower), Role.DUTY_LEADER)
    world.posts_filled()
    world.controlled()
    world.must(EraseIncident(incident_id=world.incident_id, reason="asked"), Role.ADMIN)
    world.must(EraseReport(call_id="C-000001", reason="asked"), Role.ADMIN)
    world.must(EndRun(reason="over"), Role.SYSTEM)
    met = {tag_of(type(one.event)) for one in world.journal}
    assert met >= {"definition_locked", "definition_changed", "texts_erased", "run_ended", "gate_decided"}
    assert folded(world.journal) == PictureHash(world.picture).hexdigest()
