"""The demo town for tests: generated once per test process, below its own data home."""

from __future__ import annotations

import functools
import os
from pathlib import Path

import numpy as np

from backend_stub.town import files
from backend_stub.town.generate import ensure_town
from backend_stub.town.layout.frame import Frame
from backend_stub.town.layout.grids import Grids, lay_grids
from backend_stub.town.layout.plan import Plan, lay_out
from backend_stub.town.layout.streets import Streets, build
from console.planning.roads import RoadGraph

SEED = 20261121


@functools.cache
def directory() -> Path:
    """Where its files are."""
    return ensure_town(Path(os.environ["MUSTER_HOME"]), SEED, _quiet)


@functools.cache
def registry() -> files.Registry:
    """Everything it registers."""
    return files.read_registry(directory())


@functools.cache
def graph() -> RoadGraph:
    """Its roads."""
    roads = files.read_roads(directory())
    return RoadGraph(
        roads.node_lon_deg,
        roads.node_lat_deg,
        roads.edge_from,
        roads.edge_to,
        roads.edge_length_m,
        roads.edge_speed_mps,
    )


@functools.cache
def board() -> tuple[Plan, Streets, Grids]:
    """Its plan, streets and grids on the drawing board."""
    rng = np.random.default_rng(SEED)
    plan = lay_out(Frame(117.9, 36.8, 6000.0, 5000.0), rng)
    return plan, build(plan), lay_grids(plan, rng)


def _quiet(line: str) -> None:
    del line
