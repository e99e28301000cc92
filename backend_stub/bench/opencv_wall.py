"""OpenCV as a peer of the wall: a thread per stream reads and scales. Run by `wall_cost` as a program of its own."""

from __future__ import annotations

import importlib
import json
import sys
import threading
import time
from typing import Any

WARM_UP_S = 8.0  # it probes each stream for seconds before it gives the first picture


def main(argv: list[str]) -> int:
    """Arguments: seconds, width, height, address…; prints CPU seconds, stream seconds and the rate."""
    cv2: Any = importlib.import_module("cv2")
    seconds, width, height, urls = float(argv[0]), int(argv[1]), int(argv[2]), argv[3:]
    cv2.setNumThreads(1)
    stop = threading.Event()
    counts = [0] * len(urls)

    def read(number: int) -> None:
        capture = cv2.VideoCapture(urls[number], cv2.CAP_FFMPEG)
        while not stop.is_set():
            fine, frame = capture.read()
            if not fine:
                break
            scaled = cv2.resize(frame, (width, height), interpolation=cv2.INTER_LINEAR)
            cv2.cvtColor(scaled, cv2.COLOR_BGR2BGRA)
            counts[number] += 1
        capture.release()

    threads = [threading.Thread(target=read, args=(number,), daemon=True) for number in range(len(urls))]
    for thread in threads:
        thread.start()
    pause = threading.Event()
    pause.wait(WARM_UP_S)
    cpu_s, began_s, before = time.process_time(), time.monotonic(), sum(counts)
    pause.wait(seconds)
    stream_s = (time.monotonic() - began_s) * len(urls)
    found = {
        "cpu_s": time.process_time() - cpu_s,
        "stream_s": stream_s,
        "fps": (sum(counts) - before) / stream_s,
    }
    stop.set()
    for thread in threads:
        thread.join(5.0)
    sys.stdout.write(json.dumps(found) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
