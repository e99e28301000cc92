"""The doctor's checks of the machine itself."""

from __future__ import annotations

import os
from pathlib import Path

from console.doctor import machine_checks
from console.doctor.finding import State


def test_this_python_will_do() -> None:
    assert machine_checks.check_python().state is State.OK


def test_power_names_cores_and_memory() -> None:
    assert "cores" in machine_checks.check_power().says


def test_loopback_ports_can_be_opened() -> None:
    assert machine_checks.check_ports().state is State.OK


def test_data_folder_that_does_not_exist_yet_is_judged_by_its_parent_and_not_made(tmp_path: Path) -> None:
    home = tmp_path / "a" / "b"
    assert machine_checks.check_data_folder(home).state is not State.FAULT
    assert not home.exists()


def test_data_folder_below_a_file_is_a_fault_with_a_remedy(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("", encoding="utf-8")
    finding = machine_checks.check_data_folder(file / "home")
    assert finding.state is State.FAULT
    assert "MUSTER_HOME" in finding.remedy


def test_decoders_of_cameras_are_there() -> None:
    assert machine_checks.check_decoders().state is State.OK


def test_logs_of_the_last_start_are_named(tmp_path: Path) -> None:
    assert str(tmp_path / "demo" / "logs") in machine_checks.check_logs(tmp_path).says
    for number, folder in enumerate((tmp_path / "drills" / "one", tmp_path / "demo")):
        (folder / "logs").mkdir(parents=True)
        (folder / "logs" / "libraries.log").touch()
        os.utime(folder / "logs" / "libraries.log", (number, number))
        assert f"of the last start: {folder / 'logs'} " in machine_checks.check_logs(tmp_path).says
