"""Named places of the demo town: premises in the blocks, housing estates, street crossings, the gazetteer. Pure."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from backend_stub.town.files import GazetteerEntry

from . import names
from .grids import Grids
from .names import Name, roman
from .plan import TERTIARY, Cell, Plan, arterial_name
from .streets import Streets

Taken = NDArray[np.bool_]
POLICE_POSTS = 12


@dataclass(frozen=True, slots=True)
class Premise:
    """A named place on the board."""

    name: Name
    kind: str
    u: float
    v: float


# (kind, Chinese, English, board place as a fraction of the half sizes): the block nearest to it is taken
_FIXED = (
    ("government", "松亭区政府", "Songting District Government", 0.06, 0.05),
    ("police", "松亭公安分局", "Songting Police Sub-bureau", -0.05, 0.08),
    ("police_station", "松亭派出所", "Songting Police Station", -0.22, 0.2),
    ("police_station", "柳泉派出所", "Liuquan Police Station", 0.3, 0.3),
    ("police_station", "马桥派出所", "Maqiao Police Station", -0.35, -0.42),
    ("police_station", "房家派出所", "Fangjia Police Station", 0.54, -0.52),
    ("police_station", "华光派出所", "Huaguang Police Station", -0.5, 0.58),
    ("police_station", "文昌派出所", "Wenchang Police Station", 0.62, 0.1),
    ("police_station", "石桥派出所", "Shiqiao Police Station", 0.66, 0.62),
    ("police_station", "西营派出所", "Xiying Police Station", -0.68, -0.14),
    ("police_station", "南屯派出所", "Nantun Police Station", 0.0, -0.74),
    ("patrol_base", "巡警大队一中队", "Patrol Brigade, 1st Squadron", -0.1, -0.12),
    ("patrol_base", "巡警大队二中队", "Patrol Brigade, 2nd Squadron", 0.42, 0.52),
    ("patrol_base", "巡警大队三中队", "Patrol Brigade, 3rd Squadron", -0.58, 0.05),
    ("patrol_base", "巡警大队四中队", "Patrol Brigade, 4th Squadron", 0.1, -0.6),
    ("fire_station", "松亭消防救援站", "Songting Fire Station", -0.16, 0.34),
    ("fire_station", "工业路消防救援站", "Gongye Rd Fire Station", 0.56, 0.2),
    ("fire_station", "房家消防救援站", "Fangjia Fire Station", 0.18, -0.44),
    ("hospital", "松亭区人民医院", "Songting People's Hospital", 0.12, 0.22),
    ("hospital", "松亭区中医院", "Songting Hospital of Chinese Medicine", -0.3, -0.2),
    ("hospital", "房家医院", "Fangjia Hospital", 0.44, -0.3),
    ("chemical_plant", "松泰化工厂", "Songtai Chemical Plant", 0.54, 0.3),
    ("railway_station", "松亭站", "Songting Railway Station", 0.07, 0.43),
    ("bus_station", "松亭客运站", "Songting Coach Station", 0.14, 0.4),
    ("mall", "松亭万达广场", "Songting Wanda Plaza", 0.09, -0.03),
    ("mall", "银泰百货", "Yintai Department Store", -0.04, -0.04),
    ("market", "东一路早市", "Dongyi Rd Morning Market", 0.18, 0.02),
    ("market", "柳泉菜市场", "Liuquan Food Market", 0.02, 0.28),
    ("market", "马桥集贸市场", "Maqiao Market", -0.4, -0.5),
    ("market", "房家集贸市场", "Fangjia Market", 0.3, -0.52),
    ("stadium", "松亭体育馆", "Songting Sports Centre", -0.26, 0.04),
    ("library", "松亭图书馆", "Songting Library", -0.1, 0.16),
    ("museum", "陶瓷博物馆", "Ceramics Museum", 0.22, 0.14),
    ("college", "松亭职业学院", "Songting Vocational College", -0.5, 0.24),
    ("school", "松亭第一中学", "Songting No. 1 Middle School", -0.14, 0.02),
    ("school", "松亭实验小学", "Songting Experimental Primary School", 0.04, 0.14),
    ("school", "柳泉小学", "Liuquan Primary School", 0.26, 0.34),
    ("school", "马桥中学", "Maqiao Middle School", -0.3, -0.46),
    ("school", "房家小学", "Fangjia Primary School", 0.4, -0.46),
    ("school", "文昌小学", "Wenchang Primary School", 0.5, 0.02),
    ("school", "建设路小学", "Jianshe Rd Primary School", 0.02, -0.42),
    ("kindergarten", "松亭幼儿园", "Songting Kindergarten", -0.06, 0.24),
    ("care_home", "福安养老院", "Fu'an Care Home", -0.42, 0.36),
    ("works", "松亭污水处理厂", "Songting Sewage Works", 0.7, -0.16),
    ("works", "松亭热电厂", "Songting Heat and Power Plant", 0.62, 0.42),
    ("works", "鲁泰纺织厂", "Lutai Textile Mill", 0.56, 0.44),
    ("works", "金晶陶瓷厂", "Jinjing Ceramics Works", 0.66, 0.3),
    ("depot", "中石油库", "Oil Depot", 0.66, 0.22),
    ("gas_station", "人民路加油站", "Renmin Rd Filling Station", -0.44, 0.0),
    ("gas_station", "大桥路加油站", "Daqiao Rd Filling Station", 0.48, -0.12),
    ("hotel", "松亭宾馆", "Songting Hotel", 0.02, 0.02),
    ("bank", "松亭银行", "Bank of Songting", 0.05, -0.08),
    ("theatre", "松亭剧院", "Songting Theatre", -0.02, 0.12),
    ("depot", "环卫中心", "Sanitation Centre", -0.34, -0.3),
    ("repair_depot", "燃气抢修站", "Gas Repair Depot", 0.24, -0.14),
    ("repair_depot", "供电抢修站", "Power Repair Depot", 0.34, 0.12),
    ("repair_depot", "水务抢修站", "Water Repair Depot", -0.2, -0.34),
    ("urban_depot", "城管大队", "Urban Management Brigade", -0.08, -0.26),
)
# where many can gather and park; laid out after everything else, so that they move nothing
_OPEN_SPACES = (
    ("square", "人民广场", "Renmin Square", 0.03, 0.09),
    ("square", "世纪广场", "Shiji Square", -0.12, 0.28),
    ("square", "站前广场", "Station Square", 0.1, 0.45),
    ("square", "文昌广场", "Wenchang Square", 0.58, 0.06),
    ("square", "华光广场", "Huaguang Square", -0.46, 0.52),
    ("square", "东城广场", "Dongcheng Square", 0.34, -0.04),
    ("car_park", "体育馆停车场", "Sports Centre Car Park", -0.3, 0.08),
    ("car_park", "会展中心停车场", "Exhibition Centre Car Park", 0.4, 0.4),
    ("car_park", "工业路停车场", "Gongye Rd Car Park", 0.46, 0.18),
    ("car_park", "物流园停车场", "Logistics Park Car Park", 0.62, 0.52),
    ("car_park", "石桥停车场", "Shiqiao Car Park", 0.7, 0.56),
    ("car_park", "马桥停车场", "Maqiao Car Park", -0.38, -0.36),
    ("car_park", "房家停车场", "Fangjia Car Park", 0.42, -0.4),
    ("car_park", "西营停车场", "Xiying Car Park", -0.62, -0.08),
    ("car_park", "南屯停车场", "Nantun Car Park", 0.06, -0.68),
    ("car_park", "柳泉停车场", "Liuquan Car Park", 0.2, 0.24),
)
_ESTATES = (
    ("花园", "Garden"),
    ("小区", "Estate"),
    ("新村", "New Village"),
    ("公馆", "Residence"),
    ("家园", "Homes"),
    ("苑", "Court"),
)


def place_premises(plan: Plan, rng: np.random.Generator) -> list[Premise]:
    """Fixed premises in the blocks nearest to their places, parks, then housing estates over the town."""
    free = [cell for cell in plan.cells if cell.use not in {"park", "garden"}]
    centres = np.array([cell.centre for cell in free])
    dry = np.abs(centres[:, 1] - np.interp(centres[:, 0], plan.river[:, 0], plan.river[:, 1])) > 180
    taken = ~dry
    premises: list[Premise] = []
    for kind, name_zh, name_en, part_u, part_v in _FIXED:
        at = np.array([part_u * plan.frame.half_u_m, part_v * plan.frame.half_v_m])
        far = np.hypot(*(centres - at).T) + np.where(taken, 1e9, 0.0)
        if kind == "chemical_plant":
            far += np.where([cell.use == "chemical" for cell in free], 0.0, 1e6)
        index = int(np.argmin(far))
        taken[index] = True
        premises.append(Premise(Name(name_zh, name_en), kind, *free[index].centre))
    parks = [cell for cell in plan.cells if cell.use == "park"]
    park_names = ("松亭公园", "Songting Park"), ("河湾公园", "Hewan Park"), ("桃溪公园", "Taoxi Park")
    for park, (name_zh, name_en) in zip(parks, park_names, strict=True):
        premises.append(Premise(Name(name_zh, name_en), "park", *park.centre))
    premises += _police_posts(plan, free, taken)
    return premises + _estates(free, taken, rng)


def _police_posts(plan: Plan, free: list[Cell], taken: Taken) -> list[Premise]:
    """Posts on arterials, as far apart as the town is dense: where patrols start from. Each named by its street."""
    lines = [
        (0, u, names.street(names.NORTH_SOUTH[arterial_name(i, len(plan.us))])) for i, u in enumerate(plan.us)
    ]
    lines += [
        (1, v, names.street(names.EAST_WEST[arterial_name(i, len(plan.vs))])) for i, v in enumerate(plan.vs)
    ]
    points = np.array([cell.centre for cell in free])
    away = np.array([np.abs(points[:, axis] - at) for axis, at, _ in lines])
    weight = np.array([0.25 + cell.built for cell in free]) * ~taken * (away.min(axis=0) < 130)
    gap = np.hypot(points[:, 0], points[:, 1]) + 2_000.0
    posts: list[Premise] = []
    used: set[str] = set()
    while len(posts) < POLICE_POSTS:
        index = int(np.argmax(gap * weight))
        weight[index] = 0.0
        nearest = [
            lines[line][2] for line in np.argsort(away[:, index]).tolist() if lines[line][2].zh not in used
        ]
        used.add(nearest[0].zh)
        taken[index] = True
        name = Name(f"{nearest[0].zh}警务站", f"{nearest[0].en} Police Post")
        posts.append(Premise(name, "police_post", *free[index].centre))
        gap = np.minimum(gap, np.hypot(*(points - points[index]).T))
    return posts


def _estates(free: list[Cell], taken: Taken, rng: np.random.Generator) -> list[Premise]:
    """About one block in nine is an estate that people know by name."""
    stems = names.stems(rng, {"松亭"})
    found: list[Premise] = [Premise(Name("世纪花园", "Shiji Garden"), "estate", *_middle(free, taken).centre)]
    for cell, used in zip(free, taken.tolist(), strict=True):
        if used or cell.use != "mixed" or rng.random() > 0.13 * (0.3 + cell.built):
            continue
        stem = next(stems)
        suffix_zh, suffix_en = _ESTATES[int(rng.integers(len(_ESTATES) - (2 if stem[1] in "园苑" else 0)))]
        if cell.built < 0.15:
            suffix_zh, suffix_en = "村", "Village"
        found.append(Premise(Name(stem + suffix_zh, f"{roman(stem)} {suffix_en}"), "estate", *cell.centre))
    return found


def _middle(free: list[Cell], taken: Taken) -> Cell:
    far = [
        9e9 if used else float(np.hypot(*cell.centre))
        for cell, used in zip(free, taken.tolist(), strict=True)
    ]
    index = int(np.argmin(far))
    taken[index] = True
    return free[index]


def open_spaces(plan: Plan, premises: list[Premise]) -> list[Premise]:
    """Squares and car parks, each in a small dry block of its own that nothing else has a name for."""
    free = [c for c in plan.cells if c.use not in {"park", "garden"} and max(c.u1 - c.u0, c.v1 - c.v0) < 260]
    centres = np.array([cell.centre for cell in free])
    wet = np.abs(centres[:, 1] - np.interp(centres[:, 0], plan.river[:, 0], plan.river[:, 1])) <= 180
    named = {(place.u, place.v) for place in premises}
    taken = wet | np.array([cell.centre in named for cell in free])
    found: list[Premise] = []
    for kind, name_zh, name_en, part_u, part_v in _OPEN_SPACES:
        at = np.array([part_u * plan.frame.half_u_m, part_v * plan.frame.half_v_m])
        index = int(np.argmin(np.hypot(*(centres - at).T) + np.where(taken, 1e9, 0.0)))
        taken[index] = True
        found.append(Premise(Name(name_zh, name_en), kind, *free[index].centre))
    return found


def gazetteer(
    premises: list[Premise], open_spaces: list[Premise], streets: Streets, grids: Grids
) -> tuple[GazetteerEntry, ...]:
    """All named places: premises, crossings of two named streets down to tertiary, named streets, open spaces."""
    found: list[tuple[str, Name, float, float]] = [(p.kind, p.name, p.u, p.v) for p in premises]
    found += [("crossing", name, *_uv(streets, node)) for node, name in crossings(streets)]
    found += _named_streets(streets)
    found += [(p.kind, p.name, p.u, p.v) for p in open_spaces]
    lon, lat = grids.frame.geo([item[2] for item in found], [item[3] for item in found])
    return tuple(
        GazetteerEntry(
            id=f"PL-{number:04d}",
            name_zh=name.zh,
            name_en=name.en,
            pinyin=name.pinyin,
            kind=kind,
            lon=float(x),
            lat=float(y),
            grid=grids.at(u, v),
        )
        for number, ((kind, name, u, v), x, y) in enumerate(zip(found, lon, lat, strict=True), start=1)
    )


def _uv(streets: Streets, node: int) -> tuple[float, float]:
    u, v = streets.node_uv[node]
    return float(u), float(v)


def crossings(streets: Streets) -> list[tuple[int, Name]]:
    """Nodes where two differently named streets of the classes primary to tertiary meet, and what they are called."""
    classes = streets.edge_class()
    at: dict[int, list[tuple[int, int]]] = {}
    for edge in np.nonzero((classes >= 1) & (classes <= TERTIARY))[0].tolist():
        for node in (int(streets.edge_a[edge]), int(streets.edge_b[edge])):
            at.setdefault(node, []).append((int(classes[edge]), edge))
    found: list[tuple[int, Name]] = []
    seen: set[str] = set()
    for node, edges in sorted(at.items()):
        meeting: list[Name] = []
        for _, edge in sorted(edges):
            name = streets.segments[int(streets.piece[edge])].name
            if name is not None and name not in meeting:
                meeting.append(name)
        if len(meeting) < 2:
            continue
        first, second = meeting[0], meeting[1]
        label = Name(f"{first.zh} × {second.zh}", f"{first.en} × {second.en}")
        if label.zh not in seen:
            seen.add(label.zh)
            found.append((node, label))
    return found


def _named_streets(streets: Streets) -> list[tuple[str, Name, float, float]]:
    """Each named street once, at the middle of the town's side of it."""
    ends: dict[Name, list[int]] = {}
    for edge in range(len(streets.edge_a)):
        name = streets.segments[int(streets.piece[edge])].name
        if name is not None:
            ends.setdefault(name, []).append(int(streets.edge_a[edge]))
    found: list[tuple[str, Name, float, float]] = []
    for name, nodes in ends.items():
        points = streets.node_uv[nodes]
        nearest = points[int(np.argmin(np.hypot(*(points - points.mean(axis=0)).T)))]
        found.append(("street", name, float(nearest[0]), float(nearest[1])))
    return found
