"""Seeds on a command line are whole numbers that every program can hold."""

from __future__ import annotations

from argparse import ArgumentTypeError

import pytest

from backend_stub.drill import commandline as headless
from backend_stub.hub import commandline as hub
from backend_stub.town import generate
from backend_stub.town import service as town
from console import demo, drill
from console.domain.base.seeds import MOST_SEED, seed

DIGITS = "12345678901234567890123"


@pytest.mark.parametrize("text", ["0", "7", "20261121", str(MOST_SEED)])
def test_seed_is_taken_as_it_stands(text: str) -> None:
    assert seed(text) == int(text)


@pytest.mark.parametrize(
    "text", ["", "-1", "1.5", "1e3", "seven", "7 ", "٣", str(MOST_SEED + 1), DIGITS, "9" * 5000]
)
def test_everything_else_is_refused_in_words(text: str) -> None:
    """K15."""
    with pytest.raises(ArgumentTypeError, match="is no whole number from 0 to 9007199254740991"):
        seed(text)


@pytest.mark.parametrize(
    ("run", "words"),
    [
        (demo.main, []),
        (drill.main, ["s.toml"]),
        (headless.main, ["s.toml", "--headless", "--report", "r"]),
        (hub.main, ["--data", "d"]),
        (town.main, ["--access", "a", "--town", "t"]),
        (generate.main, ["--out", "o"]),
    ],
)
def test_every_command_line_refuses_a_seed_of_23_digits(
    run: object, words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """K15."""
    assert callable(run)
    with pytest.raises(SystemExit) as ended:
        run([*words, "--seed", DIGITS])
    assert ended.value.code == 2
    assert f"argument --seed: '{DIGITS}' is no whole number" in capsys.readouterr().err
