"""Commands of a drill's director. Pure data, any thread."""

from __future__ import annotations

from console.domain.base.message import Command


class OpenRun(Command, frozen=True, kw_only=True, tag="open_run"):
    """System only, in a journal of kind DRILL."""

    scenario: str
    name_zh: str
    name_en: str
    seed: int
    rate_permille: int = 1000
    autopilot: str = ""


class PauseRun(Command, frozen=True, kw_only=True, tag="pause_run"):
    """Director only, exercises only; makes the run unranked."""

    reason: str


class ResumeRun(Command, frozen=True, kw_only=True, tag="resume_run"):
    pass


class SetRunRate(Command, frozen=True, kw_only=True, tag="set_run_rate"):
    rate_permille: int


class InterruptRun(Command, frozen=True, kw_only=True, tag="interrupt_run"):
    """A real emergency: names the live incident, frees everybody."""

    live_incident: str


class EndRun(Command, frozen=True, kw_only=True, tag="end_run"):
    reason: str = ""
