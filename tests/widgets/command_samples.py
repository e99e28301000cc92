"""A Command board as plain values, in either language: for tests and the gallery."""

from __future__ import annotations

from tests.widgets.clock_samples import MUSTERING
from widgets.command.view import BoardLine, BoardView, LineTone, StrengthRow


def board(lang: str) -> BoardView:
    """A muster that runs, two decisions, one gap."""
    zh = lang == "zh"
    tiers = ("一级 巡警大队", "二级 派出所", "三级 村居") if zh else (
        "Tier 1, patrol brigade", "Tier 2, station squad", "Tier 3, village or enterprise team",
    )  # fmt: skip
    areas = ("房镇", "马尚", "张店") if zh else ("Fangzhen", "Mashang", "Zhangdian")
    return BoardView(
        clocks=MUSTERING,
        tiers=(
            StrengthRow(tiers[0], 186, 84, 51, 12, 40),
            StrengthRow(tiers[1], 226, 21, 12, 0, 62),
            StrengthRow(tiers[2], 0, 0, 0, 0, 190),
        ),
        areas=tuple(StrengthRow(area, 40 + 30 * place, 10, 5) for place, area in enumerate(areas)),
        gaps=(
            BoardLine(
                "G-22",
                "房镇网格：0/2 · 尚未说明原因" if zh else "Fangzhen grid: 0 of 2 · no reason yet",
                "1 min",
                LineTone.WARN,
                "G-22",
            ),
        ),
        decisions=(
            BoardLine(
                "INC-0417 cover",
                "INC-0417 · 未说明原因的空防网格：1" if zh else "INC-0417 · bare grids without a reason: 1",
                "Shift+C",
                LineTone.WARN,
                "INC-0417",
            ),
            BoardLine(
                "INC-0421 leader",
                "INC-0421 · 领导未签收" if zh else "INC-0421 · leader has not acknowledged",
                "Shift+L",
                LineTone.PLAIN,
                "INC-0421",
            ),
        ),
    )
