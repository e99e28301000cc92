"""A judgement as a page of text in one language, for people at a terminal. Pure, any thread; used by `main.py score`.

Words are those of DOMAIN §1; the window has its own, through Qt's translations.
"""

from __future__ import annotations

import unicodedata
from typing import Final

from console.domain.judge.judgement import GateResult, Judgement, Measures, MusterResult, Spread

from .register import Signature

WORDS: Final[dict[str, tuple[str, str]]] = {
    # source: (English, Chinese)
    "title": ("Judgement", "评定"),
    "events": ("{n} events to {t}", "共{n}个事件，截至{t}"),
    "chain": ("hash of the last event", "末事件哈希"),
    "none": ("No muster was activated in this journal.", "本日志中没有启动集结。"),
    "ranked": ("ranked", "计入排名"),
    "unranked": ("not ranked", "不计排名"),
    "muster": ("Muster", "集结"),
    "incident": ("incident", "警情"),
    "level": ("level {n}", "{n}级"),
    "activation": ("activated by", "启动"),
    "leader": ("duty leader", "指挥长"),
    "player": ("player", "参演人员"),
    "director": ("director", "总导演"),
    "strength": ("committed strength", "已派警力超过20人"),
    "before": ("alarm to activation", "报警至启动"),
    "gate": ("gate", "关口"),
    "result": ("result", "结果"),
    "took": ("took", "用时"),
    "limit": ("limit", "时限"),
    "muster_gate": ("Muster", "集结"),
    "arrive_gate": ("Arrive", "到达"),
    "resolve_gate": ("Resolve", "处置"),
    "cover_gate": ("Cover", "留守"),
    "passed": ("passed", "合格"),
    "missed": ("missed", "不合格"),
    "running": ("running", "进行中"),
    "not_started": ("not started", "未开始"),
    "interrupted": ("interrupted", "中断"),
    "eligible_short": ("not eligible: {n} of {wanted}", "不具备条件：{n}/{wanted}"),
    "sustained": ("sustained", "保持"),
    "held": ("held", "保持住"),
    "failed": ("failed", "未保持住"),
    "t_star": ("T*", "T*"),
    "t_star_anywhere": ("T* best point", "最优集结点 T*"),
    "allowance": ("order allowance, apart", "下令余量（另列）"),
    "efficiency": ("efficiency T*/T1", "效率 T*/T1"),
    "baseline": ("from the T0 snapshot", "按T0快照"),
    "autopilot": ("optimal autopilot, same world", "同一情景最优自动驾驶"),
    "pending": (
        "not looked for yet: main.py drill SCENARIO --reference RUN",
        "尚未计算：main.py drill SCENARIO --reference RUN",
    ),
    "strength_at_limit": ("strength at the limit", "时限时警力"),
    "final_strength": ("final strength", "最终警力"),
    "surplus": ("surplus", "富余"),
    "by_voice": ("by voice", "口头报告"),
    "acknowledgement": ("acknowledgement P50/P90", "签收 P50/P90"),
    "never_acknowledged": ("never acknowledged", "未签收"),
    "turnout": ("turnout P50/P90", "出动 P50/P90"),
    "eta_error": ("ETA error P50/P90", "到达预计误差 P50/P90"),
    "minimum_cover": ("grids below minimum at once", "同时低于最低留守的网格"),
    "false_declarations": ("false declarations", "宣布不实"),
    "wrong_orders": ("orders taken back at once", "误派"),
    "double_orders": ("double orders", "重复派警"),
    "alarms_unacknowledged": ("calls left alone", "报警未应答"),
    "escalations_missed": ("leader silent", "指挥长未应答"),
    "load": ("desk actions per minute", "每分钟坐席操作"),
    "skewed": ("reports with clock skew", "设备时钟偏差"),
    "contradictions": ("THE JOURNAL CONTRADICTS ITSELF", "日志自相矛盾"),
    "kind": ("not an exercise", "非演练"),
    "no_run": ("no run", "无演练记录"),
    "rate": ("not at real speed", "非实时速度"),
    "pause": ("paused", "有暂停"),
    "unfinished": ("not ended", "未结束"),
    "autopilot_run": ("autopilot", "自动驾驶"),
    "definition": ("easier than the plan card", "低于预案标准"),
    "again": ("stood down and ordered again", "解散后再次集结"),
    "card": ("plan card", "预案"),
    "version": ("version", "版本"),
    "differs": ("Differs from the plan card", "与预案不同"),
    "instead": ("{given} instead of {standard}", "{given}（预案：{standard}）"),
    "easier": ("easier", "更容易"),
    "earlier": ("Before it", "此前"),
    "stood_inside": ("in the work area at T0", "T0时已在作业区"),
    "just_out": ("set out of service before T0", "T0前刚停用"),
    "signed": ("signed by {name}", "由{name}签名"),
    "unsigned": ("not signed", "未签名"),
    "unknown_hub": ("signed by a hub that is not registered", "由未登记的中枢签名"),
}
LANGUAGES: Final = ("en", "zh")


