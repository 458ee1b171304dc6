"""The records behind a report, found by what they belong to and told as rows of evidence."""

from collections.abc import Callable, Iterable, Sequence

from models.rows.report_records import (
    EventRecord,
    EvidenceRow,
    IndicatorFact,
    ItemRecord,
    PlaceRecord,
    RecordKind,
    ReportRecords,
    ScoreRecord,
)
from models.rules.words import quoted


def item_row(each: ItemRecord, amount: float = 1, weight: float = 0) -> EvidenceRow:
    """A plan item and what it adds to a figure."""
    return EvidenceRow(RecordKind.PLAN_ITEM, each.id, each.title, each.day, amount, weight)


def event_row(each: EventRecord, amount: float = 1) -> EvidenceRow:
    """An event and what it adds to a figure."""
    return EvidenceRow(RecordKind.EVENT, each.id, each.title, each.day, amount)


class Book:
    """The records, found by what they belong to."""

    def __init__(self, records: ReportRecords) -> None:
        self.records = records
        self.names = {each.id: each.name for each in records.people}
        self.events = {each.id: each for each in records.events}
        self.organisations = {each.id: each for each in records.organisations}
        self.streams = {each.id: each.title for each in records.streams}

    def held(self) -> list[EventRecord]:
        """Events of the period."""
        return [each for each in self.records.events if each.in_period]

    def name(self, person_id: int) -> str:
        """How somebody is called."""
        return self.names.get(person_id, "")

    def said(self, fact: IndicatorFact) -> str:
        """What a record that an indicator counted is called."""
        parts = (self.name(fact.person_id) if fact.person_id else "", fact.row.title)
        return ", ".join(part for part in parts if part)

    def visits(self, event_ids: Iterable[int] | None = None) -> list[EvidenceRow]:
        """Marks at these events, or at all of the period."""
        wanted = {each.id for each in self.held()} if event_ids is None else set(event_ids)
        return [
            EvidenceRow(
                RecordKind.VISIT,
                each.event_id,
                f"{self.name(each.person_id)}, {quoted(self.events[each.event_id].title)}",
                self.events[each.event_id].day,
                other=each.person_id,
            )
            for each in self.records.visits
            if each.event_id in wanted
        ]

    def guests(self, events: Iterable[EventRecord]) -> list[EvidenceRow]:
        """Events with visitors counted without names."""
        return [event_row(each, each.guests) for each in events if each.guests]

    def taking_part(self, events: Sequence[EventRecord]) -> list[EvidenceRow]:
        """Marks and guests of these events."""
        return [*self.visits(each.id for each in events), *self.guests(events)]

    def people(self, *, remote: bool = False, municipality: int | None = 0) -> list[EvidenceRow]:
        """Different people of the period: from remote settlements, or of a municipality (None: not said; 0: any)."""
        found: dict[int, EvidenceRow] = {}
        for each in self.records.visits:
            place = self.organisations.get(each.organisation_id)
            if place is None or not self.events[each.event_id].in_period or (remote and not place.is_remote):
                continue
            if municipality in (0, place.municipality_id):
                day, name = self.events[each.event_id].day, self.name(each.person_id)
                found.setdefault(each.person_id, EvidenceRow(RecordKind.PERSON, each.person_id, name, day))
        return sorted(found.values(), key=lambda row: (row.title, row.id))

    def places(self, rule: Callable[[PlaceRecord], bool]) -> list[EvidenceRow]:
        """Trainees of the streams that a rule picks."""
        return [
            EvidenceRow(
                RecordKind.PLACE, each.id, f"{self.name(each.person_id)}, {self.streams[each.stream_id]}", each.day
            )
            for each in self.records.places
            if rule(each)
        ]

    def certificates(self, stream_id: int | None = None) -> list[EvidenceRow]:
        """Certificates issued, of one stream or of all."""
        return [
            EvidenceRow(RecordKind.CERTIFICATE, each.id, f"{each.number}, {self.name(each.person_id)}", each.day)
            for each in self.records.certificates
            if stream_id is None or each.stream_id == stream_id
        ]

    def scores(self, amount: Callable[[ScoreRecord], float | None], *, weight: float = 0) -> list[EvidenceRow]:
        """Answers of the entry diagnostics, each with what it adds; None leaves one out."""
        return [
            EvidenceRow(
                RecordKind.SCORE,
                each.card_id,
                f"{self.name(each.person_id)}, {each.competence}",
                each.day,
                amount=added,
                weight=weight,
                other=each.competence_id,
            )
            for each in self.records.scores
            if (added := amount(each)) is not None
        ]
