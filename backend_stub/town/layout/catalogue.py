"""Incident types and departments of the demo town: data of a district, not of the program. Pure."""

from __future__ import annotations

from console.domain.incidents.entities import IncidentKind
from console.domain.registry.entities import Department, IncidentType

MINUTE_S = 60
DAY_S = 86_400

DEPARTMENTS = (
    Department(id="D-CMD", name_zh="指挥中心", name_en="Command Centre"),
    Department(id="D-EMERG", name_zh="应急管理局", name_en="Emergency Management Bureau", parent="D-CMD"),
    Department(id="D-POLICE", name_zh="公安分局", name_en="Police Sub-bureau", parent="D-CMD"),
    Department(id="D-TRAFFIC", name_zh="交警大队", name_en="Traffic Police", parent="D-POLICE"),
    Department(id="D-FIRE", name_zh="消防救援大队", name_en="Fire and Rescue", parent="D-EMERG"),
    Department(id="D-MEDIC", name_zh="120 急救中心", name_en="Ambulance Centre 120", parent="D-EMERG"),
    Department(id="D-URBAN", name_zh="城市管理局", name_en="Urban Management", parent="D-CMD"),
    Department(id="D-ENV", name_zh="生态环境分局", name_en="Environment Bureau", parent="D-EMERG"),
    Department(id="D-SANIT", name_zh="环卫中心", name_en="Sanitation Centre", parent="D-URBAN"),
    Department(id="D-GAS", name_zh="燃气公司", name_en="Gas Company", parent="D-EMERG"),
    Department(id="D-POWER", name_zh="供电公司", name_en="Power Company", parent="D-EMERG"),
    Department(id="D-WATER", name_zh="水务公司", name_en="Water Company", parent="D-EMERG"),
    Department(id="D-HOUSE", name_zh="住建局", name_en="Housing Bureau", parent="D-CMD"),
    Department(id="D-CIVIL", name_zh="民政局", name_en="Civil Affairs", parent="D-CMD"),
    Department(id="D-MARKET", name_zh="市场监管局", name_en="Market Supervision", parent="D-CMD"),
    Department(id="D-SUB1", name_zh="松亭街道办", name_en="Songting Subdistrict Office", parent="D-CMD"),
    Department(id="D-SUB2", name_zh="柳泉街道办", name_en="Liuquan Subdistrict Office", parent="D-CMD"),
    Department(id="D-SUB3", name_zh="马桥街道办", name_en="Maqiao Subdistrict Office", parent="D-CMD"),
    Department(id="D-SUB4", name_zh="房家街道办", name_en="Fangjia Subdistrict Office", parent="D-CMD"),
)


def _emergency(
    id: str,
    zh: str,
    en: str,
    level: int,
    minutes: int,
    wanted: str,
    department: str = "D-POLICE",
    major: bool = False,
) -> IncidentType:
    return IncidentType(
        id=id,
        name_zh=zh,
        name_en=en,
        kind=IncidentKind.EMERGENCY,
        level=level,
        limit_s=minutes * MINUTE_S,
        capabilities=tuple(wanted.split()),
        department=department,
        major=major,
    )


def _case(id: str, zh: str, en: str, level: int, days: int, department: str) -> IncidentType:
    return IncidentType(
        id=id,
        name_zh=zh,
        name_en=en,
        kind=IncidentKind.CASE,
        level=level,
        limit_s=days * DAY_S,
        capabilities=("grid",),
        department=department,
    )


