"""Flags are chosen by what the machine has and who the user is."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from widgets.map.chromium_flags import configure_environment, flags, has_gpu, is_hardware_renderer

ROOT = Path(__file__).resolve().parents[3]
SOFTWARE = {
    "--use-gl=angle",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    "--ignore-gpu-blocklist",
    "--disable-gpu-compositing",
}


def test_draws_in_software_only_without_a_gpu() -> None:
    assert set(flags(has_gpu=False, is_root=False)) >= SOFTWARE
    assert not SOFTWARE & set(flags(has_gpu=True, is_root=False))


def test_leaves_the_sandbox_off_only_for_root() -> None:
    assert "--no-sandbox" in flags(has_gpu=True, is_root=True)
    assert "--no-sandbox" not in flags(has_gpu=False, is_root=False)


@pytest.mark.parametrize(("override", "expected"), [("1", True), ("0", False)])
def test_the_user_overrules_the_probe(override: str, expected: bool, tmp_path: Path) -> None:
    assert has_gpu({"MUSTER_GPU": override}, tmp_path) is expected


def test_offscreen_has_no_gpu(tmp_path: Path) -> None:
    (tmp_path / "renderD128").touch()
    assert not has_gpu({"QT_QPA_PLATFORM": "offscreen", "DISPLAY": ":0"}, tmp_path)


@pytest.mark.parametrize("environment", [{}, {"DISPLAY": ":99"}])
def test_no_display_or_no_render_node_means_no_gpu(environment: dict[str, str], tmp_path: Path) -> None:
    assert has_gpu(environment, tmp_path) is (not sys.platform.startswith("linux"))


@pytest.mark.parametrize(
    ("renderer", "hardware"),
    [
        ("NVIDIA H200/PCIe/SSE2\n", True),
        ("Mesa Intel(R) UHD Graphics 770\n", True),
        ("llvmpipe (LLVM 15.0.6, 256 bits)\n", False),
        ("Google SwiftShader\n", False),
        ("None\n", False),
        ("", False),
    ],
)
def test_tells_hardware_from_software_renderers(renderer: str, hardware: bool) -> None:
    assert is_hardware_renderer(renderer) is hardware


def test_refuses_to_configure_after_the_application_was_made(qtbot: QtBot) -> None:
    with pytest.raises(RuntimeError, match="before QApplication"):
        configure_environment()


def test_without_a_gpu_all_is_painted_in_software(tmp_path: Path) -> None:
    script = (
        "import os; from widgets.map.chromium_flags import configure_environment as c\n"
        "c(); print(os.environ['QT_QUICK_BACKEND'], os.environ['MUSTER_GPU'], os.environ['QTWEBENGINE_CHROMIUM_FLAGS'])"
    )
    environment = {**os.environ, "MUSTER_GPU": "0", "QTWEBENGINE_CHROMIUM_FLAGS": "--lang=zh-CN"}
    environment.pop("QT_QUICK_BACKEND", None)
    done = subprocess.run(
        [sys.executable, "-c", script], env=environment, cwd=ROOT, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stderr
    quick, gpu, chosen = done.stdout.split(" ", 2)
    assert (quick, gpu) == ("software", "0")
    assert "--use-angle=swiftshader" in chosen
    assert chosen.split()[-1] == "--lang=zh-CN"
