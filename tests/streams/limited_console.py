"""Consoles at the limit of their descriptors: `python -m tests.streams.limited_console WHICH CLIP LIMIT`.

Programs of their own, since a limit that was lowered cannot be raised again; their workers inherit it. Each prints what
it saw as one line of JSON. Used by `test_limits`.
"""

from __future__ import annotations

import json
import os
import resource
import sys

from streams.faults import FaultCode
from streams.handle import StreamHandle
from streams.health import TileState
from streams.pool import WorkerPool
from streams.sources import make_spec
from tests.descriptors import segments, shared_memory
from tests.streams.far_ends import wait_until


def lives(handle: StreamHandle) -> bool:
    return handle.health().state is TileState.LIVE


def fails_in_words(handle: StreamHandle) -> bool:
    health = handle.health()
    worded = health.fault is FaultCode.EXHAUSTED and "too many open files: close cameras" in health.detail
    return worded and health.state is TileState.FAILED


def crowded(pool: WorkerPool, clip: str) -> dict[str, object]:
    """Open more cameras than there are descriptors for, close those that live, and see others take their place."""
    handles = [pool.open(make_spec(f"CAM-{k}", clip), (160, 90)) for k in range(80)]
    settled = wait_until(lambda: all(lives(handle) or fails_in_words(handle) for handle in handles), 30.0)
    pids = list(pool.worker_pids())
    live = [handle for handle in handles if lives(handle)]
    failed = [handle for handle in handles if fails_in_words(handle)]
    for handle in live:
        pool.close(handle)
    healed = wait_until(lambda: any(lives(handle) for handle in failed), 30.0)
    for handle in failed:
        pool.close(handle)
    given_back = wait_until(lambda: not any(shared_memory(pid) for pid in pids), 30.0)
    same_worker = list(pool.worker_pids()) == pids
    return {
        "settled": settled,
        "some live": len(live) > 10,
        "some fail": len(failed) > 10,
        "healed": healed,
        "given back": given_back,
        "same worker": same_worker,
    }


def starved(pool: WorkerPool, clip: str) -> dict[str, object]:
    """Open a camera while there is no descriptor for a worker, then give some back."""
    taken: list[int] = []
    try:
        while True:
            taken.append(os.dup(0))
    except OSError:
        pass
    handle = pool.open(make_spec("CAM-1", clip), (160, 90))
    failed = wait_until(lambda: fails_in_words(handle), 30.0)
    for descriptor in taken:
        os.close(descriptor)
    return {"failed": failed, "healed": wait_until(lambda: lives(handle), 30.0)}


def main(which: str, clip: str, limit: int) -> dict[str, object]:
    """Play one; what was seen, by name."""
    resource.setrlimit(resource.RLIMIT_NOFILE, (limit, limit))
    pool = WorkerPool(lambda handle: None, workers=1)
    seen = {"crowded": crowded, "starved": starved}[which](pool, clip)
    restarts = pool.figures().restarts
    pool.shutdown()
    return {**seen, "restarts": restarts, "left": [*shared_memory(), *segments(os.getpid())]}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(sys.argv[1], sys.argv[2], int(sys.argv[3]))) + "\n")
