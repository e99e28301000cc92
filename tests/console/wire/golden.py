"""Writes the golden frames anew: `python -m tests.console.wire.golden`. Look at the difference before you commit it."""

from __future__ import annotations

import sys
from pathlib import Path

from console.wire import codec

from .samples import CLIENT, HUB, MALFORMED


def main() -> int:
    """Write all frames."""
    directory = Path(__file__).with_name("golden")
    directory.mkdir(exist_ok=True)
    for side, messages in (("client", CLIENT), ("hub", HUB)):
        for message in messages:
            (directory / f"{side}_{codec.tag_of(type(message))}.bin").write_bytes(codec.encode(message))
    for name, body in MALFORMED.items():
        (directory / f"malformed_{name}.bin").write_bytes(body)
    return 0


if __name__ == "__main__":
    sys.exit(main())
