"""Lines of the log that are shown are saved as a file, said and audited, without a dialog."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication

from tests.console.window.whole_console import Console


def test_saves_the_lines_that_pass_the_filter(console: Console) -> None:
    console.accept("gas")
    log = console.window.panels.log
    shown = log.shown_lines()
    log.export_requested.emit("", "")
    (path,) = (console.home / "exports").iterdir()
    text = path.read_text(encoding="utf-8-sig")
    assert text.splitlines() == shown
    assert "INC-0001" in text
    assert any(str(path) in words for words in console.window.toasts.words())
    assert QApplication.activeModalWidget() is None


def test_enters_the_export_into_the_audit_chain(console: Console) -> None:
    console.accept("gas")
    console.window.panels.log.export_requested.emit("call", "Li Ming")
    (look,) = [one for one in console.hub.looks if one.what == "log_exported"]
    assert look.purpose == "call"
    assert "Li Ming" not in look.subject


def test_never_writes_over_an_earlier_export(console: Console) -> None:
    console.accept("gas")
    for _ in range(3):
        console.window.panels.log.export_requested.emit("", "")
    assert len(list((console.home / "exports").iterdir())) == 3


def test_says_when_it_cannot_save(console: Console) -> None:
    console.accept("gas")
    (console.home / "exports").write_text("in the way", encoding="utf-8")
    console.window.panels.log.export_requested.emit("", "")
    assert any(words.startswith("The log was not saved") for words in console.window.toasts.words())
