"""What a client says cannot make a line of the log."""

from __future__ import annotations

import io
import logging
from pathlib import Path

import pytest

from backend_stub.log_lines import OneLineFormatter, one_line
from console.child import Child
from console.domain.picture import FOLD_VERSION
from console.link.config import from_access_file
from console.wire import codec
from console.wire import messages as m
from tests.backend_stub.hub.house import Client

FORGED = "x\n2026-01-01 00:00 hub INFO reception: hello from seat CHIEF"


@pytest.mark.parametrize("text", [FORGED, "a\r\nb", "a\x1b[2Jb", "a\u2028b", "a\u202eb", "a\x00b", "a\x85b"])
def test_nothing_ends_the_line_or_changes_how_it_is_shown(text: str) -> None:
    """T15"""
    said = one_line(text)
    assert said.isprintable()
    assert len(said.splitlines()) == 1


def test_words_in_any_script_stay_as_they_are() -> None:
    assert one_line("指挥席 D-01: café · 100 %") == "指挥席 D-01: café · 100 %"


def logged(text: str, *, fails: bool = False) -> list[str]:
    """The lines of one record."""
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.setFormatter(OneLineFormatter("%(levelname)s %(message)s"))
    log = logging.Logger("test")
    log.addHandler(handler)
    if fails:
        try:
            raise ValueError(text)
        except ValueError:
            log.exception("failed")
    else:
        log.warning("%s", text)
    return out.getvalue().splitlines()


def test_record_is_one_line_and_its_traceback_is_set_in() -> None:
    assert len(logged(FORGED)) == 1
    head, *rest = logged(FORGED, fails=True)
    assert head == "ERROR failed"
    assert any("seat CHIEF" in line for line in rest)
    assert all(line.startswith("    ") for line in rest)


@pytest.mark.slow
def test_hub_logs_a_hello_on_one_line_whatever_the_client_calls_itself(tmp_path: Path) -> None:
    """T15, at a real hub."""
    data, log = tmp_path / "data", tmp_path / "hub.log"
    child = Child(["hub", "--data", str(data), "--demo-accounts"], log=log)
    facts = child.wait_ready(60)
    ports = {name: port for name, port in facts.items() if isinstance(port, int)}
    client = Client(from_access_file(data / "demo-access.json", "town"), ports)
    hello = m.Hello(protocol=m.PROTOCOL_VERSION, fold_version=FOLD_VERSION, client=FORGED)
    client.send(codec.encode(hello))
    assert isinstance(client.receive(), m.Welcome)
    client.close()
    assert child.stop(30) == 0
    lines = log.read_text(encoding="utf-8").splitlines()
    (line,) = [one for one in lines if "CHIEF" in one]
    assert "\\n2026-01-01" in line
    assert not line.startswith("2026-01-01")
