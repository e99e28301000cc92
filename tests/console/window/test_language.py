"""The language switches while running, and unknown ones are refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication

from console.window.language import LanguageSwitch, default_language


def test_switches_there_and_back(qapp: QApplication, translations: Path) -> None:
    switch = LanguageSwitch(qapp, translations)
    switch.set("zh")
    assert QCoreApplication.translate("docks", "Queue") == "警情队列"
    switch.set("en")
    assert QCoreApplication.translate("docks", "Queue") == "Queue"
    switch.remove()


def test_works_without_the_translation_file(qapp: QApplication, tmp_path: Path) -> None:
    switch = LanguageSwitch(qapp, tmp_path)
    switch.set("zh")
    assert QCoreApplication.translate("docks", "Queue") == "Queue"
    switch.remove()


def test_refuses_an_unknown_language(qapp: QApplication) -> None:
    with pytest.raises(ValueError, match="fr"):
        LanguageSwitch(qapp).set("fr")
    assert default_language() in ("zh", "en")
