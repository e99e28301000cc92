"""Words of a muster for panel and prompts: modes, clock models, kinds of posts, and what to do about a refusal.

Functions, not constants: the language may change. Qt main thread; used by the builders of the panels and by the verbs.
"""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

from console.domain.base.refusals import Code
from console.domain.musters.definition import Difference
from console.domain.musters.destinations import ON_SCENE_POST
from console.domain.musters.entities import Muster
from console.domain.musters.plan import ClockModel, MusterMode, PostKind
from console.result.codes import CLOCK_MODELS, MODES, POST_KINDS
from console.result.terms import Terms
from console.words.names import Names
from console.words.refusals import refusal_words
from widgets.words import is_chinese

tr = QCoreApplication.translate


def plan_words() -> dict[str, str]:
    """The three plans by kind."""
    return {
        "balanced": tr("muster", "Balanced"),
        "fastest": tr("muster", "Fastest"),
        "keep_cover": tr("muster", "Keep cover"),
    }


def mode_words() -> dict[MusterMode, str]:
    """Where officers are counted."""
    return {mode: tr("muster", words) for mode, words in MODES.items()}


def clock_model_words() -> dict[ClockModel, str]:
    """When the next phase starts."""
    return {model: tr("muster", words) for model, words in CLOCK_MODELS.items()}


def post_kind_words() -> dict[PostKind, str]:
    """Kinds of posts."""
    return {kind: tr("muster", words) for kind, words in POST_KINDS.items()}


def refusal_advice(code: str, fields: Mapping[str, str | int]) -> str:
    """A refusal in words, and after it what helps, where something does."""
    words = refusal_words(code, fields)
    advice = _advice().get(code, "")
    return f"{words} — {advice}" if advice else words


def _advice() -> dict[str, str]:
    another = tr("muster", "choose another with ⇧R or on the map")
    return {
        Code.RALLY_REQUIRED: tr("muster", "choose one with ⇧R or on the map"),
        Code.RALLY_IN_WATER: another,
        Code.RALLY_UNREACHABLE: another,
        Code.NOT_MAJOR: tr("muster", "L declares it major"),
        Code.NEEDS_LEADER: tr("muster", "ask the duty leader; units can be dispatched with Ctrl ⏎"),
        Code.MUSTER_ALREADY_ORDERED: tr("muster", "send more units with Ctrl ⏎ or Q"),
        Code.MUSTER_NOT_ORDERED: tr("muster", "Ctrl M gives it"),
        Code.UNKNOWN_MUSTER: tr("muster", "Ctrl M orders one for a major incident"),
        Code.BAD_PLAN: tr("muster", "⇧M opens the order"),
        Code.NO_UNITS: tr("muster", "nobody is free for it"),
        Code.CHECKLIST_OPEN: tr("muster", "I ticks them"),
        Code.NOT_DECLARED: tr("muster", "⇧D enters the declaration"),
        Code.VERIFIER_IS_DECLARER: tr("muster", "another person verifies, whatever the seat"),
        Code.NOT_ON_SCENE: tr("muster", "V reports by voice that it is there"),
        Code.UNIT_NOT_THERE: tr("muster", "V reports by voice that it is there"),
        Code.NOT_THE_COMMANDER: tr("muster", "V reports by voice that his unit is there"),
        Code.NOBODY_AT_POST: tr("muster", "units go to their posts first"),
    }


def difference_text(one: Difference) -> str:
    """`strength: 1 instead of 100`; what makes it easier is marked."""
    return Terms(is_chinese()).difference(one)


def post_name(muster: Muster, post_id: str, names: Names) -> str:
    """Name of a post of the order, or of the scene; empty for none."""
    if post_id == ON_SCENE_POST:
        return tr("muster", "to the scene")
    posts = () if muster.plan is None else muster.plan.posts
    post = next((one for one in posts if one.id == post_id), None)
    return post_id if post is None else names.of(post)
