"""The muster order between the rules and the form: values to edit, and what was changed. Pure.

Used by the shell. Bounds are the rules' own, so that the form refuses nothing that the hub would take, nor the reverse.
"""

from __future__ import annotations

from typing import Final

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

_SECONDS: Final = {
    "muster_s": "muster_ms",
    "arrive_s": "arrive_ms",
    "resolve_s": "resolve_ms",
    "hold_s": "hold_ms",
    "sustain_s": "sustain_ms",
}


_PLAIN: Final = {"strength": "strength", "radius_m": "rally_radius_m"}


FIELD_OF: Final[dict[str, str]] = {
    Code.RALLY_REQUIRED: "rally",
    Code.RALLY_IN_WATER: "rally",
    Code.RALLY_UNREACHABLE: "rally",
    Code.PARALLEL_NEEDS_DIRECT: "clock_model",
}
"""At which field a refusal of the hub is said."""


_FIELD_OF_PLAN: Final = {
    "rally": "rally",
    "scene_commander": "scene_commander",
    "roll_caller": "roll_caller",
    "channel": "channel",
    "route": "route",
    "gear_zh": "gear",
    "gear_en": "gear",
    "policy.tiers": "tiers",
}


def field_of(code: str, named: str) -> str:
    """The form's field that a refusal is about; empty: none of them."""
    if code == Code.BAD_PLAN:
        numbers = {**_SECONDS, **_PLAIN}
        limit = next((ours for ours, theirs in numbers.items() if f"limits.{theirs}" == named), "")
        return limit or _FIELD_OF_PLAN.get(named, "")
    return FIELD_OF.get(code, "")


def form_view(incident: Incident, offer: Offer, names: Names) -> OrderFormView:
    """The order as it would be given now."""
    plan = offer.plan
    modes = {mode.value: word for mode, word in mode_words().items()}
    models = {model.value: word for model, word in clock_model_words().items()}
    title = QCoreApplication.translate("muster", "Muster order · {0} · {1}")
    return OrderFormView(
        title=title.format(names.incident_type(incident.type_code), incident.id),
        rally="" if plan.rally is None else names.place(plan.rally),
        values=values_of(plan, names.chinese),
        officers=_officers(offer, names),
        modes=tuple(Choice(key, word, word.lower()) for key, word in modes.items()),
        clock_models=tuple(Choice(key, word, word.lower()) for key, word in models.items()),
        bounds=_bounds(),
        needs_direct=(ClockModel.PARALLEL.value, MusterMode.DIRECT_TO_SCENE.value),
    )


def values_of(plan: MusterPlan, chinese: bool) -> OrderValues:
    """The order's values as the form has them."""
    limits, policy = plan.limits, plan.policy
    return OrderValues(
        route=plan.route,
        gear=plan.gear_zh if chinese else plan.gear_en,
        channel=plan.channel,
        scene_commander=plan.scene_commander,
        roll_caller=plan.roll_caller,
        strength=limits.strength,
        muster_s=limits.muster_ms // 1000,
        arrive_s=limits.arrive_ms // 1000,
        resolve_s=limits.resolve_ms // 1000,
        hold_s=limits.hold_ms // 1000,
        sustain_s=limits.sustain_ms // 1000,
        radius_m=limits.rally_radius_m,
        tiers=frozenset(policy.tiers),
        auxiliaries=policy.auxiliaries,
        volunteers=policy.volunteers,
        mode=plan.mode.value,
        clock_model=plan.clock_model.value,
    )


def edits_of(values: OrderValues, plan: MusterPlan, chinese: bool, before: Edits) -> Edits:
    """What differs from the order as it stood, on top of what was changed before."""
    was = values_of(plan, chinese)
    changes: dict[str, object] = {
        name: getattr(values, name)
        for name in ("route", "gear", "channel", "scene_commander", "roll_caller")
        if getattr(values, name) != getattr(was, name)
    }
    if values.mode != was.mode:
        changes["mode"] = MusterMode(values.mode)
    if values.clock_model != was.clock_model:
        changes["clock_model"] = ClockModel(values.clock_model)
    policy = CountPolicy(
        tiers=tuple(sorted(values.tiers)), auxiliaries=values.auxiliaries, volunteers=values.volunteers
    )
    if (values.tiers, values.auxiliaries, values.volunteers) != (was.tiers, was.auxiliaries, was.volunteers):
        changes["policy"] = policy
    numbers = {
        **{limit: getattr(values, name) * 1000 for name, limit in _SECONDS.items()},
        **{limit: getattr(values, name) for name, limit in _PLAIN.items()},
    }
    changed = {
        limit: number
        for (limit, number), name in zip(numbers.items(), (*_SECONDS, *_PLAIN), strict=True)
        if getattr(values, name) != getattr(was, name)
    }
    if changed:
        changes["limits"] = msgspec.structs.replace(plan.limits, **changed)
    return before.changed(changes)


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


def _bounds() -> dict[str, tuple[int, int]]:
    seconds = {
        name: (-(-LIMIT_BOUNDS[limit][0] // 1000), LIMIT_BOUNDS[limit][1] // 1000)
        for name, limit in _SECONDS.items()
    }
    return {**seconds, **{name: LIMIT_BOUNDS[limit] for name, limit in _PLAIN.items()}}
