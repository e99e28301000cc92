"""The muster order between the rules and the form: values to edit, and what was changed. Pure.

Used by `MusterDesk`. Bounds are the rules' own: the form refuses nothing that the hub would take, nor the reverse.
"""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import Any, Final

import msgspec
from PySide6.QtCore import QCoreApplication

from console.desk.drafts import Edits
from console.desk.offer import Offer
from console.domain.base.refusals import Code
from console.domain.incidents.entities import Incident
from console.domain.musters.checks import LIMIT_BOUNDS
from console.domain.musters.plan import ClockModel, CountPolicy, MusterMode, MusterPlan
from console.domain.registry.entities import Force
from console.words.musters import clock_model_words, mode_words
from console.words.names import Names
from widgets.incident.buttons import Choice
from widgets.muster.view import OrderFormView, OrderValues

_LIMITS: Final = {
    "strength": ("strength", 1),
    "muster_s": ("muster_ms", 1000),
    "arrive_s": ("arrive_ms", 1000),
    "resolve_s": ("resolve_ms", 1000),
    "hold_s": ("hold_ms", 1000),
    "sustain_s": ("sustain_ms", 1000),
    "radius_m": ("rally_radius_m", 1),
}
"""The form's numbers: their limit, and how many of its units make one of the form's."""
_TEXTS: Final = ("route", "channel", "scene_commander", "roll_caller")
_FIELD_OF_CODE: Final[dict[str, str]] = {
    Code.RALLY_REQUIRED: "rally",
    Code.RALLY_IN_WATER: "rally",
    Code.RALLY_UNREACHABLE: "rally",
    Code.PARALLEL_NEEDS_DIRECT: "clock_model",
}
"""At which field a refusal of the hub is said."""
_FIELD_OF_PLAN: Final = {
    "rally": "rally",
    "gear_zh": "gear",
    "gear_en": "gear",
    "policy.tiers": "tiers",
    **{name: name for name in _TEXTS},
    **{f"limits.{limit}": name for name, (limit, _) in _LIMITS.items()},
}


def field_of(code: str, named: str) -> str:
    """The form's field that a refusal is about; empty: none of them."""
    return _FIELD_OF_PLAN.get(named, "") if code == Code.BAD_PLAN else _FIELD_OF_CODE.get(code, "")


def form_view(incident: Incident, offer: Offer, names: Names) -> OrderFormView:
    """The order as it would be given now."""
    plan = offer.plan
    title = QCoreApplication.translate("muster", "Muster order · {0} · {1}")
    return OrderFormView(
        title=title.format(names.incident_type(incident.type_code), incident.id),
        rally="" if plan.rally is None else names.place(plan.rally),
        values=values_of(plan, names.chinese),
        officers=_officers(offer, names),
        modes=tuple(Choice(one.value, word, word.lower()) for one, word in mode_words().items()),
        clock_models=tuple(
            Choice(one.value, word, word.lower()) for one, word in clock_model_words().items()
        ),
        bounds={
            name: (-(-LIMIT_BOUNDS[limit][0] // unit), LIMIT_BOUNDS[limit][1] // unit)
            for name, (limit, unit) in _LIMITS.items()
        },
        needs_direct=(ClockModel.PARALLEL.value, MusterMode.DIRECT_TO_SCENE.value),
    )


def values_of(plan: MusterPlan, chinese: bool) -> OrderValues:
    """The order's values as the form has them."""
    return OrderValues(
        gear=plan.gear_zh if chinese else plan.gear_en,
        tiers=frozenset(plan.policy.tiers),
        auxiliaries=plan.policy.auxiliaries,
        volunteers=plan.policy.volunteers,
        mode=plan.mode.value,
        clock_model=plan.clock_model.value,
        **{name: getattr(plan, name) for name in _TEXTS},
        **{name: getattr(plan.limits, limit) // unit for name, (limit, unit) in _LIMITS.items()},
    )


def edits_of(values: OrderValues, plan: MusterPlan, chinese: bool, before: Edits) -> Edits:
    """What differs from the order as it stood, on top of what was changed before."""
    now, was = asdict(values), asdict(values_of(plan, chinese))
    new = {name: value for name, value in now.items() if value != was[name]}
    changes: dict[str, Any] = {name: new[name] for name in ("gear", *_TEXTS) if name in new}
    if "mode" in new:
        changes["mode"] = MusterMode(values.mode)
    if "clock_model" in new:
        changes["clock_model"] = ClockModel(values.clock_model)
    if not new.keys().isdisjoint(("tiers", "auxiliaries", "volunteers")):
        changes["policy"] = CountPolicy(
            tiers=tuple(sorted(values.tiers)), auxiliaries=values.auxiliaries, volunteers=values.volunteers
        )
    limits = {limit: new[name] * unit for name, (limit, unit) in _LIMITS.items() if name in new}
    if limits:
        changes["limits"] = msgspec.structs.replace(plan.limits, **limits)
    return replace(before, **changes)


def _officers(offer: Offer, names: Names) -> tuple[Choice, ...]:
    """Sworn officers of the units to be ordered, unit by unit in the order of arrival."""
    ordered = [choice.unit_id for choice in offer.command.units]
    place = {unit_id: number for number, unit_id in enumerate(ordered)}
    able = [
        one
        for one in names.picture.officers.values()
        if one.unit_id in place and one.on_duty and one.force is Force.SWORN
    ]
    able.sort(key=lambda one: (place[one.unit_id], one.id))
    return tuple(
        Choice(
            one.id,
            f"{names.of(one)} · {one.unit_id}",
            f"{one.id} {one.name_zh} {one.name_en} {one.unit_id}".lower(),
        )
        for one in able
    )
