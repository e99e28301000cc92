"""A result on its way to a file: its forms, the dialog that asks where, and why it could not be written.

Qt main thread; used by the result's feed.
"""

from __future__ import annotations

import errno
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from console.result.facts import ResultFacts
from console.result.files import csv_files, json_of
from console.result.page import page_of
from console.result.text import text_of
from widgets import theme
from widgets.result.view import ExportFormat

tr = QCoreApplication.translate


def written(form: ExportFormat, facts: ResultFacts, chinese: bool) -> list[tuple[str, str]]:
    """The texts of a form, each with what its file's name ends in besides: three tables, else one text."""
    match form:
        case ExportFormat.JSON:
            return [("", json_of(facts))]
        case ExportFormat.HTML:
            return [("", page_of(facts, chinese))]
        case ExportFormat.TXT:
            return [("", text_of(facts, chinese))]
        case ExportFormat.CSV:
            return [(f"-{name}", text) for name, text in csv_files(facts, chinese).items()]


def why_not_written(error: OSError) -> str:
    """What a person can do something about; anything else as the system says it."""
    words = {
        errno.ENOSPC: tr("result", "the disk is full"),
        errno.EDQUOT: tr("result", "the disk is full"),
        errno.EACCES: tr("result", "nothing may be written there"),
        errno.EPERM: tr("result", "nothing may be written there"),
        errno.EROFS: tr("result", "nothing may be written there"),
        errno.ENOENT: tr("result", "the folder is gone"),
        errno.ENOTDIR: tr("result", "that is no folder"),
    }
    return words.get(error.errno or 0) or str(error.strerror or error)


class SaveDialog(QFileDialog):
    """Asks for a name and a form; it blocks nothing and goes by itself."""

    chosen = Signal(Path, str)
    """Path and the value of an `ExportFormat`."""

    def __init__(self, parent: QWidget, folder: Path, name: str) -> None:
        super().__init__(parent, tr("result", "Save the result"), str(folder))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        theme.dress(self)
        self.setModal(False)
        self.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        self._forms = {
            f"{tr('result', 'Page to print')} (*.html)": ExportFormat.HTML,
            f"{tr('result', 'Three tables')} (*.csv)": ExportFormat.CSV,
            f"{tr('result', 'For programs')} (*.json)": ExportFormat.JSON,
            f"{tr('result', 'Text')} (*.txt)": ExportFormat.TXT,
        }
        self.setNameFilters(list(self._forms))
        self.setDefaultSuffix(ExportFormat.HTML.value)
        self.filterSelected.connect(lambda words: self.setDefaultSuffix(self._forms[words].value))
        self.selectFile(name)
        self.fileSelected.connect(self._on_selected)

    def _on_selected(self, name: str) -> None:
        """A name that says its form is believed; else the form that was picked holds."""
        path, typed = Path(name), Path(name).suffix.removeprefix(".").lower()
        form = next((one for one in ExportFormat if one == typed), self._forms[self.selectedNameFilter()])
        self.chosen.emit(path, form.value)


def save_dialog(parent: QWidget, folder: Path, name: str) -> SaveDialog:
    """The dialog over the window that a widget is in, at the place where its own files lie."""
    return SaveDialog(parent.window(), folder, name)
