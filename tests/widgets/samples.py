"""A morning in the demo town as plain values, in either language: what the gallery and the tests show."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QCoreApplication

from tests.widgets.button_samples import button, buttons, entries, reason
from widgets.incident.buttons import ButtonView, Choice
from widgets.incident.view import (
    AssignedUnit,
    CallerView,
    CaseStep,
    CaseView,
    IncidentView,
    LogLine,
    Proposal,
    ProposalState,
    RecommendedUnit,
)
from widgets.log.roles import LogRow
from widgets.queue.roles import GridChoice, QueueKind, QueueRow
from widgets.units.roles import OfficerView, UnitDetail, UnitRow

NOW_MS = 60_000_000
MIN = 60_000

_QUEUE = (
    # key, kind, level, (zh, en), (note zh, en), (place zh, en), (grid zh, en), state, age ms, limit ms, new
    ("INC-0417", "incident", 1, ("化工厂爆燃", "Chemical plant explosion"), ("", ""),
     ("人民路 × 柳泉路", "Renmin Rd × Liuquan Rd"), ("张店二网格", "Zhangdian 2"),
     "mustering", 252_000, 600_000, False),
    ("INC-0418", "incident", 2, ("火情报警", "Smoke alarm"), ("机房 2 层", "plant room, floor 2"),
     ("马尚科技园 3 号楼", "Mashang Tech Park 3"), ("马尚网格", "Mashang"),
     "dispatched", 108_000, 300_000, False),
    ("INC-0415", "incident", 2, ("交通事故", "Traffic collision"), ("两车, 一人受伤", "two cars, one hurt"),
     ("柳泉路 × 共青团路", "Liuquan Rd × Gongqingtuan Rd"), ("张店一网格", "Zhangdian 1"),
     "onscene", 390_000, 300_000, False),
    ("C-000019", "call", 3, ("燃气泄漏", "Gas leak"), ("传感器 25 %LEL", "sensor 25 %LEL"),
     ("房镇街道 12 号", "12 Fangzhen St"), ("房镇网格", "Fangzhen"), "new", 31_000, 90_000, True),
    ("INC-0409", "case", 3, ("占道经营", "Street obstruction"), ("早市摊位", "morning market stalls"),
     ("东一路早市", "Dongyi Rd market"), ("张店一网格", "Zhangdian 1"),
     "in_progress", 1_084_000, 2_000_000, False),
    ("INC-0408", "case", 3, ("矛盾纠纷", "Dispute"), ("邻里噪音", "noise between neighbours"),
     ("世纪花园 8-2-301", "Century Garden 8-2-301"), ("房镇网格", "Fangzhen"),
     "transferred", 1_480_000, 1_650_000, False),
    ("INC-0402", "case", 4, ("垃圾满溢", "Bin full"), ("", ""),
     ("世纪花园东门", "Century Garden east gate"), ("房镇网格", "Fangzhen"), "assigned", 2_535_000, 5_300_000, False),
    ("INC-0398", "case", 4, ("设施损坏", "Streetlight out"), ("灯杆 5512", "pole 5512"),
     ("共青团路 55 号", "55 Gongqingtuan Rd"), ("马尚网格", "Mashang"), "accepted", 11_400_000, 38_000_000, False),
    ("INC-0391", "case", 4, ("积雪清扫", "Snow clearing"), ("", ""),
     ("南西五路", "Nanxiwu Rd"), ("马尚网格", "Mashang"), "pending_check", 18_120_000, 17_800_000, False),
)  # fmt: skip


def queue_rows(lang: str) -> list[QueueRow]:
    """Return nine rows as in the picture."""
    at = 0 if lang == "zh" else 1
    return [
        QueueRow(
            key, QueueKind(kind), level, title[at], place[at], grid[at], state,
            opened_ms=NOW_MS - age, note=note[at], step_ms=NOW_MS - age, due_ms=NOW_MS - age + limit,
            forecast_ms=None, unacknowledged=new, grid_id=grid[1], mine=level < 3,
            search=" ".join((*title, *place, *grid, key)).lower(),
        )
        for key, kind, level, title, note, place, grid, state, age, limit, new in _QUEUE
    ]  # fmt: skip


def many_rows(count: int) -> list[QueueRow]:
    """Return `count` rows, most of them of low level."""
    return [
        QueueRow(
            f"INC-{number:06d}", QueueKind.CASE, 1 + number % 4, f"Bin full {number}", f"{number} Nanxiwu Rd",
            f"Grid {number % 48}", "assigned", NOW_MS - number * 1000, due_ms=NOW_MS + number * 500,
            grid_id=f"G-{number % 48:02d}", search=f"inc-{number:06d} bin full {number}",
        )
        for number in range(count)
    ]  # fmt: skip


def grids(lang: str) -> list[GridChoice]:
    """Return the grids of the sample."""
    at = 0 if lang == "zh" else 1
    return [GridChoice(pair[1], pair[at]) for pair in dict.fromkeys(row[6] for row in _QUEUE)]


_UNITS = (
    ("P-101", 1, 12, "onscene", -206_000, None), ("P-105", 1, 14, "mustered", -151_000, None),
    ("P-112", 1, 12, "mustered", -182_000, None), ("C-202", 2, 13, "mustered", -197_000, None),
    ("C-207", 2, 12, "mustered", -220_000, None), ("P-107", 1, 12, "enroute", -190_000, 115_000),
    ("C-204", 2, 10, "acknowledged", -188_000, 140_000), ("P-118", 1, 10, "delayed", -180_000, -20_000),
    ("C-211", 2, 10, "dispatched", -31_000, 185_000),
)  # fmt: skip


def _team(tier: int, lang: str) -> str:
    return {1: ("巡警大队", "Patrol Brigade"), 2: ("派出所", "Station squad"), 3: ("村居队", "Village team")}[
        tier
    ][0 if lang == "zh" else 1]


def assigned(lang: str) -> tuple[AssignedUnit, ...]:
    """Return nine orders in most states."""
    return tuple(
        AssignedUnit(
            f"O-{place:06d}", sign, tier, _team(tier, lang), strength, state, NOW_MS + since,
            eta_ms=None if eta is None else NOW_MS + eta, others=2 if tier == 2 else 0,
        )
        for place, (sign, tier, strength, state, since, eta) in enumerate(_UNITS)
    )  # fmt: skip


def proposal(lang: str) -> Proposal:
    """Return a proposal of two units and a third as reserve."""
    zh = lang == "zh"
    return Proposal(
        ProposalState.READY,
        7,
        (
            RecommendedUnit(
                "P-121", 1, _team(1, lang), 12, 260.0, 2,
                reason="最近的可用单位; 路程 3.1 km, 出动 60 s; 张店三网格、马尚网格低于最低留守"
                if zh else "nearest that is available; 3.1 km by road, turnout 60 s; leaves Zhangdian 3 and Mashang "
                "below minimum cover",
            ),
            RecommendedUnit("C-219", 2, _team(2, lang), 10, 305.0, 0, substitutes="C-204", others=3,
                            reason="替补 C-204" if zh else "stands in for C-204"),
            RecommendedUnit("V-340", 3, _team(3, lang), 6, 410.0, 0, chosen=False, reason="…"),
        ),
    )  # fmt: skip


def log_lines(lang: str) -> tuple[LogLine, ...]:
    """Return an incident's log, newest first."""
    zh = lang == "zh"
    words = (
        ("14:22:20", "C-207 已集结", "C-207 mustered", False),
        ("14:22:06", "P-101 到达现场", "P-101 on scene", False),
        (
            "14:21:59",
            "P-118 延误: 柳泉路封控, 绕行人民路",
            "P-118 delayed: Liuquan Rd closed, going by Renmin Rd",
            True,
        ),
        (
            "14:18:40",
            "指挥长王× 已知悉, 集结令已签收 9/9",
            "duty leader Wang × informed, orders signed 9/9",
            False,
        ),
        ("14:18:19", "110 来电受理", "110 call accepted, 3 号席", False),
    )
    return tuple(
        LogLine(100 - place, NOW_MS, clock, zh_words if zh else en_words, emphasis)
        for place, (clock, zh_words, en_words, emphasis) in enumerate(words)
    )


