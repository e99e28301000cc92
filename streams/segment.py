"""Shared-memory segments that go by themselves. Any thread; used by `streams.ring`.

A mapping and its one descriptor belong to the views of it: they go with the last `memoryview` over it, or the last
QImage or array over such a view, whichever process or thread lets go first. So nothing is pulled away under a picture
that is still shown, and nothing has to be closed in a certain order. The name belongs to the process that made it
(`muster-PID-…` in /dev/shm); where that is killed, multiprocessing's resource tracker gives the name back.

The standard library's `SharedMemory` does not do: it keeps a second descriptor until nobody looks any more, promises
memory that is not there, and tells the tracker of a name again when a worker opens it.
"""

from __future__ import annotations

import mmap
import os
import secrets
import sys
from collections.abc import Callable
from multiprocessing import resource_tracker, shared_memory

PREFIX = "muster-"
"""What all names begin with; the process id of the maker follows."""

Reserve = Callable[[int, int], None]
"""Makes an open file (its descriptor) so many bytes long, all of them ours to write; raises OSError."""


def reserve_pages(descriptor: int, size_bytes: int) -> None:
    """Reserve memory before use: what is only promised kills whoever writes to it (SIGBUS) once none is left.

    Takes about 0.7 ms per MB. Raises OSError (ENOSPC where /dev/shm is full).
    """
    if hasattr(os, "posix_fallocate"):
        os.posix_fallocate(descriptor, 0, size_bytes)
    else:
        os.ftruncate(descriptor, size_bytes)


if sys.platform == "win32":

    class _Memory(shared_memory.SharedMemory):
        """On Windows the mapping is all there is, and the name goes with it."""

        def whole(self) -> memoryview:
            assert self.buf is not None  # just opened
            return self.buf[:]

        def close(self) -> None:
            try:
                super().close()
            except BufferError:
                pass  # goes with its last view

    def make_segment(size_bytes: int, reserve: Reserve = reserve_pages) -> tuple[str, memoryview]:
        """Make a segment; returns its name and all of it, zeroed. Raises OSError."""
        memory = _Memory(create=True, size=size_bytes)
        return memory.name, memory.whole()

    def open_segment(name: str) -> memoryview:
        """All of the segment that another process made. Raises FileNotFoundError, OSError."""
        return _Memory(name=name).whole()

    def unlink_segment(name: str) -> None:
        """Give the name back."""

else:
    import _posixshmem

    def make_segment(size_bytes: int, reserve: Reserve = reserve_pages) -> tuple[str, memoryview]:
        """Make a segment; returns its name and all of it, zeroed. Leaves nothing where it raises OSError."""
        name = f"{PREFIX}{os.getpid()}-{secrets.token_hex(4)}"
        descriptor = _posixshmem.shm_open(f"/{name}", os.O_CREAT | os.O_EXCL | os.O_RDWR, mode=0o600)
        try:
            reserve(descriptor, size_bytes)
            whole = memoryview(mmap.mmap(descriptor, size_bytes))  # with a descriptor of its own
            resource_tracker.register(f"/{name}", "shared_memory")
        except OSError:
            _posixshmem.shm_unlink(f"/{name}")
            raise
        finally:
            os.close(descriptor)
        return name, whole

    def open_segment(name: str) -> memoryview:
        """All of the segment that another process made. Raises FileNotFoundError, OSError, ValueError if empty."""
        descriptor = _posixshmem.shm_open(f"/{name}", os.O_RDWR)
        try:
            return memoryview(mmap.mmap(descriptor, 0))
        finally:
            os.close(descriptor)

    def unlink_segment(name: str) -> None:
        """Give the name back; the memory goes with its last view. Once only, by the process that made it."""
        try:
            _posixshmem.shm_unlink(f"/{name}")
        except FileNotFoundError:
            pass  # somebody swept /dev/shm
        resource_tracker.unregister(f"/{name}", "shared_memory")
