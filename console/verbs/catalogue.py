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

FILES: Final = (
    calls,
    incidents,
    units,
    cases,
    muster_order,
    muster_reports,
    musters,
    exercise,
    view,
    console,
)

CATALOGUE: Final = Catalogue(chain.from_iterable(one.VERBS for one in FILES))
