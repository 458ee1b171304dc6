"""The team of the site: who has which role, and since when."""

from pydantic import ValidationError
from PySide6.QtWidgets import QHBoxLayout

from models.commands.team import add_member, end_role
from models.queries.team import choices, team
from models.rows.draft import problems_of
from models.rows.site import MemberDraft
from models.rows.team import TeamLine
from models.rules.contacts import parse_phone
from views.jobs import Job
from views.widgets.buttons import Button
from views.widgets.choice import ChoiceField
from views.widgets.fields import DateField, TextField
from views.widgets.form import Form
from views.widgets.naming import named
from views.widgets.sheet import Sheet
from views.widgets.table import Column, PagedTable, TableView
from views.workplace import Workplace

_FORM_WIDTH = 320


class TeamSheets(QHBoxLayout):
    """The list of the team and, beside it, a form for one more."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__()
        self._at = workplace
        theme = workplace.theme
        self.setSpacing(theme.space("gutter"))
        self.table: PagedTable[TeamLine] = PagedTable(
            [
                Column("name", "ФИО", lambda row: row.name),
                Column("role", "Роль", lambda row: row.role, width=190),
                Column("position", "Должность", lambda row: row.position, width=170, rank=2),
                Column("since", "С", lambda row: f"{row.starts_on:%d.%m.%Y}", width=96, rank=1),
                Column("until", "По", lambda row: f"{row.ends_on:%d.%m.%Y}" if row.ends_on else "", width=96, rank=1),
            ],
            identify=lambda row: row.id,
        )
        self.view: TableView[TeamLine] = TableView(
            theme, self.table, "team-list", "Команда площадки", workplace.remembered
        )
        self.view.say_empty("Команды пока нет. Впишите руководителя площадки первым.")
        self._end = named(Button(theme, "Завершить роль", small=True), "end-role", "Завершить роль сегодня")
        self._end.clicked.connect(self._on_end)
        listing = Sheet(theme, "Команда", inset=1)
        listing.header.addWidget(self._end)
        listing.body.addWidget(self.view)
        self.form = Form(theme)
        self.form.add("last_name", "Фамилия", TextField(theme, max_length=80), required=True)
        self.form.add("first_name", "Имя", TextField(theme, max_length=80), required=True)
        self.form.add("patronymic", "Отчество", TextField(theme, max_length=80))
        self.form.add("position_id", "Должность", ChoiceField(theme, _items(workplace, "position")), required=True)
        self.form.add("role_id", "Роль", ChoiceField(theme, _items(workplace, "role")), required=True)
        self.form.add("starts_on", "С какого дня", DateField(theme, workplace.db.today), required=True)
        self.form.add("order_no", "Приказ №", TextField(theme, max_length=40), beside="starts_on")
        self.form.add("phone", "Телефон", TextField(theme, max_length=40))
        self.form.add_stretch()
        self._add = named(Button(theme, "Добавить в команду", role="primary"), "add-member", "Добавить в команду")
        self._add.clicked.connect(self._on_add)
        entry = Sheet(theme, "Новый участник")
        entry.setFixedWidth(round(_FORM_WIDTH * theme.scale))
        entry.body.addWidget(self.form)
        entry.body.addWidget(self._add)
        self.addWidget(listing, 1)
        self.addWidget(entry)
        self.reload()

    def reload(self) -> None:
        """Read the team again."""
        self.table.set_rows(team(self._at.db))
        if not self.table.rows():
            head = next(
                (each.id for each in choices(self._at.db, "role") if each.title == "руководитель площадки"), None
            )
            self.form.set_values({"role_id": head})

    def _on_add(self) -> None:
        if not self.form.verify():
            return
        typed = {key: value or None for key, value in self.form.values().items()}
        if typed["phone"]:
            typed["phone"] = parse_phone(str(typed["phone"])).value or typed["phone"]
        try:
            draft = MemberDraft.model_validate(typed)
        except ValidationError as refused:
            self.form.show_problems(problems_of(refused))
            return
        at = self._at
        job = Job(lambda _progress: add_member(at.db, draft, actor=at.actor()))
        job.done.connect(self._on_added)
        job.refused.connect(at.messages.refuse)
        at.jobs.start(job)

    def _on_added(self) -> None:
        self.form.set_values(dict.fromkeys(self.form.keys()))
        self.form.mark_saved()
        self._at.messages.did("Участник команды добавлен")

    def _on_end(self) -> None:
        line, at = self.view.current_row(), self._at
        if line is None or line.ends_on is not None:
            at.messages.tell("Выберите в списке того, чья роль завершается.")
            return
        job = Job(lambda _progress: end_role(at.db, line.id, at.db.today(), actor=at.actor()))
        job.done.connect(lambda: at.messages.did("Роль завершена"))
        job.refused.connect(at.messages.refuse)
        at.jobs.start(job)


def _items(workplace: Workplace, kind: str) -> list[tuple[object, str]]:
    found = choices(workplace.db, "position" if kind == "position" else "role")
    return [(each.id, each.title) for each in found]
