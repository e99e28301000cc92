"""The recommendation with its reasons, without units that were taken since."""

from __future__ import annotations

from msgspec.structs import replace

from console.desk.telemetry import TelemetryStore
from console.domain.base.roles import Role
from console.domain.incidents.entities import Incident
from console.domain.registry.commands import Register, Retire
from console.domain.registry.entities import RegistryKind
from console.panels.incident.proposal import proposal_for
from console.wire.messages import Advice, Recommendation
from tests.console.panels.town import Town
from widgets.incident.view import ProposalState


def advise(incident: Incident, chosen: tuple[str, ...], missing: tuple[str, ...] = ()) -> TelemetryStore:
    def one(unit: str, rank: int) -> Advice:
        return Advice(
            unit_id=unit,
            rank=rank,
            eta_s=120,
            turnout_s=60,
            capabilities=("patrol",),
            uncovers=("G-01",),
            workload=2,
            cost_s=0,
        )

    store = TelemetryStore()
    store.take(
        [
            Recommendation(
                number=3,
                t_ms=0,
                incident_id=incident.id,
                wanted=("patrol",),
                chosen=tuple(one(unit, rank) for rank, unit in enumerate(chosen, 1)),
                others=(one("C-201", 9),),
                missing=missing,
            )
        ]
    )
    return store


def test_shows_every_term_of_the_rank(town: Town) -> None:
    incident = town.open()
    proposal = proposal_for(incident, town.names, advise(incident, ("P-101",), ("drone",)))
    assert proposal is not None
    first = proposal.units[0]
    assert (first.call_sign, first.eta_s, first.uncovered_grids, first.chosen) == ("P-101", 180, 1, True)
    assert "drive 120 s + turnout 60 s" in first.reason
    assert "uncovers Grid 1" in first.reason
    assert not proposal.units[1].chosen
    assert "drone" in proposal.note


def test_leaves_out_units_that_were_sent(town: Town) -> None:
    incident = town.open()
    town.send(incident.id, "P-101")
    proposal = proposal_for(incident, town.names, advise(incident, ("P-101", "P-102")))
    assert proposal is not None
    assert [one.call_sign for one in proposal.units] == ["P-102", "C-201"]


def test_leaves_out_units_that_are_held_in_reserve(town: Town) -> None:
    spare = replace(town.names.picture.units["P-101"], id="P-901", reserved=True)
    town.must(Register(entities=(spare,)), Role.ADMIN)
    incident = town.open()
    proposal = proposal_for(incident, town.names, advise(incident, ("P-901", "P-102")))
    assert proposal is not None
    assert [one.call_sign for one in proposal.units] == ["P-102", "C-201"]


def test_says_that_it_is_computing_before_the_first_one_came(town: Town) -> None:
    proposal = proposal_for(town.open(), town.names, TelemetryStore())
    assert proposal is not None
    assert proposal.state is ProposalState.COMPUTING


def test_says_who_would_be_better_without_moving_anything(town: Town) -> None:
    incident = town.open()
    telemetry = advise(incident, ("P-101",))
    first = proposal_for(incident, town.names, telemetry)
    telemetry.take(advise(incident, ("P-102",)).advice.values())
    second = proposal_for(incident, town.names, telemetry)
    assert first is not None
    assert second is not None
    assert [(one.call_sign, one.chosen) for one in second.units[:2]] == [("P-101", True), ("C-201", False)]
    assert second.note == "now better: P-102"


def test_unit_that_left_the_registry_is_recommended_no_more(town: Town) -> None:
    """T8: what is shown is held still, but not what is not there."""
    incident = town.open()
    telemetry = advise(incident, ("P-101", "P-102"))
    assert proposal_for(incident, town.names, telemetry) is not None
    town.must(Retire(kind=RegistryKind.UNIT, entry_id="P-102", reason="sold"), Role.ADMIN)
    proposal = proposal_for(incident, town.names, telemetry)
    assert proposal is not None
    assert "P-102" not in [one.call_sign for one in proposal.units]
