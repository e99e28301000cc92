"""The field for a place: typed with completion from the gazetteer, or picked on the map. Main thread only."""

from __future__ import annotations

from typing import Any, cast

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QCompleter, QHBoxLayout, QLineEdit, QListView, QWidget

from widgets import theme
from widgets.intake.view import PlaceRole
from widgets.key_button import KeyButton


class PlaceCompleter(QCompleter):
    """Matches `PlaceRole.SEARCH` anywhere in the text, and puts the name into the field."""

    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:
        name = index.data(PlaceRole.NAME)
        return name if isinstance(name, str) else ""

    def splitPath(self, path: str) -> list[str]:
        return [path.strip().lower()]


class PlaceField(QWidget):
    """A place has a position once an entry was chosen or a spot picked; typing on loses it again."""

    place_changed = Signal()
    pick_started = Signal()
    """The next click on the map is the place."""
    pick_cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.place_id = ""
        self.grid_id = ""
        self.position_e7: tuple[int, int] | None = None
        """(lon, lat) in WGS-84 degrees × 10⁷; None while the words have no position."""
        self.line = QLineEdit(self)
        self.line.setMaxLength(200)
        self.line.textEdited.connect(self._on_edited)
        self.pick_button = KeyButton("ghost", self)
        self.pick_button.setCheckable(True)
        self.pick_button.clicked.connect(self._on_pick_clicked)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.px(6))
        layout.addWidget(self.line, 1)
        layout.addWidget(self.pick_button)
        self.setFocusProxy(self.line)

    @property
    def picking(self) -> bool:
        """Whether a click on the map is awaited."""
        return self.pick_button.isChecked()

    @property
    def words(self) -> str:
        """The place in words."""
        return self.line.text().strip()

    def set_gazetteer(self, model: QAbstractItemModel) -> None:
        """Complete from a model that answers `PlaceRole`; it is not owned."""
        completer = PlaceCompleter(self)
        completer.setModel(model)
        completer.setCompletionRole(PlaceRole.SEARCH)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setMaxVisibleItems(12)
        popup = QListView(self)
        popup.setProperty("part", "popup")
        popup.setUniformItemSizes(True)
        completer.setPopup(popup)
        # Overloaded on text and index; the stubs know no overloads of signals.
        cast(Any, completer.activated)[QModelIndex].connect(self._on_entry_chosen)
        self.line.setCompleter(completer)

    def set_picked(self, lon_e7: int, lat_e7: int, words: str = "", grid_id: str = "") -> None:
        """Take a spot of the map; `words` are those of the nearest address, if known."""
        self.pick_button.setChecked(False)
        self.place_id, self.grid_id, self.position_e7 = "", grid_id, (lon_e7, lat_e7)
        self.line.setText(words or f"{lat_e7 / 1e7:.5f}, {lon_e7 / 1e7:.5f}")
        self.place_changed.emit()

    def clear(self) -> None:
        """Empty the field."""
        self.line.clear()
        self.place_id = self.grid_id = ""
        self.position_e7 = None
        self.cancel_picking()

    def cancel_picking(self) -> None:
        """Wait for no click on the map any more."""
        if self.picking:
            self.pick_button.setChecked(False)
            self.pick_cancelled.emit()

    def _on_edited(self, _text: str) -> None:
        self.place_id = self.grid_id = ""
        self.position_e7 = None
        self.place_changed.emit()

    def _on_entry_chosen(self, index: QModelIndex) -> None:
        lon, lat = index.data(PlaceRole.LON_E7), index.data(PlaceRole.LAT_E7)
        if not isinstance(lon, int) or not isinstance(lat, int):
            return
        self.position_e7 = (lon, lat)
        self.place_id = str(index.data(PlaceRole.PLACE_ID) or "")
        self.grid_id = str(index.data(PlaceRole.GRID_ID) or "")
        self.place_changed.emit()

    def _on_pick_clicked(self, checked: bool) -> None:
        if checked:
            self.pick_started.emit()
        else:
            self.pick_cancelled.emit()
