"""Which of its records stand behind each figure of a report (domain.md §3.6)."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from models.rows.codes import PlanItemStatus
from models.rows.questionnaire import QUESTIONS
from models.rows.report import MINUTES_IN_ACADEMIC_HOUR, ReportData
from models.rows.report_records import (
    TOTALS,
    EvidenceRow,
    Figure,
    RecordKind,
    ReportRecords,
    ResponseRecord,
    ScoreRecord,
)
from models.rules.feedback import GOOD, PASSIVE, PROMOTER
from models.rules.periods import parse_period
from models.rules.report_book import Book, event_row, item_row
from models.rules.report_figures import COLUMN_TITLES
from models.rules.report_months import counted_on, first_of

SURVEY = "Анкета"
"""What a filled sheet is called: it has no name on it."""


def rows_of(records: ReportRecords, data: ReportData, figure: Figure) -> tuple[EvidenceRow, ...]:
    """The records behind a figure of the report that `data` are, in the order they were read.

    Raises ValueError for what is no figure of it.
    """
    book = Book(records)
    if figure.table == TOTALS:
        rule = _TOTALS.get(figure.column)
        if rule is None:
            raise ValueError(f"unknown figure: {figure.column}")
        return tuple(rule(book))
    lines: Sequence[object] = getattr(data, figure.table)
    if figure.column not in COLUMN_TITLES.get(figure.table, {}) or not 1 <= figure.line <= len(lines):
        raise ValueError(f"unknown figure: {figure}")
    if figure.table == "plan_months":
        return tuple(_of_plan_month(book, data, figure))
    return tuple(_TABLES[figure.table](book, figure, lines[figure.line - 1]))


def _items(*states: PlanItemStatus, late: bool = False) -> Callable[[Book], list[EvidenceRow]]:
    def read(book: Book) -> list[EvidenceRow]:
        wanted = (each for each in book.records.items if not states or each.status in states)
        return [item_row(each) for each in wanted if each.is_late or not late]

    return read


def _responses(
    amount: Callable[[ResponseRecord], float | None], weight: Callable[[ResponseRecord], int] = lambda _each: 0
) -> Callable[[Book], list[EvidenceRow]]:
    """Surveys with what each adds; None leaves one out."""

    def read(book: Book) -> list[EvidenceRow]:
        return [
            EvidenceRow(RecordKind.RESPONSE, each.id, SURVEY, each.day, added, weight(each))
            for each in book.records.responses
            if (added := amount(each)) is not None
        ]

    return read


def _nps(each: ResponseRecord) -> float | None:
    if each.nps is None:
        return None
    return 100 * ((each.nps >= PROMOTER) - (each.nps < PASSIVE))


def _sum_of_scores(each: ResponseRecord) -> float | None:
    said = [score for score in each.scores if score is not None]
    return sum(said) if said else None


_OPEN = (PlanItemStatus.PLANNED, PlanItemStatus.IN_PROGRESS)
_TOTALS: Mapping[str, Callable[[Book], Iterable[EvidenceRow]]] = {
    "planned": _items(),
    "done": _items(PlanItemStatus.DONE),
    "late": _items(PlanItemStatus.DONE, late=True),
    "moved": _items(PlanItemStatus.POSTPONED),
    "cancelled": _items(PlanItemStatus.CANCELLED),
    "open_items": _items(*_OPEN),
    "plan_percent": lambda book: [
        item_row(each, 100 * (each.status is PlanItemStatus.DONE), 1) for each in book.records.items
    ],
    "events": lambda book: [event_row(each) for each in book.held()],
    "unplanned_events": lambda book: [event_row(each) for each in book.held() if each.item_id is None],
    "minutes": lambda book: [event_row(each, each.minutes) for each in book.held()],
    "academic_hours": lambda book: [event_row(each, each.minutes / MINUTES_IN_ACADEMIC_HOUR) for each in book.held()],
    "participants": lambda book: book.taking_part(book.held()),
    "visits": lambda book: book.visits(),
    "guests": lambda book: book.guests(book.held()),
    "unique_people": lambda book: book.people(),
    "organisations": lambda book: [
        EvidenceRow(RecordKind.ORGANISATION, each.id, each.title) for each in book.records.organisations
    ],
    "municipalities": lambda book: [
        EvidenceRow(RecordKind.MUNICIPALITY, each.id, each.title) for each in book.records.municipalities
    ],
    "remote_people": lambda book: book.people(remote=True),
    "streams": lambda book: [
        EvidenceRow(RecordKind.STREAM, each.id, each.title, each.day) for each in book.records.streams
    ],
    "enrolled": lambda book: book.places(lambda _each: True),
    "completed": lambda book: book.places(lambda each: each.is_completed),
    "expelled": lambda book: book.places(lambda each: each.is_expelled),
    "certificates": lambda book: book.certificates(),
    "routes": lambda book: [
        EvidenceRow(RecordKind.ROUTE, each.id, book.name(each.person_id), each.day) for each in book.records.routes
    ],
    "deficits_found": lambda book: book.scores(lambda each: 1 if each.is_found else None),
    "deficits_resolved": lambda book: book.scores(lambda each: 1 if each.is_resolved else None),
    "products": lambda book: [
        EvidenceRow(RecordKind.PRODUCT, each.id, each.title, each.day) for each in book.records.products
    ],
    "dissemination": lambda book: [
        EvidenceRow(RecordKind.PRODUCT, each.id, each.title, each.day)
        for each in book.records.products
        if each.is_shared
    ],
    "survey_responses": _responses(lambda _each: 1),
    "surveyed": lambda book: [
        EvidenceRow(RecordKind.PLACE, each.id, f"{book.name(each.person_id)}, {each.stream}")
        for each in book.records.surveyed
    ],
    "satisfaction": _responses(_sum_of_scores, lambda each: sum(score is not None for score in each.scores)),
    "nps": _responses(_nps, lambda _each: 1),
}


def _of_item(book: Book, figure: Figure, _line: object) -> Iterable[EvidenceRow]:
    item = book.records.items[figure.line - 1]
    if figure.column == "participants_planned":
        return [item_row(item, item.planned_count)]
    return book.taking_part([each for each in book.records.events if each.item_id == item.id])


def _of_event(book: Book, figure: Figure, _line: object) -> Iterable[EvidenceRow]:
    is_planned = figure.table == "events"
    event = [each for each in book.held() if (each.item_id is not None) is is_planned][figure.line - 1]
    places = {each.organisation_id for each in book.records.visits if each.event_id == event.id}
    match figure.column:
        case "participants":
            return book.taking_part([event])
        case "guests":
            return book.guests([event])
        case "minutes":
            return [event_row(event, event.minutes)]
        case "organisations":
            return [row for row in _TOTALS["organisations"](book) if row.id in places]
        case _:
            there = {book.organisations[each].municipality_id for each in places if each in book.organisations}
            return [row for row in _TOTALS["municipalities"](book) if row.id in there]


def _of_format(book: Book, figure: Figure, line: object) -> Iterable[EvidenceRow]:
    held = [each for each in book.held() if each.format == getattr(line, "format", None)]
    if figure.column == "participants":
        return book.taking_part(held)
    return [event_row(each, each.minutes if figure.column == "minutes" else 1) for each in held]


def _of_plan_month(book: Book, data: ReportData, figure: Figure) -> Iterable[EvidenceRow]:
    month = data.plan_months[figure.line - 1].start
    period = parse_period(data.period_code)
    for item, printed in zip(book.records.items, data.plan_items, strict=True):
        is_wanted = figure.column == "planned" or item.status is PlanItemStatus.DONE
        if is_wanted and first_of(counted_on(period, printed.due, printed.postponed_to)) == month:
            yield item_row(item)


def _of_event_month(book: Book, figure: Figure, line: object) -> Iterable[EvidenceRow]:
    held = [each for each in book.held() if first_of(each.day) == getattr(line, "start", None)]
    match figure.column:
        case "participants":
            return book.taking_part(held)
        case "visits":
            return book.visits(each.id for each in held)
        case _:
            return [event_row(each) for each in held]


def _of_stream(book: Book, figure: Figure, _line: object) -> Iterable[EvidenceRow]:
    stream = book.records.streams[figure.line - 1].id
    match figure.column:
        case "certificates":
            return book.certificates(stream)
        case "completed":
            return book.places(lambda each: each.stream_id == stream and each.is_completed)
        case "expelled":
            return book.places(lambda each: each.stream_id == stream and each.is_expelled)
        case _:
            return book.places(lambda each: each.stream_id == stream)


def _of_municipality(book: Book, figure: Figure, line: object) -> Iterable[EvidenceRow]:
    oktmo = getattr(line, "oktmo", "")
    place = next((each.id for each in book.records.municipalities if each.oktmo == oktmo), None)
    if figure.column == "organisations":
        there = {each.id for each in book.records.organisations if each.municipality_id == place}
        return [row for row in _TOTALS["organisations"](book) if row.id in there]
    return book.people(remote=figure.column == "remote", municipality=place)


def _of_competence(book: Book, figure: Figure, line: object) -> Iterable[EvidenceRow]:
    about = getattr(line, "area", None), getattr(line, "competence", None)

    def added(each: ScoreRecord) -> float | None:
        if (each.area, each.competence) != about:
            return None
        match figure.column:
            case "found":
                return 1 if each.is_found else None
            case "resolved":
                return 1 if each.is_resolved else None
            case "mean_entry":
                return each.entry
            case _:
                return each.exit

    return book.scores(added, weight=float(figure.column.startswith("mean")))


def _of_question(book: Book, figure: Figure, line: object) -> Iterable[EvidenceRow]:
    number = [*QUESTIONS.values()].index(getattr(line, "question", ""))

    def added(each: ResponseRecord) -> float | None:
        score = each.scores[number]
        if score is None or figure.column == "mean":
            return score
        return 1 if figure.column == "answers" else 100 * (score >= GOOD)

    return _responses(added, lambda _each: int(figure.column != "answers"))(book)


def _of_indicator(book: Book, figure: Figure, _line: object) -> Iterable[EvidenceRow]:
    wanted = book.records.indicators[figure.line - 1].id
    return [each.row._replace(title=book.said(each)) for each in book.records.facts if each.indicator_id == wanted]


_TABLES: Mapping[str, Callable[[Book, Figure, object], Iterable[EvidenceRow]]] = {
    "plan_items": _of_item,
    "events": _of_event,
    "unplanned_events": _of_event,
    "formats": _of_format,
    "event_months": _of_event_month,
    "programmes": _of_stream,
    "geography": _of_municipality,
    "diagnostics": _of_competence,
    "satisfaction": _of_question,
    "indicators": _of_indicator,
}
