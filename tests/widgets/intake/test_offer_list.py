"""The list below a field: marks, steps and stays inside its host."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QLineEdit, QWidget

from tests.widgets import intake_samples
from widgets.intake.offer_list import OfferList

Show = Callable[[QWidget, int, int], None]


def test_first_is_marked_and_steps_stop_at_the_ends(shown: Show) -> None:
    host = QWidget()
    line = QLineEdit(host)
    offers = OfferList(host)
    shown(host, 400, 120)
    first, second = intake_samples.place_offers("en")
    offers.show_offers((first, second), line)
    assert offers.current() == first
    offers.step(1)
    offers.step(1)
    assert offers.current() == second
    offers.step(-5)
    assert offers.current() == first
    assert offers.geometry().bottom() <= host.rect().bottom()


def test_nothing_to_offer_hides_it(shown: Show) -> None:
    host = QWidget()
    line = QLineEdit(host)
    offers = OfferList(host)
    shown(host, 400, 120)
    offers.show_offers(intake_samples.place_offers("en"), line)
    offers.show_offers((), line)
    assert offers.current() is None
    assert offers.offers() == ()
