"""The main window: header, place of the clock strip, docks, and the overlays that never block. Qt main thread.

It owns widgets and wires them to desk, models and verbs; rules live elsewhere. Built by `console.app.build`, which
hands in everything from outside.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPoint, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from console.desk.letters import Letter, Letters
from console.desk.seat import Seat, Selection, Thing
from console.domain.base.refusals import Code
from console.panels.docked import DockedPanels
from console.panels.incident.feed import IncidentFeed
from console.panels.kind import KindFrame
from console.panels.log import LogExport
from console.panels.map.feed import MapFeed
from console.panels.panels import Models, Panels
from console.panels.ports import MapPort
from console.panels.queue.duplicates import CallGroupDesk
from console.panels.toasts import ToastStrip
from console.session.source import LinkState, LinkView
from console.verbs.docks import DOCKS, perspectives
from console.verbs.here import PastControl
from console.verbs.invoker import Invoker
from console.window import shortcuts
from console.window.command_bar import CommandBar
from console.window.docks import Docks, Layouts
from console.window.header_feed import BannerLine, HeaderFeed
from console.window.help_overlay import HelpOverlay
from console.window.in_turns import InTurns, Step
from console.window.kind_signs import KindSigns
from console.window.leaving import Leaving
from console.window.menus import fill_map_menu, fill_seat_menu, popup
from console.window.muster_desk import MusterDesk
from console.window.outside import Outside
from console.window.prompting import Prompting
from console.window.sign_in_panel import SignInPanel
from console.wire.messages import Refused
from console.words.refusals import refusal_words
from console.words.said import said
from widgets import theme
from widgets.header.clock_strip import ClockStrip
from widgets.header.header_bar import HeaderBar
from widgets.incident.view import Picks
from widgets.map.items import Layer
from widgets.muster.view import Page
from widgets.states.state_banner import StateBanner


class ConsoleWindow(QMainWindow):
    """The window of one seat; what verbs do to it is its `Screen`."""

    closed = Signal()

    def __init__(
        self, outside: Outside, seat: Seat, letters: Letters, invoker: Invoker, models: Models
    ) -> None:
        super().__init__()
        self.seat, self.invoker, self.letters = seat, invoker, letters
        self.settings, self.language, self.sounds = outside.settings, outside.language, outside.sounds
        self._access = outside.access
        self.setObjectName("console_window")
        self._closing = False
        self._handed_over = ""
        self._link_state = LinkState.CONNECTING
        self._build(outside, models)
        self._connect()
        for one in outside.access.accounts():
            models.log.know(one.user, one.name_zh, one.name_en)
        self.actions_by_verb = shortcuts.install(
            self,
            self.invoker.catalogue,
            perspectives(past=seat.world.source.offers.seeks),
            self._on_verb,
            self.open_perspective,
            self.panels.choose_level,
        )
        self.invoker.here.screen = self
        feeds = (self._map_port, self.letters, self.incident_feed.show_now)
        self.call_groups = CallGroupDesk(self.invoker, self.panels.queue.duplicate, self)
        self.muster_desk = MusterDesk(self.invoker, self.panels, self.prompting, *feeds, self)
        self._tick = QTimer(self)
        self._tick.setInterval(1000)
        self._tick.timeout.connect(self._on_tick)
        self._tick.start()
        self._turns = InTurns(self)
        self.seat.world.retranslate()
        self.signs.show_now()
        for step in self._retranslations():
            step()
        self._on_identity()

    # -- Screen: what verbs do -----------------------------------------------------------------------------------------

    def show_on_map(self, item_id: str) -> bool:
        """Move the map there, because it was asked for."""
        self.seat.select_case(item_id)
        if not self.docks.is_open("map"):
            self.docks.open("map")
        return self.map_feed.show(item_id)

    def show_whole_town(self) -> None:
        """Fit the map to the town."""
        self.map_feed.show_all()

    def step_queue(self, by: int) -> None:
        """Next or previous row of the queue."""
        queue, model = self.panels.queue, self.panels.models.queue
        row = model.row_of_key(queue.current_key() or self.seat.case_id)
        after_gone = model.row_of_key(self.panels.resume_key)
        target = max(0, after_gone) if row < 0 else min(max(0, row + by), model.rowCount() - 1)
        key = model.key_at(target)
        if key:
            queue.select(key)
            self.seat.select_case(key)

    def focus_filter(self) -> None:
        """Cursor into the queue's filter."""
        self.docks.open("queue")
        self.panels.queue.focus_filter()

    @property
    def picks(self) -> Picks:
        """What the hand has chosen in the incident panel."""
        return self.panels.incident.picks

    @property
    def past(self) -> PastControl:
        """The time of a window on the past."""
        return self.docked.past

    def press_button(self, verb_id: str) -> bool:
        """Bring the incident panel to the front and press its button, which opens its form."""
        self.docks.reveal("incident")
        self.incident_feed.catch_up()
        return self.panels.incident.trigger(verb_id)

    def confirm(self, verb_id: str, *, any_form: bool) -> bool:
        """Confirm what is open in the incident panel."""
        return self.panels.incident.confirm(verb_id, any_form=any_form)

    def show_page(self, page: Page) -> None:
        """Bring a page of the incident panel to the front."""
        self.panels.incident.muster.turn_to(page)

    def turn_page(self, by: int) -> None:
        """The next page of the incident panel, or the one before."""
        self.panels.incident.muster.turn(by)

    def open_order_form(self) -> None:
        """The muster order that is offered, for edits."""
        self.muster_desk.open_order_form()

    def open_intake(self, place: str) -> None:
        """The call form, beside the incident; the place is filled in as far as it is known."""
        self.docks.open("intake", beside="incident")
        self.panels.start_intake(place)

    def open_dock(self, key: str) -> None:
        """Bring a panel to the front; the front one of its tabs goes away again."""
        if self.docks.is_open(key) and DOCKS[key].toggles:
            self.docks.close(key)
        else:
            self.docks.open(key, home=True)

    def export_result(self) -> None:
        """Bring the result to the front and ask where it goes."""
        self.docks.open("result", home=True)
        self.docked.result.show_now()
        self.docked.result.ask_where()

    def tear_off(self, key: str) -> None:
        self.docks.tear_off(key, self.mapToGlobal(QPoint(theme.px(120), theme.px(120))))

    def open_perspective(self, key: str) -> None:
        """Another set of docks; what it looked like for this user comes back."""
        if self.layouts.open(key):
            self.header_feed.set_active(key)

    def reset_layout(self) -> None:
        """The perspective as it was at first."""
        self.layouts.reset()

    @property
    def is_retranslating(self) -> bool:
        """Whether parts of the window have still to follow a switch of the language."""
        return self._turns.is_busy

    def set_language(self, language: str) -> None:
        """Switch while running; every widget follows within some turns of the loop, and is seen when all have."""
        if language != self.language.language:
            self.language.set(language)
            self.settings.set("language", language)
            self.seat.world.retranslate()
            self.signs.show_now()
            self._turns.begin(self._retranslations())

    def other_language(self) -> None:
        self.set_language("en" if self.language.language == "zh" else "zh")

    def set_wall_tiles(self, tiles: int) -> None:
        self.wall.set_tiles(tiles)

    def follow_incident(self) -> None:
        self.wall.follow()

    def show_own_view(self) -> None:
        self.docks.open("wall")
        self.wall.show_own()

    def keep_own_view(self, purpose: str) -> bool:
        return self.wall.keep_own(purpose)

    def forget_own_view(self) -> None:
        self.wall.forget_own()

    def open_camera(self, camera_id: str, purpose: str) -> None:
        self.docks.open("wall")
        self.wall.open(camera_id, purpose)

    def open_command_line(self) -> None:
        self.command_bar.open_line()

    def toggle_help(self) -> None:
        self.help.toggle()

    def quit(self) -> None:
        """Ask once, and close when asked again."""
        self.leaving.press()

    def toggle_mute(self) -> None:
        self.sounds.muted = not self.sounds.muted
        self.settings.set("muted", self.sounds.muted)
        off, on = said("ConsoleWindow", "Sounds are off"), said("ConsoleWindow", "Sounds are on")
        self.toasts.tell(off if self.sounds.muted else on, False)

    def switch_seat(self, seat: str) -> bool:
        """Sign in as another user whose access this desk has (the demo's own users), who goes on with the same case."""
        account = self._access.account(seat)
        if account is None:
            return False
        case_id = self.seat.case_id
        self.seat.sign_out()
        self._handed_over = case_id
        self.seat.sign_in(account.user, account.password)
        return True

    def sign_out(self) -> None:
        self._handed_over = ""
        self.seat.sign_out()

    # -- for the application -------------------------------------------------------------------------------------------

    @property
    def perspective(self) -> str:
        """Key of the perspective that is shown."""
        return self.layouts.current

    def shut_down(self) -> None:
        """Remember the layout and stop timers and streams; before the window goes."""
        if self._closing:
            return
        self._closing = True
        self._tick.stop()
        self._turns.stop()
        self.layouts.save()
        self.toasts.clear()
        self.docked.stop()
        self.wall.stop()

    # -- building ------------------------------------------------------------------------------------------------------

    def _build(self, outside: Outside, models: Models) -> None:
        root = self._root = KindFrame(self)
        self.header = HeaderBar(root)
        self.strip = ClockStrip(root)
        self.banner = StateBanner(root)
        body = QWidget(root)
        self.map: QWidget = outside.make_map(body)
        map_port: MapPort = self.map  # type: ignore[assignment]
        self.panels = Panels(self.seat, self.invoker, self.letters, models, body)
        self.wall = outside.make_wall(self.seat, self.settings, body)
        layout = QVBoxLayout(body)
        layout.setContentsMargins(0, 0, 0, 0)
        self.docked = DockedPanels(self.invoker, self.strip, outside.home, body)
        docked = {**self.panels.widgets(), **self.docked.widgets()}
        self.docks = Docks(body, {**docked, "map": self.map, "wall": self.wall.widget})
        layout.addWidget(self.docks.manager)
        self.layouts = Layouts(self, self.docks, self.wall, self.settings)
        self.sign_in = SignInPanel(root)
        self._pages = QStackedWidget(root)
        self._pages.addWidget(body)
        self._pages.addWidget(self.sign_in)
        BannerLine(self.banner, self.strip)
        for part in (self.header, self.strip, self.banner):
            theme.dress(part)
        for widget in (self.header, self.strip):
            root.column.addWidget(widget)
        root.column.addWidget(self._pages, 1)
        self.setCentralWidget(root)
        self.signs = KindSigns(self.seat, root, self.docks, (self.map, self.wall.widget), self)
        self.command_bar = CommandBar(root)
        self.toasts = ToastStrip(root, self.strip)
        self.leaving = Leaving(self.toasts, self.close)
        self.help = HelpOverlay(self.invoker.catalogue, root)
        self.prompting = Prompting(self.invoker, self.command_bar, self.toasts)
        LogExport(self.seat, self.panels.log, self.toasts, outside.home)
        self.header_feed = HeaderFeed(self.seat, self.header, self.banner, self)
        self.incident_feed = IncidentFeed(self.invoker, self.panels.incident, models.log, self)
        self.map_feed = MapFeed(self.seat, map_port, self)
        self.docked.join(self.toasts, self.sounds, self.settings, self.map_feed, self.panels.log)
        self._map_port = map_port

    def _connect(self) -> None:
        seat, header = self.seat, self.header
        header.perspective_chosen.connect(self.open_perspective)
        header.command_line_requested.connect(self.open_command_line)
        header.strength_details_requested.connect(lambda: self.open_dock("units"))
        header.hub_details_requested.connect(lambda: self.open_dock("log"))
        header.language_toggled.connect(self.other_language)
        header.seat_menu_requested.connect(self._on_seat_menu)
        self.banner.action_requested.connect(seat.world.source.retry_now)
        seat.world.link_changed.connect(self._on_link)
        seat.identity_changed.connect(self._on_identity)
        seat.reply_refused.connect(self._on_reply_refused)
        seat.selection_changed.connect(self._on_selection)
        seat.world.picture_replaced.connect(self._claim_focus)
        self.panels.models.queue.counts_changed.connect(self._claim_focus)
        seat.world.keys_changed.connect(lambda _: self.map_feed.set_near(self.wall.near()))
        seat.case_changed.connect(lambda: self.map_feed.set_near(self.wall.near()))
        seat.world.answered.connect(self.letters.take_answer)
        seat.world.recorded.connect(lambda _: self.letters.take_events())
        self.letters.changed.connect(self._on_letter)
        self.toasts.retry_requested.connect(self.letters.retry)
        self.toasts.undo_requested.connect(lambda: self.invoker.press("undo"))
        self.sign_in.signed_in.connect(seat.sign_in)
        self.map_feed.camera_picked.connect(self._on_camera_picked)
        self.wall.purpose_asked.connect(self._on_camera_picked)
        self.map_feed.menu_wanted.connect(self._on_map_menu)
        self._map_port.layers_changed.connect(self._on_layers)
        self._map_port.map_clicked.connect(self.panels.take_spot)
        self.panels.new_level.connect(self._on_new_level)
        self.panels.taking.left.connect(self._leave_intake)

    # -- reactions -----------------------------------------------------------------------------------------------------

    def _on_verb(self, verb_id: str) -> None:
        if self.help.isVisible() and verb_id != "help":
            self.help.leave()
        if verb_id == "recommended" and self.panels.confirm_intake():
            return
        self.invoker.press(verb_id)

    def _on_tick(self) -> None:
        now_ms = self.seat.world.clock.now_ms()
        self.header_feed.tick()
        self.panels.tick(now_ms)

    def _claim_focus(self) -> None:
        """The keyboard belongs to the queue from its first row on, unless somebody put it elsewhere."""
        focus = QApplication.focusWidget()
        if focus is None or focus is self._root or self.header.isAncestorOf(focus):
            rows = self.panels.queue.list
            (rows if rows.isVisible() else self._root).setFocus()

    def _leave_intake(self) -> None:
        """The call form is done with: what it stood in front of comes back, and the keyboard to the queue."""
        self.docks.put_back("intake")
        self.docks.bring_to_front("incident")
        self.panels.queue.list.setFocus()

    def _on_link(self, link: LinkView) -> None:
        if (
            link.state is LinkState.DOWN
            and self._link_state is not LinkState.DOWN
            and self.seat.world.has_picture
        ):
            self.sounds.play("lost")
        self._link_state = link.state
        self._show_page(link)
        self.sign_in.show_seat(link.seat)

    def _on_identity(self) -> None:
        self._show_page(self.seat.world.link)
        if self.seat.identity.user:
            self.panels.set_user(self.seat.identity.user)
            self.panels.models.log.know(
                self.seat.identity.user, self.seat.identity.name, self.seat.identity.name
            )
            if self._handed_over:
                self.seat.select_case(self._handed_over)
                self._handed_over = ""

    def _show_page(self, link: LinkView) -> None:
        out = link.state is LinkState.SIGNED_OUT and not self._access.signs_in_by_itself
        page = 1 if out else 0
        if self._pages.currentIndex() != page:
            self._pages.setCurrentIndex(page)
            if out:
                self.sign_in.setFocus()

    def _on_selection(self, selection: Selection) -> None:
        if selection.thing in (Thing.CALL, Thing.INCIDENT):
            self.panels.queue.select(self.seat.world.groups.leader_of(selection.id))
            if not self.panels.is_taking_a_call():
                self.docks.bring_to_front("incident")
        elif selection.thing is Thing.UNIT:
            self.panels.units.select(selection.id)
            self.panels.show_unit()

    def _on_letter(self, letter: Letter) -> None:
        subjects = {getattr(letter.command, name, "") for name in ("incident_id", "call_id")}
        about_case = bool(self.seat.case_id) and self.seat.case_id in subjects
        if letter.refusal is not None and about_case and self.panels.incident.isVisible():
            words = partial(refusal_words, letter.refusal.code, letter.refusal.fields)
            self.panels.incident.show_refusal(words, letter.words)
            self.toasts.forget(letter)
        else:
            self.toasts.show_letter(letter)

    def _on_reply_refused(self, refused: Refused) -> None:
        words = refusal_words(refused.code, refused.fields)
        if self._pages.currentIndex() == 1:
            self.sign_in.show_fault(words)
        elif refused.code == Code.NO_SUCH_MOMENT or (
            refused.code != Code.CAMERA_HAS_NO_SOURCE and self.seat.world.is_live
        ):  # tiles say what they wait for
            self.toasts.tell(partial(refusal_words, refused.code, refused.fields), True)

    def _on_camera_picked(self, camera_id: str) -> None:
        self.invoker.invoke("camera", {"camera": camera_id})

    def _on_map_menu(self, kind: str, item_id: str, lon_e7: int, lat_e7: int, where: QPoint) -> None:
        place = (lon_e7, lat_e7)
        popup(self, lambda menu: fill_map_menu(menu, self.invoker, kind, item_id, place), where)

    def _on_layers(self, visible: dict[str, bool]) -> None:
        self.settings.set("map_layers", " ".join(name for name, on in visible.items() if on))

    def _on_seat_menu(self) -> None:
        where = self.header.mapToGlobal(self.header.rect().bottomRight() - QPoint(theme.px(180), 0))
        sits = (self._access, self.language.language, self.switch_seat)
        popup(self, lambda menu: fill_seat_menu(menu, self.invoker, *sits), where)

    def _on_new_level(self, level: int) -> None:
        if level in (1, 2, 3, 4) and self.settings.flag(f"sound_level_{level}"):
            self.sounds.play(f"level{level}")

    def _retranslations(self) -> tuple[Step, ...]:
        """What says its words again, after the names of the world: each short enough for a turn of the loop."""
        return (
            self.header_feed.retranslate,
            *self.panels.retranslations(),
            self.wall.retranslate,
            lambda: self.map_feed.set_language(self.language.language),
            self.incident_feed.retranslate,
            self.muster_desk.retranslate,
            self.prompting.retranslate,
            self.toasts.retranslate,
            self.help.retranslate,
        )

    def show_layers(self) -> None:
        """The map's layers as this user left them."""
        self.map_feed.set_layers(self.settings.text("map_layers") or " ".join(layer.value for layer in Layer))

    # -- Qt ------------------------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.command_bar.place()
        self.toasts.place()
        if self.help.isVisible():
            self.help.place()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.shut_down()
        self.closed.emit()
        super().closeEvent(event)
