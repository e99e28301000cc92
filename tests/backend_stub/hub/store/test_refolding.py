"""Pictures kept beside a journal, forged: the hub does not use them, and verifying says so (T5)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from backend_stub.hub.identity import load_or_make_keys
from backend_stub.hub.journal_cli import main
from backend_stub.hub.opened import OpenedHub, begin_journal, open_hub
from backend_stub.hub.store.evidence import JournalEvidence
from backend_stub.hub.store.refolding import refold
from console.domain.base.roles import Stream, WorldKind
from console.domain.picture import FOLD_VERSION
from console.journal.errors import EditedJournalError
from tests.backend_stub.hub.forging import change, paint
from tests.backend_stub.hub.scene import FIRE, OPERATOR, new_id, report_call


@contextmanager
def hub(directory: Path) -> Iterator[OpenedHub]:
    """A hub's core on its own directory, stopped as a hub stops."""
    opened = open_hub(directory, load_or_make_keys(directory))
    begin_journal(opened, WorldKind.DEMO, "songting", (FIRE,))
    yield opened
    opened.hub.flush(last=True)
    opened.hub.store_keyframes()
    opened.access.close()
    opened.store.close()


def report(opened: OpenedHub) -> None:
    """One more call."""
    opened.hub.submit(OPERATOR, new_id(), opened.clock.now_ms() + 60_000, report_call())
    opened.hub.flush()


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A journal with two kept pictures, of the 11th and the 12th entry."""
    for _ in range(2):
        with hub(tmp_path) as opened:
            report(opened)
    return tmp_path


def test_pictures_that_the_events_make_are_good(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with hub(data) as opened:
        assert len(opened.hub.picture.calls) == 2
    assert main(["verify", str(data)]) == 0
    assert "2 pictures kept" in capsys.readouterr().out


@pytest.mark.expects_log("not of this hub's making")
@pytest.mark.parametrize("seal_key", [b"", b"somebody's"])
def test_forged_picture_is_said_and_never_shown_by_the_hub(
    data: Path, seal_key: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    with hub(data) as opened:
        true = opened.hub.picture_hash()
    paint(data, seal_key)
    assert main(["verify", str(data)]) == 1
    assert "entry 12" in capsys.readouterr().err
    with hub(data) as opened:
        assert len(opened.hub.picture.calls) == 2
        assert opened.hub.picture_hash() == true
        assert all(ledger.hash.hexdigest() == true for ledger in opened.hub.copies()[:1])
        seq = opened.hub.picture.seq
        kept = opened.store.read_keyframe(Stream.OPS, FOLD_VERSION, at_seq=seq)
        assert kept is None or kept.seq < seq
    assert main(["verify", str(data)]) == 0  # it was thrown away


@pytest.mark.expects_log("not of this hub's making")
@pytest.mark.parametrize(
    "edit",
    [
        "UPDATE keyframes SET seq = 10 WHERE seq = 12",
        "UPDATE keyframes SET t_ms = 0 WHERE seq = 12",
        "UPDATE keyframes SET chain = x'00' WHERE seq = 12",
        "UPDATE keyframes SET picture_hash = 'x' WHERE seq = 12",
        "UPDATE keyframes SET stream = 'control' WHERE seq = 12",
        "UPDATE keyframes SET seal = x'00' WHERE seq = 12",
        "UPDATE keyframes SET parts = (SELECT parts FROM keyframes WHERE seq = 11) WHERE seq = 12",
    ],
)
def test_every_field_of_a_kept_picture_is_bound(data: Path, edit: str) -> None:
    change(data, "UPDATE keyframes SET t_ms = t_ms + 7 WHERE seq = 11", edit)
    assert main(["verify", str(data)]) == 1
    with hub(data) as opened:
        assert opened.store.read_keyframe(Stream.OPS, FOLD_VERSION) is None
        assert len(opened.hub.picture.calls) == 2


def test_picture_forged_with_the_hubs_own_key_is_found_by_folding(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    paint(data, load_or_make_keys(data).keyframe_seal)
    assert main(["verify", str(data)]) == 1
    assert "entry 12: the picture kept of ops is not what the events make" in capsys.readouterr().err


def test_without_the_hubs_keys_the_fold_alone_finds_a_forged_picture(data: Path) -> None:
    with closing(JournalEvidence(data)) as journal:
        assert refold(journal, None) == 2
    paint(data, b"somebody's")
    with closing(JournalEvidence(data)) as journal, pytest.raises(EditedJournalError) as caught:
        refold(journal, None)
    assert caught.value.seq == 12
