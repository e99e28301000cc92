"""What the call form is helped with while somebody types: places, suggested types, suspected duplicates.

Qt main thread. Nothing is asked of the hub, and nothing is looked up by a caller's number. Used by `CallTaking`.
"""

from __future__ import annotations

from console.desk.seat import Seat
from console.domain.calls.duplicates import Facts
from console.panels.queue.duplicates import likeness_words
from console.planning.call_words import shipped_call_words
from widgets.intake.view import CallDraft, DuplicateOffer, IntakeHelp, PlaceOffer, TypeOffer

MOST_DUPLICATES = 3


class CallHelp:
    """See the module."""

    def __init__(self, seat: Seat) -> None:
        self._seat = seat
        self._words = shipped_call_words()

    def help(self) -> IntakeHelp:
        """For the form."""
        return IntakeHelp(self.places, self.types, self.duplicates, self._seat.world.clock.now_ms)

    def places(self, typed: str) -> tuple[PlaceOffer, ...]:
        """Places that may be meant."""
        return self._seat.places.offers(typed)

    def types(self, draft: CallDraft) -> tuple[TypeOffer, ...]:
        """Types that the words suggest, with the words that made them."""
        known = self._seat.world.picture.incident_types
        place_kind = "" if draft.place is None else draft.place.kind
        return tuple(
            TypeOffer(
                key=one.type_code,
                name=self._seat.world.names.incident_type(one.type_code),
                level=min(one.level or 4, known[one.type_code].level),
                share_percent=round(one.share_permille / 10),
                reasons=one.said,
            )
            for one in self._words.suggest(draft.words, known, place_kind)
        )

    def duplicates(self, draft: CallDraft) -> tuple[DuplicateOffer, ...]:
        """Open incidents that the call may be about, once it is known where and anything of what."""
        tags = self._words.keywords(draft.words)
        if draft.place is None or not (draft.type_key or tags):
            return ()
        now_ms = self._seat.world.clock.now_ms()
        suggested = self._words.suggest(draft.words, self._seat.world.picture.incident_types)
        facts = Facts(
            id="",
            lon_e7=draft.place.lon_e7,
            lat_e7=draft.place.lat_e7,
            type_code=draft.type_key or (suggested[0].type_code if suggested else ""),
            level=draft.level,
            first_ms=now_ms,
            last_ms=now_ms,
            tags=frozenset(tags),
            callers=frozenset(),
        )
        names, picture = self._seat.world.names, self._seat.world.picture
        return tuple(
            DuplicateOffer(
                key=found.other_id,
                title=f"{found.other_id} {names.incident_type(picture.incidents[found.other_id].type_code)}",
                reasons=likeness_words(found, names),
            )
            for found in self._seat.world.groups.incidents_like(facts)[:MOST_DUPLICATES]
        )
