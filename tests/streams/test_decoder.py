"""V6: damage as the decoder sees it, in real transport streams."""

from __future__ import annotations

import io
from pathlib import Path

import av
import pytest
from av.video.codeccontext import VideoCodecContext

from streams.decoder import SteppedDecoder
from streams.errors import SourceError
from streams.governor import Quality
from streams.opening import OpenSource
from tests.streams.far_ends import FPS, pictures_of, write_clip


class Decoding:
    """What comes out of a transport stream, picture by picture: the numbers of those that were shown."""

    def __init__(self, data: bytes, quality: Quality = Quality.FULL) -> None:
        self.quality = quality
        self.container = av.open(io.BytesIO(data), "r", format="mpegts")
        stream = self.container.streams.video[0]
        context = stream.codec_context
        assert isinstance(context, VideoCodecContext)
        context.thread_count = 1
        context.flags |= int(av.codec.context.Flags.low_delay)
        source = OpenSource(self.container, stream, context.name, 0, 0, 0.0)
        self.decoder = SteppedDecoder(source, 0.0)
        self.base: int | None = None

    def run(self, at: dict[int, Quality] | None = None) -> list[int]:
        shown = []
        for number, packet in enumerate(self.container.demux(video=0)):
            self.quality = (at or {}).get(number, self.quality)
            for frame in self.decoder.decode(packet, self.quality, number / FPS):
                assert frame.time is not None
                self.base = round(frame.time * FPS) if self.base is None else self.base
                shown.append(round(frame.time * FPS) - self.base)
        self.container.close()
        return shown


@pytest.fixture(scope="module", params=["libx264", "mpeg2video"])
def whole(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> list[bytes]:
    clip = tmp_path_factory.mktemp("clip") / "a.ts"
    return pictures_of(write_clip(clip, seconds=4.0, codec=str(request.param), size_px=(640, 360)))


@pytest.fixture
def pictures(whole: list[bytes]) -> list[bytes]:
    return list(whole)


def hurt(picture: bytes) -> bytes:
    """Overwrite some bytes in the middle."""
    middle = len(picture) // 2 // 188 * 188 + 90
    return picture[:middle] + b"\x5a" * 60 + picture[middle + 60 :]


def thinned(picture: bytes) -> bytes:
    """Without a packet in the middle."""
    middle = len(picture) // 2 // 188 * 188
    return picture[:middle] + picture[middle + 188 :]


def test_a_whole_stream_is_shown_whole(pictures: list[bytes]) -> None:
    found = Decoding(b"".join(pictures))
    assert found.run() == list(range(100))
    assert found.decoder.damage.count == 0


@pytest.mark.parametrize("spoil", [hurt, thinned], ids=["hurt", "thinned"])
@pytest.mark.parametrize("number", [30, 50, 74])
def test_nothing_is_shown_from_the_damage_to_the_next_key_frame(
    pictures: list[bytes], number: int, spoil: object
) -> None:
    assert callable(spoil)
    pictures[number] = spoil(pictures[number])
    found = Decoding(b"".join(pictures))
    shown = found.run()
    missing = sorted(set(range(100)) - set(shown))
    assert missing[0] in (number - 1, number)
    assert missing[-1] == (number // 25 + 1) * 25 - 1
    assert missing == list(range(missing[0], missing[-1] + 1))
    assert found.decoder.damage.count >= len(missing)


def test_a_lost_picture_is_damage(pictures: list[bytes]) -> None:
    del pictures[30]
    found = Decoding(b"".join(pictures))
    assert not set(found.run()) & set(range(31, 50))


def test_effort_rises_at_a_key_frame_only_and_shows_nothing_half(tmp_path: Path) -> None:
    """From key frames back to all: pictures whose predecessors were skipped would be a smear."""
    clip = write_clip(tmp_path / "a.ts", seconds=4.0, size_px=(640, 360))
    found = Decoding(clip.read_bytes(), Quality.KEY_FRAMES)
    shown = found.run({30: Quality.FULL, 80: Quality.SLOW})
    assert shown == [0, 25, *range(50, 80)]
    assert found.decoder.damage.count == 0


def test_what_can_never_be_decoded_ends_the_connection(tmp_path: Path) -> None:
    clip = write_clip(tmp_path / "a.mjpeg", seconds=4.0, codec="mjpeg", pix_fmt="yuvj420p")
    data = clip.read_bytes()
    found = Decoding(write_clip(tmp_path / "a.ts").read_bytes())
    container = av.open(io.BytesIO(data), "r", format="mjpeg")
    packets = list(container.demux(video=0))
    with pytest.raises(SourceError, match="again and again"):
        [found.decoder.decode(packet, Quality.FULL, 0.0) for packet in packets]
    container.close()
    found.container.close()
