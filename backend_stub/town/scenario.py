"""What happens in the demo town, as data: rates, types, words and manners, read from a TOML file.

Pure but for `load`, any thread. `resources/scenarios/demo.toml` is the one that `make run` plays.
"""

from __future__ import annotations

from pathlib import Path

import msgspec

Span = tuple[float, float]
"""Least and most of something drawn evenly between them."""


class Manners(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How crews behave. `*_s` in seconds of hub time; shares are of orders (or of patrols for `lost_share`)."""

    acknowledge_s: Span = (5.0, 25.0)
    confirm_arrival_s: Span = (3.0, 9.0)
    clear_to_available_s: Span = (10.0, 30.0)
    silent_s: Span = (60.0, 100.0)
    silent_share: float = 0.02
    decline_share: float = 0.03
    decline_reasons: tuple[str, ...] = ("refuelling",)
    breakdown_share: float = 0.012
    breakdown_s: Span = (400.0, 900.0)
    breakdown_reasons: tuple[str, ...] = ("vehicle breakdown",)
    delay_share: float = 0.05
    delay_s: Span = (20.0, 60.0)
    delay_reasons: tuple[str, ...] = ("congested road",)
    lost_share: float = 0.01
    lost_s: Span = (70.0, 140.0)
    halt_s: Span = (20.0, 120.0)


class Desk(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How departments handle cases."""

    sign_s: Span = (20.0, 70.0)
    work_s: Span = (60.0, 240.0)
    return_share: float = 0.04
    extension_share: float = 0.05
    return_reason: str = "not this department's duty, please assign anew"
    extension_reason: str = "equipment has to be brought to the site"
    feedback: tuple[str, ...] = ("dealt with on site, everything is back to normal",)


class Source(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One way in which a happening is reported: channel, weight among its sources, and what is said."""

    channel: str
    weight: float = 1.0
    words: tuple[str, ...] = ()


class Happens(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Something that can happen: its type, how often, where, what is seen, and who reports it.

    `per_hour` of the whole town at scale 1; `sites` are kinds of the gazetteer (none = any). `effect` is what cameras
    show. `echo_share` is the share of happenings about which more people call.
    """

    type_code: str
    per_hour: float = 0.0
    sites: tuple[str, ...] = ()
    effect: str = ""
    effect_size: float = 1.0
    handle_s: Span = (70.0, 180.0)
    echo_share: float = 0.0
    echoes: tuple[int, int] = (1, 2)
    sources: tuple[Source, ...] = ()


class Opening(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A happening that is sure to come, `at_s` after the town starts; `calls` is how many people report it."""

    at_s: float
    type_code: str
    calls: int = 1
    central: bool = False


class SensorStory(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How often a sensor's value climbs over its threshold, and how long it stays there if nobody comes."""

    alarms_per_hour: float = 1.0
    rise_s: Span = (20.0, 60.0)
    stay_s: Span = (120.0, 300.0)


class Scenario(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The whole file."""

    format: int
    name_zh: str
    name_en: str
    seed: int = 1
    most_open: int = 9
    manners: Manners = Manners()
    desk: Desk = Desk()
    sensors: SensorStory = SensorStory()
    surnames: str = "赵钱孙李周吴郑王"
    openings: tuple[Opening, ...] = ()
    happens: tuple[Happens, ...] = ()


DEMO = Path(__file__).resolve().parents[2] / "resources" / "scenarios" / "demo.toml"


def load(path: Path = DEMO) -> Scenario:
    """The scenario in `path`.

    Raises ValueError naming the file and the place in it where it does not fit, OSError where it cannot be read.
    """
    try:
        scenario = msgspec.toml.decode(path.read_bytes(), type=Scenario, strict=False)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise ValueError(f"{path}: {error}") from error
    if scenario.format != 1:
        raise ValueError(f"{path}: format {scenario.format} is not 1")
    known = {happens.type_code for happens in scenario.happens}
    for opening in scenario.openings:
        if opening.type_code not in known:
            raise ValueError(f"{path}: the opening at {opening.at_s} s names no known {opening.type_code!r}")
    return scenario
