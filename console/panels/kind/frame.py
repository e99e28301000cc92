"""The frame around everything, in the colour of the sort of world that is shown. Qt main thread."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from console.domain.base.roles import WorldKind
from widgets import theme
from widgets.header.kind_banner import KindBanner

FRAME_PX: Final = 2

FRAME_COLOURS: Final = {
    WorldKind.LIVE: theme.BG0,
    WorldKind.DEMO: theme.DIM,
    WorldKind.DRILL: theme.EXERCISE,
    WorldKind.REPLAY: theme.REPLAY,
}


class KindFrame(QFrame):
    """The window's root: a column of parts inside the frame, the kind's band on top. Takes the focus nobody wants."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("root")
        self._kind: WorldKind | None = None
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(FRAME_PX, FRAME_PX, FRAME_PX, FRAME_PX)
        self.column.setSpacing(0)
        self.banner = KindBanner(self)
        self.column.addWidget(self.banner)

    def set_kind(self, kind: WorldKind) -> None:
        """Frame everything in this kind's colour; live has none. The same kind again costs nothing."""
        if kind is self._kind:
            return
        self._kind = kind
        colour = FRAME_COLOURS[kind]
        self.setStyleSheet(f"#root {{ background: {theme.BG0}; border: {FRAME_PX}px solid {colour}; }}")
