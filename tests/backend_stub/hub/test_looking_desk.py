"""What is answered to whoever looks at something that cannot be shown any more."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from backend_stub.hub.commandline import main
from backend_stub.hub.identity import KEYS_FILE, load_or_make_keys
from backend_stub.hub.store.opening import JOURNAL_FILE
from console.domain.base.refusals import Code
from console.wire import messages as m

from .house import House
from .scene import report_call


def looks(directory: Path) -> list[tuple[str, str, str]]:
    """(user, what, result) of every audited look at a report."""
    with closing(sqlite3.connect(directory / JOURNAL_FILE)) as journal:
        rows = journal.execute("SELECT user, what, result FROM looks WHERE what = 'report_opened' ORDER BY n")
        return rows.fetchall()


@pytest.fixture
def renewed(tmp_path: Path) -> tuple[House, bytes]:
    """A hub that took a report, lost its keys and got new ones; what its key file was before."""
    with House(tmp_path) as house:
        assert isinstance(house.person("li").submit(report_call()), m.Accepted)
    former = (tmp_path / KEYS_FILE).read_bytes()
    (tmp_path / KEYS_FILE).unlink()
    assert main(["keys", "new", "--data", str(tmp_path)]) == 0
    return house, former


def opened(house: House, call_id: str, request: str = "r") -> m.HubMessage | None:
    """The answer to an operator of a new seat who opens a report."""
    return house.person("li", f"D-{request}").ask(m.OpenReport(id=request, call_id=call_id, purpose="x"))


def test_report_of_before_new_keys_is_refused_in_words_and_audited(renewed: tuple[House, bytes]) -> None:
    """T16: it answered `internal`. A report of afterwards opens, and the former one still not."""
    with House(renewed[0].directory) as house:
        assert isinstance(house.person("li").submit(report_call("水管爆裂")), m.Accepted)
        for request, call_id in enumerate(("C-000001", "C-000002", "C-000001")):
            answer = opened(house, call_id, f"{request}")
            if call_id == "C-000002":
                assert isinstance(answer, m.ReportOpened), answer
                assert answer.report.words == "水管爆裂"
            else:
                assert isinstance(answer, m.Refused), answer
                assert (answer.code, answer.fields) == (Code.FORMER_KEY, {"call_id": "C-000001"})
    assert [result for _, _, result in looks(house.directory)] == ["former_key", "ok", "former_key"]


def test_report_opens_again_once_the_former_keys_are_back(renewed: tuple[House, bytes]) -> None:
    directory = renewed[0].directory
    (directory / KEYS_FILE).write_bytes(renewed[1])
    assert load_or_make_keys(directory).former == ()
    with House(directory) as house:
        answer = opened(house, "C-000001")
        assert isinstance(answer, m.ReportOpened), answer
        assert answer.report.name == "王小明"
