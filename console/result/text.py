"""A result as lines of text, for a terminal and the clipboard: the same words as on the page. No Qt, any thread."""

from __future__ import annotations

import unicodedata
from typing import Final

from .facts import MusterFacts, ResultFacts
from .lines import SIGNS
from .measures import MeasureLines
from .terms import clock_of, took

_NAME_COLUMNS: Final = 32


def text_of(facts: ResultFacts, chinese: bool) -> str:
    """The page of text, a newline at its end."""
    return TextPage(chinese).page(facts)


def padded(text: str, columns: int) -> str:
    """Filled up to so many columns of a terminal, where Chinese takes two."""
    wide = sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)
    return text + " " * max(0, columns - wide)


class TextPage(MeasureLines):
    """Writes lines."""

    def page(self, facts: ResultFacts) -> str:
        """The whole text; the mark of its kind first."""
        kind = self.kind(facts.kind)
        lines = [f"【{kind}】"] if kind else []
        ranked = self.tr("ranked")
        if not facts.ranked:
            ranked = self.tr("Not ranked: {0}").format(self.reasons(facts.unranked))
        lines += [self.basis(facts), ranked]
        if not facts.musters:
            lines.append(self.tr("No muster was activated in this journal."))
        for muster in facts.musters:
            lines += ["", *self._muster(facts, muster)]
        return "\n".join([*(line.rstrip() for line in lines), ""])

    def _muster(self, facts: ResultFacts, muster: MusterFacts) -> list[str]:
        lines = [self.title(facts, muster)]
        lines += [f"  {padded(name, _NAME_COLUMNS)}{value}" for name, value in self.head_lines(facts, muster)]
        lines += [f"! {line}" for line in self.warnings(muster)]
        lines.append("")
        for gate in muster.gates:
            sign, late = SIGNS.get(gate.state, " "), f" +{took(gate.over_s)}" if gate.over_s else ""
            state = f"{sign} {self.state(gate.state)}{late}"
            lines.append(
                f"{padded(self.gate_name(gate.gate), 16)}{padded(state, 22)}{self.gate(gate, muster)}"
            )
        lines += ["", self.closing(facts, muster), ""]
        lines += [f"  {padded(name, _NAME_COLUMNS)}{value}" for name, value in self.numbers(muster)]
        judged = facts.judgement is not None
        for line in self.measures(muster, judged):
            lines.append(f"  {padded(line.name, _NAME_COLUMNS)}{line.value}")
        for gap in muster.gaps:
            times = f"{clock_of(gap.opened_at)}  {took(gap.lasted_s)}"
            lines.append(f"  {padded(self.name(gap.name), _NAME_COLUMNS)}{times}  {self.gap_reason(gap)}")
        lines.append("")
        for unit in muster.units:
            who = padded(f"{unit.unit} {self.name(unit.name)}", _NAME_COLUMNS)
            count = padded(str(unit.officers), 4)
            lines.append(
                f"  {who}{count}{padded(took(unit.there_s), 8)}{self.came(unit)} · {self.standing(unit)}"
            )
        return lines
