"""Judgement (DOMAIN §3): a journal folded once, its gates and measures as a frozen result. Pure, any thread.

`judge(events)` reads a stream of events of any length and keeps of it what musters need; `verdict_bytes` writes the
result canonically. The same journal gives the same bytes, on any machine, in any process. Used by `main.py score`,
headless drills and the console's results view.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import takewhile
from typing import Final

import msgspec
from msgspec.structs import replace

from console.domain.base.errors import DomainError
from console.domain.base.roles import WorldKind
from console.domain.evolve import Recorded, evolve
from console.domain.musters.clock import (
    PHASE_GATES,
    clock_model_of,
    eligible_short,
    gate_status,
    limits_of,
    phase_clock,
)
from console.domain.musters.definition import hash_of
from console.domain.musters.entities import Gate, Muster, MusterState
from console.domain.picture import Picture
from console.domain.rule_book import BOOKS, Books, book_of
from console.domain.runs.entities import RunState
from console.domain.runs.folds import RUN

from .check import DecisionCheck
from .judgement import DefinitionResult, EarlierMuster, GateResult, Judgement, MusterResult
from .measures import gap_results, measures, stood_inside, unit_results
from .watch import JournalWatch, MusterWatch

FORMAT: Final = 2
"""Of the judgement's JSON; grows when a field changes its meaning."""
BASELINE: Final = "baseline"
AUTOPILOT: Final = "autopilot"
PENDING: Final = "pending"
"""Where a T* comes from; see `MusterResult.t_star_source`."""
_encoder = msgspec.json.Encoder(order="sorted")


class UnfoldableError(DomainError):
    """A journal whose events do not fit each other: not written by a hub. `seq` is the first that does not."""

    def __init__(self, seq: int, detail: str) -> None:
        super().__init__(f"entry {seq} does not fit what stands before it: {detail}")
        self.seq = seq


def judge(
    events: Iterable[Recorded],
    *,
    chain: str = "",
    books: Books = BOOKS,
    seen: Callable[[Picture, Recorded], None] | None = None,
) -> Judgement:
    """The judgement of a journal by its own rule book, in one pass; `chain` is the hash of its last event in hex.

    A journal may end anywhere: what is not decided by then is `running` or `not_started`. Raises UnfoldableError, and
    UnknownRulesError for a journal of rules that are not among `books`. `seen` is told of each event once it is folded.
    """
    picture, watch, check = Picture(), JournalWatch(books), DecisionCheck(books)
    for recorded in events:
        begins = watch.before(picture, recorded)
        check.before(picture, recorded, begins=begins)
        try:
            keys = evolve(picture, recorded)
        except (DomainError, LookupError, ValueError, TypeError, AttributeError) as error:
            raise UnfoldableError(recorded.seq, f"{type(error).__name__}: {error}") from error
        book_of(picture, books)
        watch.after(picture, recorded, keys)
        check.after(keys)
        if seen is not None:
            seen(picture, recorded)
    watch.finish(picture)
    check.finish(picture)
    unranked = _unranked(picture)
    known = [one.last for one in watch.musters.values()]
    return Judgement(
        format=FORMAT,
        rules=picture.rules,
        kind=picture.kind.value,
        town_id=picture.town_id,
        last_seq=picture.seq,
        last_t_ms=picture.t_ms,
        chain=chain,
        ranked=not unranked,
        unranked=unranked,
        musters=tuple(
            muster_result(one, picture, check.contradictions(one.last.id), known)
            for one in watch.musters.values()
        ),
    )


def _earlier(muster: Muster, known: Iterable[Muster], picture: Picture) -> tuple[EarlierMuster, ...]:
    """The musters of the same incident before this one, where definitions are locked (rules 4)."""
    if muster.id not in picture.standards:
        return ()
    before = takewhile(lambda one: one.id != muster.id, known)
    return tuple(
        EarlierMuster(
            muster_id=one.id, t0_ms=one.t0_ms, ended_ms=one.ended_ms, gates=_gates(one, picture.t_ms)
        )
        for one in before
        if one.incident_id == muster.incident_id
    )


def _gates(muster: Muster, last_ms: int) -> tuple[GateResult, ...]:
    return (*(_phase_gate(muster, phase, last_ms) for phase in (1, 2, 3)), _cover_gate(muster))


def _definition(picture: Picture, muster_id: str) -> DefinitionResult | None:
    standard = picture.standards.get(muster_id)
    if standard is None:
        return None
    card = standard.definition
    return DefinitionResult(
        card=card.card,
        version=card.version,
        hash=hash_of(card),
        name_zh=card.name_zh,
        name_en=card.name_en,
        differences=standard.differences,
        eased=standard.eased,
    )


def verdict_bytes(judgement: Judgement) -> bytes:
    """Canonical JSON: keys sorted, no spaces, UTF-8, a newline at the end."""
    return _encoder.encode(judgement) + b"\n"


def with_t_star(judgement: Judgement, muster_id: str, t_star_ms: int | None) -> Judgement:
    """The judgement of a drill with its world's T* (ms, without allowance; −1 = never reached, None = not known yet).

    It is the one T* of the muster that the drill is about, wherever that gathered, and never above the muster's own
    time: what was done was possible. Other musters have none.
    """
    musters = (starred(one, t_star_ms, meant=one.muster_id == muster_id) for one in judgement.musters)
    return replace(judgement, musters=tuple(musters))


