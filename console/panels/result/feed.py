"""Keeps the result up to date while it is seen, copies and saves what it shows. Qt main thread; used by `DockedPanels`.

Live it is read from the picture; `judge` fills it from the whole journal once the session has brought it. Files go to
the data home's `exports`, never over an old one, each marked with its kind; every copy and file is entered into the
audit chain of looking.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from console.bridges.beside import Background
from console.bridges.star_search import StarSearch
from console.desk.seat import Seat, Thing
from console.desk.world import Gathering
from console.domain.base.errors import DomainError
from console.domain.evolve import Recorded
from console.domain.judge.judgement import MusterResult
from console.domain.judge.judging import judge
from console.domain.musters.entities import Muster
from console.domain.picture import Key
from console.panels.exports import FOLDER, write_new
from console.panels.result.builder import Shown, result_view
from console.panels.result.live import live_result
from console.panels.result.saving import save_dialog, why_not_written, written
from console.panels.result.star import StarNotice, with_star
from console.panels.strip.clocks import muster_to_show
from console.result.chronicle import NOWHERE, Chronicle
from console.result.facts import ResultFacts
from console.result.files import write_whole
from console.result.gathering import facts_now, facts_of, with_star_of
from console.result.text import text_of
from console.verbs.invoker import Invoker
from console.wire.messages import EventsPart, Refused
from console.words.said import said
from console.words.terms import kind_word
from widgets.result.result_panel import ResultPanel
from widgets.result.view import ExportFormat, ResultView
from widgets.words import is_chinese

MOST_EVENTS = 200_000
"""A longer journal is for `main.py score`, which streams it."""
SILENT_MS = 10_000
REST_MS = 80
"""A burst of events is shown at its begin and then at most so often: no event waits longer."""
_WATCHED = frozenset({"musters", "orders"})


class ResultReader(QObject):
    """Brings the whole journal from the hub, part by part beside the live events; one reading at a time.

    A link that falls silent ends the reading in words, and nothing is kept.
    """

    came = Signal(object)
    """All events from the first on: list[Recorded]."""
    failed = Signal(str)
    """Code: `too_long`, `broken` (parts are missing), `silent`, or the hub's refusal."""

    def __init__(self, seat: Seat, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._seat = seat
        self.request_id = ""
        """Under which parts are expected, empty while nothing is read."""
        self._events: list[Recorded] = []
        self._timer = Gathering(SILENT_MS, lambda: self._end("silent"), self)
        seat.events_came.connect(self._on_part)
        seat.reply_refused.connect(self._on_refused)

    def read(self) -> None:
        """Ask for everything up to the event that this console saw last."""
        if self.request_id:
            return
        last = self._seat.world.picture.seq
        if last > MOST_EVENTS:
            self.failed.emit("too_long")
            return
        self._events = []
        self.request_id = self._seat.world.source.get_events(1, last)
        self._timer.start()

    def stop(self) -> None:
        """Expect nothing more."""
        self._timer.stop()
        self.request_id, self._events = "", []

    def _on_part(self, part: EventsPart) -> None:
        if not self.request_id or part.id != self.request_id:
            return
        self._events += part.events
        self._timer.start()
        if not part.last_part:
            return
        events = self._events
        whole = [one.seq for one in events] == list(range(1, len(events) + 1))
        self.stop()
        if whole and events:
            self.came.emit(events)
        else:
            self.failed.emit("broken")

    def _on_refused(self, refused: Refused) -> None:
        if self.request_id and refused.id == self.request_id:
            self._end(refused.code)

    def _end(self, code: str) -> None:
        self.stop()
        self.failed.emit(code)


class ResultFeed(QObject):
    """The result's panel: shows the selected incident's muster, live or judged."""

    told = Signal(object, bool)
    """Words for the person, and whether they are a fault."""

    def __init__(self, invoker: Invoker, home: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._seat = seat = invoker.here.seat
        self._folder = home / FOLDER
        self.widget = panel = ResultPanel(parent)
        self._muster_id = ""
        self._result: MusterResult | None = None
        self._judged: _Judged | None = None
        self._asked: Muster | None = None
        self._star: StarNotice | None = None
        self._reader = ResultReader(seat, self)
        self._beside = Background(self)
        self._reader.came.connect(
            lambda events: self._beside.ask(lambda: judged_or_why(events), self._on_judged)
        )
        self._reader.failed.connect(self._on_failed)
        self._dirty = False
        self._rest = Gathering(REST_MS, self._on_rested, self)
        seat.world.keys_changed.connect(self._on_keys)
        seat.world.picture_replaced.connect(self.show_now)
        seat.selection_changed.connect(lambda _: self.show_now())
        panel.came_to_front.connect(self.show_now)
        panel.copy_requested.connect(self.copy)
        panel.export_requested.connect(self.save)
        panel.place_requested.connect(self.ask_where)
        panel.judgement_requested.connect(self.judge)
        panel.unit_selected.connect(lambda unit_id: seat.select(Thing.UNIT, unit_id))
        self.told.connect(invoker.told)

    @property
    def muster(self) -> Muster | None:
        """The muster whose result is shown."""
        return self._seat.world.picture.musters.get(self._muster_id)

    def follow(self, search: StarSearch) -> None:
        """Show from now on how this drill's T* is looked for, and what is found."""
        self._star = StarNotice(search, self.widget.notice, self)
        search.found.connect(lambda _: self.show_now())

    def tick(self) -> None:
        """Once a second: what is left goes on."""
        if self.widget.isVisible():
            self.show_now()

    def show_now(self) -> None:
        """Read the picture and show it; nothing is read while nobody sees it."""
        seat = self._seat
        if not seat.world.has_picture or not self.widget.isVisible():
            return
        muster = muster_to_show(seat.world.picture, seat.case_id, self._muster_id)
        self._muster_id = "" if muster is None else muster.id
        now_ms = seat.world.clock.now_ms()
        self._result = None if muster is None else live_result(muster, seat.world.picture, now_ms)
        if self._star is not None:
            self._star.show_now()
        if self._judged is not None and (muster is None or self._judged.muster != muster):
            self._judged = None  # something happened since: the journal would have to be judged again
        self.widget.show_result(self._view(now_ms))

    def judge(self) -> None:
        """Judge the whole journal of the hub; the panel shows the live result until that is done."""
        if self._seat.world.has_picture and not self._reader.request_id and not self._beside.is_busy:
            self._asked = self.muster
            self.widget.say_judging(True)
            self._reader.read()

    def stop(self) -> None:
        """Read and judge nothing more; before the window goes."""
        self._rest.stop()
        self._reader.stop()
        self._beside.stop()
        if self._star is not None:
            self._star.search.cancel()

    def copy(self) -> None:
        """The result as text into the clipboard."""
        shown = self._shown()
        if shown is not None:
            QGuiApplication.clipboard().setText(text_of(shown.facts, is_chinese()))
            self._seat.look("result_copied", shown.muster.incident, "", shown.muster.incident)
            self.told.emit(said("ResultFeed", "Result copied"), False)

    def save(self, form: str) -> Path | None:
        """The result as a new file in the data home's `exports`; None when it cannot be written, which is said."""
        shown = self._shown()
        if shown is None:
            return None
        saved = written(ExportFormat(form), shown.facts, is_chinese())
        stem = f"result-{shown.muster.incident}"
        return self._leave(
            shown, form, [partial(write_new, self._folder, stem + part, form, text) for part, text in saved]
        )

    def save_as(self, path: Path, form: str) -> Path | None:
        """The result under a chosen name, in place of what is there; tables get a word each after it."""
        shown = self._shown()
        if shown is None:
            return None
        saved = written(ExportFormat(form), shown.facts, is_chinese())
        stem = path.name.removesuffix(f".{form}")
        return self._leave(
            shown,
            form,
            [
                partial(write_whole, path.with_name(f"{stem}{part}.{form}"), text.encode())
                for part, text in saved
            ],
        )

    def ask_where(self) -> None:
        """Ask for a name beside everything else; nothing is modal."""
        shown = self._shown()
        if shown is None:
            self.told.emit(said("ResultFeed", "There is no result to save"), True)
            return
        dialog = save_dialog(self.widget, self._folder.parent, f"result-{shown.muster.incident}")
        dialog.chosen.connect(self.save_as)
        dialog.show()

    def _leave(self, shown: Shown, form: str, files: list[Callable[[], Path]]) -> Path | None:
        try:
            paths = [write() for write in files]
        except OSError as error:
            self.told.emit(said("ResultFeed", "The result was not saved: {0}", why_not_written(error)), True)
            return None
        self._seat.look("result_exported", paths[0].name, form, shown.muster.incident)
        self.told.emit(said("ResultFeed", "Result saved: {0}", paths[0]), False)
        return paths[0]

    # -- inside --------------------------------------------------------------------------------------------------------

    def _shown(self) -> Shown | None:
        """What the panel shows: judged, or as the picture has it; in a drill with its world's T*."""
        known = self._judged_or_live()
        if known is None or self._star is None:
            return known
        picture, search = self._seat.world.picture, self._star.search
        result, judgement = with_star(known.result, picture, search), known.facts.judgement
        if judgement is not None:
            starred = tuple(with_star(one, picture, search) for one in judgement.musters)
            judgement = replace(judgement, musters=starred)
        place = NOWHERE if search.star is None else search.star.place
        muster = with_star_of(known.muster, result, place)
        return Shown(replace(known.facts, musters=(muster,), judgement=judgement), result)

    def _judged_or_live(self) -> Shown | None:
        if self._judged is not None:
            return self._judged.shown
        muster, picture = self.muster, self._seat.world.picture
        if self._result is None or muster is None:
            return None
        world = self._seat.world
        facts = facts_now(self._result, muster, picture, world.kind, world.clock.now_ms())
        return Shown(facts, self._result)

    def _view(self, now_ms: int) -> ResultView | None:
        shown, mark = self._shown(), kind_word(self._seat.world.kind)
        opened = self._seat.world.names.opened
        return None if shown is None else result_view(shown, is_chinese(), now_ms, mark, opened)

    def _on_judged(self, judged: ResultFacts | str) -> None:
        if isinstance(judged, str):
            self._on_failed(judged)
            return
        self.widget.say_judging(False)
        muster = self._asked
        known = () if judged.judgement is None or muster is None else judged.judgement.musters
        found = next((one for one in known if muster is not None and one.muster_id == muster.id), None)
        if muster is None or found is None:
            self.told.emit(said("ResultFeed", "The journal has no such muster"), True)
            return
        mine = tuple(one for one in judged.musters if one.muster == muster.id)
        self._judged = _Judged(muster, Shown(replace(judged, musters=mine), found))
        self._seat.look("journal_judged", f"{judged.events}", "", muster.incident_id)
        self.show_now()

    def _on_failed(self, code: str) -> None:
        self.widget.say_judging(False)
        words = {
            "too_long": said(
                "ResultFeed", "The journal is too long to be judged here: main.py score does it"
            ),
            "broken": said("ResultFeed", "The journal came with gaps and is not judged"),
            "silent": said("ResultFeed", "The hub did not bring the journal"),
        }
        self.told.emit(words.get(code) or said("ResultFeed", "The journal cannot be judged: {0}", code), True)

    def _on_keys(self, keys: frozenset[Key]) -> None:
        if not any(collection in _WATCHED for collection, _ in keys) or not self.widget.isVisible():
            return
        if self._rest.isActive():
            self._dirty = True
            return
        self.show_now()
        self._rest.start()

    def _on_rested(self) -> None:
        """What came while the panel rested is shown together."""
        if self._dirty:
            self._dirty = False
            self.show_now()
            self._rest.start()


@dataclass(frozen=True, slots=True)
class _Judged:
    """A judgement of this muster as it was then."""

    muster: Muster
    shown: Shown


def judged_or_why(events: Sequence[Recorded]) -> ResultFacts | str:
    """The facts of a whole journal, judged once, or why it cannot be judged. Any thread."""
    chronicle = Chronicle()
    try:
        return facts_of(judge(events, seen=chronicle.see), chronicle)
    except DomainError as error:
        return str(error)
