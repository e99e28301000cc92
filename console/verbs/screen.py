"""Verbs that change only the window: what they can do to it, and which does what. Qt main thread; for `Operator`."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QCoreApplication

from widgets.incident.view import Action


class Screen(Protocol):
    """What verbs can do to the window."""

    def show_on_map(self, item_id: str) -> bool: ...
    def show_whole_town(self) -> None: ...
    def step_queue(self, by: int) -> None: ...
    def focus_filter(self) -> None: ...
    def panel_action(self, action: Action) -> bool: ...
    def open_intake(self, place: str) -> None: ...
    def open_dock(self, key: str) -> None: ...
    def tear_off(self, key: str) -> None: ...
    def open_perspective(self, key: str) -> None: ...
    def reset_layout(self) -> None: ...
    def set_language(self, language: str) -> None: ...
    def other_language(self) -> None: ...
    def set_wall_tiles(self, tiles: int) -> None: ...
    def follow_incident(self) -> None: ...
    def open_camera(self, camera_id: str, purpose: str) -> None: ...
    def open_command_line(self) -> None: ...
    def toggle_help(self) -> None: ...
    def toggle_mute(self) -> None: ...
    def switch_seat(self, seat: str) -> bool: ...
    def sign_out(self) -> None: ...


def on_screen(screen: Screen, verb_id: str, values: dict[str, str]) -> str:
    """Do a verb of the window; returns what is wrong, empty when done. Raises LookupError for a verb nobody does."""
    match verb_id:
        case "show":
            if not screen.show_on_map(values["thing"]):
                return QCoreApplication.translate("command", "Its place is not known")
        case "fit":
            screen.show_whole_town()
        case "next":
            screen.step_queue(1)
        case "previous":
            screen.step_queue(-1)
        case "find":
            screen.focus_filter()
        case "call":
            screen.open_intake(values.get("place", ""))
        case "camera":
            screen.open_camera(values["camera"], values["purpose"])
        case "follow":
            screen.follow_incident()
        case "wall":
            screen.set_wall_tiles(int(values["layout"]))
        case "open":
            screen.open_dock(values["dock"])
        case "tear":
            screen.tear_off(values["dock"])
        case "units" | "log" | "result":
            screen.open_dock(verb_id)
        case "perspective":
            screen.open_perspective(values["perspective"])
        case "reset":
            screen.reset_layout()
        case "command":
            screen.open_command_line()
        case "help":
            screen.toggle_help()
        case "lang":
            screen.set_language(values["language"])
        case "other_lang":
            screen.other_language()
        case "mute":
            screen.toggle_mute()
        case "as":
            if not screen.switch_seat(values["seat"]):
                words = QCoreApplication.translate("command", "This desk has no access as “{0}”")
                return words.format(values["seat"])
        case "signout":
            screen.sign_out()
        case _:
            raise LookupError(verb_id)
    return ""
