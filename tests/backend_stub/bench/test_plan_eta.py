"""The bench's task is answered alike by us and by a peer's kind of search, and small runs run."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from backend_stub.bench import plan_eta
from console.planning.travel_time import HORIZON_S


def test_our_table_is_what_a_plain_search_on_the_whole_network_gives() -> None:
    task = plan_eta.city(900, 40, 6)
    table = plan_eta.ours(task, task.at)
    graph = task.graph
    shape = (graph.nodes, graph.nodes)
    towards = csr_array((task.closed_weights(), (graph.edge_to, graph.edge_from)), shape=shape)
    expected = dijkstra(towards, indices=task.incidents)[:, task.units]
    reached = np.isfinite(table)
    entered = [
        graph.holds(task.closure, float(graph.lon_deg[node]), float(graph.lat_deg[node]))
        for node in task.incidents
    ]
    for row, inside in enumerate(entered):
        if not inside:
            assert table[row][reached[row]] == pytest.approx(expected[row][reached[row]], abs=0.1)
            assert (expected[row][~reached[row]] > HORIZON_S - 0.1).all()


def test_the_closure_is_in_the_weights() -> None:
    task = plan_eta.city(2_500, 10, 2)
    assert (task.closed_weights() >= 1e9).any()


def test_growing_costs_are_measured() -> None:
    assert plan_eta._cost_s(400, 0.002) > 0
