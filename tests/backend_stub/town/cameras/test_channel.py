from __future__ import annotations

import asyncio

from backend_stub.town.cameras.channel import QUEUE_CHUNKS, Watcher
from backend_stub.town.cameras.encoder import Chunk

KEY, OTHER = Chunk(b"key", True), Chunk(b"other", False)


async def take(watcher: Watcher, count: int) -> list[bytes]:
    return [await asyncio.wait_for(watcher.next(), 1.0) for _ in range(count)]


def test_a_watcher_begins_with_a_key_frame() -> None:
    async def run() -> list[bytes]:
        watcher = Watcher()
        for chunk in (OTHER, OTHER, KEY, OTHER):
            watcher.offer(chunk)
        return await take(watcher, 2)

    assert asyncio.run(run()) == [b"key", b"other"]


def test_a_slow_watcher_is_dropped_to_the_next_key_frame() -> None:
    async def run() -> tuple[list[bytes], int]:
        watcher = Watcher()
        watcher.offer(KEY)
        for _ in range(QUEUE_CHUNKS + 10):
            watcher.offer(OTHER)
        watcher.offer(Chunk(b"fresh key", True))
        watcher.offer(OTHER)
        return await take(watcher, 2), watcher.dropped

    data, dropped = asyncio.run(run())
    assert data == [b"fresh key", b"other"]
    assert dropped >= QUEUE_CHUNKS


def test_a_waiting_watcher_is_woken() -> None:
    async def run() -> bytes:
        watcher = Watcher()
        waiting = asyncio.create_task(watcher.next())
        await asyncio.sleep(0)
        watcher.offer(KEY)
        return await asyncio.wait_for(waiting, 1.0)

    assert asyncio.run(run()) == b"key"
