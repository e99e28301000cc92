"""The keys of the call form, while the cursor is in it. Main thread only; used by `TakeCallForm` and the help."""

from __future__ import annotations

from enum import Enum, auto

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent


class FormKey(Enum):
    """What a key means in the form."""

    ACCEPT = auto()
    SAVE = auto()
    MERGE = auto()
    PUT_ASIDE = auto()
    BRING_BACK = auto()
    CLEAR = auto()
    CALL_BACK = auto()
    ON_MAP = auto()
    FIRST = auto()
    SECOND = auto()
    THIRD = auto()
    GRAVER = auto()
    MILDER = auto()
    LEAVE = auto()
    ON = auto()
    """The next field."""


_K = Qt.Key
_NONE = Qt.KeyboardModifier.NoModifier
_CTRL = Qt.KeyboardModifier.ControlModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_ALT = Qt.KeyboardModifier.AltModifier
_KEYS: dict[tuple[Qt.KeyboardModifier, int], FormKey] = {
    (_CTRL, _K.Key_Return): FormKey.ACCEPT,
    (_CTRL | _SHIFT, _K.Key_Return): FormKey.SAVE,
    (_ALT, _K.Key_Return): FormKey.MERGE,
    (_CTRL, _K.Key_N): FormKey.PUT_ASIDE,
    (_CTRL, _K.Key_Tab): FormKey.BRING_BACK,
    (_SHIFT, _K.Key_Escape): FormKey.CLEAR,
    (_NONE, _K.Key_F8): FormKey.CALL_BACK,
    (_NONE, _K.Key_F9): FormKey.ON_MAP,
    (_CTRL, _K.Key_1): FormKey.FIRST,
    (_CTRL, _K.Key_2): FormKey.SECOND,
    (_CTRL, _K.Key_3): FormKey.THIRD,
    (_CTRL, _K.Key_PageUp): FormKey.GRAVER,
    (_CTRL, _K.Key_PageDown): FormKey.MILDER,
    (_NONE, _K.Key_Escape): FormKey.LEAVE,
    (_NONE, _K.Key_Return): FormKey.ON,
}


def form_key(event: QKeyEvent) -> FormKey | None:
    """What a key press means in the form; None: it belongs to the field."""
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    key = _K.Key_Return if event.key() == _K.Key_Enter else event.key()
    return _KEYS.get((held, key))
