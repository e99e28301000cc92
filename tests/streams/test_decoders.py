"""Which decoders there are."""

from __future__ import annotations

from streams.decoders import missing_decoders


def test_names_exactly_the_decoders_that_are_missing() -> None:
    assert missing_decoders(["h264", "no_such_codec", "mjpeg"]) == ["no_such_codec"]
