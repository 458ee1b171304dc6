"""The team of the site: who has which role, and since when."""

from functools import partial

from pydantic import ValidationError
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMenu, QScrollArea, QVBoxLayout, QWidget

from models.commands.team import add_member, end_role
from models.queries.team import choices, team
from models.rows.draft import field_problems, problems_of
from models.rows.site import MemberDraft
from models.rows.team import TeamLine
from models.rules.periods import Period
from views.jobs import Job
from views.papers.offer import offer
from views.papers.team import WorksSpan, team_wishes, works_span, works_spans
from views.widgets.buttons import Button
from views.widgets.choice import ChoiceField
from views.widgets.days_dialog import DaysDialog
from views.widgets.fields import DateField, TextField
from views.widgets.form import Form
from views.widgets.leaves import Leaf, Leaves
from views.widgets.naming import named
from views.widgets.sheet import Sheet
from views.widgets.table import Column, PagedTable, TableView
from views.workplace import Workplace
from views.writing import write

_FORM_WIDTH = 320
_FIRST = "Команды пока нет. Впишите руководителя площадки первым."


class TeamSheets(QWidget):
    """The list of the team and, beside it, a form for one more."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__()
        self._at = workplace
        theme = workplace.theme
        self.table: PagedTable[TeamLine] = PagedTable(
            [
                Column("name", "ФИО", lambda row: row.name, second=lambda row: row.position),
                Column("role", "Роль", lambda row: row.role, width=210),
                Column("term", "Срок", _term, width=196, rank=1),
            ],
            identify=lambda row: row.id,
        )
        self.view: TableView[TeamLine] = TableView(
            theme, self.table, "team-list", "Команда площадки", workplace.remembered
        )
        self.view.say_empty(_FIRST)
        self.view.current_changed.connect(self._on_current)
        self._end = named(Button(theme, "Завершить роль", small=True), "end-role", "Завершить роль сегодня")
        self._end.clicked.connect(self._on_end)
        self._works = named(Button(theme, "Для аттестации…", small=True), "member-works", "Список работ и справка")
        self._works.setToolTip("Список выступлений, продуктов и обучения, справка выступающего")
        self._works.clicked.connect(self._on_works)
        listing = Sheet(theme, "Команда", inset=1)
        listing.header.addWidget(self._works)
        listing.header.addWidget(self._end)
        listing.body.addWidget(self.view)
        self.form = Form(theme, check=lambda typed: field_problems(MemberDraft, typed))
        self.form.add("last_name", "Фамилия", TextField(theme, max_length=80), required=True)
        self.form.add("first_name", "Имя", TextField(theme, max_length=80), required=True)
        self.form.add("patronymic", "Отчество", TextField(theme, max_length=80))
        self.form.add("position_id", "Должность", ChoiceField(theme, _items(workplace, "position")), required=True)
        self.form.add("role_id", "Роль", ChoiceField(theme, _items(workplace, "role")), required=True)
        self.form.add("starts_on", "С какого дня", DateField(theme, workplace.db.today))
        self.form.add("order_no", "Приказ №", TextField(theme, max_length=40), beside="starts_on")
        self.form.add("phone", "Телефон", TextField(theme, max_length=40))
        self._add = named(Button(theme, "Добавить в команду", role="primary"), "add-member", "Добавить в команду")
        self._add.clicked.connect(self._on_add)
        entry = Sheet(theme, "Новый участник", inset=1)
        entry.body.addWidget(self._scrolled(), 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(14, 4, 14, 12)
        foot.addWidget(self._add)
        entry.body.addLayout(foot)
        keep = QShortcut(QKeySequence(QKeySequence.StandardKey.Save), entry)
        keep.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        keep.activated.connect(self._on_add)
        self._add.setToolTip("Добавить в команду (Ctrl+S)")
        self._leaves = Leaves(
            theme,
            [Leaf("list", "Команда", listing), Leaf("new", "Новый участник", entry, _FORM_WIDTH)],
            name="team-side",
            title="Команда или новый участник",
        )
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._leaves)
        self.reload()
        self.form.keep_draft(workplace.data_folder, "member")

    def _scrolled(self) -> QScrollArea:
        """The form, reachable whole in a low window."""
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(14, 2, 14, 8)
        column.addWidget(self.form)
        column.addStretch()
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inside)
        return area

    def areas(self) -> list[QWidget]:
        """What F6 goes round."""
        return [self.view, self.form]

    def first(self) -> QWidget:
        """Where the keyboard begins: the form while there is nobody, else the list."""
        if self.table.rows():
            return self.view
        self._leaves.show_leaf("new")
        return self.form.editor("last_name")

    def write_new(self) -> None:
        """Begin a new member, or go on with the one that is being typed."""
        self._leaves.show_leaf("new")
        self.form.editor("last_name").setFocus(Qt.FocusReason.ShortcutFocusReason)

    def reload(self) -> None:
        """Read the team again; what is being typed stays."""
        self.table.set_rows(team(self._at.db))
        is_first = not self.table.rows()
        if is_first and not self.form.is_changed():
            self._offer_head()
        self._on_current(self.view.current_row())

    def _offer_head(self) -> None:
        """The first in a team is its head."""
        role = next((each.id for each in choices(self._at.db, "role") if each.title == "руководитель площадки"), None)
        self.form.set_values({"role_id": role, "starts_on": self._at.db.today()})

    def _on_current(self, line: TeamLine | None) -> None:
        if line is None:
            self._works.block("Выберите в списке, о ком нужны бумаги", self.view.setFocus)
        else:
            self._works.unblock()
        if line is None:
            self._end.block("Выберите в списке того, чья роль завершается", self.view.setFocus)
        elif line.ends_on is not None:
            self._end.block("Эта роль уже завершена")
        else:
            self._end.unblock()

    def works_menu(self, person_id: int) -> QMenu:
        """The days that the papers of a member may tell of."""
        menu = named(QMenu(self), "works-menu", "За какие дни")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for each in works_spans(self._at.db.today()):
            menu.addAction(f"За {each.words}", partial(self._offer_works, person_id, each))
        menu.addSeparator()
        menu.addAction("Другие дни…", partial(self._choose_days, person_id))
        return menu

    def _on_works(self) -> None:
        if (line := self.view.current_row()) is not None:
            below = self._works.mapToGlobal(self._works.rect().bottomLeft())
            self.works_menu(line.person_id).popup(below)

    def _choose_days(self, person_id: int) -> None:
        dialog = DaysDialog(self, self._at.theme, self._at.db.today, "За какие дни бумаги?", "Показать")

        def given(period: Period) -> None:
            self._offer_works(person_id, works_span(period))

        dialog.given.connect(given)
        dialog.open()

    def _offer_works(self, person_id: int, asked: WorksSpan) -> None:
        offer(self._at, self, *team_wishes(person_id, asked))

    def _on_add(self) -> None:
        if self._add.blocked or not self.form.verify():
            return
        typed = {key: value or None for key, value in self.form.values().items()}
        try:
            draft = MemberDraft.model_validate(typed)
        except ValidationError as refused:
            self.form.show_problems(problems_of(refused))
            return
        at, before = self._at, self.form.typed()
        self._add.block("Сохраняем")
        job = Job(lambda _progress: add_member(at.db, draft, actor=at.actor()))
        job.done.connect(partial(self._on_added, before))
        job.refused.connect(at.messages.refuse)
        job.finished.connect(self._add.unblock)
        at.jobs.start(job)

    def _on_added(self, before: dict[str, object], _none: object) -> None:
        """Make room for the next one, of whom something may have been typed already."""
        next_one = self.form.typed_since(before)
        self.form.set_values({"starts_on": self._at.db.today()})
        self.form.set_typed(next_one)
        self.form.editor("last_name").setFocus(Qt.FocusReason.OtherFocusReason)
        self._at.messages.did("Участник команды добавлен")

    def _on_end(self) -> None:
        line, at = self.view.current_row(), self._at
        if line is None or line.ends_on is not None:
            return
        write(
            at,
            lambda db, actor: end_role(db, line.id, db.today(), actor=actor),
            lambda _none: at.messages.did("Роль завершена"),
        )


def _term(row: TeamLine) -> str:
    begun = f"с {row.starts_on:%d.%m.%Y}"
    return f"{begun} по {row.ends_on:%d.%m.%Y}" if row.ends_on else begun


def _items(workplace: Workplace, kind: str) -> list[tuple[object, str]]:
    found = choices(workplace.db, "position" if kind == "position" else "role")
    return [(each.id, each.title) for each in found]
