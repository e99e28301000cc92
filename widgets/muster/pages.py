"""The row that says which page of a muster is shown, each with its sum: nothing is out of sight without a number.

Main thread only; used by `MusterBlock`.
"""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QWidget

from widgets import parts, theme
from widgets.muster.view import MusterView, Page
from widgets.parts import Translated

NARROW_PX = 380
"""In a narrower panel only the page in sight has its sum on the chip."""
BEFORE = (Page.CARD, Page.PLAN, Page.ASSIGNED)
AFTER = (Page.ASSIGNED, Page.POSTS, Page.CHECKLIST, Page.CARD)


class MusterPages(Translated, QFrame):
    """Chips, one of them checked."""

    chosen = Signal(object)
    """A `Page`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("part", "section")
        self._view: MusterView | None = None
        self._units = 0
        self._narrow = False
        self.current = Page.ASSIGNED
        self.pages: tuple[Page, ...] = ()
        pages = (Page.PLAN, Page.ASSIGNED, Page.POSTS, Page.CHECKLIST, Page.CARD)
        self._chips = parts.chips(self, pages, self._on_clicked, focus=None)
        self._keys = parts.label(self, "faint")
        self._keys.setFont(theme.mono_font(theme.SMALL_PX))
        parts.row(self, *self._chips.values(), None, self._keys, margins=(14, 6, 14, 6), gap=6)
        self.hide()

    def show_pages(self, view: MusterView | None, units: int, current: Page) -> None:
        """Show the pages of this muster, `units` being under order; None hides the row."""
        self._view, self._units = view, units
        self.setVisible(view is not None)
        if view is None:
            self.pages = ()
            return
        offered = AFTER if view.offer is None else BEFORE
        self.pages = tuple(
            page for page in offered if page is not Page.ASSIGNED or units or view.offer is None
        )
        self.current = current if current in self.pages else self.pages[0]
        self._keys.setText(view.page_keys)
        for page, chip in self._chips.items():
            chip.setVisible(page in self.pages)
            chip.setText(self._words(page, view))
            chip.setChecked(page is self.current)

    def words_of(self, page: Page) -> str:
        """What stands on a page's chip."""
        return self._chips[page].text()

    def neighbour(self, by: int) -> Page:
        """The page so many places on, round the end."""
        if not self.pages:
            return self.current
        return self.pages[(self.pages.index(self.current) + by) % len(self.pages)]

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = event.size().width() < theme.px(NARROW_PX)
        if narrow != self._narrow:
            self._narrow = narrow
            self._keys.setVisible(not narrow)
            self.retranslate()

    def retranslate(self) -> None:
        self.show_pages(self._view, self._units, self.current)

    def _words(self, page: Page, view: MusterView) -> str:
        words = self._long_words(page, view)
        short = self._narrow and page not in (self.current, Page.CARD)
        return words.rpartition(" ")[0] if short else words

    def _long_words(self, page: Page, view: MusterView) -> str:
        match page:
            case Page.CARD:
                return self.tr("Plan card")
            case Page.PLAN:
                return self.tr("To order {0}").format(0 if view.offer is None else view.offer.ordered_units)
            case Page.ASSIGNED:
                return self.tr("Assigned {0}").format(self._units)
            case Page.POSTS:
                filled = sum(post.filled for post in view.posts)
                return self.tr("Posts {0}/{1}").format(filled, len(view.posts))
            case Page.CHECKLIST:
                done = sum(item.done for item in view.items)
                return self.tr("Checklist {0}/{1}").format(done, len(view.items))

    def _on_clicked(self, page: Page) -> None:
        self._chips[page].setChecked(page is self.current)
        self.chosen.emit(page)
