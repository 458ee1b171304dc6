"""The certificates of the site: a filter bar with counts over a table of pages."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.queries.certificates import certificate_choices, certificate_counts, certificate_line, certificate_list
from models.rows.certificates import CertificateFilter, CertificateRow, CertificateSort
from models.rows.codes import CertificateState
from models.rules.certificate_text import number_of
from models.rules.words import counted, day_in_table
from views.states import State
from views.theme import ChipLook
from views.widgets.columns import Column, Sort
from views.widgets.empty import EmptyState
from views.widgets.filters import FilterBar
from views.widgets.paged import PagedTable
from views.widgets.register import Register
from views.widgets.table import TableView
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


class CertificateRegister(QWidget):
    """The list: `opened` by Enter or a double click; what else can be done are actions of the table."""

    opened = Signal(int)
    begin_wanted = Signal()
    book_wanted = Signal()
    current_changed = Signal(object)

    def __init__(self, workplace: Workplace) -> None:
        super().__init__()
        self._db = workplace.db
        theme = workplace.theme
        self._wanted = CertificateFilter()
        self._is_stale = False
        self.bar = FilterBar(theme, "ФИО или номер")
        self.bar.add_choice("year", [(None, "Все годы")], title="Год")
        self.bar.add_choice("stream", [(None, "Все потоки")], title="Поток")
        for state, words in _QUICK:
            self.bar.add_quick(state.value, words)
        self.model: PagedTable[CertificateRow] = PagedTable(COLUMNS, fetch=self._fetch, sort=_NEWEST)
        self.table: TableView[CertificateRow] = TableView(
            theme, self.model, "certificates-table", "Сертификаты", remembered=workplace.remembered
        )
        self.table.may_leave = lambda row: row.may_leave
        empty = EmptyState(
            theme,
            "Здесь будут сертификаты участников: номер даёт программа, рядом видно, кому уже вручён.",
            "Выдать",
            "Внести из бумажной книги",
            icon="certificate",
        )
        empty.pressed.connect(self.begin_wanted)
        empty.linked.connect(self.book_wanted)
        self._list = Register(theme, self.bar, self.table, empty, title="Сертификаты")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._list)
        self.bar.changed.connect(self._show)
        self.table.opened.connect(self._on_opened)
        self.table.current_changed.connect(self.current_changed)
        workplace.changes.reload_on(_TABLES, self._on_tables_changed)

    @property
    def year(self) -> int:
        """The year that is looked at: the one chosen, else the one of today."""
        return self._wanted.year or self._db.today().year

    def reload(self) -> None:
        """Ask for everything again: lists of the filter, counts, rows."""
        self._is_stale = False
        choices = certificate_choices(self._db)
        self.bar.offer_choices("year", [(year, str(year)) for year in choices.years])
        self.bar.offer_choices("stream", choices.streams)
        self._list.show_empty(is_empty=not choices.years)
        self._show()

    def refresh(self) -> None:
        """Reload if something changed while the list was hidden."""
        if self._is_stale:
            self.reload()

    def current(self) -> CertificateRow | None:
        """The certificate under the cursor."""
        return self._list.current()

    def chosen(self) -> list[CertificateRow]:
        """The chosen certificates: several, or the one under the cursor."""
        return [] if self._list.is_empty else self.table.selected_rows()

    def select(self, certificate_id: int) -> None:
        """Put the cursor on a certificate; filters that hide it are taken off."""
        wanted = certificate_line(self._db, certificate_id)
        if wanted is None or self.table.select(lambda row: row.id == certificate_id):
            return
        if self.bar.is_on:
            self.bar.reset()
            self.table.select(lambda row: row.id == certificate_id)

    def first(self) -> QWidget:
        """What the keyboard comes to: the table, or the button that begins."""
        return self._list.first()

    def take_focus(self) -> None:
        """Give the keyboard to the list."""
        self._list.take_focus()

    def _fetch(self, sort: Sort | None, after: CertificateRow | None, limit: int) -> list[CertificateRow]:
        order = sort or _NEWEST
        return certificate_list(
            self._db,
            self._wanted,
            sort=CertificateSort(order.key),
            descending=order.descending,
            after=after,
            limit=limit,
        )

    def _show(self) -> None:
        """Rows and counts of what is asked for."""
        said = self.bar.values()
        self._wanted = CertificateFilter(
            text=str(said["search"]),
            year=said["year"] if isinstance(said["year"], int) else None,
            stream_id=said["stream"] if isinstance(said["stream"], int) else None,
            state=CertificateState(said["quick"]) if said["quick"] else None,
        )
        counts = certificate_counts(self._db, self._wanted)._asdict()
        self.bar.show_counts({state.value: counts[state.value] for state in CertificateState})
        found: int = counts[self._wanted.state.value if self._wanted.state else "all"]
        self.bar.show_total(counted(found, "сертификат", "сертификата", "сертификатов"))
        self.model.set_fetch(self._fetch)

    def _on_opened(self, row: CertificateRow) -> None:
        self.opened.emit(row.id)

    def _on_tables_changed(self) -> None:
        if self.isVisible():
            self.reload()
        else:
            self._is_stale = True


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
