"""The command line (Ctrl+K) and the prompts of single verbs: one line at the bottom, with completion above it.

An overlay inside the window, never modal, never over the clocks; Esc leaves it and gives the focus back. Qt main
thread; used by `ConsoleWindow`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent
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
from console.words.said import Words, always
from widgets import theme

Offer = Callable[[str], Sequence[Completion]]
Replace = Callable[[str, Completion], str]
KEPT_LINES = 100
_PROMPT = always("›")
_MOST_PADDED = 24
"""Letters to which short offers are filled up, so that what they mean stands in one column."""
_WIDTH_PX = 640


class OfferRow(NamedTuple):
    """An offer on the screen."""

    words: str
    dim: bool


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
        theme.dress(
            self,
            f"#command_bar {{ background: {theme.BG2}; border: 1px solid {theme.ACCENT}; border-radius: 5px; }}",
        )
        self._offer_line: Offer = _nothing
        self._replace_line: Replace = _replace_all
        self._offer: Offer = _nothing
        self._replace: Replace = _replace_all
        self._prompting = self._preset = False
        self._offers: list[Completion] = []
        self._say_title: Words = _PROMPT
        self._say_fault: Words = always("")
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
        self._say_title = _PROMPT
        self._open(text)

    def open_prompt(self, title: Words, offer: Offer, *, several: bool, preset: bool = False) -> None:
        """Ask for one value (or several, separated by blanks). `preset`: Enter alone takes the first offer."""
        self._prompting, self._preset = True, preset
        self._offer = (lambda text: offer(text.rpartition(" ")[2])) if several else offer
        self._replace = _replace_last if several else _replace_all
        self._say_title = title
        self._open("")

    def show_fault(self, words: Words) -> None:
        """Say inline what is wrong with the line; it stays for correction."""
        self._say_fault = words
        self._fault.setText(words())
        self._fault.show()
        self.place()

    def retranslate(self) -> None:
        """Title, fault and offers in the language of the screen; what was chosen stays chosen."""
        self._show_title()
        row = self._list.currentRow()
        if not self.isHidden():
            self._show_offers()
            self._list.setCurrentRow(row if row < self._list.count() else -1)
        self._fault.setText(self._say_fault())

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

    def rows(self) -> list[OfferRow]:
        """The offers as they are shown."""
        items = (self._list.item(row) for row in range(self._list.count()))
        return [OfferRow(one.text(), one.foreground().style() != Qt.BrushStyle.NoBrush) for one in items]

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

    def _show_title(self) -> None:
        self._title.setText(self._say_title())
        hint = self.tr("A command, or what it is about: P-101 · INC-0417 · a person, a place")
        self._line.setPlaceholderText("" if self._prompting else hint)

    def _open(self, text: str) -> None:
        self._show_title()
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
        self._offers = list(self._offer(self._line.text()))
        self._list.clear()
        metrics = self._list.fontMetrics()
        widths = (metrics.horizontalAdvance(one.text) for one in self._offers)
        width = min(_MOST_PADDED * metrics.horizontalAdvance(" "), max(widths, default=0))
        for one in self._offers:
            self._list.addItem(self._row(one, width))
        count = self._list.count()
        self._list.setVisible(count > 0)
        if count:
            row = max(theme.px(24), self._list.sizeHintForRow(0))
            self._list.setFixedHeight(min(count, 8) * row + theme.px(6))
            if self._preset and not self._line.text():
                self._list.setCurrentRow(0)
        self.place()

    def _row(self, one: Completion, width: int) -> QListWidgetItem:
        """An offer: what goes into the line (filled up to `width` pixels), what it is, why it can't be done now."""
        words = self.tr("≈ similar: {0}").format(one.words) if one.alike else one.words
        metrics = self._list.fontMetrics()
        missing = max(0, width - metrics.horizontalAdvance(one.text))
        pad = " " * round(missing / metrics.horizontalAdvance(" "))
        item = QListWidgetItem(
            "  ".join(filter(None, (one.text + pad, words, one.why_not and f"— {one.why_not}")))
        )
        if one.why_not:
            item.setForeground(QColor(theme.FAINT))
        elif one.alike:
            item.setForeground(QColor(theme.DIM))
        return item

    def _on_item_clicked(self, item: QListWidgetItem) -> None:
        self._choose(self._offers[self._list.row(item)])

    def _choose(self, offer: Completion) -> None:
        """Do it, say why it can't be done, or put it into the line."""
        if offer.why_not:
            self.show_fault(lambda: self._reason_of(offer))
        elif offer.at_once and not self._prompting:
            self._submit(offer.text)
        else:
            self._put_in(offer)

    def _reason_of(self, offer: Completion) -> str:
        """Why it can't be done, as the offers say it now: in the language of the screen."""
        now = (one.why_not for one in self._offers if one.verb == offer.verb and one.why_not)
        return next(now, offer.why_not)

    def _put_in(self, chosen: Completion) -> None:
        self._line.setText(self._replace(self._line.text(), chosen))
        self._on_text_edited()

    def _chosen(self) -> Completion | None:
        row = self._list.currentRow()
        return self._offers[row] if self._list.isVisible() and 0 <= row < len(self._offers) else None

    def _enter(self) -> None:
        text = self._line.text().strip()
        chosen = self._chosen()
        if self._prompting:
            if chosen is not None:
                text = self._replace(self._line.text(), chosen).strip()
            if text:
                self.answered.emit(text)
        elif chosen is not None:
            self._choose(chosen)
        elif text:
            self._submit(text)

    def _submit(self, text: str) -> None:
        if not self._history or self._history[-1] != text:
            self._history.append(text)
            del self._history[:-KEPT_LINES]
        self._place = len(self._history)
        self.line_entered.emit(text)

    def _walk(self, by: int) -> None:
        """Arrow keys: through the offers while there are any, else (or up from an empty line) through the history."""
        count = self._list.count()
        into = bool(self._line.text()) or self._prompting or by > 0 or self._list.currentRow() >= 0
        if self._list.isVisible() and count and into:
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
                if row < len(self._offers):
                    self._put_in(self._offers[row])
            case Qt.Key.Key_Up:
                self._walk(-1)
            case Qt.Key.Key_Down:
                self._walk(1)
            case _:
                return False
        return True


def _nothing(_: str) -> Sequence[Completion]:
    return ()


def _replace_all(_: str, chosen: Completion) -> str:
    return chosen.text


def _replace_last(line: str, chosen: Completion) -> str:
    body = line if line.endswith(" ") else line[: line.rfind(" ") + 1]
    return f"{body}{chosen.text} "
