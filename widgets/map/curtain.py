"""What stands in the map's place while there is none: loading, restarting, failed.

Qt main thread; used by `MapView`.
"""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from widgets import parts
from widgets.parts import Translated


class CurtainState(Enum):
    """Why there is no map to see."""

    NO_TOWN = "no_town"
    LOADING = "loading"
    RESTARTING = "restarting"
    FAILED = "failed"


class MapCurtain(Translated, QWidget):
    """A calm panel in the map's colour that says what is going on; a button to try again where that makes sense."""

    retry_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = CurtainState.LOADING
        self._detail = ""
        self.setObjectName("mapCurtain")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground, True)
        self.setStyleSheet(
            "#mapCurtain { background: #10171d; }"
            "#mapCurtainTitle { color: #8b9aa7; font-size: 14px; }"
            "#mapCurtainDetail { color: #5b6a77; font-size: 12px; }"
            "#mapCurtainRetry { color: #d7e0e7; background: #1b242d; border: 1px solid #2e3b46;"
            " border-radius: 4px; padding: 5px 16px; }"
            "#mapCurtainRetry:hover, #mapCurtainRetry:focus { border-color: #2bb8c3; }"
        )
        self._title = parts.label(self)
        self._title.setObjectName("mapCurtainTitle")
        self._detail_label = parts.label(self, wraps=True)
        self._detail_label.setObjectName("mapCurtainDetail")
        self._retry = QPushButton(self)
        self._retry.setObjectName("mapCurtainRetry")
        self._retry.clicked.connect(self.retry_requested)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 24)
        layout.setSpacing(8)
        layout.addStretch(1)
        for label in (self._title, self._detail_label):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            layout.addWidget(label)
        layout.addWidget(self._retry, 0, Qt.AlignmentFlag.AlignCenter)
        layout.addStretch(1)
        self.retranslate()

    @property
    def state(self) -> CurtainState:
        """What it says now."""
        return self._state

    def show_state(self, state: CurtainState, detail: str = "") -> None:
        """Say this; `detail` is a technical line for whoever has to repair it."""
        self._state, self._detail = state, detail
        self.retranslate()

    def retranslate(self) -> None:
        title, detail = {
            CurtainState.NO_TOWN: (
                self.tr("No map loaded"),
                self.tr("The map appears as soon as a town is chosen."),
            ),
            CurtainState.LOADING: (self.tr("Drawing the map…"), ""),
            CurtainState.RESTARTING: (
                self.tr("The map is restarting"),
                self.tr("Dispatching goes on without it; it comes back by itself."),
            ),
            CurtainState.FAILED: (
                self.tr("The map cannot be shown"),
                self.tr("Dispatching goes on without it."),
            ),
        }[self._state]
        self._title.setText(title)
        text = "\n".join(part for part in (detail, self._detail) if part)
        self._detail_label.setText(text)
        self._detail_label.setVisible(bool(text))
        self._retry.setText(self.tr("Try again"))
        self._retry.setVisible(self._state is CurtainState.FAILED)
