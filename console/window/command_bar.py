"""The command line (Ctrl+K) and the prompts of single verbs: one line at the bottom, with completion above it.

An overlay inside the window, never modal, never over the clocks; Esc leaves it and gives the focus back. Qt main
thread; used by `ConsoleWindow`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from console.verbs.kind import Completion
from widgets import theme

Offer = Callable[[str], Sequence[Completion]]
Replace = Callable[[str, str], str]
KEPT_LINES = 100
_WIDTH_PX = 640


class CommandBar(QFrame):
    """Two modes: the free command line, and a prompt with a title for one value of a verb."""

    line_entered = Signal(str)
    """A line of the command line."""
    answered = Signal(str)
    """An answer to the prompt."""
    left = Signal()
    """Esc, or the line was understood."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._window = parent
        self.setObjectName("command_bar")
        self.setStyleSheet(
            f"#command_bar {{ background: {theme.BG2}; border: 1px solid {theme.ACCENT}; border-radius: 5px; }}"
        )
        self._offer_line: Offer = _nothing
        self._replace_line: Replace = _replace_all
        self._offer: Offer = _nothing
        self._replace: Replace = _replace_all
        self._prompting = self._preset = False
        self._history: list[str] = []
        self._place = 0
        self._came_from: QWidget | None = None
        self._build()
        self.hide()

    def set_completer(self, offer: Offer, replace: Replace) -> None:
        """How lines are completed: offers for a text, and the text with one of them put in."""
        self._offer_line, self._replace_line = offer, replace

    def open_line(self, text: str = "") -> None:
        """Show the free command line."""
        self._prompting = self._preset = False
        self._offer, self._replace = self._offer_line, self._replace_line
        self._title.setText("›")
        self._line.setPlaceholderText(
            self.tr("Command, for example: dispatch P-101 · close INC-0417 · lang zh")
        )
        self._open(text)

    def open_prompt(self, title: str, offer: Offer, *, several: bool, preset: bool = False) -> None:
        """Ask for one value (or several, separated by blanks). `preset`: Enter alone takes the first offer."""
        self._prompting, self._preset = True, preset
        self._offer = (lambda text: offer(text.rpartition(" ")[2])) if several else offer
        self._replace = _replace_last if several else _replace_all
        self._title.setText(title)
        self._line.setPlaceholderText("")
        self._open("")

    def show_fault(self, words: str) -> None:
        """Say inline what is wrong with the line; it stays for correction."""
        self._fault.setText(words)
        self._fault.setVisible(bool(words))
        self.place()

    def leave(self) -> None:
        """Put it away and give the focus back."""
        if self.isHidden():
            return
        self.hide()
        if self._came_from is not None and self._came_from.isVisible():
            self._came_from.setFocus(Qt.FocusReason.OtherFocusReason)
        self._came_from = None
        self.left.emit()

    @property
    def text(self) -> str:
        """What stands in the line."""
        return self._line.text()

    @property
    def title(self) -> str:
        """What is asked; a mark for the free command line."""
        return self._title.text()

    @property
    def fault(self) -> str:
        """What is said to be wrong, empty where nothing is."""
        return "" if self._fault.isHidden() else self._fault.text()

    def place(self) -> None:
        """Stand at the bottom of the parent, left; call after the parent was resized."""
        parent = self._window
        width = min(theme.px(_WIDTH_PX), parent.width() - theme.px(24))
        self.setFixedWidth(width)
        self.adjustSize()
        self.move(theme.px(12), parent.height() - self.height() - theme.px(12))

    # -- inside --------------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self._list = QListWidget(self)
        self._list.setProperty("part", "popup")
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setStyleSheet(f"background: {theme.BG2}; border: 0;")
        self._list.setFont(theme.mono_font())
        self._list.itemClicked.connect(self._on_item_clicked)
        self._fault = QLabel(self)
        self._fault.setProperty("part", "fault")
        self._fault.setWordWrap(True)
        self._fault.hide()
        self._title = QLabel(self)
        self._title.setProperty("part", "title")
        self._line = QLineEdit(self)
        self._line.setStyleSheet("border: 0; background: transparent;")
        self._line.setFont(theme.mono_font())
        self._line.textEdited.connect(self._on_text_edited)
        self._line.installEventFilter(self)
        self.setFocusProxy(self._line)
        row = QHBoxLayout()
        row.addWidget(self._title)
        row.addWidget(self._line, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.px(10), theme.px(6), theme.px(10), theme.px(6))
        layout.setSpacing(theme.px(4))
        layout.addWidget(self._list)
        layout.addWidget(self._fault)
        layout.addLayout(row)

    def _open(self, text: str) -> None:
        if self.isHidden():
            self._came_from = self.window().focusWidget()
        self._place = len(self._history)
        self._line.setText(text)
        self._fault.hide()
        self.show()
        self.raise_()
        self._show_offers()
        self.window().activateWindow()  # the keys may be with a panel that was torn off
        self._line.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _on_text_edited(self) -> None:
        self._fault.hide()
        self._show_offers()

    def _show_offers(self) -> None:
        self._list.clear()
        for completion in self._offer(self._line.text()):
            item = QListWidgetItem(f"{completion.text:<12}  {completion.words}")
            item.setData(Qt.ItemDataRole.UserRole, completion.text)
            self._list.addItem(item)
        count = self._list.count()
        self._list.setVisible(count > 0)
        if count:
            row = max(theme.px(24), self._list.sizeHintForRow(0))
            self._list.setFixedHeight(min(count, 8) * row + theme.px(6))
            if self._preset and not self._line.text():
                self._list.setCurrentRow(0)
        self.place()

    def _on_item_clicked(self, item: QListWidgetItem) -> None:
        self._put_in(str(item.data(Qt.ItemDataRole.UserRole)))

    def _put_in(self, chosen: str) -> None:
        self._line.setText(self._replace(self._line.text(), chosen))
        self._on_text_edited()

    def _chosen(self) -> str:
        row = self._list.currentRow()
        return "" if row < 0 else str(self._list.item(row).data(Qt.ItemDataRole.UserRole))

    def _enter(self) -> None:
        text = self._line.text().strip()
        chosen = self._chosen()
        if self._prompting:
            if chosen:
                text = self._replace(self._line.text(), chosen).strip()
            if text:
                self.answered.emit(text)
            return
        if chosen:
            self._put_in(chosen)
            return
        if text:
            if not self._history or self._history[-1] != text:
                self._history.append(text)
                del self._history[:-KEPT_LINES]
            self._place = len(self._history)
            self.line_entered.emit(text)

    def _walk(self, by: int) -> None:
        """Arrow keys: through the offers while there are any, else through the history."""
        count = self._list.count()
        if self._list.isVisible() and count and (self._line.text() or self._prompting):
            row = self._list.currentRow()
            if row < 0:
                row = count if by < 0 else -1
            row += by
            self._list.setCurrentRow(row if 0 <= row < count else -1)
            return
        if self._prompting or not self._history:
            return
        self._place = min(max(0, self._place + by), len(self._history))
        self._line.setText(self._history[self._place] if self._place < len(self._history) else "")
        self._list.hide()
        self.place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is not self._line or not isinstance(event, QKeyEvent):
            return False
        if event.type() == QEvent.Type.ShortcutOverride and event.key() == Qt.Key.Key_Escape:
            event.accept()
            return True
        if event.type() != QEvent.Type.KeyPress:
            return False
        match event.key():
            case Qt.Key.Key_Escape:
                self.leave()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._enter()
            case Qt.Key.Key_Tab:
                row = max(0, self._list.currentRow())
                if row < self._list.count():
                    self._put_in(str(self._list.item(row).data(Qt.ItemDataRole.UserRole)))
            case Qt.Key.Key_Up:
                self._walk(-1)
            case Qt.Key.Key_Down:
                self._walk(1)
            case _:
                return False
        return True


def _nothing(_: str) -> Sequence[Completion]:
    return ()


def _replace_all(_: str, chosen: str) -> str:
    return chosen


def _replace_last(line: str, chosen: str) -> str:
    body = line if line.endswith(" ") else line[: line.rfind(" ") + 1]
    return f"{body}{chosen} "
