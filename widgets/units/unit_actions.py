"""Words of what can be done to a unit. Main thread only; used by the unit list and the incident panel."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from widgets.units.roles import UnitAction

REASON_NEEDED = frozenset(
    {UnitAction.DECLINED, UnitAction.DELAYED, UnitAction.CANCEL, UnitAction.OUT_OF_SERVICE}
)
"""Actions that are not done without a reason in words."""


def unit_action_words() -> dict[UnitAction, str]:
    """Return the words of every action on a unit; reports by voice are entered for the crew."""
    tr = QCoreApplication.translate
    return {
        UnitAction.ACKNOWLEDGED: tr("unit_actions", "Acknowledged"),
        UnitAction.ENROUTE: tr("unit_actions", "En route"),
        UnitAction.ONSCENE: tr("unit_actions", "On scene"),
        UnitAction.CLEARED: tr("unit_actions", "Cleared"),
        UnitAction.DECLINED: tr("unit_actions", "Declined …"),
        UnitAction.DELAYED: tr("unit_actions", "Delayed …"),
        UnitAction.CANCEL: tr("unit_actions", "Cancel order …"),
        UnitAction.OUT_OF_SERVICE: tr("unit_actions", "Out of service …"),
        UnitAction.IN_SERVICE: tr("unit_actions", "Back in service"),
    }
