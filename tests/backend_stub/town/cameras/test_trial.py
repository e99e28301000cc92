from __future__ import annotations

import signal
import subprocess
import sys
import urllib.request
from pathlib import Path


def test_serves_the_quarter_until_interrupted() -> None:
    root = Path(__file__).resolve().parents[4]
    trial = subprocess.Popen(
        [sys.executable, "-m", "backend_stub.town.cameras.trial", "--hour", "12", "--no-fire"],
        cwd=root,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert trial.stdout is not None
    url = trial.stdout.readline().strip()
    with urllib.request.urlopen(url, timeout=20) as stream:
        assert stream.read(188)[:1] == b"G"
    trial.send_signal(signal.SIGINT)
    assert trial.wait(15) == 0
    trial.stdout.close()
