"""What is being typed may be about an open incident: which one, why, and the key that reports it there. Main thread."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QWidget

from widgets import parts
from widgets.intake.view import DuplicateOffer
from widgets.key_button import KeyButton
from widgets.parts import Translated


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
