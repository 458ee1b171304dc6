"""«Дневники» of a stream: its trainees, and the pages of the diary of the one that is chosen."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from models.queries.diary import diary_of, stream_diarists
from models.queries.works_print import diary_sheets
from models.rows.works import Diarist, DiaryLine
from models.rules.words import counted, day_in_table
from views.papers.offer import offer
from views.papers.wish import PaperWish
from views.programs.stream_tabs import StreamTab
from views.states import State
from views.widgets.buttons import Button
from views.widgets.choice import ChoiceField
from views.widgets.columns import Column
from views.widgets.empty import EmptyState
from views.widgets.naming import named
from views.widgets.panel import SplitPage
from views.widgets.row_actions import page_key
from views.widgets.sheet import Sheet
from views.widgets.table import PagedTable, TableView
from views.widgets.text import Elided
from views.workplace import Workplace
from views.works.diary_panel import DiaryPanel

_NO_PEOPLE = "В потоке пока никого: дневники ведут зачисленные стажёры."
_NO_PAGES = "В этом дневнике пока нет записей."
_WRITE = "Новая запись"


class DiariesTab(StreamTab):
    """The diary of one trainee at a time; the field above says whose, Enter opens a page."""

    tables = frozenset({"attachment_use", "diary_entry", "enrollment", "event", "person"})

    def __init__(self, workplace: Workplace) -> None:
        super().__init__()
        theme = workplace.theme
        self._at = workplace
        self._stream_id = 0
        self._people: list[Diarist] = []
        self.trainee = named(ChoiceField(theme, compact=True), "diary-trainee", "Чей дневник")
        self.trainee.edited.connect(self._on_trainee)
        self.model: PagedTable[DiaryLine] = PagedTable(_COLUMNS, rows=())
        self.table: TableView[DiaryLine] = TableView(
            theme, self.model, "diary-table", "Записи дневника", workplace.remembered
        )
        self.table.may_leave = lambda _row: self._may_leave
        self.write_button = named(Button(theme, _WRITE, icon="add", small=True), "diary-new", f"{_WRITE} (Ctrl+N)")
        self.write_button.clicked.connect(self.primary_new)
        self.print_button = named(Button(theme, "Дневник", icon="print", small=True), "diary-print", "")
        self.print_button.setAccessibleName("Напечатать дневник (Ctrl+P)")
        self.print_button.clicked.connect(self.print_diary)
        self.panel = DiaryPanel(workplace)
        self._totals = Elided(look="secondary")
        self._empty = EmptyState(theme, _NO_PAGES, _WRITE)
        self._empty.pressed.connect(self.primary_new)
        self._lay_out()
        self.panel.hide()
        self.table.opened.connect(self._on_opened)
        self.table.current_changed.connect(self._on_current)
        page_key(self, "Ctrl+P", self.print_diary)

    @override
    def show_stream(self, stream_id: int) -> None:
        self._stream_id = stream_id
        self.panel.close_panel()
        self.trainee.set_value(None)
        self.reload()

    @override
    def show_person(self, person_id: int) -> None:
        wanted = next((each.enrollment_id for each in self._people if each.person_id == person_id), None)
        if wanted is not None:
            self._show_diary(wanted)

    @override
    def reload(self) -> None:
        self._people = stream_diarists(self._at.db, self._stream_id)
        self.trainee.set_items([(each.enrollment_id, _told(each)) for each in self._people])
        known = [each.enrollment_id for each in self._people]
        shown = self._enrollment_id if self._enrollment_id in known else next(iter(known), 0)
        self._show_diary(shown)
        pages = sum(each.pages for each in self._people)
        unanswered = sum(each.unanswered for each in self._people)
        said = counted(pages, "запись", "записи", "записей")
        self._totals.setText(f"В потоке {said}, без ответа тьютора: {unanswered}" if pages else "")

    @override
    def areas(self) -> list[QWidget]:
        listed = [self.table] if self.model.rows() else ([self._empty.button] if self._people else [])
        return [*listed, self.trainee, *([self.panel] if self.panel.is_open else [])]

    @override
    def primary_new(self) -> None:
        if self._enrollment_id:
            self.panel.write_new()

    def print_diary(self) -> None:
        """Ctrl+P: the diary that is shown, and those of the whole stream one press away."""
        if not self._enrollment_id:
            return
        stream_id, shown = self._stream_id, self._enrollment_id
        offer(
            self._at,
            self,
            PaperWish(
                "diary", "Дневник стажёра", f"dnevnik-{shown}", lambda db: diary_sheets(db, stream_id, [shown]), "Один"
            ),
            PaperWish(
                "diary",
                "Дневники потока",
                f"dnevniki-{stream_id}",
                lambda db: diary_sheets(db, stream_id),
                "Весь поток",
            ),
        )

    @property
    def _enrollment_id(self) -> int:
        """Whose diary is shown; 0 without anybody."""
        value = self.trainee.value()
        return value if isinstance(value, int) else 0

    @property
    def _may_leave(self) -> bool:
        return any(each.may_leave for each in self._people if each.enrollment_id == self._enrollment_id)

    def _lay_out(self) -> None:
        theme = self._at.theme
        bar = QHBoxLayout()
        bar.setSpacing(theme.space("s"))
        bar.addWidget(self.trainee)
        bar.addWidget(self._totals, 1)
        bar.addWidget(self.write_button)
        bar.addWidget(self.print_button)
        self._sheet = Sheet(theme, inset=1)
        self._sheet.setAccessibleName("Дневник стажёра")
        self._sheet.body.addWidget(self.table, 1)
        main = QWidget()
        inside = QVBoxLayout(main)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(theme.space("s") + 2)
        inside.addLayout(bar)
        inside.addWidget(self._sheet, 1)
        inside.addWidget(self._empty, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(SplitPage(theme, main, self.panel))

    def _show_diary(self, enrollment_id: int) -> None:
        self.trainee.set_value(enrollment_id or None)
        self.panel.of_trainee(self._stream_id, enrollment_id)
        pages = diary_of(self._at.db, enrollment_id) if enrollment_id else []
        self.model.set_rows(pages)
        for part in (self.trainee, self.write_button, self.print_button):
            part.setVisible(bool(self._people))
        self._empty.say(_NO_PAGES if self._people else _NO_PEOPLE, _WRITE if self._people else "")
        self._empty.stand_in_for(self._sheet, is_empty=not pages)

    def _on_trainee(self) -> None:
        self._show_diary(self._enrollment_id)
        self.table.select_first()

    def _on_opened(self, page: DiaryLine) -> None:
        self.panel.change(page.id)

    def _on_current(self, page: DiaryLine | None) -> None:
        if page is not None:
            self.panel.follow_record(page.id)

    @override
    def take_focus(self) -> None:
        first = self.areas()[0]
        first.setFocus(Qt.FocusReason.OtherFocusReason)


def make_tab(workplace: Workplace) -> DiariesTab:
    """The tab «Дневники»."""
    return DiariesTab(workplace)


def _told(each: Diarist) -> str:
    """«Иванова М. П. (3)»."""
    return f"{each.name} ({each.pages})" if each.pages else each.name


_COLUMNS: tuple[Column[DiaryLine], ...] = (
    Column("written_on", "Дата", lambda row: day_in_table(row.written_on), width=104, order=lambda row: row.written_on),
    Column("event", "Мероприятие", lambda row: row.event or "", width=190, rank=3, quiet=True),
    Column("done", "Что сделано", lambda row: row.done, least=200, tooltip=lambda row: row.done),
    Column("questions", "Вопросы", lambda row: row.questions or "", width=180, rank=2),
    Column(
        "tutor_note",
        "Запись тьютора",
        lambda row: row.tutor_note or "нет",
        width=190,
        rank=1,
        tone=lambda row: None if row.tutor_note else State.ATTENTION,
    ),
    Column("files", "Файлы", lambda row: str(row.files or ""), align="right", width=76, rank=4),
)
