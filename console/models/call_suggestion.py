"""What a waiting call may be, and why: its source says so, or the tags of its words do. Qt main thread."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from console.domain.calls.entities import Call
from console.models.duplicate_words import tag_words
from console.models.names import Names
from console.planning.call_words import shipped_call_words


def suggested_type(call: Call, names: Names) -> tuple[str, str]:
    """Code of the suggested type and the reason in words; both empty where nothing suggests any."""
    tr = QCoreApplication.translate
    known = names.picture.incident_types
    if call.type_code in known:
        sensor = names.picture.sensors.get(call.source_id)
        if sensor is None:
            return call.type_code, tr("incident", "Type given by the source of the report")
        words = tr("incident", "{name} {id}: {value} {unit}, threshold {limit} {unit}")
        return call.type_code, words.format(
            name=names.of(sensor),
            id=sensor.id,
            value=f"{sensor.value_milli / 1000:g}",
            limit=f"{sensor.threshold_milli / 1000:g}",
            unit=sensor.unit,
        )
    best = shipped_call_words().suggest_tags(call.keywords, known)
    if not best:
        return "", ""
    reason = tr("incident", "From the words: {0}").format(tag_words(best[0].tags, names))
    return best[0].type_code, reason


def call_back_words(wanted: bool, number: str) -> str:
    """That a person shall call back, and where that is known to this seat at which number."""
    if not wanted:
        return ""
    return number or QCoreApplication.translate("incident", "wanted")
