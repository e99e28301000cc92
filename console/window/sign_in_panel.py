"""Signing in: user and password in the middle of an empty window, and what went wrong. Qt main thread.

Shown while nobody is signed in at this seat. It keeps no password. Used by `ConsoleWindow`.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from widgets import theme


class SignInPanel(QWidget):
    """The card with the two fields, and what went wrong."""

    signed_in = Signal(str, str)
    """User and password."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        theme.dress(self, f"SignInPanel {{ background: {theme.BG0}; }}")
        self._card = QFrame(self)
        self._card.setProperty("part", "panel")
        self._card.setFixedWidth(theme.px(360))
        self._title = QLabel(self._card)
        self._title.setProperty("part", "incident-title")
        self._seat = QLabel(self._card)
        self._seat.setProperty("part", "dim")
        self._user = QLineEdit(self._card)
        self._password = QLineEdit(self._card)
        self._password.setEchoMode(QLineEdit.EchoMode.Password)
        self._fault = QLabel(self._card)
        self._fault.setProperty("part", "fault")
        self._fault.setWordWrap(True)
        self._button = QPushButton(self._card)
        self._button.setProperty("part", "primary")
        self._button.clicked.connect(self._on_confirmed)
        self._user.returnPressed.connect(self._password.setFocus)
        self._password.returnPressed.connect(self._on_confirmed)
        card = QVBoxLayout(self._card)
        card.setContentsMargins(theme.px(28), theme.px(24), theme.px(28), theme.px(24))
        card.setSpacing(theme.px(10))
        for widget in (self._title, self._seat, self._user, self._password, self._fault, self._button):
            card.addWidget(widget)
        layout = QVBoxLayout(self)
        layout.addStretch(2)
        layout.addWidget(self._card, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(3)
        self.setFocusProxy(self._user)
        self._retranslate()

    @property
    def fault(self) -> str:
        """What is said to be wrong, empty where nothing is."""
        return self._fault.text()

    def show_seat(self, seat: str) -> None:
        """At which seat one signs in."""
        self._seat.setText(seat)

    def show_fault(self, words: str) -> None:
        """Why it did not work; the password is asked again."""
        self._fault.setText(words)
        self._button.setEnabled(True)
        self._password.clear()
        self._password.setFocus()

    def _on_confirmed(self) -> None:
        user, password = self._user.text().strip(), self._password.text()
        if user and password:
            self._fault.setText("")
            self._button.setEnabled(False)
            self.signed_in.emit(user, password)
            self._password.clear()

    def _retranslate(self) -> None:
        self._title.setText(self.tr("Sign in"))
        self._user.setPlaceholderText(self.tr("User"))
        self._password.setPlaceholderText(self.tr("Password"))
        self._button.setText(self.tr("Sign in"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._on_confirmed()
        super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        self._button.setEnabled(True)
        super().showEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
