from __future__ import annotations

import hashlib
import threading
from pathlib import Path

import msgspec
import pytest

from backend_stub.town import files, generate
from tests.backend_stub.town import demo_town


def _digests(directory: Path) -> dict[str, str]:
    return {
        str(path.relative_to(directory)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(directory.rglob("*"))
        if path.is_file()
    }


def test_the_same_seed_gives_the_same_bytes(tmp_path: Path) -> None:
    info = generate.generate(tmp_path / "again", demo_town.SEED)
    assert _digests(tmp_path / "again") == _digests(demo_town.directory())
    assert info == files.read_info(demo_town.directory())


def test_another_seed_gives_another_town(tmp_path: Path) -> None:
    info = generate.generate(tmp_path, 5)
    assert info.graph_hash != files.read_info(demo_town.directory()).graph_hash
    assert len(files.read_registry(tmp_path).grids) == 48


def test_a_town_is_as_large_as_promised() -> None:
    roads = files.read_roads(demo_town.directory())
    registry = demo_town.registry()
    assert len(roads.node_lon_deg) >= 5_000
    assert len(set(roads.edge_class.tolist())) == 6
    assert len({grid.subdistrict_zh for grid in registry.grids}) == 4
    assert (len(registry.cameras), len(registry.sensors)) == (168, 24)
    assert sum(officer.force == "sworn" for officer in registry.officers) >= 400
    base = sum(path.stat().st_size for path in (demo_town.directory() / "base").iterdir())
    assert base < 6_000_000


def test_town_info_agrees_with_the_roads() -> None:
    info = files.read_info(demo_town.directory())
    roads = files.read_roads(demo_town.directory())
    west, south, east, north = info.bbox
    assert info.graph_hash == roads.graph_hash()
    assert west <= roads.node_lon_deg.min() <= roads.node_lon_deg.max() <= east
    assert south <= roads.node_lat_deg.min() <= roads.node_lat_deg.max() <= north


@pytest.fixture
def quick_town(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Writing the whole town takes a second: write only town.json and what `is_town` looks for, and count."""
    written: list[Path] = []
    info = files.read_info(demo_town.directory())

    def write(out_dir: Path, seed: int | None = None, say: generate.Say | None = None) -> files.TownInfo:
        written.append(out_dir)
        for name in ("roads.npz", "registry.json", "gazetteer.json"):
            (out_dir / name).write_bytes(b"")
        files.write_json(out_dir / "town.json", msgspec.structs.replace(info, generator=generate.GENERATOR))
        return info

    monkeypatch.setattr(generate, "generate", write)
    return written


def test_a_town_that_is_there_is_not_generated_again(tmp_path: Path, quick_town: list[Path]) -> None:
    first = generate.ensure_town(tmp_path, demo_town.SEED)
    assert first == tmp_path / "towns" / f"songting-{demo_town.SEED}"
    assert generate.ensure_town(tmp_path, demo_town.SEED) == first
    assert len(quick_town) == 1


def test_a_town_of_an_older_generator_is_made_anew(
    tmp_path: Path, quick_town: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    place = generate.ensure_town(tmp_path, demo_town.SEED)
    (place / "old").touch()
    monkeypatch.setattr(generate, "GENERATOR", generate.GENERATOR + 1)
    generate.ensure_town(tmp_path, demo_town.SEED)
    assert len(quick_town) == 2
    assert not (place / "old").exists()
    assert [path.name for path in place.parent.iterdir()] == [place.name]


def test_two_at_once_end_with_one_whole_town(tmp_path: Path, quick_town: list[Path]) -> None:
    gate = threading.Barrier(2)
    places: list[Path] = []

    def ensure() -> None:
        gate.wait(10)
        places.append(generate.ensure_town(tmp_path, demo_town.SEED))

    threads = [threading.Thread(target=ensure) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert len(places) == 2
    assert files.is_town(places[0])
    assert [path.name for path in places[0].parent.iterdir()] == [places[0].name]


def test_does_not_write_into_a_folder_with_other_things(
    tmp_path: Path, quick_town: list[Path], capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "letter.txt").write_text("dear", encoding="utf-8")
    assert generate.main(["--out", str(tmp_path)]) == 1
    assert "holds no town" in capsys.readouterr().err
    assert quick_town == []


def test_the_command_line_says_what_it_made(
    tmp_path: Path, quick_town: list[Path], capsys: pytest.CaptureFixture[str]
) -> None:
    assert generate.main(["--out", str(tmp_path / "town")]) == 0
    assert "Songting 松亭" in capsys.readouterr().out
