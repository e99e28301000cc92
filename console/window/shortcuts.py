"""One QAction per verb, with its keys: works in every window of the console. Qt main thread; used by `ConsoleWindow`.

Letters typed into a field stay letters: Qt asks the field first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from console.verbs.catalogue import Catalogue
from console.verbs.docks import Perspective


def install(
    owner: QWidget,
    verbs: Catalogue,
    perspectives: Iterable[Perspective],
    on_verb: Callable[[str], None],
    on_perspective: Callable[[str], None],
    on_level: Callable[[int], None],
) -> dict[str, QAction]:
    """Make all keys work in the windows of `owner`; returns the actions by verb id, for menus."""
    actions: dict[str, QAction] = {}
    for verb in verbs:
        action = QAction(owner)
        action.setObjectName(f"verb.{verb.id}")
        if verb.keys:
            action.setShortcuts([QKeySequence(keys) for keys in verb.keys])
        # A key held down must not close one incident and dispatch to the next: only walking the queue repeats.
        action.setAutoRepeat(verb.repeats)
        action.setShortcutContext(Qt.ShortcutContext.ApplicationShortcut)
        action.triggered.connect(lambda _=False, verb_id=verb.id: on_verb(verb_id))
        owner.addAction(action)
        actions[verb.id] = action
    for perspective in perspectives:
        _key(owner, perspective.keys, partial(on_perspective, perspective.key))
    for level in (1, 2, 3, 4):
        _key(owner, str(level), partial(on_level, level))
    return actions


def _key(owner: QWidget, keys: str, act: Callable[[], None]) -> None:
    shortcut = QShortcut(QKeySequence(keys), owner)
    shortcut.setAutoRepeat(False)
    shortcut.setContext(Qt.ShortcutContext.ApplicationShortcut)
    shortcut.activated.connect(act)
