"""Wires the muster's part of the incident panel to the muster's verbs, and the map to its rally points. Qt main thread.

Made once by `ConsoleWindow`; also what the verbs may do to the panel (`MusterPanel`).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject

from console.shell.desk import Desk
from console.shell.muster_operator import MusterOperator
from console.shell.operator import Operator
from console.shell.panel_ports import MapPort
from console.shell.panels import Panels
from console.shell.prompting import Prompting
from console.shell.verb_table import BY_ID
from console.shell.verb_types import Kind
from widgets.incident.muster_view import Page
from widgets.incident.view import Action


class MusterDesk(QObject):
    """See the module."""

    def __init__(
        self,
        desk: Desk,
        operator: Operator,
        panels: Panels,
        prompting: Prompting,
        map_view: MapPort,
        panel_action: Callable[[Action], bool],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._desk, self._operator = desk, operator
        self._panels, self._prompting = panels, prompting
        self._panel_action = panel_action
        self.verbs = MusterOperator(desk, operator, self, self)
        muster = panels.incident.muster
        muster.plan_chosen.connect(lambda kind: self._invoke("plan", plan=kind))
        muster.rally_wanted.connect(partial(operator.press, "rally"))
        muster.plan_unit_toggled.connect(self.verbs.toggle_unit)
        muster.post_chosen.connect(lambda post: self._invoke("post", post=post))
        muster.item_ticked.connect(lambda item: self._invoke("item", item=item))
        muster.item_withdrawn.connect(lambda item: self._invoke("withdraw", item=item))
        panels.number_pressed.connect(self.verbs.choose_plan)
        map_view.map_clicked.connect(self.take_spot)

    # -- MusterPanel: what verbs do to the panel -----------------------------------------------------------------------

    def panel_action(self, action: Action) -> bool:
        """The panel's own way to do an action, with its form; False if it is not possible now."""
        return self._panel_action(action)

    def show_page(self, page: Page) -> None:
        """Bring a page of the panel to the front."""
        self._panels.incident.muster.turn_to(page)

    def turn_page(self, by: int) -> None:
        """The next page of the panel, or the one before."""
        self._panels.incident.muster.turn(by)

    def open_order_form(self) -> None:
        """Open the order for edits."""

    # -- the map -------------------------------------------------------------------------------------------------------

    def take_spot(self, lon_e7: int, lat_e7: int) -> None:
        """A click on the ground of the map while the rally point is asked for."""
        asked = self._prompting.asked
        if asked is not None and asked.kind is Kind.RALLY:
            self._prompting.leave()
            self.choose_rally(lon_e7, lat_e7)

    def choose_rally(self, lon_e7: int, lat_e7: int) -> None:
        """A rally point of the map: the ground, or one that the planner proposed."""
        self.verbs.choose_rally(self.verbs.place_of(f"{lon_e7},{lat_e7}"))

    def _invoke(self, verb_id: str, **values: str) -> None:
        self._operator.invoke(BY_ID[verb_id], values)
