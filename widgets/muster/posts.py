"""Posts of the scene: how many of how many are there, and who. Enter on a post asks whom to send there.

Main thread only; used by `MusterBlock`.
"""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QWidget

from widgets import theme
from widgets.keys import is_confirming
from widgets.muster.view import PostView
from widgets.row_list import RowDelegate, RowList, paint_mark
from widgets.section import Section
from widgets.sequence_model import ROW_ROLE, SequenceModel


class PostDelegate(RowDelegate):
    """Paints one `PostView`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name_px = 0

    def fit_names(self, posts: tuple[PostView, ...]) -> None:
        """Give the names the room that the longest of them needs."""
        metrics = QFontMetrics(self.bold)
        self.name_px = max((metrics.horizontalAdvance(post.name) for post in posts), default=0) + theme.px(4)

    def prepare(self) -> None:
        super().prepare()
        self._nobody = self.tr("nobody sent")

    def paint_row(self, painter: QPainter, area: QRect, index: QModelIndex | QPersistentModelIndex) -> None:
        post = index.data(ROW_ROLE)
        if not isinstance(post, PostView):
            return
        side = theme.px(14)
        mark = QRect(area.left() + theme.px(4), area.top() + (area.height() - side) // 2, side, side)
        paint_mark(painter, mark, done=post.filled)
        left = area.left() + theme.px(26)
        name_px = min(self.name_px, area.width() * 11 // 20)
        box = QRect(left, area.top(), name_px, area.height())
        self.cell(painter, box, post.name, self.bold, self.text)
        left += name_px
        count = f"{post.officers}/{post.quota}"
        count_px = max(theme.px(48), QFontMetrics(self.mono).horizontalAdvance(count))
        box = QRect(left, area.top(), count_px, area.height())
        self.cell(painter, box, count, self.mono, self.text, right=True)
        left += count_px + theme.px(12)
        words, colour = (post.who, self.dim) if post.who else (self._nobody, self.faint)
        box = QRect(left, area.top(), max(0, area.right() - theme.px(3) - left), area.height())
        self.cell(painter, box, words, self.plain, QColor(colour))


class PostsSection(Section):
    """One row a post, with the sums in the title."""

    post_chosen = Signal(str)
    """Id of a post somebody is to be sent to."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model: SequenceModel[PostView] = SequenceModel(
            lambda post: post.id, self._text, self, tip=self._text
        )
        self._delegate = PostDelegate()
        self.list = RowList(self, self._model, self._delegate, is_confirming)
        self.list.acted.connect(self._on_chosen)
        self.list.doubleClicked.connect(self._on_chosen)
        self.body.addWidget(self.list)

    def show_posts(self, posts: tuple[PostView, ...]) -> None:
        """Show these posts."""
        self._delegate.fit_names(posts)
        self._model.set_rows(posts)
        self.list.fit()
        here = sum(min(post.officers, post.quota) for post in posts)
        self.title.setText(
            self.tr("Posts — {0} of {1} filled · {2} of {3} officers").format(
                sum(post.filled for post in posts), len(posts), here, sum(post.quota for post in posts)
            )
        )
        self.list.setAccessibleName(self.title.text())

    def retranslate(self) -> None:
        self._delegate.prepare()
        self.show_posts(self._model.rows)

    def _text(self, post: PostView) -> str:
        return f"{post.name} {post.officers}/{post.quota} {post.who}".strip()

    def _on_chosen(self, index: QModelIndex) -> None:
        post = self._model.row_at(index)
        if post is not None:
            self.post_chosen.emit(post.id)
