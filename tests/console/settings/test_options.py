"""What can be said about the window on the command line, the same for console, demo and drill."""

from __future__ import annotations

import argparse
from pathlib import Path

import pytest

from console.settings.options import WindowOptions, add_window_arguments
from console.verbs.docks import PERSPECTIVES, Perspective
from widgets import theme


def options(*words: str) -> WindowOptions:
    parser = argparse.ArgumentParser()
    add_window_arguments(parser)
    return parser.parse_args(words, WindowOptions())


def test_takes_several_screenshot_times() -> None:
    given = options("--screenshot", "out", "--after", "5", "20", "--quit-after", "30")
    assert (given.after, given.quit_after, given.screenshot) == ([5.0, 20.0], 30.0, Path("out"))


@pytest.mark.parametrize("one", PERSPECTIVES)
def test_every_perspective_can_be_named(one: Perspective) -> None:
    assert options("--perspective", one.key).perspective == one.key


@pytest.mark.parametrize("scale", theme.SCALES)
def test_every_scale_of_the_theme_can_be_asked_for(scale: float) -> None:
    assert options("--scale", str(scale)).scale == scale


@pytest.mark.parametrize(
    ("named", "meant"),
    [
        *((one, "zh") for one in ("zh", "zh_CN", "zh-CN", "ZH_cn", "zh_Hans_CN", "zh_CN.UTF-8", " zh ")),
        *((one, "en") for one in ("en", "en_GB", "en-US", "EN", "en_GB.UTF-8")),
    ],
)
def test_language_is_understood_by_the_names_that_systems_have_for_it(named: str, meant: str) -> None:
    """K17."""
    assert options("--lang", named).lang == meant


@pytest.mark.parametrize(
    "words",
    [
        *(("--perspective", "nowhere"), ("--scale", "3")),
        *(("--lang", one) for one in ("fr", "", "_", "zhongwen", "C", "eng")),
    ],
)
def test_what_there_is_not_is_refused(words: tuple[str, str]) -> None:
    with pytest.raises(SystemExit) as refused:
        options(*words)
    assert refused.value.code == 2
