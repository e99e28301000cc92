"""Bench `plan.eta`: ETAs of 5,000 units to 50 incidents on a 200,000-node network after a closure.

Main thread of `main.py bench`. Everybody gets the same network, already loaded, with the closure still to be applied,
and must answer the table of seconds, one row per incident, by road from the nearest node, cut off at 20 minutes where
the peer can. Peers: igraph (Dijkstra in C), networkx (pure Python), pandana (contraction hierarchies in C++).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from backend_stub.bench.harness import Measure, Peer, Row, compare, growth, optional, timed
from console.geo import LocalPlane
from console.planning.roads import Closed, RoadGraph, Snapped
from console.planning.travel_time import HORIZON_S, RoadState

NODES, UNITS, INCIDENTS = 200_000, 5_000, 50
STEP_M = 110.0
LON_DEG, LAT_DEG = 117.9, 36.8


@dataclass(frozen=True, slots=True)
class Task:
    """A lattice city with units and incidents at its nodes."""

    graph: RoadGraph
    units: NDArray[np.int64]
    incidents: NDArray[np.int64]
    closure: Closed

    @property
    def at(self) -> Snapped:
        """The units as snapped points (each on its node)."""
        return self.graph.snap(self.graph.lon_deg[self.units], self.graph.lat_deg[self.units])

    def closed_weights(self) -> NDArray[np.float64]:
        """Seconds per edge after the closure; closed ones as good as infinite."""
        through, _ = self.graph.weights([self.closure])
        return np.where(np.isfinite(through), through, 1e9)


def city(nodes: int, units: int, incidents: int, seed: int = 7) -> Task:
    """A lattice of streets 110 m apart, every tenth an arterial, one street in eight missing; its middle closed."""
    side = max(4, round(nodes**0.5))
    rng = np.random.default_rng(seed)
    column, row = np.meshgrid(np.arange(side), np.arange(side))
    east_m, north_m = ((steps.ravel() - side / 2) * STEP_M for steps in (column, row))
    lon, lat = LocalPlane.at(LON_DEG, LAT_DEG).degrees(east_m, north_m)
    number = np.arange(side * side).reshape(side, side)
    across = np.stack([number[:, :-1].ravel(), number[:, 1:].ravel()], axis=1)
    upward = np.stack([number[:-1].ravel(), number[1:].ravel()], axis=1)
    pairs = np.concatenate([across, upward])
    arterial = np.concatenate([(row[:, :-1] % 10 == 0).ravel(), (column[:-1] % 10 == 0).ravel()])
    kept = arterial | (rng.random(len(pairs)) > 0.125)
    pairs, arterial = pairs[kept], arterial[kept]
    speed = np.where(arterial, 14.0, 7.0) * rng.uniform(0.8, 1.2, len(pairs))
    both = np.concatenate([pairs, pairs[:, ::-1]])
    lengths = np.full(len(both), STEP_M)
    graph = RoadGraph.in_spatial_order(lon, lat, both[:, 0], both[:, 1], lengths, np.tile(speed, 2))
    middle = Closed(LON_DEG, LAT_DEG, 6 * STEP_M)
    used = np.unique(graph.edge_from)
    return Task(graph, rng.choice(used, units), rng.choice(used, incidents), middle)


def ours(task: Task, at: Snapped) -> NDArray[np.float64]:
    """Our table: a field per incident under the closure, then the ETAs of all units."""
    graph = task.graph
    roads = RoadState(graph, [task.closure])
    lon, lat = graph.lon_deg[task.incidents].tolist(), graph.lat_deg[task.incidents].tolist()
    return np.stack([field.eta_s(at) for field in roads.fields_to(list(zip(lon, lat, strict=True)))])


def _igraph(task: Task) -> Peer:
    igraph = optional("igraph")
    if igraph is None:
        return Peer("igraph", None)
    graph: Any = igraph.Graph(
        n=task.graph.nodes,
        edges=np.stack([task.graph.edge_from, task.graph.edge_to], axis=1),
        directed=True,
    )

    def work() -> object:
        weights = task.closed_weights().tolist()
        incidents = task.incidents.tolist()
        return graph.distances(
            source=incidents, target=sorted(set(task.units.tolist())), weights=weights, mode="in"
        )

    return Peer("igraph", timed(work))


def _networkx(task: Task, sample: int) -> Peer:
    """One answer takes it seconds, so it answers `sample` of the incidents and is scaled to all."""
    networkx = optional("networkx")
    if networkx is None:
        return Peer("networkx", None)
    graph: Any = networkx.DiGraph()
    # towards the incidents: edges turned round
    pairs = zip(
        task.graph.edge_to.tolist(), task.graph.edge_from.tolist(), task.graph.seconds.tolist(), strict=True
    )
    graph.add_weighted_edges_from(pairs)
    closed = task.closed_weights()
    changed = np.nonzero(closed != task.graph.seconds)[0].tolist()

    def work() -> object:
        for edge in changed:
            graph[int(task.graph.edge_to[edge])][int(task.graph.edge_from[edge])]["weight"] = float(
                closed[edge]
            )
        tables = []
        for node in task.incidents[:sample].tolist():
            found = networkx.single_source_dijkstra_path_length(graph, node, cutoff=HORIZON_S)
            tables.append([found.get(unit) for unit in task.units.tolist()])
        return tables

    one = timed(work)
    return Peer(
        f"networkx (×{len(task.incidents) // sample} of {sample})",
        lambda: one() * len(task.incidents) / sample,
    )


def _pandana(task: Task) -> Peer:
    pandana, pandas = optional("pandana"), optional("pandas")
    if pandana is None or pandas is None:
        return Peer("pandana", None)
    graph = task.graph
    units = np.tile(task.units, len(task.incidents))
    incidents = np.repeat(task.incidents, len(task.units))

    def work() -> object:
        # its hierarchy is built for fixed weights: a closure means building it again
        weights = pandas.DataFrame({"s": task.closed_weights()})
        network = pandana.Network(
            pandas.Series(graph.lon_deg),
            pandas.Series(graph.lat_deg),
            pandas.Series(graph.edge_from.astype(np.int64)),
            pandas.Series(graph.edge_to.astype(np.int64)),
            weights,
            twoway=False,
        )
        return network.shortest_path_lengths(units, incidents, "s")

    return Peer("pandana", timed(work))


def run(quick: bool) -> list[Row]:
    """The comparison at full size, our cost per incident, and how it grows from ¼ to 2 × the size."""
    scale = 0.05 if quick else 1.0
    task = city(round(NODES * scale), round(UNITS * scale), INCIDENTS)
    at = task.at
    mine = timed(lambda: ours(task, at))
    peers = [_igraph(task), _pandana(task), _networkx(task, 1 if quick else 2)]
    rows = compare("plan.eta", mine, peers, unit="s", rounds=3, better="lower")
    per_incident = sorted(mine() for _ in range(5))[2] / len(task.incidents) * 1000
    rows.append(Row.of("plan.eta per incident", per_incident, unit="ms", n=5, note="aim: at most 5 ms"))
    sizes = [round(NODES * scale * factor) for factor in (0.25, 1.0, 2.0)]
    rows.append(growth("plan.eta growth", sizes, lambda size: _cost_s(size, scale)))
    return rows


def _cost_s(nodes: int, scale: float) -> float:
    """Our seconds for INCIDENTS at a size, units growing with it."""
    factor = nodes / (NODES * scale)
    task = city(nodes, round(UNITS * scale * factor), INCIDENTS)
    at = task.at
    measure: Measure = timed(lambda: ours(task, at))
    return sorted(measure() for _ in range(3))[1]
