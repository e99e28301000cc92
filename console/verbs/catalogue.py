"""All verbs of the console, in the order of menus and of the `?` overlay. Data only."""

from __future__ import annotations

from itertools import chain
from typing import Final

from console.verbs import (
    calls,
    cases,
    console,
    exercise,
    incidents,
    muster_order,
    muster_reports,
    musters,
    units,
    view,
)
from console.verbs.declaration import Catalogue

_MUSTERS = (*muster_order.VERBS, *muster_reports.VERBS, *musters.VERBS)
_FLOW = chain(calls.VERBS, incidents.VERBS, units.VERBS, cases.VERBS)

CATALOGUE: Final = Catalogue((*_FLOW, *_MUSTERS, *exercise.VERBS, *view.VERBS, *console.VERBS))