def choices(lang: str) -> dict[str, tuple[Choice, ...]]:
    """Return types, departments, dispositions and incidents to choose from."""
    at = 0 if lang == "zh" else 1
    raw = {
        "types": (("fire", "火情", "Fire"), ("gas", "燃气泄漏", "Gas leak"),
                  ("collision", "交通事故", "Traffic collision")),
        "departments": (("D-FIRE", "消防救援", "Fire and rescue"), ("D-GAS", "燃气公司", "Gas company")),
        "dispositions": (("handled", "现场处置完毕", "Handled on scene"), ("false", "误报", "False alarm")),
        "incidents": (("INC-0417", "INC-0417 化工厂爆燃 · 38 m", "INC-0417 Chemical plant explosion · 38 m"),),
    }  # fmt: skip
    levels = {"fire": 2, "gas": 3, "collision": 2}
    return {
        name: tuple(
            Choice(row[0], row[1 + at], f"{row[1]} {row[2]}".lower(), levels.get(row[0], 0)) for row in rows
        )
        for name, rows in raw.items()
    }


def incident(lang: str) -> IncidentView:
    """Return the explosion with its nine units."""
    zh = lang == "zh"
    pick = choices(lang)
    return IncidentView(
        "INC-0417",
        QueueKind.INCIDENT,
        "INC-20261121-0417",
        1,
        "化工厂爆燃" if zh else "Chemical plant explosion",
        "in_progress",
        "人民路 × 柳泉路" if zh else "Renmin Rd × Liuquan Rd",
        "张店二网格" if zh else "Zhangdian 2",
        NOW_MS - 252_000,
        due_ms=NOW_MS + 348_000,
        step_ms=NOW_MS - 252_000,
        sources="110 来电 ×3, 网格员 ×1 (已合并 4)" if zh else "110 ×3, grid officer ×1 (4 merged)",
        leader="王× 指挥长 · 已知悉 14:18:40 ✓" if zh else "Wang ×, duty leader · informed 14:18:40 ✓",
        type_key="fire",
        assigned=assigned(lang),
        proposal=proposal(lang),
        log=log_lines(lang),
        buttons=buttons(
            ("recommended", "escalate", "transfer", "note", "return", "close", "major", "type"),
            "INC-0417",
            pick,
            "INC-20261121-0417",
        ),
        entries=entries(),
        types=pick["types"],
    )


