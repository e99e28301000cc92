"""Every setting is whole: default within its bounds, one sentence."""

from __future__ import annotations

import pytest

from console.settings.table import BY_NAME, SETTINGS, Setting


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda one: one.name)
def test_a_default_is_accepted_and_described(setting: Setting) -> None:
    assert setting.accepts(setting.default)
    assert setting.sentence.endswith(".")
    assert BY_NAME[setting.name] is setting


def test_refuses_wrong_types_and_bounds() -> None:
    assert not BY_NAME["muted"].accepts(1)
    assert not BY_NAME["wall_tiles_operate"].accepts(17)
    assert not BY_NAME["wall_tiles_operate"].accepts(2.5)
    assert not BY_NAME["wall_tiles_operate"].accepts(True)
    assert not BY_NAME["language"].accepts("fr")
    assert BY_NAME["wall_scale"].accepts(2)
