"""The call form's heading with its clock, its buttons, and the room that scrolls on low screens. Main thread only."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QFrame, QLabel, QScrollArea, QWidget

from widgets import parts, theme
from widgets.durations import elapsed_text
from widgets.intake.view import DuplicateOffer
from widgets.key_button import KeyButton
from widgets.parts import Translated


class FormHeading(Translated, QFrame):
    """Title, how long the call has been taken, and by which channel it came."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("part", "heading")
        self.setFixedHeight(theme.px(theme.HEADING_HEIGHT_PX))
        self._title = parts.label(self, "title")
        self._clock = parts.label(self)
        self._clock.setFont(theme.mono_font(bold=True))
        self.channel = QComboBox(self)
        parts.row(self, self._title, self._clock, None, self.channel, margins=(12, 0, 12, 0), gap=8)
        self.retranslate()

    @property
    def clock(self) -> str:
        """What the clock says; empty while no call is taken."""
        return self._clock.text()

    def show_elapsed(self, elapsed_ms: int) -> None:
        """How long the call has been taken; below 0: none is."""
        self._clock.setText(elapsed_text(elapsed_ms) if elapsed_ms >= 0 else "")

    def retranslate(self) -> None:
        self._title.setText(QCoreApplication.translate("intake", "New call"))
        self.channel.setAccessibleName(QCoreApplication.translate("intake", "Channel"))


class FormButtons(QWidget):
    """Accept, save, clear: each with its key."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.accept = KeyButton("primary", self)
        self.save = KeyButton("ghost", self)
        self.clear = KeyButton("ghost", self)
        parts.row(self, (self.accept, 2), (self.save, 1), self.clear, margins=(14, 2, 14, 6), gap=6)

    def show_words(self, *, typed: bool, back: bool) -> None:
        """`typed`: the type is known, the call can be accepted; `back`: what was cleared can be brought back."""
        tr = QCoreApplication.translate
        accept = tr("intake", "Accept") if typed else tr("intake", "Take the call")
        self.accept.show_words(accept, "Ctrl ⏎")
        self.save.show_words(tr("intake", "Save"), "Ctrl ⇧ ⏎")
        clear = tr("intake", "Bring back") if back else tr("intake", "Clear")
        self.clear.show_words(clear, "⇧ Esc")
        self.save.setToolTip(tr("intake", "As a waiting call, to be accepted later"))


class _Room(QScrollArea):
    """Scrolls by wheel and by where the cursor goes; keys are the form's."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.ignore()


def scrolled(parent: QWidget) -> tuple[QWidget, QScrollArea]:
    """A room for fields, and the area that scrolls it where the screen is low."""
    area = _Room(parent)
    area.setFrameShape(QFrame.Shape.NoFrame)
    body = QWidget(area)
    body.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    parts.scroll(area, body)
    return body, area


class DuplicateRow(Translated, QFrame):
    """Hidden while nothing is suspected."""

    merged = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.offer: DuplicateOffer | None = None
        self._title, self._reasons = QLabel(self), QLabel(self)
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        self._reasons.setTextFormat(Qt.TextFormat.PlainText)
        self._title.setProperty("part", "warning")
        self._reasons.setProperty("part", "small")
        for label in (self._title, self._reasons):
            label.setWordWrap(True)
        self._button = KeyButton("ghost", self, self.merged, focus=parts.BY_CLICK)
        words = parts.column(None, self._title, self._reasons, gap=0)
        layout = parts.row(self, margins=(14, 2, 14, 4))
        layout.addLayout(words, 1)
        layout.addWidget(self._button)
        self.retranslate()
        self.hide()

    def show_offer(self, offer: DuplicateOffer | None) -> None:
        """Say what is suspected, None: nothing."""
        if offer != self.offer:
            self.offer = offer
            self.retranslate()
        self.setVisible(offer is not None)

    def retranslate(self) -> None:
        self._button.show_words(self.tr("Report to it"), "Alt ⏎")
        if self.offer is not None:
            self._title.setText(self.tr("Possible duplicate: {0}").format(self.offer.title))
            self._reasons.setText(self.offer.reasons)
