"""The field for a place: typed in any spelling with the best fits below it, or picked on the map. Main thread only.

Enter or Tab takes the marked place; below the line stands where that is: grid, and whether the position is only rough.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from widgets import parts
from widgets.intake.offer_list import OfferList
from widgets.intake.view import PlaceOffer
from widgets.key_button import KeyButton
from widgets.parts import Translated

Find = Callable[[str], tuple[PlaceOffer, ...]]


class PlaceField(Translated, QWidget):
    """A place has a position once an offer was taken or a spot picked; typing on loses it again."""

    place_changed = Signal()
    pick_started = Signal()
    """The next click on the map is the place."""
    pick_cancelled = Signal()
    done = Signal()
    """Enter: the place is there, the next field is wanted."""

    def __init__(self, host: QWidget) -> None:
        """`host` is what the list of offers hangs in."""
        super().__init__(host)
        self.place: PlaceOffer | None = None
        """None while the words have no position."""
        self._find: Find = lambda typed: ()
        self.line = QLineEdit(self)
        self.line.setMaxLength(200)
        self.line.textEdited.connect(self._on_edited)
        self.line.installEventFilter(self)
        self.pick_button = KeyButton(
            "ghost", self, self._on_pick_clicked, checkable=True, focus=parts.BY_CLICK
        )
        self._where = parts.label(self, "small", plain=True)
        row = parts.row(None, (self.line, 1), self.pick_button, gap=6)
        parts.column(self, row, self._where, gap=1)
        self.offers = OfferList(host)
        self.offers.chosen.connect(self._on_clicked)
        self.setFocusProxy(self.line)
        self.retranslate()

    @property
    def picking(self) -> bool:
        """Whether a click on the map is awaited."""
        return self.pick_button.isChecked()

    @property
    def words(self) -> str:
        """The place in words."""
        return self.line.text().strip()

    @property
    def where(self) -> str:
        """What is said below the line."""
        return self._where.text()

    def set_finder(self, find: Find) -> None:
        """Who knows places."""
        self._find = find

    def show_place(self, place: PlaceOffer | None, text: str = "") -> None:
        """Put a place (or words without a position) into the field, without a signal."""
        self.place = place
        self.line.setText(text or ("" if place is None else place.name))
        self.offers.show_offers((), self.line)
        self._show_where()

    def take(self, place: PlaceOffer) -> None:
        """This is the place: an offer, or a spot that was picked on the map."""
        self.pick_button.setChecked(False)
        self.show_place(place)
        self.place_changed.emit()

    def clear(self) -> None:
        """Empty the field."""
        self.show_place(None)
        self.cancel_picking()

    def start_picking(self) -> None:
        """Wait for a click on the map."""
        if not self.picking:
            self.pick_button.setChecked(True)
            self.pick_started.emit()

    def cancel_picking(self) -> None:
        """Wait for no click on the map any more."""
        if self.picking:
            self.pick_button.setChecked(False)
            self.pick_cancelled.emit()

    def retranslate(self) -> None:
        self.line.setPlaceholderText(self.tr("Street, crossing, premises; at P-101, CAM-031"))
        self.pick_button.show_words(self.tr("On map"), "F9")
        self._show_where()

    def _take_marked(self) -> bool:
        """Take the marked offer; False when there is nothing to take."""
        offer = self.offers.current()
        if offer is None:
            return False
        self.take(offer)
        return True

    def _show_where(self) -> None:
        place = self.place
        if place is None:
            words = self.tr("Waiting for a click on the map") if self.picking else ""
        else:
            words = place.detail
            if place.roughly:
                words = " · ".join(part for part in (words, self.tr("position is rough")) if part)
        self._where.setText(words)

    def _on_edited(self, text: str) -> None:
        self.place = None
        self.offers.show_offers(self._find(text) if text.strip() else (), self.line)
        self._show_where()
        self.place_changed.emit()

    def _on_clicked(self, offer: PlaceOffer) -> None:
        self.take(offer)
        self.done.emit()

    def _on_pick_clicked(self, checked: bool) -> None:
        self._show_where()
        if checked:
            self.pick_started.emit()
        else:
            self.pick_cancelled.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is not self.line:
            return False
        if event.type() == QEvent.Type.FocusOut:
            self.offers.show_offers((), self.line)
        elif event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Escape and self.offers.isVisible():
                event.accept()
                return True
        elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._on_key(event)
        return False

    def _on_key(self, event: QKeyEvent) -> bool:
        shown = not self.offers.isHidden()
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        match event.key():
            case Qt.Key.Key_Down | Qt.Key.Key_Up if shown and plain:
                self.offers.step(1 if event.key() == Qt.Key.Key_Down else -1)
                return True
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if plain:
                if self._take_marked() or self.place is not None:
                    self.done.emit()
                return True
            case Qt.Key.Key_Tab if shown and plain:
                self._take_marked()
                return False
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if shown:
                self._take_marked()  # Ctrl+Enter: what is marked is meant, and the call goes on its way
                return False
            case Qt.Key.Key_Escape if shown:
                self.offers.show_offers((), self.line)
                return True
        return False
