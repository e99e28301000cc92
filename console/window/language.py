"""The language of the screen: Simplified Chinese or English, switchable while running. Qt main thread.

Sources are English; Chinese comes from `resources/i18n/muster_zh_CN.qm`, made by `make` from the .ts beside it. Used by
`console.app` and the window.
"""

from __future__ import annotations

import logging
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

_log = logging.getLogger(__name__)
FOLDER = Path(__file__).resolve().parents[2] / "resources" / "i18n"


def default_language() -> str:
    """ "zh" on a Chinese system, else "en"."""
    return "zh" if QLocale.system().language() is QLocale.Language.Chinese else "en"


class LanguageSwitch:
    """Installs and removes the translators of one application."""

    def __init__(self, app: QCoreApplication, folder: Path = FOLDER) -> None:
        self._app = app
        self._folder = folder
        self._installed: list[QTranslator] = []
        self.language = "en"

    def set(self, language: str) -> None:
        """Show this language; every widget gets a LanguageChange. Raises ValueError for an unknown one."""
        if language not in ("zh", "en"):
            raise ValueError(f"no such language: {language}")
        self.remove()
        self.language = language
        QLocale.setDefault(QLocale("zh_CN" if language == "zh" else "en_GB"))
        if language == "zh":
            self._install("muster_zh_CN", str(self._folder))
            self._install("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))

    def remove(self) -> None:
        """Back to the sources; at the end."""
        for translator in self._installed:
            self._app.removeTranslator(translator)
        self._installed.clear()

    def _install(self, name: str, folder: str) -> None:
        translator = QTranslator(self._app)
        if translator.load(name, folder):
            self._app.installTranslator(translator)
            self._installed.append(translator)
        else:
            _log.info("translation %s is not there: run make", name)
