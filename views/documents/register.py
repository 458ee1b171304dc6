"""The register of documents: a filter bar with counts over a table of pages; what the kit lacks stands in it too."""

from typing import cast

from PySide6.QtCore import Signal
from typing_extensions import override

from models.queries.documents import document_counts, document_days, document_line, document_register
from models.rows.documents import DocumentFilter, DocumentKind, DocumentLine, DocumentSort, DocumentState
from models.rules.words import counted, day_in_table
from views.record_register import RecordRegister
from views.states import State
from views.theme import ChipLook
from views.widgets.columns import Column, Sort
from views.widgets.filters import FilterBar
from views.workplace import Workplace

_TABLES = frozenset(
    {
        "document",
        "attachment_use",
        "enrollment_order",
        "meeting",
        "consent",
        "certificate",
        "report",
        "report_file",
        "program",
        "plan",
        "person",
        "stream",
    }
)
_NEWEST = Sort(DocumentSort.DAY.value, descending=True)
_QUICK = (
    (DocumentState.MISSING, "Нет"),
    (DocumentState.DRAFT, "Проекты"),
    (DocumentState.ACTIVE, "Действуют"),
    (DocumentState.EXPIRING, "Истекают"),
    (DocumentState.EXPIRED, "Истекли"),
)
_KINDS = (
    (DocumentKind.KIT, "Комплект площадки"),
    (DocumentKind.OTHER, "Другие документы"),
    (DocumentKind.ORDER, "Приказы"),
    (DocumentKind.MINUTES, "Протоколы"),
    (DocumentKind.CONSENT, "Согласия"),
    (DocumentKind.CERTIFICATE, "Сертификаты"),
    (DocumentKind.REPORT, "Отчёты"),
    (DocumentKind.PROGRAM, "Программы"),
    (DocumentKind.PLAN, "Планы работ"),
)
_LOOKS = {
    DocumentState.MISSING: ChipLook(State.OVERDUE, "error_circle"),
    DocumentState.DRAFT: ChipLook(State.IN_PROGRESS, "circle_half_fill"),
    DocumentState.ACTIVE: ChipLook(State.NEUTRAL, "checkmark"),
    DocumentState.EXPIRING: ChipLook(State.ATTENTION, "clock"),
    DocumentState.EXPIRED: ChipLook(State.OVERDUE, "clock_alarm"),
    DocumentState.CLOSED: ChipLook(State.NEUTRAL, "dismiss"),
}


class DocumentRegister(RecordRegister[DocumentLine]):
    """The list; it is never empty, since what the kit lacks stands in it."""

    counted_anew = Signal()
    """Something in the register has changed."""

    def __init__(self, workplace: Workplace) -> None:
        self.wanted = DocumentFilter()
        bar = FilterBar(workplace.theme, "Название, номер")
        bar.add_choice("kind", [(None, "Все виды"), *_KINDS], title="Вид")
        bar.add_period()
        for state, words in _QUICK:
            bar.add_quick(state.value, words)
        super().__init__(
            workplace,
            bar,
            COLUMNS,
            name="documents-table",
            title="Документы",
            sheet="Реестр документов",
            newest=_NEWEST,
            tables=_TABLES,
        )

    @property
    def chosen(self) -> str:
        """What the list is filtered by, in words: «приказы, I квартал 2026 года»; "" for nothing."""
        wanted, period = self.wanted, self.bar.period
        said = [
            dict(_KINDS)[wanted.kind].lower() if wanted.kind else "",
            wanted.state.label if wanted.state else "",
            period.title if period else "",
            f"поиск «{wanted.text}»" if wanted.text else "",
        ]
        return ", ".join(words for words in said if words)

    @override
    def reload(self) -> None:
        super().reload()
        self.counted_anew.emit()

    @override
    def offer(self) -> None:
        self.bar.offer_days(document_days(self.db))

    @override
    def count(self) -> None:
        said = self.bar.values()
        period = self.bar.period
        self.wanted = DocumentFilter(
            text=str(said["search"]),
            kind=cast("DocumentKind | None", said["kind"]),
            state=DocumentState(said["quick"]) if said["quick"] else None,
            start=period.start if period else None,
            end=period.end if period else None,
        )
        counts = document_counts(self.db, self.wanted)
        self.bar.show_counts({state.value: counts.by_state[state] for state, _words in _QUICK})
        found = counts.by_state[self.wanted.state] if self.wanted.state else counts.all
        self.bar.show_total(counted(found, "документ", "документа", "документов"))

    @override
    def page(self, order: Sort, after: DocumentLine | None, limit: int) -> list[DocumentLine]:
        sort = DocumentSort(order.key)
        return document_register(self.db, self.wanted, sort=sort, descending=order.descending, after=after, limit=limit)

    @override
    def is_stored(self, record_id: int) -> bool:
        return document_line(self.db, self.row_of(record_id)) is not None

    @override
    def row_of(self, record_id: int) -> str:
        return f"document:{record_id}"


def _files(row: DocumentLine) -> str:
    return str(row.files + (row.made_sha256 is not None) or "")


def _files_tip(row: DocumentLine) -> str:
    scans = [counted(row.files, "файл приложен", "файла приложено", "файлов приложено")] if row.files else []
    made = ["есть файл, сделанный программой"] if row.made_sha256 else []
    return ", ".join(scans + made)


COLUMNS: tuple[Column[DocumentLine], ...] = (
    Column(DocumentSort.DAY.value, "Дата", lambda row: day_in_table(row.day) if row.day else "", width=104),
    Column(DocumentSort.NUMBER.value, "Номер", lambda row: row.number, width=84, rank=3),
    Column(
        DocumentSort.TITLE.value,
        "Документ",
        lambda row: row.title,
        least=300,
        tooltip=lambda row: row.title,
    ),
    Column(DocumentSort.KIND.value, "Вид", lambda row: row.kind_words, width=124, rank=2, quiet=True),
    Column(
        DocumentSort.PARTIES.value,
        "Стороны, кого касается",
        lambda row: row.parties,
        width=160,
        rank=5,
        quiet=True,
        tooltip=lambda row: row.parties,
    ),
    Column(
        DocumentSort.UNTIL.value, "Срок", lambda row: day_in_table(row.until) if row.until else "", width=100, rank=4
    ),
    Column("files", "Файлы", _files, align="right", width=64, rank=6, sortable=False, tooltip=_files_tip),
    Column(
        DocumentSort.STATE.value,
        "Состояние",
        lambda row: row.state.label,
        width=150,
        rank=1,
        chip=lambda row: _LOOKS[row.state],
    ),
)
