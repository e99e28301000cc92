"""The panel's parts of a muster, and which of their pages is in sight. Main thread only; used by `IncidentPanel`.

A page that was chosen by hand stays for this incident; no refresh turns pages. The owner lays the parts out.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from widgets import parts, theme
from widgets.incident.assigned_section import AssignedSection
from widgets.incident.view import IncidentView
from widgets.muster.card import CardSection
from widgets.muster.checklist import ChecklistSection
from widgets.muster.curve import MusterCurve
from widgets.muster.offer import OfferSection, PlanUnitsSection
from widgets.muster.pages import MusterPages
from widgets.muster.posts import PostsSection
from widgets.muster.view import MusterView, Page


class MusterBlock(QObject):
    """Owns the muster's parts and shows the chosen page."""

    unit_selected = Signal(str)
    page_turned = Signal()

    def __init__(self, assigned: AssignedSection, parent: QWidget) -> None:
        super().__init__(parent)
        self._assigned = assigned
        self._key = ""
        self._view: MusterView | None = None
        self._units = 0
        self._page: Page | None = None
        self._shown_page: Page | None = None
        self.curve = MusterCurve(parent)
        self.pages = MusterPages(parent)
        self.plan_units = PlanUnitsSection(parent)
        self.posts = PostsSection(parent)
        self.checklist = ChecklistSection(parent)
        self.card = CardSection(parent)
        self.offer = OfferSection(parent)
        self.gaps = parts.label(parent, "warning", wraps=True, plain=True)
        self.gaps.setContentsMargins(theme.px(14), theme.px(5), theme.px(14), theme.px(5))
        self.gaps.hide()
        self._sections: dict[Page, QWidget] = {
            Page.CARD: self.card,
            Page.PLAN: self.plan_units,
            Page.ASSIGNED: assigned,
            Page.POSTS: self.posts,
            Page.CHECKLIST: self.checklist,
        }
        self.pages.chosen.connect(self.turn_to)
        self.plan_units.unit_selected.connect(self.unit_selected)

    @property
    def page(self) -> Page | None:
        """The page in sight; None without a muster."""
        return self.pages.current if self._view is not None else None

    def show_incident(self, view: IncidentView) -> None:
        """Show the muster of this incident, or nothing where there is none and none may come."""
        muster = view.muster
        if view.key != self._key:
            self._key, self._page = view.key, None
        elif muster is not None and self._view is not None and muster.ordered and not self._view.ordered:
            self._page = None  # the order was given: what was looked up before is done with
        self._view, self._units = muster, len(view.assigned)
        self.curve.show_curve(None if muster is None else muster.curve)
        self.offer.show_offer(None if muster is None else muster.offer)
        self.gaps.setText("" if muster is None else muster.gaps)
        self.gaps.setVisible(muster is not None and bool(muster.gaps))
        if muster is None:
            self.pages.show_pages(None, 0, Page.ASSIGNED)
            for page, section in self._sections.items():
                if page is not Page.ASSIGNED:
                    section.hide()
            return
        self.curve.prepare()
        self.plan_units.show_units(() if muster.offer is None else muster.offer.units)
        self.posts.show_posts(muster.posts)
        self.checklist.show_items(muster.items, muster.control)
        self.card.show_card(muster.card)
        self._show_page()

    def turn_to(self, page: Page) -> None:
        """Show a page because the operator wants it."""
        self._page = page
        if self._view is not None:
            self._show_page()
            self.page_turned.emit()

    def turn(self, by: int) -> None:
        """The next page, or the one before."""
        self.turn_to(self.pages.neighbour(by))

    def set_now_ms(self, now_ms: int) -> None:
        """Move the curve's line of now."""
        self.curve.set_now_ms(now_ms)

    def _show_page(self) -> None:
        view = self._view
        if view is None:
            return
        self.pages.show_pages(view, self._units, self._page or view.page)
        for page, section in self._sections.items():
            section.setVisible(page is self.pages.current)