def call(lang: str, *, revealed: bool = False) -> IncidentView:
    """Return a waiting call, sealed or revealed."""
    zh = lang == "zh"
    pick = choices(lang)
    return IncidentView(
        "C-000019",
        QueueKind.CALL,
        "C-000019",
        3,
        "燃气泄漏" if zh else "Gas leak",
        "new",
        "房镇街道 12 号" if zh else "12 Fangzhen St",
        "房镇网格" if zh else "Fangzhen",
        NOW_MS - 31_000,
        due_ms=NOW_MS + 59_000,
        log=log_lines(lang)[-1:],
        buttons=buttons(("accept", "merge", "reject", "note"), "C-000019", pick),
        caller=CallerView(
            "电话" if zh else "Telephone",
            "138 0533 7721" if revealed else None,
            "李×" if revealed else None,
            "楼道里有很重的燃气味" if revealed else None,
            suggested_type="gas",
            suggested_level=3,
            suggestion="附近传感器 SEN-07 25 %LEL" if zh else "sensor SEN-07 nearby reads 25 %LEL",
        ),
        types=pick["types"],
    )


def case(lang: str) -> IncidentView:
    """Return a case of the grid flow in the hands of a department."""
    zh = lang == "zh"
    pick = choices(lang)
    steps = (
        ("上报", "Report"), ("受理", "Accept"), ("分派", "Assign"), ("处置", "Handle"),
        ("反馈", "Feedback"), ("核查", "Verify"), ("结案", "Close"),
    )  # fmt: skip
    return IncidentView(
        "INC-0409",
        QueueKind.CASE,
        "INC-20261121-0409",
        3,
        "占道经营" if zh else "Street obstruction",
        "in_progress",
        "东一路早市" if zh else "Dongyi Rd market",
        "张店一网格" if zh else "Zhangdian 1",
        NOW_MS - 1_084_000,
        due_ms=NOW_MS + 916_000,
        sources="网格员" if zh else "grid officer",
        log=log_lines(lang)[-2:],
        buttons=(
            *buttons(
                ("finish", "escalate", "transfer", "return", "note"),
                "INC-0409",
                pick,
                "INC-20261121-0409",
            ),
            replace(
                button("close", "INC-0409", pick),
                why_not="核查前不能结案" if zh else "not before it is verified",
            ),
            *buttons(("extend", "urge"), "INC-0409", pick, "INC-20261121-0409"),
        ),
        case=CaseView(
            "城管执法中队" if zh else "Urban management squad",
            ("市场监管所",) if zh else ("Market supervision",),
            NOW_MS - 600_000,
            NOW_MS + 916_000,
            returns=1,
            steps=tuple(
                CaseStep(step[0 if zh else 1], done=place < 3, current=place == 3)
                for place, step in enumerate(steps)
            ),
        ),
    )


