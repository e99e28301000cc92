"""The application's style sheet as text with colour tokens (`@accent`): data for `widgets.theme`.

Parts are chosen by the dynamic property `part` ("panel", "heading", "pill", "chip", "ghost", "primary", …),
so that a widget says what it is and the look stays here. Nothing is set per row: lists paint themselves.
"""

from __future__ import annotations

from typing import Final

SHEET: Final = """
QWidget { color: @text; font-size: 13px; }
QMainWindow, QDialog { background: @bg0; }
QToolTip { background: @bg2; color: @text; border: 1px solid @line; padding: 5px 8px; font-size: 12px; }
*[part="panel"] { background: @bg1; }
*[part="header"] { background: @bg1; border: 0; border-bottom: 1px solid @line; }
*[part="heading"] { background: @bg1; border: 0; border-bottom: 1px solid @line; }
*[part="section"] { background: @bg1; border: 0; border-bottom: 1px solid @line; }
*[part="rule"] { background: @line; border: 0; }
QLabel { background: transparent; }
QLabel[part="title"] { font-size: 13px; font-weight: 600; }
QLabel[part="section-title"] { font-size: 12px; font-weight: 600; color: @dim; }
QLabel[part="incident-title"] { font-size: 16px; font-weight: 700; }
QLabel[part="dim"] { color: @dim; }
QLabel[part="small"] { color: @dim; font-size: 12px; }
QLabel[part="faint"] { color: @faint; font-size: 12px; }
QLabel[part="fault"] { color: @missed; font-size: 12px; }
QLabel[part="warning"] { color: @warning; font-size: 12px; }
QLabel[part="logo"] { font-size: 15px; font-weight: 700; }
QLabel[part="clock"] { font-family: @mono; font-size: 18px; font-weight: 700; }
QLabel[part="incident-clock"] { font-family: @mono; font-size: 16px; font-weight: 700; }
QLabel[part="pill"], QPushButton[part="pill"] {
    border: 1px solid @line; border-radius: 10px; padding: 2px 10px; color: @dim; font-size: 12px;
    background: transparent; }
QPushButton[part="pill"]:hover { color: @text; border-color: @dim; }
QPushButton[part="pill"]:focus { border-color: @accent; color: @text; }
QPushButton[part="chip"], QToolButton[part="chip"] {
    border: 1px solid @line; border-radius: 10px; padding: 1px 9px; color: @dim; font-size: 12px;
    background: transparent; }
QPushButton[part="chip"]:hover, QToolButton[part="chip"]:hover { color: @text; border-color: @dim; }
QPushButton[part="chip"]:checked, QToolButton[part="chip"]:checked { color: @text; border-color: @accent; }
QPushButton[part="chip"]:focus, QToolButton[part="chip"]:focus { background: @bg3; }
QPushButton[part="chip"]:disabled { color: @faint; }
QToolButton[part="chip"]::menu-indicator { image: none; }
QPushButton[part="tab"] {
    border: 0; border-bottom: 2px solid transparent; border-top: 2px solid transparent; padding: 0 14px;
    color: @dim; background: transparent; }
QPushButton[part="tab"]:hover { color: @text; }
QPushButton[part="tab"]:checked { color: @text; border-bottom: 2px solid @accent; }
QPushButton[part="tab"]:focus { color: @text; background: @bg2; }
QPushButton[part="primary"] {
    background: @accent; color: @on_accent; border: 1px solid @accent; border-radius: 5px; padding: 8px 12px;
    font-weight: 700; }
QPushButton[part="primary"]:hover { background: #3fc8d2; }
QPushButton[part="primary"]:pressed { background: #249da7; }
QPushButton[part="primary"]:focus { border: 1px solid @text; }
QPushButton[part="primary"]:disabled { background: @bg3; border-color: @bg3; color: @faint; }
QPushButton[part="notice"] { background: @accent; color: @on_accent; border: 0; border-radius: 10px;
    padding: 2px 12px; font-size: 12px; font-weight: 700; }
QPushButton[part="ghost"], QPushButton {
    background: transparent; border: 1px solid @line; border-radius: 5px; padding: 5px 8px; color: @dim;
    font-size: 12px; }
QPushButton[part="ghost"]:hover, QPushButton:hover { color: @text; border-color: @dim; }
QPushButton[part="ghost"]:pressed, QPushButton:pressed { background: @bg3; }
QPushButton[part="ghost"]:focus, QPushButton:focus { color: @text; border-color: @accent; }
QPushButton[part="ghost"]:checked { color: @text; border-color: @accent; background: @selected; }
QPushButton[part="ghost"]:disabled, QPushButton:disabled { color: @faint; border-color: @bg3; }
QPushButton[part="link"] { border: 0; padding: 0 2px; color: @accent; font-size: 12px; text-align: left; }
QPushButton[part="link"]:focus, QPushButton[part="link"]:hover { color: @text; }
QPushButton[part="link"]:disabled { color: @faint; }
QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QSpinBox {
    background: @bg0; border: 1px solid @line; border-radius: 4px; padding: 3px 8px; color: @text;
    selection-background-color: @accent; selection-color: @on_accent; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus, QSpinBox:focus {
    border-color: @accent; }
QLineEdit[fault="true"], QPlainTextEdit[fault="true"], QComboBox[fault="true"] { border-color: @missed; }
QLineEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled { color: @faint; background: @bg1; }
QComboBox::drop-down { border: 0; width: 18px; }
QComboBox::down-arrow { image: url(icons:chevron_down.svg); width: 12px; height: 12px; margin-right: 8px; }
QAbstractItemView { background: @bg1; border: 0; outline: 0; color: @text;
    selection-background-color: @selected;    selection-color: @text; alternate-background-color: @bg1; }
QComboBox QAbstractItemView, QListView[part="popup"] {
    background: @bg2; border: 1px solid @line; padding: 3px; }
QComboBox QAbstractItemView::item, QListView[part="popup"]::item { padding: 4px 8px; min-height: 20px; }
QListView[part="popup"]::item:selected, QComboBox QAbstractItemView::item:selected {
    background: @selected; color: @text; }
QHeaderView { background: @bg1; }
QHeaderView::section { background: @bg1; color: @dim; border: 0; border-bottom: 1px solid @line;
    padding: 5px 6px; font-size: 12px; font-weight: 600; }
QHeaderView::section:hover { color: @text; }
QMenu { background: @bg2; border: 1px solid @line; padding: 4px; }
QMenu::item { padding: 5px 22px 5px 14px; border-radius: 3px; }
QMenu::item:selected { background: @selected; }
QMenu::item:disabled { color: @faint; }
QMenu::separator { height: 1px; background: @line; margin: 4px 6px; }
QScrollArea { background: @bg1; border: 0; }
QScrollBar:vertical { background: transparent; width: 9px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 9px; margin: 0; }
QScrollBar::handle { background: @bg3; border-radius: 4px; min-height: 28px; min-width: 28px; margin: 1px; }
QScrollBar::handle:hover { background: @line; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QSplitter::handle { background: @line; }
QSplitter::handle:horizontal { width: 1px; }
QSplitter::handle:vertical { height: 1px; }
QCheckBox { spacing: 7px; background: transparent; }
QCheckBox::indicator, QMenu::indicator { width: 12px; height: 12px; border: 1px solid @faint; border-radius: 3px; }
QMenu::indicator { margin-left: 6px; }
QCheckBox::indicator:checked, QMenu::indicator:checked { background: @accent; border-color: @accent;
    image: url(icons:check.svg); }
QCheckBox:focus { color: @accent; }
QLineEdit QToolButton { border: 0; background: transparent; }
QStatusBar { background: @bg1; color: @dim; }
"""
