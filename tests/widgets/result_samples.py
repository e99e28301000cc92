"""Results of a muster as plain values, in either language: for tests of the result's widgets and the gallery."""

from __future__ import annotations

from dataclasses import replace

from widgets.header.clock_view import PhaseState
from widgets.result.view import Fact, FactTone, GapRow, GateRow, ResultView, UnitResultRow

_GATES = ("集结", "到达", "处置", "留守"), ("Muster", "Arrive", "Resolve", "Cover")
_FACTS = (
    ("启动", "Started", "指挥长", "by the duty leader"),
    ("报警→启动", "First report → T0", "01:02", "01:02"),
    ("T1", "T1", "07:36 (456.0 s)", "07:36 (456.0 s)"),
    ("T*（含下令余量）", "T* (with allowance)", "07:05 · 按 T0 快照", "07:05 · from the T0 snapshot"),
    ("效率 T*/T1", "Efficiency T*/T1", "0.93", "0.93"),
    ("时限时警力", "Strength at the limit", "104", "104"),
    ("最终警力", "Final strength", "112", "112"),
    ("签收 P50 / P90", "Signed P50 / P90", "00:21 / 00:48  (n=12)", "00:21 / 00:48  (n=12)"),
)
_WHY = (
    ("已计入", "counted"),
    ("语音计入", "counted by voice"),
    ("无人数确认", "no head-count"),
    ("途中", "en route"),
)


def result(lang: str) -> ResultView:
    """Two gates passed, one missed, the cover gate missed for want of a reason."""
    at = 0 if lang == "zh" else 1
    names = _GATES[at]
    units = tuple(
        UnitResultRow(
            f"O-{number:06d}",
            f"{'P' if number % 2 else 'C'}-{100 + number}",
            1 + (number + 1) % 2,
            12 if number % 4 < 2 else 0,
            number % 4 < 2,
            _WHY[number % 4][at],
            acknowledged_ms=18_000 + number * 2_000,
            enroute_ms=58_000 + number * 1_500 if number % 4 != 3 else -1,
            arrived_ms=200_000 + number * 9_000 if number % 4 < 2 else -1,
            eta_ms=190_000 + number * 9_000,
        )
        for number in range(1, 10)
    )
    return ResultView(
        incident_id="INC-0417",
        title=("化工厂爆燃", "Chemical plant explosion")[at],
        state=("现场受控", "under control")[at],
        basis=("实时，据本席位态势", "live, from this console's picture")[at],
        judged=False,
        mark=("演练", "EXERCISE")[at],
        gates=(
            GateRow(names[0], PhaseState.PASSED, 456_040, 600_000, note=("已保持", "sustained")[at]),
            GateRow(names[1], PhaseState.PASSED, 600_000, 600_000),
            GateRow(names[2], PhaseState.MISSED, 612_400, 600_000),
            GateRow(
                names[3],
                PhaseState.MISSED,
                note=("缺口 2，未说明 1", "gaps 2, unexplained 1")[at],
            ),
        ),
        facts=(
            *(Fact(one[at], one[2 + at]) for one in _FACTS),
            Fact(("误报受控", "False declarations")[at], "1", FactTone.WARN),
            Fact(
                ("重复派警", "Double orders")[at],
                ("须按日志评定", "only from the journal")[at],
                FactTone.FAINT,
            ),
        ),
        units=units,
        gaps=(
            GapRow(("房镇网格", "Fangzhen")[at], "02:00", "01:00", "", False),
            GapRow(
                ("马尚网格", "Mashang")[at],
                "02:10",
                "06:40",
                ("全部支援化工厂", "all to the plant")[at],
                True,
            ),
        ),
        warnings=(("不计排名：非实时速度", "Not ranked: not at real speed")[at],),
    )


def running(lang: str) -> ResultView:
    """The same muster while phase 1 runs."""
    whole = result(lang)
    gates = (
        replace(whole.gates[0], state=PhaseState.RUNNING, took_ms=-1, left_ms=369_000, note=""),
        GateRow(whole.gates[1].name, PhaseState.NOT_STARTED, limit_ms=600_000),
        GateRow(whole.gates[2].name, PhaseState.NOT_STARTED, limit_ms=600_000),
        GateRow(whole.gates[3].name, PhaseState.RUNNING, note=("无缺口", "no gap")[lang != "zh"]),
    )
    return replace(whole, gates=gates, gaps=(), warnings=())
