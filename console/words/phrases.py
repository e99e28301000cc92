"""Standard phrases of crews and departments in the language of the screen. Qt main thread; used by log and panel.

Field terminals offer a list of reasons and send the English source of the one that was chosen. What somebody typed
freely is shown as it was typed; where it is sealed, by `console.words.names.Names.said`.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from console.domain.base.phrases import COVER_REASONS as COVER_REASONS
from console.domain.base.phrases import DISPATCHERS_CHOICE as DISPATCHERS_CHOICE
from console.domain.base.phrases import END_REASONS as END_REASONS
from console.domain.base.phrases import HANDLING as HANDLING
from console.domain.base.phrases import STANDARD_PHRASES as STANDARD_PHRASES
from console.domain.base.phrases import TAKEN_BACK as TAKEN_BACK
from console.domain.base.phrases import WITHDRAWN as WITHDRAWN

tr = QCoreApplication.translate


def phrase_word(text: str) -> str:
    """A standard phrase in the language of the screen; any other text as it is."""
    return tr("phrases", text) if text in STANDARD_PHRASES else text
