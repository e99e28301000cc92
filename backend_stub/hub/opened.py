"""A data directory opened: journal, access list, keys, clock, and the core on them. Used by service and drills."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from console.domain.base.errors import UnknownRulesError
from console.domain.base.limits import MAX_REGISTERED_AT_ONCE
from console.domain.base.roles import WorldKind
from console.domain.cases.flow import SHIPPED
from console.domain.decide import AnyCommand
from console.domain.registry.commands import OpenJournal, Register
from console.domain.registry.entities import Camera, Registrable
from console.domain.rule_book import book_of
from console.domain.runs.commands import OpenRun
from console.domain.runs.entities import RunState
from console.planning.call_words import shipped_call_words
from console.planning.plan_cards import shipped_definitions

from .checking import check_journal
from .clock import HubClock
from .core import Hub
from .identity import HubKeys
from .ports import GroundCheck
from .run_clock import run_of
from .store.access_list import AccessList
from .store.sql_store import SqlStore
from .vault import ReportVault


@dataclass(frozen=True, slots=True)
class OpenedHub:
    """Everything that lies on disk for one hub, open."""

    directory: Path
    keys: HubKeys
    store: SqlStore
    access: AccessList
    clock: HubClock
    hub: Hub
    vault: ReportVault


def open_hub(
    directory: Path,
    keys: HubKeys,
    *,
    rate: float = 1.0,
    open_store: Callable[[Path], SqlStore] = SqlStore.open,
    ground: GroundCheck | None = None,
    read_only: bool = False,
    take_clock: bool = False,
) -> OpenedHub:
    """Open a data directory's journal and access list, and load the picture.

    The journal is checked before (`checking`), but not where it is `read_only`: then nothing is decided on it. Raises
    JournalError, StoreError, and UnknownRulesError where the journal is decided by rules that are not here.
    `take_clock`: somebody has looked, so that a leap of the machine's clock is followed.
    """
    if not read_only:
        check_journal(directory, keys)
    store = open_store(directory)
    store.keyframes.seal_with(keys.keyframe_seal)
    mark = store.clock_mark()
    clock = HubClock(mark, rate=rate)
    vault = ReportVault(keys.vault, former=keys.former_vaults)
    hub = Hub(
        store,
        clock,
        vault,
        journal_id=store.journal_id,
        sign=keys.sign,
        keywords=shipped_call_words().keywords,
        ground=ground,
        read_only=read_only,
    )
    try:
        book_of(hub.picture)
    except UnknownRulesError:
        store.close()
        raise
    run = run_of(hub.picture)
    if run is not None:  # the journal knows better than this start how fast it runs, and whether at all
        clock.resume(mark, run.rate_permille, paused=run.state is RunState.PAUSED)
    elif hub.picture.kind is WorldKind.LIVE and hub.picture.seq:
        clock.follow_wall(mark, hub.picture.epoch_ms, take_clock=take_clock)
    return OpenedHub(directory, keys, store, AccessList(directory), clock, hub, vault)


def begin_journal(opened: OpenedHub, kind: WorldKind, town: str, entities: tuple[Registrable, ...]) -> None:
    """First start of an empty journal: open it, register what is shipped (case flow, definitions) and the town.

    A journal of before definitions were registered gets the shipped ones.

    Raises StoreError, or ValueError when the rules refuse.
    """
    definitions: tuple[Registrable, ...] = shipped_definitions()
    if opened.hub.picture.seq:
        if not opened.hub.picture.definitions:
            _do(opened.hub, [Register(entities=definitions)], "the definitions of a pass are refused")
        return
    epoch_ms = opened.clock.utc_ms() - opened.clock.now_ms()
    acts: list[AnyCommand] = [OpenJournal(kind=kind.value, epoch_ms=epoch_ms, town_id=town)]
    acts += [*_registered((SHIPPED, *definitions)), *_registered(entities)]
    _do(opened.hub, acts, "the journal cannot be opened")
    if kind is WorldKind.LIVE:
        opened.clock.follow_wall(None, epoch_ms)


def begin_run(opened: OpenedHub, scenario: Path, seed: int | None, rate: float, autopilot: str) -> int:
    """Open the run of a drill's journal with a scenario file, as the hub's own act, unless it is open already.

    After how many milliseconds the run ends at the latest. Raises StoreError, OSError, or ValueError for a scenario
    that is wrong or when the rules refuse.
    """
    from backend_stub.town.scenario import load  # of all hubs only a drill's needs it

    story = load(scenario)
    if run_of(opened.hub.picture) is not None:
        return story.drill.lasts_s * 1000
    run = OpenRun(
        scenario=scenario.stem,
        name_zh=story.name_zh,
        name_en=story.name_en,
        seed=story.seed if seed is None else seed,
        rate_permille=round(rate * 1000),
        autopilot=autopilot,
    )
    _do(opened.hub, [run], "the run cannot be opened")
    return story.drill.lasts_s * 1000


def register_changed(opened: OpenedHub, cameras: Sequence[Camera]) -> None:
    """Register those cameras that the picture does not hold, or holds with other values, as the hub's own act.

    Raises StoreError, or ValueError when the rules refuse.
    """
    changed = tuple(camera for camera in cameras if opened.hub.picture.cameras.get(camera.id) != camera)
    if changed:
        _do(opened.hub, _registered(changed), "the cameras of the file are refused")


def _registered(entities: Sequence[Registrable]) -> list[Register]:
    """As many commands as it takes, in the order given."""
    most = MAX_REGISTERED_AT_ONCE
    return [
        Register(entities=tuple(entities[first : first + most])) for first in range(0, len(entities), most)
    ]


def _do(hub: Hub, acts: Iterable[AnyCommand], what: str) -> None:
    """Have the hub do all of it as its own act; raises StoreError, or ValueError for the first that is refused."""
    for act in acts:
        refusal = hub.system(act)
        if refusal is not None:
            raise ValueError(f"{what}: {refusal.code} {refusal.fields}")
    hub.flush()
