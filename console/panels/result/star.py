"""How the search for a drill's T* goes, said in the result's panel, with a button to end it or to begin it again.

Qt main thread; used by the result's feed.
"""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication, QObject

from console.bridges.star_search import StarSearch
from console.domain.judge.judgement import MusterResult
from console.domain.judge.judging import starred
from console.domain.musters.entities import Muster
from console.domain.picture import Picture
from console.review.t_star import meant_muster
from widgets.states.state_banner import StateBanner
from widgets.states.view import StateKind, StateView

tr = QCoreApplication.translate


class StarNotice(QObject):
    """Silent before the run has ended, and once T* is found."""

    def __init__(self, search: StarSearch, banner: StateBanner, parent: QObject) -> None:
        super().__init__(parent)
        self.search, self._banner = search, banner
        self._done = 0
        self._fault: str | None = None
        search.progressed.connect(self._on_progressed)
        search.found.connect(lambda _: self._banner.clear())
        search.failed.connect(self._on_failed)
        banner.action_requested.connect(self._on_action)

    def show_now(self) -> None:
        """Say it again, in the language of the screen."""
        if self.search.is_running():
            title = tr("result", "T* is looked for in the same world: {0} %").format(self._done // 10)
            cancel = tr("result", "Cancel")
            self._banner.show_state(StateView(StateKind.LOADING, title, "", cancel, self._done / 1000))
        elif self._fault is not None and self.search.star is None:
            title = tr("result", "T* was not looked for to the end") + (
                f": {self._fault}" if self._fault else ""
            )
            self._banner.show_state(StateView(StateKind.STALE, title, "", tr("result", "Look for T*")))

    def _on_progressed(self, done: int) -> None:
        self._done = done
        self.show_now()

    def _on_failed(self, words: str) -> None:
        self._fault = words
        self.show_now()

    def _on_action(self) -> None:
        if self.search.is_running():
            self.search.cancel()
        else:
            self.search.begin()


def with_star(result: MusterResult, picture: Picture, search: StarSearch | None) -> MusterResult:
    """A drill's result with its world's T*, as far as that is known; elsewhere T* is that of the T0 snapshot."""
    if search is None:
        return result
    star = search.star
    meant = meant_muster(_types(picture.musters.values(), picture), () if star is None else star.types)
    return starred(result, None if star is None else star.t_star_ms, meant=meant == result.muster_id)


def _types(musters: Iterable[Muster], picture: Picture) -> Iterable[tuple[str, str]]:
    for one in musters:
        incident = picture.incidents.get(one.incident_id)
        yield one.id, "" if incident is None else incident.type_code
