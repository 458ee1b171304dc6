"""The certificates of the site: a filter bar with counts over a table of pages."""

from PySide6.QtCore import Signal
from typing_extensions import override

from models.queries.certificates import certificate_choices, certificate_counts, certificate_line, certificate_list
from models.rows.certificates import CertificateFilter, CertificateRow, CertificateSort
from models.rows.codes import CertificateState
from models.rules.certificate_text import number_of
from models.rules.words import counted, day_in_table
from views.record_register import RecordRegister
from views.states import State
from views.theme import ChipLook
from views.widgets.columns import Column, Sort
from views.widgets.empty import EmptyState
from views.widgets.filters import FilterBar
from views.workplace import Workplace

_TABLES = frozenset({"certificate", "enrollment", "person", "stream", "program"})
_NEWEST = Sort(CertificateSort.NUMBER.value, descending=True)
_QUICK = (
    (CertificateState.PREPARED, "Не вручены"),
    (CertificateState.ISSUED, "Выданы"),
    (CertificateState.DUPLICATE, "Дубликаты"),
    (CertificateState.ANNULLED, "Аннулированы"),
)
LOOKS = {
    CertificateState.PREPARED: ChipLook(State.IN_PROGRESS, "certificate"),
    CertificateState.ISSUED: ChipLook(State.DONE, "checkmark_circle"),
    CertificateState.DUPLICATE: ChipLook(State.DONE, "copy"),
    CertificateState.ANNULLED: ChipLook(State.NEUTRAL, "dismiss_circle"),
}
"""How the states look wherever a certificate is listed."""


class CertificateRegister(RecordRegister[CertificateRow]):
    """The list, and where to begin while it is empty."""

    begin_wanted = Signal()
    book_wanted = Signal()

    def __init__(self, workplace: Workplace) -> None:
        theme = workplace.theme
        self._wanted = CertificateFilter()
        bar = FilterBar(theme, "ФИО или номер")
        bar.add_choice("year", [(None, "Все годы")], title="Год")
        bar.add_choice("stream", [(None, "Все потоки")], title="Поток")
        for state, words in _QUICK:
            bar.add_quick(state.value, words)
        empty = EmptyState(
            theme,
            "Здесь будут сертификаты участников: номер даёт программа, рядом видно, кому уже вручён.",
            "Выдать",
            "Внести из бумажной книги",
            icon="certificate",
        )
        super().__init__(
            workplace,
            bar,
            COLUMNS,
            empty,
            name="certificates-table",
            title="Сертификаты",
            sheet="Сертификаты",
            newest=_NEWEST,
            tables=_TABLES,
        )
        self.table.may_leave = lambda row: row.may_leave
        empty.pressed.connect(self.begin_wanted)
        empty.linked.connect(self.book_wanted)

    @property
    def year(self) -> int:
        """The year that is looked at: the one chosen, else the one of today."""
        return self._wanted.year or self.db.today().year

    def chosen(self) -> list[CertificateRow]:
        """The chosen certificates: several, or the one under the cursor."""
        return [] if self.is_empty else self.table.selected_rows()

    @override
    def offer(self) -> None:
        choices = certificate_choices(self.db)
        self.bar.offer_choices("year", [(year, str(year)) for year in choices.years])
        self.bar.offer_choices("stream", choices.streams)
        self.show_empty(is_empty=not choices.years)

    @override
    def count(self) -> None:
        said = self.bar.values()
        self._wanted = CertificateFilter(
            text=str(said["search"]),
            year=said["year"] if isinstance(said["year"], int) else None,
            stream_id=said["stream"] if isinstance(said["stream"], int) else None,
            state=CertificateState(said["quick"]) if said["quick"] else None,
        )
        counts = certificate_counts(self.db, self._wanted)._asdict()
        self.bar.show_counts({state.value: counts[state.value] for state in CertificateState})
        found: int = counts[self._wanted.state.value if self._wanted.state else "all"]
        self.bar.show_total(counted(found, "сертификат", "сертификата", "сертификатов"))

    @override
    def page(self, order: Sort, after: CertificateRow | None, limit: int) -> list[CertificateRow]:
        sort = CertificateSort(order.key)
        return certificate_list(self.db, self._wanted, sort=sort, descending=order.descending, after=after, limit=limit)

    @override
    def is_stored(self, record_id: int) -> bool:
        return certificate_line(self.db, record_id) is not None


def remark(row: CertificateRow) -> str:
    """What is not usual about a certificate, «» where nothing is."""
    said: list[str] = []
    if row.original is not None and row.original_year is not None:
        said.append(f"дубликат № {number_of(row.original, row.original_year)}")
    if row.duplicate is not None and row.duplicate_year is not None:
        said.append(f"выдан дубликат № {number_of(row.duplicate, row.duplicate_year)}")
    if row.is_from_paper_book:
        said.append("из бумажной книги")
    if row.annul_reason:
        said.append(row.annul_reason)
    return ", ".join(said)


COLUMNS: tuple[Column[CertificateRow], ...] = (
    Column(CertificateSort.NUMBER.value, "Рег. №", lambda row: row.number, width=92),
    Column(CertificateSort.NAME.value, "Кому", lambda row: row.name, least=200),
    Column(
        CertificateSort.STREAM.value,
        "Поток",
        lambda row: row.stream,
        width=140,
        rank=3,
        quiet=True,
        tooltip=lambda row: f"{row.stream}\n{row.program}",
    ),
    Column("program", "Программа", lambda row: row.program, width=190, rank=4, quiet=True, sortable=False),
    Column("hours", "Часов", lambda row: str(row.hours), align="right", width=72, rank=5, sortable=False),
    Column(CertificateSort.ISSUED.value, "Дата", lambda row: day_in_table(row.issue_date), width=104, rank=2),
    Column(
        "handed",
        "Вручён",
        lambda row: day_in_table(row.handed_on) if row.handed_on else "",
        width=104,
        rank=2,
        sortable=False,
    ),
    Column(
        "state",
        "Состояние",
        lambda row: row.state.label,
        width=150,
        rank=1,
        sortable=False,
        chip=lambda row: LOOKS[row.state],
    ),
    Column("remark", "Примечание", remark, width=170, rank=6, quiet=True, sortable=False),
)
