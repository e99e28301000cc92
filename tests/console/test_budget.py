"""The budget counts this process and its children, those that came and went, too."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time

from console.budget import Budget, BudgetWatch, Cost, table

BUSY = "import time\nt=time.process_time()\nwhile time.process_time()-t<0.4: pass\nprint('done', flush=True)\ninput()\n"


def _rows(budget: Budget) -> dict[str, Cost]:
    return {row.name: row for row in budget.rows()}


def test_this_process_is_the_console() -> None:
    rows = _rows(Budget())
    assert rows["console"].processes == 1
    assert rows["console"].memory_mib > 5


def test_child_that_worked_and_ended_is_counted_under_its_name() -> None:
    budget = Budget()
    budget.look()
    child = subprocess.Popen([sys.executable, "-c", BUSY], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert child.stdout is not None
    assert child.stdin is not None
    assert child.stdout.readline().strip() == b"done"
    budget.look({child.pid: "town"})
    child.stdin.close()
    child.wait()
    child.stdout.close()
    budget.look()
    row = _rows(budget)["town"]
    assert row.processes == 0
    assert row.cores > 0.0


def test_restart_forgets_what_was_before() -> None:
    budget = Budget()
    budget.look()
    before = time.process_time()
    while time.process_time() - before < 0.3:
        pass
    budget.restart()
    passed = time.monotonic()
    row = _rows(budget)["console"]
    assert row.cores * max(0.001, time.monotonic() - passed) < 0.2


def test_table_sums_up() -> None:
    text = table([Cost("hub", 0.25, 50.0, 1), Cost("town", 0.5, 100.0, 2)])
    assert text.splitlines()[-1].split() == ["in", "all", "0.75", "150", "3"]
    assert str(os.getpid()) not in text


def test_watch_looks_by_itself_and_leaves_no_thread() -> None:
    looked = threading.Event()

    def names() -> dict[int, str]:
        looked.set()
        return {}

    watch = BudgetWatch(names)
    watch.start()
    assert looked.wait(20.0)
    assert [row.name for row in watch.stop() if row.name == "console"] == ["console"]


def test_watch_that_never_began_costs_nothing() -> None:
    assert BudgetWatch(dict).stop() == []
