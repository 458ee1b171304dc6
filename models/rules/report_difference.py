"""What differs between two reports: figures with their records, lines of tables, texts; pure, hands come later."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any, NamedTuple, cast

from models.rows.plan_history import WordChange
from models.rows.report import TEXT_CODES, ReportData
from models.rows.report_compare import ChangeState, FigureChange, RowChange, TableChange, TextChange
from models.rows.report_records import TOTALS, EvidenceRow, Figure, RecordKind, ReportRecords
from models.rules.report_evidence import rows_of
from models.rules.report_figures import COLUMN_TITLES, TOTAL_TITLES, printed_value
from models.rules.words import amount, day_in_table

TABLE_TITLES: Mapping[str, str] = MappingProxyType(
    {
        "plan_items": "Выполнение плана",
        "plan_months": "План по месяцам",
        "events": "Мероприятия по плану",
        "unplanned_events": "Внеплановые мероприятия",
        "formats": "Мероприятия по форматам",
        "event_months": "Мероприятия по месяцам",
        "programmes": "Программы и стажёры",
        "geography": "География",
        "diagnostics": "Диагностика",
        "products": "Продукты",
        "dissemination": "Диссеминация",
        "satisfaction": "Удовлетворённость",
        "indicators": "Показатели",
    }
)
"""The tables of a report, in its order, and what they are called."""

_FIELDS = {
    "title": "название", "format": "формат", "due": "срок", "done_on": "проведено",
    "participants_planned": "участников по плану", "participants_actual": "участников", "result": "результат",
    "reason": "причина", "status": "состояние", "section": "раздел", "postponed_to": "перенесено на", "date": "дата",
    "mode": "форма проведения", "participants": "участников", "guests": "участников без имён",
    "organisations": "организаций", "municipalities": "муниципалитетов", "minutes": "минут", "materials": "материалы",
    "events": "мероприятий", "programme": "программа", "hours": "часов", "stream": "поток", "start": "начало",
    "end": "конец", "enrolled": "стажёров", "completed": "завершили", "certificates": "сертификатов",
    "expelled": "отчислено", "municipality": "муниципалитет", "trainees": "участников",
    "remote": "из удалённых поселений", "found": "выявлено", "resolved": "устранено", "mean_entry": "средняя на входе",
    "mean_exit": "средняя на выходе", "kind": "вид", "link": "ссылка", "event": "мероприятие", "form": "форма участия",
    "level": "уровень", "topic": "тема", "publication": "вид публикации", "answers": "ответов",
    "mean": "средняя оценка", "good": "оценок «4» и «5», %", "name": "показатель", "unit": "единица", "plan": "план",
    "planned": "пунктов плана", "done": "выполнено", "visits": "посещений", "fact": "факт", "percent": "выполнение, %",
}  # fmt: skip
"""The columns of the tables, and what they are called in a change."""


class Reported(NamedTuple):
    """A report and the records that it was counted from."""

    data: ReportData
    records: ReportRecords


class _Line(NamedTuple):
    """A line of a table: which record it is (of a summary its words), and what is printed in it."""

    kind: RecordKind | None
    id: int
    title: str
    day: date | None
    row: tuple[object, ...]


def figure_changes(before: Reported, after: Reported, *, with_rows: bool) -> tuple[FigureChange, ...]:
    """The figures of the totals and the indicators that differ; `with_rows` says by which records (of one period)."""
    pairs = [(Figure(TOTALS, column), Figure(TOTALS, column), title) for column, title in TOTAL_TITLES.items()]
    old, new = (_indicators(each.records) for each in (before, after))
    pairs += [
        (_fact(old[id_]), _fact(new[id_]), after.records.indicators[new[id_] - 1].title) for id_ in new if id_ in old
    ]
    found: list[FigureChange] = []
    for one, other, title in pairs:
        was, now = printed_value(one, before.data), printed_value(other, after.data)
        if was != now:
            sides = (rows_of(side.records, side.data, of) for side, of in ((before, one), (after, other)))
            found.append(FigureChange(other, title, was, now, tuple(row_changes(*sides)) if with_rows else ()))
    return tuple(found)


def _indicators(records: ReportRecords) -> dict[int, int]:
    """Which line an indicator stands on."""
    return {each.id: line for line, each in enumerate(records.indicators, start=1)}


def _fact(line: int) -> Figure:
    return Figure("indicators", "fact", line)


def row_changes(before: Sequence[EvidenceRow], after: Sequence[EvidenceRow]) -> Iterator[RowChange]:
    """The records that one figure has and the other has not, and those that add another amount."""
    was, now = ({(row.kind, row.id, row.other): row for row in rows} for rows in (before, after))
    for key, row in {**was, **now}.items():
        about = (row.kind, row.id, row.other, row.title, row.day)
        if key not in was:
            yield RowChange(ChangeState.ADDED, *about)
        elif key not in now:
            yield RowChange(ChangeState.REMOVED, *about)
        elif was[key][4:6] != now[key][4:6]:
            words = WordChange("значение", amount(was[key].amount), amount(now[key].amount))
            yield RowChange(ChangeState.CHANGED, *about, (words,))


def table_changes(before: Reported, after: Reported) -> tuple[TableChange, ...]:
    """The tables whose lines differ, with those lines: added, removed, printed differently."""
    changes = (
        TableChange(table, title, tuple(_line_changes(_lines(before, table), _lines(after, table))))
        for table, title in TABLE_TITLES.items()
    )
    return tuple(each for each in changes if each.rows)


def changed_cells(before: Reported, after: Reported) -> dict[Figure, str]:
    """The printed cells of `after` that say something else than in `before`, each with what it said there.

    Of a line that is new every cell says «—» there; line 0 of a table is its row of totals.
    """
    return dict((*_changed_totals(before.data, after.data), *_changed_lines(before, after)))


def _changed_totals(before: ReportData, after: ReportData) -> Iterator[tuple[Figure, str]]:
    for column in TOTAL_TITLES:
        figure = Figure(TOTALS, column)
        was, now = printed_value(figure, before), printed_value(figure, after)
        if was != now:
            yield figure, _word(was)


def text_changes(before: ReportData, after: ReportData) -> tuple[TextChange, ...]:
    """The sections whose texts differ."""
    both = ((code, before.texts.get(code, ""), after.texts.get(code, "")) for code in TEXT_CODES)
    return tuple(TextChange(code, TEXT_CODES[code], was, now) for code, was, now in both if was != now)


def _changed_lines(before: Reported, after: Reported) -> Iterator[tuple[Figure, str]]:
    for table in TABLE_TITLES:
        was, now = _lines(before, table), _lines(after, table)
        for line, (key, printed) in enumerate(now.items(), start=1):
            former: Mapping[str, Any] = _columns(was[key].row) if key in was else {}
            for column, value in _columns(printed.row).items():
                if column in _FIELDS and former.get(column) != value:
                    yield Figure(table, column, line), _word(former.get(column))
        for column in COLUMN_TITLES.get(table, {}):
            sums = [sum(_columns(each.row)[column] or 0 for each in side.values()) for side in (was, now)]
            if sums[0] != sums[1]:
                yield Figure(table, column), _word(sums[0])


def _columns(row: tuple[object, ...]) -> Mapping[str, Any]:
    """What a line prints, by column, also what it computes of itself."""
    kept = cast("Any", row)._asdict()
    computed = (name for name, value in vars(type(row)).items() if isinstance(value, property))
    return {**kept, **{name: getattr(row, name) for name in computed}}


def _line_changes(before: Mapping[object, _Line], after: Mapping[object, _Line]) -> Iterator[RowChange]:
    for key, line in {**before, **after}.items():
        about = (line.kind, line.id, None, line.title, line.day)
        if key not in before:
            yield RowChange(ChangeState.ADDED, *about)
        elif key not in after:
            yield RowChange(ChangeState.REMOVED, *about)
        elif words := tuple(_words(before[key].row, line.row)):
            yield RowChange(ChangeState.CHANGED, *about, words)


def _words(before: tuple[object, ...], after: tuple[object, ...]) -> Iterator[WordChange]:
    was, now = (cast("Mapping[str, object]", cast("Any", row)._asdict()) for row in (before, after))
    for name, value in now.items():
        if name in _FIELDS and was[name] != value:
            yield WordChange(_FIELDS[name], _word(was[name]), _word(value))


def _word(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return day_in_table(value)
    return amount(round(value, 2)) if isinstance(value, int | float) else str(value)


def _lines(side: Reported, table: str) -> dict[object, _Line]:
    """The lines of a table by the record they are of, or by the words that name them."""
    printed: tuple[tuple[object, ...], ...] = getattr(side.data, table)
    records = side.records
    match table:
        case "plan_items":
            of = [(RecordKind.PLAN_ITEM, each.id, each.title, each.day) for each in records.items]
        case "events" | "unplanned_events":
            is_planned = table == "events"
            held = (each for each in records.events if each.in_period and (each.item_id is not None) is is_planned)
            of = [(RecordKind.EVENT, each.id, each.title, each.day) for each in held]
        case "programmes":
            of = [(RecordKind.STREAM, each.id, each.title, each.day) for each in records.streams]
        case "products":
            of = [(RecordKind.PRODUCT, each.id, each.title, each.day) for each in records.products]
        case "dissemination":
            shared = (each for each in records.products if each.is_shared)
            of = [(RecordKind.PRODUCT, each.id, each.title, each.day) for each in shared]
        case "indicators":
            of = [(RecordKind.INDICATOR, each.id, each.title, None) for each in records.indicators]
        case _:
            return {_named(row): _Line(None, 0, " · ".join(_named(row)), None, row) for row in printed}
    return {about[1]: _Line(*about, row) for about, row in zip(of, printed, strict=True)}


def _named(row: tuple[object, ...]) -> tuple[str, ...]:
    """The words that tell a line of a summary from the others."""
    names = ("format", "month", "municipality", "oktmo", "area", "competence", "question")
    return tuple(str(getattr(row, name)) for name in names if getattr(row, name, ""))