_STATES = (
    "available", "enroute", "onscene", "dispatched", "acknowledged", "mustered", "staged", "delayed", "declined",
    "lost_contact", "cleared", "out_of_service",
)  # fmt: skip


def units(lang: str) -> list[UnitRow]:
    """Return 36 units of three tiers in every state."""
    made = []
    for number in range(36):
        tier, state = 1 + number % 3, _STATES[number % len(_STATES)]
        engaged = state not in ("available", "cleared", "out_of_service")
        call_sign = f"{'PCV'[tier - 1]}-{101 + number}"
        made.append(
            UnitRow(
                call_sign, tier, _team(tier, lang), 12 - tier * 2 if tier < 3 else 0, tier % 3, 6 if tier == 3 else 0,
                state, NOW_MS - number * 17_000, "INC-0417" if engaged else "",
                ("INC-0417 化工厂爆燃" if lang == "zh" else "INC-0417 Chemical plant explosion") if engaged else "",
                NOW_MS + 40_000 * (number % 5 - 1) if engaged else None,
                None if number == 35 else NOW_MS - (45_000 if state == "lost_contact" else 900 * (number % 4)),
                search=call_sign.lower(),
            )
        )  # fmt: skip
    return made


def unit_detail(lang: str) -> UnitDetail:
    """Return the people of C-105."""
    zh = lang == "zh"
    duties = {0: "组长" if zh else "leader", 1: "驾驶" if zh else "driver"}
    names = ("李明", "王芳", "张伟", "刘洋", "赵磊", "孙静", "周强", "吴敏")
    return UnitDetail(
        "C-105", "CH 3 · 408.125", "鲁C·1234警", ("治安", "交通") if zh else ("patrol", "traffic"),
        tuple(
            OfficerView(f"0{37100 + place}", name if zh else f"Officer {place + 1}",
                        "sworn" if place < 6 else "auxiliary", duties.get(place, ""))
            for place, name in enumerate(names)
        ),
        _unit_buttons(),
    )  # fmt: skip


def _unit_buttons() -> tuple[ButtonView, ...]:
    rows = (
        ("proxy", "En route", "enroute"),
        ("proxy", "On scene", "onscene"),
        ("decline", "Declined …", ""),
        ("delay", "Delayed …", ""),
        ("cancel", "Cancel order …", ""),
    )
    made = []
    for verb, source, state in rows:
        words = QCoreApplication.translate("verbs", source)
        values = (("unit", "C-105"), *((("state", state),) if state else ()))
        form = None if state else reason(f"{words.rstrip(' …')} — C-105")
        made.append(ButtonView(verb, words, values=values, form=form))
    return tuple(made)


def log_rows(lang: str, count: int = 60) -> list[LogRow]:
    """Return lines of the hub's log, oldest first."""
    zh = lang == "zh"
    kinds = ("call", "incident", "order", "unit", "system")
    return [
        LogRow(
            number, number * 1000, f"14:{number // 60:02d}:{number % 60:02d}", kinds[number % 5],
            "C-207 已集结于柳泉路北口" if zh else "C-207 mustered at the north end of Liuquan Rd",
            f"INC-{417 + number % 7:04d}", "3 号席 李明" if zh else "Seat 3, Li Ming", number % 5,
        )
        for number in range(count)
    ]  # fmt: skip
