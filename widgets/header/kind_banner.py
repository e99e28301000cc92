"""The band at the top of a window that says what sort of world it shows: 演练 / EXERCISE and what runs. Qt main thread.

Hidden where there is nothing to say (live). Used in the main window and in every panel that was torn off.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from widgets import parts, theme

HEIGHT_PX: Final = 22


class KindBanner(QFrame):
    """Dark words on the kind's colour: the word itself first, then what there is to say about it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("kindBanner")
        self.setFixedHeight(theme.px(HEIGHT_PX))
        row = parts.row(self, margins=(12, 0, 12, 0), gap=10)
        self._word = parts.label(self)
        self._word.setObjectName("kindWord")
        self._detail = parts.label(self)
        self._detail.setObjectName("kindDetail")
        self._detail.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        for label in (self._word, self._detail):
            label.setTextFormat(Qt.TextFormat.PlainText)
        row.addWidget(self._word)
        row.addWidget(self._detail, 1)
        self._said = ("", "", "")
        self.setVisible(False)

    @property
    def words(self) -> tuple[str, str]:
        """The word and what stands beside it."""
        return self._said[0], self._said[1]

    def show_words(self, word: str, detail: str, colour: str) -> None:
        """Say this on that colour; no word: the band is gone."""
        said = (word, detail, colour)
        if said != self._said:
            restyled, self._said = colour != self._said[2], said
            self._word.setText(word)
            self._detail.setText(detail)
            self.setAccessibleName(" · ".join(part for part in (word, detail) if part))
            if restyled:
                self.setStyleSheet(
                    f"#kindBanner {{ background: {colour}; border: 0; }}"
                    f"#kindWord, #kindDetail {{ color: {theme.ON_ACCENT}; background: transparent; }}"
                    "#kindWord { font-weight: bold; }"
                )
        self.setVisible(bool(word))