def starred(one: MusterResult, t_star_ms: int | None, *, meant: bool) -> MusterResult:
    """As `with_t_star`, for one muster; `meant` = it is the one that the drill is about."""
    source = "" if not meant else PENDING if t_star_ms is None else AUTOPILOT
    star_ms = -1 if t_star_ms is None or not meant else t_star_ms
    if source == AUTOPILOT and one.t1_ms >= 0:
        own_ms = one.t1_ms - one.t0_ms
        star_ms = own_ms if star_ms < 0 else min(star_ms, own_ms)
    hidden = hidden_ms(one.allowance_ms, one.definition is not None)
    return replace(
        one,
        t_star_ms=star_ms,
        t_star_anywhere_ms=star_ms,
        t_star_source=source,
        efficiency_permille=efficiency_permille(star_ms, hidden, one.t0_ms, one.t1_ms),
    )


def hidden_ms(allowance_ms: int, locked: bool) -> int:
    """The order allowance was part of the efficiency before rules 4; now it is shown apart and hides no second."""
    return 0 if locked else allowance_ms


def efficiency_permille(t_star_ms: int, allowance_ms: int, t0_ms: int, t1_ms: int) -> int:
    """(T* + allowance) / (T1 − T0), rounded down, at most 1000; −1 when one of them is not known."""
    if t_star_ms < 0 or t1_ms < 0:
        return -1
    took_ms = t1_ms - t0_ms
    return min(1000, (t_star_ms + allowance_ms) * 1000 // took_ms) if took_ms > 0 else 1000


def _unranked(picture: Picture) -> tuple[str, ...]:
    if picture.kind is not WorldKind.DRILL:
        return ("kind",)
    run = picture.runs.get(RUN)
    if run is None:
        return ("no_run",)
    codes = set(run.unranked)
    if run.state in (RunState.RUNNING, RunState.PAUSED):
        codes.add("unfinished")
    if any(standard.eased for standard in picture.standards.values()):
        codes.add("definition")
    mustered = [picture.musters[muster_id].incident_id for muster_id in picture.standards]
    if len(set(mustered)) < len(mustered):
        codes.add("again")
    return tuple(sorted(codes))


def muster_result(
    watch: MusterWatch, picture: Picture, contradictions: tuple[str, ...] = (), known: Sequence[Muster] = ()
) -> MusterResult:
    """One muster's result from what is remembered of it; `picture.t_ms` is the end. Also for a live view of one.

    `known`: all musters in the order of their beginning, so that those before it of the same incident are named.
    """
    muster, incident = watch.last, watch.incident
    limits, locked = limits_of(muster), muster.id in picture.standards
    return MusterResult(
        muster_id=muster.id,
        incident_id=incident.id,
        type_code=incident.type_code,
        level=incident.level,
        activation=muster.activation.value,
        mode=muster.plan.mode.value if muster.plan is not None else "",
        clock_model=clock_model_of(muster).value,
        required=muster.required,
        eligible=muster.eligible,
        opened_ms=incident.opened_ms,
        t0_ms=muster.t0_ms,
        before_ms=muster.t0_ms - incident.opened_ms,
        ordered_ms=muster.ordered_ms,
        t1_ms=muster.t1_ms,
        t2_ms=muster.t2_ms,
        t3_ms=muster.t3_ms,
        first_on_scene_ms=muster.first_on_scene_ms,
        gates=_gates(muster, picture.t_ms),
        sustained="" if muster.t1_ms < 0 else "failed" if muster.sustain_failed_ms >= 0 else "held",
        sustain_failed_ms=muster.sustain_failed_ms,
        t_star_ms=muster.best_ms,
        t_star_anywhere_ms=muster.best_anywhere_ms,
        t_star_source=BASELINE if muster.best_ms >= 0 else "",
        allowance_ms=limits.allowance_ms,
        efficiency_permille=efficiency_permille(
            muster.best_ms, hidden_ms(limits.allowance_ms, locked), muster.t0_ms, muster.t1_ms
        ),
        measures=measures(watch, picture.t_ms),
        units=unit_results(watch, picture),
        gaps=gap_results(muster),
        curve=tuple(value for one in watch.strength for value in (one.t_ms, one.officers)),
        interrupted=muster.state is MusterState.INTERRUPTED,
        state=muster.state.value,
        contradictions=contradictions,
        definition=_definition(picture, muster.id),
        earlier=_earlier(muster, known, picture),
        stood_inside=stood_inside(watch) if locked else (),
        just_out=watch.just_out if locked else (),
    )


def _phase_gate(muster: Muster, phase: int, last_ms: int) -> GateResult:
    clock = phase_clock(muster, phase, last_ms)
    decided = gate_status(muster, PHASE_GATES[phase - 1])
    took_ms = decided.took_ms if decided is not None else -1
    if took_ms < 0 and clock.reached_ms >= 0 and clock.started_ms >= 0:
        took_ms = clock.reached_ms - clock.started_ms
    return GateResult(
        gate=PHASE_GATES[phase - 1].value,
        state=clock.state,
        started_ms=clock.started_ms,
        reached_ms=clock.reached_ms,
        took_ms=took_ms,
        limit_ms=decided.limit_ms if decided is not None else clock.limit_ms,
        eligible_short=phase == 1 and eligible_short(muster),
    )


def _cover_gate(muster: Muster) -> GateResult:
    decided = gate_status(muster, Gate.COVER)
    if decided is not None:
        state = "passed" if decided.passed else "missed"
    else:
        state = "interrupted" if muster.state is MusterState.INTERRUPTED else "running"
    return GateResult(
        gate=Gate.COVER.value,
        state=state,
        started_ms=muster.t0_ms,
        reached_ms=-1,
        took_ms=-1,
        limit_ms=-1,
    )
