"""Verbs of suspected duplicates and of feedback to reporters: part of the verbs. Data only; see `verb_table`."""

from __future__ import annotations

from typing import Final

from console.verbs.kinds import Group, Kind, Param, Verb
from console.verbs.kinds import verb as _v
from widgets.translate_noop import QT_TRANSLATE_NOOP as _N

_CALL = Param("call", Kind.CALL, _N("verbs", "Which call?"), implied=True)


CALL_VERBS: Final[tuple[Verb, ...]] = (
    _v("merge_group", Group.INTAKE, _N("verbs", "Merge suspected duplicates"), "merge-group 合并重复", (), (), ("M",)),
    _v("not_duplicate", Group.INTAKE, _N("verbs", "Not a duplicate"), "not-duplicate 不是重复", (), (_CALL,), ("N",)),
    _v("feedback", Group.INTAKE, _N("verbs", "The reporter was called back"), "feedback 回访", (),
       (Param("call", Kind.CALL, _N("verbs", "Which call?")), Param("text", Kind.TEXT, optional=True))),
)  # fmt: skip
"""In the order of menus and of the `?` overlay."""
