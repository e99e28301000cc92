"""A result as one page for a chief: HTML by itself, no scripts, nothing fetched, everything escaped. Pure, any thread.

What, where, when, who; required, planned, reached; each gate with its clock time and the one reason; curve, posts,
units, cover, what came between; a closing sentence. A4, with a further sheet for each further muster.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import escape
from typing import Final

from .curve import curve_svg
from .facts import GateFacts, MusterFacts, ResultFacts
from .lines import SIGNS, Lines
from .page_style import STYLE
from .terms import NONE, clock_of, took
from .words import plain

MOST_HAPPENINGS: Final = 8
"""Lines of what came between; the file has all."""
_CALL_SIGN: Final = re.compile(r"\b[A-Z]{1,3}-\d{1,6}\b")
_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'"


def page_of(facts: ResultFacts, chinese: bool) -> str:
    """The page, in one language."""
    return Page(chinese).page(facts)


class Page(Lines):
    """Writes HTML: what `_text` gets is cleaned and escaped, everything else is made here."""

    def page(self, facts: ResultFacts) -> str:
        """The whole file."""
        kind = self.kind(facts.kind)
        title = self.title(facts, facts.musters[0]) if facts.musters else self.tr("Result")
        mark = f'<div class="mark" aria-hidden="true">{_text(kind)}</div>' if kind else ""
        sheets = [self._sheet(facts, muster, kind) for muster in facts.musters] or [
            self._nothing(facts, kind)
        ]
        return (
            f'<!DOCTYPE html>\n<html lang="{"zh-CN" if self.chinese else "en"}"><head><meta charset="utf-8">'
            f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
            f'<meta name="viewport" content="width=device-width"><title>{_text(title)}</title>'
            f"<style>{STYLE}</style></head>\n<body>{mark}\n{''.join(sheets)}</body></html>\n"
        )

    def _nothing(self, facts: ResultFacts, kind: str) -> str:
        pill = f'<span class="pill">{_text(kind)}</span>' if kind else ""
        name = self.name(facts.run.name) if facts.run is not None else facts.town
        words = self.tr("No muster was activated in this journal.")
        return (
            f'<section class="sheet"><h1>{_text(name)}{pill}</h1>'
            f'<p class="closing">{_text(words)}</p>{self._foot(facts, None)}</section>'
        )

    def _sheet(self, facts: ResultFacts, muster: MusterFacts, kind: str) -> str:
        pill = f'<span class="pill">{_text(kind)}</span>' if kind else ""
        warnings = "".join(f'<p class="warn">{_text(line)}</p>' for line in self.warnings(muster))
        gates = "".join(self._gate_box(gate, muster) for gate in muster.gates)
        return (
            f'<section class="sheet"><h1>{_text(self.title(facts, muster))}{pill}</h1>{self._about(facts, muster)}'
            f'{warnings}<div class="gates">{gates}</div>{self._numbers(muster)}{curve_svg(muster, self)}'
            f'<p class="closing">{_text(self.closing(facts, muster))}</p>'
            f'<div class="two"><div>{self._posts(muster)}{self._gaps(muster)}</div>'
            f"<div>{self._items(muster)}{self._between(muster)}</div></div>{self._units(muster)}"
            f"{self._foot(facts, muster)}</section>\n"
        )

    # -- parts ---------------------------------------------------------------------------------------------------------

    def _about(self, facts: ResultFacts, muster: MusterFacts) -> str:
        rows = (
            f"<div><b>{_text(name)}</b><span>{_text(value)}</span></div>"
            for name, value in self.head_lines(facts, muster)
        )
        return f'<div class="head">{"".join(rows)}</div>'

    def _gate_box(self, gate: GateFacts, muster: MusterFacts) -> str:
        limit = self.tr("limit {0}").format(took(gate.limit_s)) if gate.limit_s is not None else ""
        state, sign = _text(self.state(gate.state)), SIGNS.get(gate.state, "")
        late = f" +{took(gate.over_s)}" if gate.over_s else ""
        below = f'<div class="state">{state}{late}</div>' if gate.took_s is not None else ""
        return (
            f'<div class="gate {gate.state}"><div class="what"><span>{_text(self.gate_name(gate.gate))}</span>'
            f"<span>{_text(limit)}</span></div>"
            f'<div class="big">{sign} {took(gate.took_s) if gate.took_s is not None else state}</div>{below}'
            f"<p>{_text(self.gate(gate, muster))}</p></div>"
        )

    def _numbers(self, muster: MusterFacts) -> str:
        cells = (
            f"<div><b>{_text(value)}</b><span>{_text(name)}</span></div>"
            for name, value in self.numbers(muster)
        )
        return f'<div class="numbers">{"".join(cells)}</div>'

    def _posts(self, muster: MusterFacts) -> str:
        rows = [
            (
                self.name(post.name),
                f"{post.there} / {post.wanted}",
                clock_of(post.filled_at),
                post.last or NONE,
            )
            for post in muster.posts
        ]
        heads = (self.tr("Post"), self.tr("there / wanted"), self.tr("filled"), self.tr("last"))
        return self._table(self.tr("Posts"), heads, rows, "crri")

    def _items(self, muster: MusterFacts) -> str:
        rows = [
            (self.name(item.text), clock_of(item.evidence_at), item.unit or NONE) for item in muster.items
        ]
        heads = (self.tr("Under control when"), self.tr("evidence"), self.tr("by"))
        return self._table(self.tr("Checklist"), heads, rows, "cri")

    def _gaps(self, muster: MusterFacts) -> str:
        rows = [
            (self.name(gap.name), clock_of(gap.opened_at), took(gap.lasted_s), self.gap_reason(gap))
            for gap in muster.gaps
        ]
        heads = (self.tr("Grid"), self.tr("from"), self.tr("lasted"), self.tr("reason"))
        none = self.tr("No grid stood below its minimum.")
        return self._table(self.tr("Cover"), heads, rows, "irrc", none)

    def _between(self, muster: MusterFacts) -> str:
        most = MOST_HAPPENINGS + (
            len(muster.happenings) == MOST_HAPPENINGS + 1
        )  # "1 more" takes as much room
        shown = muster.happenings[:most]
        rows = [(clock_of(one.at), self.happening(one, muster)) for one in shown]
        rest = len(muster.happenings) - len(shown)
        if rest:
            rows.append(("", self.tr("and {0} more in the file").format(rest)))
        none = self.tr("Nothing out of the ordinary.")
        return self._table(self.tr("What came between"), (), rows, "ic", none)

    def _units(self, muster: MusterFacts) -> str:
        third = -(-len(muster.units) // 3)
        if not third:
            return ""
        title = self.tr("Units: {0} orders, {1} counted in the end")
        title = title.format(len(muster.units), sum(unit.counted for unit in muster.units))
        heads = (self.tr("Unit"), "", self.tr("officers"), self.tr("there"), self.tr("result"))
        tables = []
        for begin in range(0, len(muster.units), third):
            rows = [
                (one.unit, self.name(one.name), str(one.officers), took(one.there_s), self.came(one))
                for one in muster.units[begin : begin + third]
            ]
            tables.append(f"<div>{self._table('', heads, rows, 'icrri')}</div>")
        return f'<h2>{_text(title)}</h2><div class="three">{"".join(tables)}</div>'

    def _table(
        self, title: str, heads: Sequence[str], rows: Iterable[Sequence[str]], sides: str, none: str = ""
    ) -> str:
        """`sides` of the columns: r = figures, i = never broken, c = cut off. Without rows `none`, or nothing."""
        lines = [
            "".join(f"<td{_side(side)}>{_text(cell)}</td>" for cell, side in zip(row, sides, strict=True))
            for row in rows
        ]
        over = f"<h2>{_text(title)}</h2>" if title else ""
        if not lines:
            return f'{over}<p class="dim">{_text(none)}</p>' if none else ""
        top = "".join(
            f"<th{_side(side)}>{_text(head)}</th>" for head, side in zip(heads, sides, strict=False)
        )
        body = "".join(f"<tr>{line}</tr>" for line in lines)
        return f'{over}<table class="small"><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>'

    def _foot(self, facts: ResultFacts, muster: MusterFacts | None) -> str:
        pieces = [self.basis(facts)]
        if muster is not None and muster.card is not None:
            pieces.append(f"{muster.card.card} {muster.card.version} {muster.card.hash}")
        return f'<p class="foot">{_text(" · ".join(pieces))}</p>'


def _text(text: str) -> str:
    """Cleaned and escaped; call signs and numbers of incidents are not broken at a line's end."""
    return _CALL_SIGN.sub(r'<span class="id">\g<0></span>', escape(plain(text)))


def _side(side: str) -> str:
    return f' class="{ {"r": "n", "i": "id", "c": "cut"}[side] }"'
