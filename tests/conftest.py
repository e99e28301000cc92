"""What holds for every test: an own data home, no screen, nothing left behind, nothing skipped in silence.

Main thread of each pytest worker. Markers: `slow` runs last, `serial` runs alone, `system("rtsp")` needs what
`tests/machine.py` probes, `expects_log("pattern")` allows log warnings that match.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from tests import machine
from tests.leaks import Leaks, unexpected_warnings

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

os.environ["QT_QPA_PLATFORM"] = "offscreen"

_NO_SKIP = os.environ.get("MUSTER_NO_SKIP") == "1"
_LOGS: pytest.StashKey[list[str]] = pytest.StashKey()


def pytest_configure(config: pytest.Config) -> None:
    """Give every worker a data home of its own, so that no test sees the user's.

    Property tests have no deadline (machines are busy); where nothing may be skipped they draw the same
    examples each time, so that a red run can be had again.
    """
    settings.register_profile("suite", deadline=None, derandomize=_NO_SKIP, print_blob=True)
    settings.load_profile("suite")
    home = tempfile.TemporaryDirectory(prefix="muster-tests-", ignore_cleanup_errors=True)
    config.add_cleanup(home.cleanup)
    os.environ["MUSTER_HOME"] = home.name


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Quick tests first; whatever the machine lacks for a test is said as the reason of its skip."""
    items.sort(key=lambda item: item.get_closest_marker("slow") is not None)
    for item in items:
        for marker in item.iter_markers("system"):
            for name in marker.args:
                missing = machine.missing(name)
                if missing:
                    item.add_marker(pytest.mark.skip(reason=missing))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Where nothing may be skipped (MUSTER_NO_SKIP=1, set by .ci/run), a skip is a failure."""
    report = yield
    if _NO_SKIP and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped, where nothing may be skipped: {report.longrepr}"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """The same for whole modules that skip themselves."""
    report = yield
    if _NO_SKIP and report.outcome == "skipped":
        report.outcome = "failed"
        report.longrepr = f"skipped, where nothing may be skipped: {report.longrepr}"
    return report


@pytest.fixture(scope="session")
def qapp_cls() -> type[QApplication]:
    """The application class of pytest-qt's `qapp`, made after what must precede it, as in `console.app`.

    Where the libraries of Qt WebEngine are missing, tests of the map are skipped, the others still run.
    """
    from PySide6.QtWidgets import QApplication

    try:
        from widgets.map.chromium_flags import configure_environment
    except ImportError:
        return QApplication
    configure_environment()
    return QApplication


@pytest.fixture(autouse=True)
def leaves_nothing(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test that leaves a thread, process, window, timer, descriptor or shared memory, or logs a warning."""
    with_qt = "qapp" in request.fixturenames
    leaks = Leaks.before(with_qt=with_qt)
    expected = [str(marker.args[0]) for marker in request.node.iter_markers("expects_log")]
    with unexpected_warnings(expected) as warnings:
        yield
        left = leaks.after()
    problems = [f"left behind: {what}" for what in left] + [f"logged: {line}" for line in warnings]
    if problems:
        pytest.fail("\n".join(problems), pytrace=False)


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real material beside the checkout; skips where it is not there."""
    folder = machine.shared_data()
    if folder is None:
        pytest.skip("needs ../shared/data beside the checkout")
    return folder
