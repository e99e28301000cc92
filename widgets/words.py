"""Words for state codes in the language of the screen (terms of the glossary).

Functions, not constants: the language may change while the program runs. Main thread only. Used by every
widget that shows a state, and by models that build sentences.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication


def unit_state_words() -> dict[str, str]:
    """Return the words for unit and order states by code, in the order of the unit list: what needs a hand first."""
    tr = QCoreApplication.translate
    return {
        "declined": tr("words", "Declined"),
        "lost_contact": tr("words", "Lost contact"),
        "delayed": tr("words", "Delayed"),
        "dispatched": tr("words", "Dispatched"),
        "acknowledged": tr("words", "Acknowledged"),
        "enroute": tr("words", "En route"),
        "mustered": tr("words", "Mustered"),
        "staged": tr("words", "Staged"),
        "onscene": tr("words", "On scene"),
        "cleared": tr("words", "Cleared"),
        "available": tr("words", "Available"),
        "out_of_service": tr("words", "Out of service"),
        "diverted": tr("words", "Diverted"),
        "cancelled": tr("words", "Cancelled"),
    }


def incident_state_words() -> dict[str, str]:
    """Return the words for states of calls, incidents and cases by code, derived states included."""
    tr = QCoreApplication.translate
    return unit_state_words() | {
        "new": tr("words", "New"),
        "reported": tr("words", "New"),
        "accepted": tr("words", "Accepted"),
        "rejected": tr("words", "Rejected"),
        "merged": tr("words", "Merged"),
        "assigned": tr("words", "Assigned"),
        "in_progress": tr("words", "In progress"),
        "escalated": tr("words", "Escalated"),
        "suspended": tr("words", "Suspended"),
        "transferred": tr("words", "Transferred"),
        "pending_check": tr("words", "To verify"),
        "rework": tr("words", "Rework"),
        "closed": tr("words", "Closed"),
        "evaluated": tr("words", "Evaluated"),
        "reopened": tr("words", "Reopened"),
        "mustering": tr("words", "Mustering"),
    }


def officer_kind_words() -> dict[str, str]:
    """Return the words for kinds of officers by code."""
    tr = QCoreApplication.translate
    return {
        "sworn": tr("words", "Officer"),
        "auxiliary": tr("words", "Auxiliary"),
        "volunteer": tr("words", "Civil defence"),
    }


def tier_words() -> dict[int, str]:
    """Return the words for the three patrol tiers; 0 is everything outside them."""
    tr = QCoreApplication.translate
    return {
        0: tr("words", "Other"),
        1: tr("words", "Tier 1, patrol brigade"),
        2: tr("words", "Tier 2, station squad"),
        3: tr("words", "Tier 3, village or enterprise team"),
    }


def level_words() -> dict[int, str]:
    """Return the words for levels; 0 is unclassified."""
    tr = QCoreApplication.translate
    return {
        0: tr("words", "Not classified"),
        1: tr("words", "Level 1"),
        2: tr("words", "Level 2"),
        3: tr("words", "Level 3"),
        4: tr("words", "Level 4"),
    }


def state_word(words: dict[str, str], code: str) -> str:
    """Return the word for a code; a code nobody knows is shown as it is rather than hidden."""
    return words.get(code, code.replace("_", " "))


def is_chinese() -> bool:
    """Tell whether the screen is in Chinese, which has no capitals to set state words in."""
    return QCoreApplication.translate("words", "en") != "en"
