"""The panel of one competence: the site's own wholly, one that ships only its indicator."""

from typing_extensions import override

from models.commands.competences import add_competence, change_competence
from models.rows.competences import AreaLine, CompetenceDraft, CompetenceLine
from models.rules.words import quoted
from views.draft_panel import Command, DraftPanel
from views.widgets.choice import ChoiceField
from views.widgets.fields import MultilineField
from views.widgets.form import Form
from views.workplace import Workplace

_NEW = "new"
_SHIPS = "Из общего списка: название и область не меняют, чтобы отчёты площадок были сравнимы."


class CompetencePanel(DraftPanel[CompetenceDraft]):
    """`write_new` begins a competence of an area, `change` edits one."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace, CompetenceDraft, name="competence-panel", title="Компетенция")

    @override
    def make_form(self) -> Form:
        theme = self.workplace.theme
        form = Form(theme)
        form.add("title", "Компетенция", MultilineField(theme, lines=3), required=True)
        self.areas_offered = form.add("area_id", "Область", ChoiceField(theme), required=True)
        example = "По чему видно, что педагог ею владеет"
        form.add("indicator", "Показатель", MultilineField(theme, lines=3, placeholder=example))
        return form

    def offer(self, areas: list[AreaLine]) -> None:
        """Offer these areas."""
        self.areas_offered.set_items([(area.id, area.title) for area in areas])

    def write_new(self, area_id: int | None) -> None:
        """Show the fields of a new competence."""
        self._allow(own=True)
        self.edit(_NEW, "Новая компетенция", {"area_id": area_id})

    def change(self, line: CompetenceLine) -> None:
        """Show a competence to edit it."""
        self._allow(own=not line.is_builtin)
        values = {"title": line.title, "area_id": line.area_id, "indicator": line.indicator}
        self.edit(line.id, f"Компетенция {line.number}", values)

    @override
    def command(self, key: object, draft: CompetenceDraft) -> tuple[Command, str]:
        if isinstance(key, int):
            return lambda db, actor: change_competence(db, key, draft, actor=actor), "Компетенция изменена."
        words = f"Компетенция {quoted(draft.title)} добавлена."
        return lambda db, actor: add_competence(db, draft, actor=actor), words

    def _allow(self, *, own: bool) -> None:
        for name in ("title", "area_id"):
            self.fields.editor(name).setEnabled(own)
        self.fields.show_hint("title", "" if own else _SHIPS)
