"""`?`: every action with its keys and its word of the command line, over the window until a key is pressed.

Made from the verbs. Qt main thread; used by `ConsoleWindow`.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from console.verbs.catalogue import Catalogue
from console.verbs.declaration import Group
from widgets import theme
from widgets.words import is_chinese

_COLUMNS = (
    (Group.INTAKE, Group.UNITS, Group.EXERCISE),
    (Group.INCIDENT, Group.CASE),
    (Group.MUSTER,),
    (Group.VIEW, Group.CONSOLE),
)


class HelpOverlay(QFrame):
    """The list of verbs in four columns. It takes the focus while shown and gives it back."""

    def __init__(self, verbs: Catalogue, parent: QWidget) -> None:
        super().__init__(parent)
        self._window = parent
        self._verbs = verbs
        self.setObjectName("help_overlay")
        theme.dress(
            self,
            f"#help_overlay {{ background: {theme.BG1}; border: 1px solid {theme.LINE}; border-radius: 6px; }}",
        )
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._content: QWidget | None = None
        self._came_from: QWidget | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(theme.px(22), theme.px(16), theme.px(22), theme.px(18))
        self.hide()

    def toggle(self) -> None:
        """Show it, or put it away."""
        if self.isVisible():
            self.leave()
            return
        self._fill()
        self._came_from = self.window().focusWidget()
        self.show()
        self.raise_()
        self.place()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def retranslate(self) -> None:
        """Say it in the language of the screen, where it is shown."""
        if self.isVisible():
            self._fill()
            self.place()

    def leave(self) -> None:
        """Put it away."""
        self.hide()
        if self._came_from is not None and self._came_from.isVisible():
            self._came_from.setFocus(Qt.FocusReason.OtherFocusReason)
        self._came_from = None

    def place(self) -> None:
        """Stand in the middle of the parent, as tall as the words are."""
        self._column.activate()
        self.resize(self.sizeHint())
        parent = self._window
        self.move((parent.width() - self.width()) // 2, max(0, (parent.height() - self.height()) // 2))

    def _fill(self) -> None:
        if self._content is not None:
            # Until it is deleted it would count for the height.
            self._column.removeWidget(self._content)
            self._content.hide()
            self._content.deleteLater()
        self._content = QWidget(self)
        columns = QHBoxLayout(self._content)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(theme.px(34))
        for groups in _COLUMNS:
            column = QVBoxLayout()
            for group in groups:
                column.addLayout(self._group(group))
                column.addSpacing(theme.px(10))
            column.addStretch(1)
            columns.addLayout(column)
        self._column.addWidget(self._content)

    def _group(self, group: Group) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.px(12))
        grid.setVerticalSpacing(theme.px(3))
        heading = QLabel(QCoreApplication.translate("verbs", group.value), self._content)
        heading.setProperty("part", "section-title")
        grid.addWidget(heading, 0, 0, 1, 3)
        for row, verb in enumerate((one for one in self._verbs if one.group is group), start=1):
            keys = " ".join(verb.all_keys()).replace("Return", "⏎").replace("Ctrl+Enter", "")
            for column, (text, part) in enumerate(
                (
                    (keys.strip(), "title"),
                    (QCoreApplication.translate("verbs", verb.text), ""),
                    (verb.word_in(chinese=is_chinese()), "faint"),
                )
            ):
                label = QLabel(text, self._content)
                if part:
                    label.setProperty("part", part)
                if column == 2:
                    label.setFont(theme.mono_font(theme.SMALL_PX))
                grid.addWidget(label, row, column)
        return grid

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.leave()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.leave()