def score_text(judgement: Judgement, language: str, signature: Signature | None = None) -> str:
    """The page, lines of at most about 80 columns, a newline at its end. `signature`: whose the journal bears."""
    page = _Page(language)
    word = page.word
    events = word("events").format(n=judgement.last_seq, t=clock(judgement.last_t_ms))
    page.line(f"{word('title')} · {judgement.kind} · {judgement.town_id} · {events}")
    page.line(f"{word('chain')} {judgement.chain or '—'}")
    if signature is not None:
        page.line(word(signature.code or "signed").format(name=signature.name))
    reasons = ", ".join(word("autopilot_run" if code == "autopilot" else code) for code in judgement.unranked)
    page.line(word("ranked") if judgement.ranked else f"{word('unranked')}: {reasons}")
    if not judgement.musters:
        page.line(word("none"))
    for one in judgement.musters:
        page.muster(one)
    return "\n".join([*page.lines, ""])


def clock(ms: int) -> str:
    """`9:59.999`; "—" for a time that never was."""
    if ms < 0:
        return "—"
    return f"{ms // 60_000}:{ms // 1000 % 60:02d}.{ms % 1000:03d}"


def padded(text: str, columns: int) -> str:
    """Filled up to so many columns of a terminal, where Chinese takes two."""
    wide = sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)
    return text + " " * max(0, columns - wide)


class _Page:
    """Lines being gathered in one language."""

    def __init__(self, language: str) -> None:
        self._language = LANGUAGES.index(language)
        self.lines: list[str] = []

    def word(self, key: str) -> str:
        """The word; an unknown code as it is."""
        known = WORDS.get(key)
        return known[self._language] if known is not None else key

    def line(self, text: str = "") -> None:
        """One more line."""
        self.lines.append(text.rstrip())

    def muster(self, one: MusterResult) -> None:
        """Everything about one muster."""
        word = self.word
        level = word("level").format(n=one.level)
        self.line()
        self.line(
            f"{word('muster')} {one.muster_id} · {word('incident')} {one.incident_id} · {one.type_code} · {level}"
        )
        self.line(
            f"{word('activation')} {word(one.activation)}"
            f" · T0 {clock(one.t0_ms)} · {word('before')} {clock(one.before_ms)}"
        )
        self._definition(one)
        if one.contradictions:
            self.line(f"{word('contradictions')}: {', '.join(one.contradictions)}")
        self.line()
        self._row(word("gate"), word("result"), word("took"), word("limit"))
        for gate in one.gates:
            self._gate(gate, one)
        self.line()
        if one.sustained:
            self._pair("sustained", word(one.sustained))
        source = f"  ({word(one.t_star_source)})" if one.t_star_source else ""
        self._pair("t_star", clock(one.t_star_ms) + source)
        if one.t_star_anywhere_ms != one.t_star_ms:
            self._pair("t_star_anywhere", clock(one.t_star_anywhere_ms))
        self._pair("allowance", clock(one.allowance_ms))
        permille = one.efficiency_permille
        self._pair("efficiency", f"{permille // 1000}.{permille % 1000:03d}" if permille >= 0 else "—")
        self._measures(one.measures)

    def _definition(self, one: MusterResult) -> None:
        """By which card it was judged, in what it differs, and what came before it: first of all."""
        word, card = self.word, one.definition
        for before in one.earlier:
            gates = ", ".join(f"{word(f'{gate.gate}_gate')} {word(gate.state)}" for gate in before.gates)
            self.line(f"{word('earlier')} {before.muster_id}: {gates}")
        if card is None:
            return
        name = (card.name_en, card.name_zh)[self._language]
        self.line(f"{word('card')} {name} · {word('version')} {card.version} · {card.hash}")
        for change in card.differences:
            words = word("instead").format(given=change.given or "—", standard=change.standard or "—")
            mark = f" ({word('easier')})" if change.easier else ""
            self.line(f"  {word('differs')}: {change.field} {words}{mark}")
        for key in ("stood_inside", "just_out"):
            if units := getattr(one, key):
                self.line(f"  {word(key)}: {', '.join(units)}")

    def _row(self, name: str, state: str, took: str, limit: str) -> None:
        self.line(f"  {padded(name, 12)}{padded(state, 16)}{padded(took, 12)}{limit}")

    def _gate(self, gate: GateResult, one: MusterResult) -> None:
        self._row(
            self.word(f"{gate.gate}_gate"), self.word(gate.state), clock(gate.took_ms), clock(gate.limit_ms)
        )
        if gate.eligible_short:
            self.line("    " + self.word("eligible_short").format(n=one.eligible, wanted=one.required))

    def _pair(self, key: str, value: str) -> None:
        self.line(f"  {padded(self.word(key), 32)}{value}")

    def _measures(self, m: Measures) -> None:
        for key in ("strength_at_limit", "final_strength", "surplus", "by_voice"):
            number: int = getattr(m, key)
            self._pair(key, str(number) if number >= 0 else "—")
        for key in ("acknowledgement", "turnout", "eta_error"):
            times: Spread = getattr(m, key)
            self._pair(key, f"{clock(times.p50_ms)} / {clock(times.p90_ms)}  (n={times.n})")
        self._pair("minimum_cover", str(-m.minimum_cover))
        for key in (
            "never_acknowledged",
            "false_declarations",
            "wrong_orders",
            "double_orders",
            "alarms_unacknowledged",
            "escalations_missed",
            "skewed",
        ):
            self._pair(key, str(getattr(m, key)))
        load = m.commands_per_minute_permille
        self._pair("load", f"{load // 1000}.{load % 1000 // 100}")
