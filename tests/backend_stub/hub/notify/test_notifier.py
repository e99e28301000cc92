"""Telling leaders: spooled until every channel took it, and never in the way."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from backend_stub.drill.memory_store import MemoryStore
from backend_stub.hub.notify.channels import FileOutbox, Mail, Notification, Webhook
from backend_stub.hub.notify.notifier import (
    FEEDBACK_FILE,
    OUTBOX_FILE,
    SPOOL_DIRECTORY,
    Notifier,
    NotifyConfigError,
    channels_from,
)
from console.domain.base.roles import Stream
from console.domain.calls.commands import AcceptCall, MergeCalls
from console.domain.incidents.commands import CloseIncident, DeclareMajor
from tests.backend_stub.hub.house import eventually
from tests.backend_stub.hub.scene import LEADER, Scene, report_call


class Shaky:
    """A channel that fails until told not to."""

    name = "shaky"

    def __init__(self) -> None:
        self.works = False
        self.tries = 0
        self.sent: list[Notification] = []

    def send(self, note: Notification) -> None:
        """Fail or keep."""
        self.tries += 1
        if not self.works:
            raise OSError("no network")
        self.sent.append(note)


def declare(notifier: Notifier) -> None:
    """A major incident."""
    store = MemoryStore()
    scene = Scene(store).opened()
    scene.ask(report_call())
    scene.ask(AcceptCall(call_id="C-000001", type_code="fire"))
    scene.ask(DeclareMajor(incident_id="INC-0001"), LEADER)
    notifier.events(list(store.read_events(Stream.OPS, 1, 100)), scene.hub.picture)


@pytest.mark.expects_log("did not take notification")
def test_note_is_kept_until_every_channel_took_it_and_sent_once_on_each(tmp_path: Path) -> None:
    shaky = Shaky()
    notifier = Notifier(tmp_path, [FileOutbox(tmp_path / "out.jsonl"), shaky], retry_s=0.02)
    declare(notifier)
    eventually(lambda: shaky.tries > 2)
    shaky.works = True
    eventually(lambda: not list((tmp_path / SPOOL_DIRECTORY).iterdir()))
    notifier.stop()
    lines = (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()
    assert len(lines) == len(shaky.sent) == 1
    note = json.loads(lines[0])
    assert note["incident_id"] == "INC-0001"
    assert "DEMO" in note["subject"]
    assert "火灾" in note["text"]


@pytest.mark.expects_log("did not take notification")
def test_what_was_not_delivered_is_tried_again_after_a_restart(tmp_path: Path) -> None:
    shaky = Shaky()
    notifier = Notifier(tmp_path, [shaky], retry_s=0.02)
    declare(notifier)
    eventually(lambda: shaky.tries > 0)
    notifier.stop()
    again = Shaky()
    again.works = True
    notifier = Notifier(tmp_path, [again], retry_s=0.02)
    eventually(lambda: len(again.sent) == 1)
    notifier.stop()


def test_every_merged_reporter_has_feedback_when_the_incident_is_closed_and_no_leader_gets_it(
    tmp_path: Path,
) -> None:
    store = MemoryStore()
    scene = Scene(store).opened()
    for _ in range(3):
        scene.ask(report_call())
    scene.ask(AcceptCall(call_id="C-000001", type_code="fire"))
    scene.ask(MergeCalls(call_ids=("C-000002", "C-000003"), incident_id="INC-0001"))
    scene.ask(CloseIncident(incident_id="INC-0001", disposition="handled"))
    scene.hub.tick()
    scene.hub.flush()
    notifier = Notifier(tmp_path, [FileOutbox(tmp_path / "out.jsonl")], retry_s=0.02)
    notifier.events(list(store.read_events(Stream.OPS, 1, 100)), scene.hub.picture)
    eventually(lambda: _calls_told(tmp_path) == ["C-000001", "C-000002", "C-000003"])
    notifier.stop()
    text = (tmp_path / FEEDBACK_FILE).read_text(encoding="utf-8")
    assert "13800000000" not in text
    assert "王小明" not in text
    assert not (tmp_path / "out.jsonl").exists()


def test_closing_words_that_somebody_typed_are_in_no_message_to_a_reporter(tmp_path: Path) -> None:
    """T16: the file lies in clear beside the journal. Neither the words nor their ciphertext leave the hub."""
    store = MemoryStore()
    scene = Scene(store).opened()
    scene.ask(report_call())
    scene.ask(AcceptCall(call_id="C-000001", type_code="fire"))
    scene.ask(CloseIncident(incident_id="INC-0001", disposition="交给王小明的母亲"))
    scene.hub.tick()
    scene.hub.flush()
    notifier = Notifier(tmp_path, [], retry_s=0.02)
    notifier.events(list(store.read_events(Stream.OPS, 1, 100)), scene.hub.picture)
    eventually(lambda: _calls_told(tmp_path) == ["C-000001"])
    notifier.stop()
    text = (tmp_path / FEEDBACK_FILE).read_text(encoding="utf-8")
    assert "What you reported has been dealt with." in text
    assert "王小明" not in text
    assert "sealed:" not in text


def _calls_told(directory: Path) -> list[str]:
    file = directory / FEEDBACK_FILE
    lines = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
    return [json.loads(line)["call_id"] for line in lines]


def test_default_is_a_file_in_the_data_directory(tmp_path: Path) -> None:
    notifier = Notifier(tmp_path, channels_from(None, tmp_path))
    declare(notifier)
    eventually((tmp_path / OUTBOX_FILE).exists)
    notifier.stop()


def test_config_names_the_channels(tmp_path: Path) -> None:
    config = tmp_path / "notify.toml"
    config.write_text(
        '[file]\n[mail]\nhost = "mail.example"\nfrom = "hub@example"\nto = ["leader@example"]\n'
        '[webhook]\nurl = "https://robot.example/send?key=1"\n',
        encoding="utf-8",
    )
    kinds: list[object] = [type(channel) for channel in channels_from(config, tmp_path)]
    assert kinds == [FileOutbox, Mail, Webhook]


@pytest.mark.parametrize("text", ["[mail]\n", "[webhook]\nurl = 'ftp://x'\n", "file = 3\n", "not toml"])
def test_bad_config_is_said(tmp_path: Path, text: str) -> None:
    config = tmp_path / "notify.toml"
    config.write_text(text, encoding="utf-8")
    with pytest.raises(NotifyConfigError, match=r"notify\.toml:1: "):
        channels_from(config, tmp_path)


def test_config_is_read_with_the_mark_of_an_editor_and_gbk_is_named(tmp_path: Path) -> None:
    """K12."""
    config = tmp_path / "notify.toml"
    config.write_bytes(b"\xef\xbb\xbf[file]\r\n")
    assert [type(channel) for channel in channels_from(config, tmp_path)] == [FileOutbox]
    config.write_bytes("# 向领导报告\n[file]\n".encode("gbk"))
    with pytest.raises(NotifyConfigError, match="seems to be GBK: save it again as UTF-8"):
        channels_from(config, tmp_path)