INCIDENT_TYPES = (
    _emergency(
        "CHEM",
        "化工厂爆燃",
        "Chemical plant explosion",
        1,
        30,
        "patrol cordon fire medical hazmat",
        "D-EMERG",
        True,
    ),
    _emergency("ATTACK", "持刀伤人", "Knife attack", 1, 20, "arms patrol medical", "D-POLICE", True),
    _emergency("CROWD", "人群拥挤", "Crowd crush risk", 1, 20, "patrol cordon medical", "D-EMERG", True),
    _emergency(
        "COLLAPSE", "建筑坍塌", "Building collapse", 1, 60, "fire medical cordon patrol", "D-EMERG", True
    ),
    _emergency(
        "PILEUP",
        "多车相撞",
        "Multi-vehicle collision",
        1,
        60,
        "traffic patrol cordon medical fire",
        "D-TRAFFIC",
        True,
    ),
    _emergency(
        "FLASHFLOOD",
        "山洪内涝",
        "Flash flood",
        1,
        60,
        "patrol cordon rescue medical water",
        "D-EMERG",
        True,
    ),
    _emergency("FIRE", "火灾", "Fire", 1, 30, "fire patrol medical", "D-FIRE"),
    _emergency("SMOKE", "火情报警", "Smoke alarm", 2, 20, "fire patrol", "D-FIRE"),
    _emergency("ROBBERY", "抢劫", "Robbery", 2, 20, "arms patrol"),
    _emergency("FIGHT", "打架斗殴", "Fight", 2, 20, "patrol"),
    _emergency("CRASH", "交通事故", "Traffic collision", 2, 30, "traffic medical", "D-TRAFFIC"),
    _emergency("GAS", "燃气泄漏", "Gas leak", 2, 30, "gas fire cordon", "D-GAS"),
    _emergency("TOXIC", "有害气体超标", "Harmful vapour", 2, 30, "environment hazmat", "D-ENV"),
    _emergency("PANIC", "一键报警", "Panic button", 2, 15, "patrol"),
    _emergency("FLOOD", "道路积水", "Road flooding", 2, 60, "traffic water", "D-WATER"),
    _emergency("MEDICAL", "急病求助", "Medical emergency", 2, 20, "medical", "D-MEDIC"),
    _emergency("MISSING", "人员走失", "Missing person", 3, 60, "patrol"),
    _emergency("BURGLARY", "入室盗窃", "Burglary", 3, 40, "patrol"),
    _emergency("THEFT", "扒窃", "Pickpocketing", 3, 40, "patrol"),
    _emergency("DISPUTE", "矛盾纠纷", "Dispute", 3, 40, "mediate"),
    _emergency("SCAM", "电信诈骗", "Telephone fraud", 3, 60, "patrol"),
    _emergency("TRAPPED", "电梯困人", "Trapped in a lift", 3, 40, "fire", "D-FIRE"),
    _emergency("NOISE", "噪声扰民", "Noise complaint", 4, 60, "mediate"),
    _emergency("POWER", "停电", "Power cut", 3, 120, "power", "D-POWER"),
    _case("STALL", "占道经营", "Street obstruction", 3, 1, "D-URBAN"),
    _case("PARKING", "违法停车", "Illegal parking", 4, 1, "D-TRAFFIC"),
    _case("BIN", "垃圾满溢", "Bin full", 4, 1, "D-SANIT"),
    _case("LIGHT", "路灯不亮", "Streetlight out", 4, 3, "D-URBAN"),
    _case("MANHOLE", "井盖缺失", "Manhole cover missing", 3, 1, "D-URBAN"),
    _case("SNOW", "积雪清扫", "Snow clearing", 4, 1, "D-SANIT"),
    _case("PIPE", "水管破裂", "Burst pipe", 3, 1, "D-WATER"),
    _case("ILLBUILD", "违章搭建", "Illegal building", 4, 15, "D-HOUSE"),
    _case("SEWAGE", "污水外溢", "Sewage overflow", 3, 2, "D-WATER"),
    _case("DUST", "扬尘污染", "Dust pollution", 4, 3, "D-ENV"),
    _case("FOOD", "食品安全投诉", "Food safety complaint", 4, 7, "D-MARKET"),
    _case("CARE", "困难群众求助", "Help for a resident in need", 4, 5, "D-CIVIL"),
    _case("ROADHOLE", "路面破损", "Damaged road surface", 4, 7, "D-URBAN"),
)
