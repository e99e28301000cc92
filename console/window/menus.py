"""Menus: at a place of the map (for the thing there, or the ground) and of the seat. Qt main thread."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtWidgets import QMenu, QWidget

from console.desk.access import Access
from console.desk.seat import Seat, Thing
from console.domain.registry.commands import CloseRoad
from console.verbs.builders import order_of
from console.verbs.operator import Operator
from console.verbs.table import BY_ID
from widgets.map.items import ItemKind

CLOSURE_RADIUS_M = 60


def fill_map_menu(
    menu: QMenu, seat: Seat, operator: Operator, kind: str, item_id: str, place_e7: tuple[int, int]
) -> None:
    """Add what is possible there."""
    tr = QCoreApplication.translate

    def verb(verb_id: str, values: dict[str, str]) -> None:
        text = tr("verbs", BY_ID[verb_id].text)
        _add(menu, text, lambda: operator.invoke(BY_ID[verb_id], values))

    match kind:
        case ItemKind.UNIT:
            seat.select(Thing.UNIT, item_id)
            incident = seat.incident
            if order_of(item_id, seat.world.picture):
                verb("proxy", {"unit": item_id})
                verb("divert", {"unit": item_id})
                verb("cancel", {"unit": item_id})
            elif incident is not None:
                words = tr("map_menu", "Dispatch {0} to {1}").format(item_id, incident.id)
                values = {"incident": incident.id, "units": item_id}
                _add(menu, words, lambda: operator.invoke(BY_ID["dispatch"], values))
            verb("oos", {"unit": item_id})
        case ItemKind.INCIDENT:
            seat.select_case(item_id)
            for verb_id in ("recommended", "note", "escalate"):
                _add(menu, tr("verbs", BY_ID[verb_id].text), partial(operator.press, verb_id))
        case ItemKind.CAMERA:
            verb("camera", {"camera": item_id})
        case ItemKind.CLOSURE:
            verb("lift", {"closure": item_id})
        case _:
            if seat.offer is not None:
                place = f"{place_e7[0]},{place_e7[1]}"
                words = tr("map_menu", "Rally point here")
                _add(menu, words, lambda: operator.invoke(BY_ID["rally"], {"rally": place}))
            words = tr("map_menu", "Close the road here ({0} m)").format(CLOSURE_RADIUS_M)
            _add(menu, words, lambda: _close_road(operator, place_e7))


def fill_seat_menu(
    menu: QMenu,
    access: Access,
    language: str,
    switch: Callable[[str], object],
    sign_out: Callable[[], object],
) -> None:
    """The users that this desk may sign in, and the way out."""
    words = QCoreApplication.translate("seat_menu", "Work as {0}")
    for account in access.accounts():
        _add(menu, words.format(account.name_in(language)), partial(switch, account.key))
    menu.addSeparator()
    _add(menu, QCoreApplication.translate("verbs", BY_ID["signout"].text), sign_out)


def _close_road(operator: Operator, place_e7: tuple[int, int]) -> None:
    reason = QCoreApplication.translate("map_menu", "Closed from the map")
    command = CloseRoad(lon_e7=place_e7[0], lat_e7=place_e7[1], radius_m=CLOSURE_RADIUS_M, reason=reason)
    operator.send(command, "lift", reason)


def _add(menu: QMenu, text: str, do: Callable[[], object]) -> None:
    menu.addAction(text).triggered.connect(do)


def popup(owner: QWidget, fill: Callable[[QMenu], None], where: QPoint) -> None:
    """Show a menu made for this once; an empty one is not shown."""
    menu = QMenu(owner)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    fill(menu)
    if menu.isEmpty():
        menu.deleteLater()
    else:
        menu.popup(where)
