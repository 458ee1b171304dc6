"""The panel of an organisation: its names, where it is, whether it is remote, whom to call."""

from pydantic import ValidationError
from PySide6.QtCore import Qt, Signal

from models.commands.organizations import change_organization
from models.commands.site import add_organization
from models.queries.organizations import units_of_today
from models.rows.codes import OrganizationForm
from models.rows.draft import problems_of
from models.rows.organizations import OrganizationLine
from models.rows.site import OrganizationDraft
from models.rules.words import counted
from views.jobs import Job
from views.widgets.buttons import Button, row_of
from views.widgets.check import CheckField
from views.widgets.choice import ChoiceField
from views.widgets.fields import MultilineField, TextField
from views.widgets.form import Form
from views.widgets.naming import named
from views.widgets.panel import SidePanel
from views.workplace import Workplace

NEW_ORGANIZATION = "new"
"""Key of the organisation that is not stored yet."""
_FIELDS = ("short_name", "full_name", "form", "municipality_id", "locality", "is_remote", "contact")


class OrganizationPanel(SidePanel):
    """`write_new` begins an organisation, `change` edits one."""

    stored = Signal(int)
    people_wanted = Signal(int)
    removal_wanted = Signal(int)

    def __init__(self, workplace: Workplace) -> None:
        theme = workplace.theme
        super().__init__(theme, "Организация")
        self.setObjectName("organization-panel")
        self._workplace = workplace
        form = Form(theme)
        form.add("short_name", "Название", TextField(theme, placeholder="Детский сад № 3"), required=True)
        form.add("full_name", "Полное название", MultilineField(theme))
        forms = [(each.value, each.label) for each in OrganizationForm]
        form.add("form", "Форма", ChoiceField(theme, forms, blank="не указана"))
        self._unit = form.add("municipality_id", "Муниципалитет", ChoiceField(theme, blank="не указан"))
        form.add("locality", "Населённый пункт", TextField(theme))
        form.add("is_remote", "Удалённость", CheckField(theme, "Удалённая: участвует дистанционно"))
        form.add("contact", "Контакт", MultilineField(theme, lines=2, placeholder="Кому звонить и куда писать"))
        self.fields = self.hold(form)
        self._people = named(Button(theme, "Стажёры", role="link", small=True), "organization-people", "Стажёры")
        self._people.setToolTip("Показать, кто здесь работает")
        self._people.clicked.connect(self._on_people)
        remove = named(Button(theme, "Убрать", role="link", small=True), "organization-remove", "Убрать организацию")
        remove.setToolTip("Убрать организацию (Delete в списке)")
        remove.clicked.connect(self._on_remove)
        self._links = row_of(self._people, remove)
        self.content.insertWidget(self.content.count() - 1, self._links, 0, Qt.AlignmentFlag.AlignLeft)
        self.saving.connect(self._on_saving)

    def write_new(self) -> None:
        """Show the fields of a new organisation; what was begun stands there again."""
        self._offer()
        self.edit(NEW_ORGANIZATION, "Новая организация", {})
        self._links.hide()

    def change(self, line: OrganizationLine) -> None:
        """Show a stored organisation to edit it."""
        self._offer()
        self.edit(line.id, line.short_name, _stored(line))
        self._show_links(line)

    def follow_line(self, line: OrganizationLine) -> None:
        """Show the organisation the arrows came to, unless something is unsaved."""
        if isinstance(self.key, int) and self.follow(line.id, line.short_name, _stored(line)):
            self._show_links(line)

    def show_again(self, line: OrganizationLine | None) -> None:
        """The organisation was changed elsewhere, or is gone (None)."""
        if line is None:
            self.drop()
        elif not self.is_changed():
            self.show_title(line.short_name)
            self.fields.set_values(_stored(line))
            self._show_links(line)

    def _offer(self) -> None:
        self._unit.set_items([(unit.id, unit.title) for unit in units_of_today(self._workplace.db)])

    def _show_links(self, line: OrganizationLine) -> None:
        self._links.show()
        self._people.setVisible(bool(line.people))
        self._people.setText(counted(line.people, "стажёр", "стажёра", "стажёров"))

    def _on_saving(self, key: object) -> None:
        try:
            draft = OrganizationDraft.model_validate(self.fields.values())
        except ValidationError as refused:
            self.fields.show_problems(problems_of(refused))
            return
        db, actor = self._workplace.db, self._workplace.actor()

        def store() -> int:
            if isinstance(key, int):
                change_organization(db, key, draft, actor=actor)
                return key
            return add_organization(db, draft, actor=actor)

        job = Job(lambda _progress: store())
        job.done.connect(self._on_kept if isinstance(key, int) else self._on_added)
        job.refused.connect(self._workplace.messages.refuse)
        self.storing(job)
        self._workplace.jobs.start(job)

    def _on_added(self, organization_id: int) -> None:
        self.saved(NEW_ORGANIZATION, became=organization_id, close=True)
        self._workplace.messages.did("Организация добавлена", undo=True)
        self.stored.emit(organization_id)

    def _on_kept(self, organization_id: int) -> None:
        self.saved(organization_id, close=True)
        self._workplace.messages.did("Организация сохранена", undo=True)
        self.stored.emit(organization_id)

    def _on_people(self) -> None:
        if isinstance(self.key, int):
            self.people_wanted.emit(self.key)

    def _on_remove(self) -> None:
        if isinstance(self.key, int):
            self.removal_wanted.emit(self.key)


def _stored(line: OrganizationLine) -> dict[str, object]:
    return {name: getattr(line, name) for name in _FIELDS}
