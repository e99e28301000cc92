"""What cannot be written is said as what a person can do something about."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from console.panels.result.saving import why_not_written, written
from console.result.tables import BOM
from tests.console.result.runs import ending
from widgets.result.view import ExportFormat

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (errno.ENOSPC, "the disk is full"),
        (errno.EDQUOT, "the disk is full"),
        (errno.EACCES, "nothing may be written there"),
        (errno.EROFS, "nothing may be written there"),
        (errno.ENOENT, "the folder is gone"),
        (errno.EIO, os.strerror(errno.EIO)),
    ],
)
def test_faults_of_the_disk_are_worded(number: int, said: str) -> None:
    assert why_not_written(OSError(number, os.strerror(number))) == said


def test_a_device_that_is_full_is_said_to_be_full() -> None:
    with pytest.raises(OSError) as fault:
        Path("/dev/full").write_text("x", encoding="utf-8")
    assert why_not_written(fault.value) == "the disk is full"


def test_every_form_is_written_and_tables_are_three() -> None:
    texts = {form: written(form, ending("whole"), True) for form in ExportFormat}
    assert texts[ExportFormat.JSON][0][1].startswith("{")
    assert texts[ExportFormat.HTML][0][1].startswith("<!DOCTYPE html>")
    assert texts[ExportFormat.TXT][0][1].startswith("【演练】")
    assert [part for part, _ in texts[ExportFormat.CSV]] == ["-gates", "-units", "-curve"]
    assert all(text.startswith(BOM) for _, text in texts[ExportFormat.CSV])
