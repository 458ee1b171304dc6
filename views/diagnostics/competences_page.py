"""The list of competences: added, renamed, hidden and put in order; those that ship are hidden, never removed."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.commands import competences as commands
from models.database import Actor, Database
from models.queries.competences import competence_areas, competences
from models.rows.competences import AreaDraft, AreaLine, CompetenceLine
from models.rules.words import quoted
from views.diagnostics.competence_panel import CompetencePanel
from views.states import State
from views.theme import ChipLook
from views.widgets.buttons import Button, row_of
from views.widgets.columns import Column
from views.widgets.name_dialog import NameDialog
from views.widgets.naming import named
from views.widgets.panel import SplitPage
from views.widgets.row_actions import row_action
from views.widgets.sheet import Sheet
from views.widgets.table import PagedTable, RowGroups, TableView
from views.workplace import Workplace
from views.writing import write_and_say

_HIDDEN, _OWN, _USUAL = "скрыта", "своя", "общая"


class CompetencesPage(QWidget):
    """Competences under their areas; Enter opens one, Alt+↑ and Alt+↓ move it, Delete removes or hides it."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__()
        self._at = workplace
        theme = workplace.theme
        self._areas: list[AreaLine] = []
        self._lines: list[CompetenceLine] = []
        self.model = PagedTable(_COLUMNS, rows=(), identify=lambda line: line.id)
        self.table = TableView(theme, self.model, "competences", "Компетенции", workplace.remembered)
        self.table.opened.connect(self._on_opened)
        self.table.show_groups(
            RowGroups(
                lambda line: line.area_id,
                lambda line: line.area,
                lambda line: str(sum(each.area_id == line.area_id for each in self._lines)),
            )
        )
        for words, then, keys in (
            ("Изменить", self._on_change, "F2"),
            ("Выше", lambda: self._move(-1), "Alt+Up"),
            ("Ниже", lambda: self._move(1), "Alt+Down"),
            ("Скрыть или вернуть", self._on_hide, "Ctrl+H"),
            ("Убрать", self._on_remove, "Del"),
            ("Переименовать область", self._on_rename_area, ""),
            ("Область выше", lambda: self._move_area(-1), "Alt+Shift+Up"),
            ("Область ниже", lambda: self._move_area(1), "Alt+Shift+Down"),
            ("Убрать пустые свои области", self._on_remove_areas, ""),
        ):
            row_action(self.table, words, then, keys)
        new = named(Button(theme, "Компетенция", icon="add", small=True), "competence-new", "Добавить компетенцию")
        new.setToolTip("Добавить компетенцию (Ctrl+N)")
        new.clicked.connect(self.write_new)
        area = named(Button(theme, "Область", icon="add", role="quiet", small=True), "area-new", "Добавить область")
        area.clicked.connect(self._on_new_area)
        self.panel = CompetencePanel(workplace)
        self.panel.stored.connect(self._on_stored)
        sheet = Sheet(theme, inset=1)
        sheet.setAccessibleName("Список компетенций")
        sheet.body.addWidget(self.table)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space("s"))
        column.addWidget(row_of(new, area), 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(SplitPage(theme, sheet, self.panel), 1)
        self._first = new

    def reload(self) -> None:
        """Read the list anew."""
        self._areas, self._lines = competence_areas(self._at.db), competences(self._at.db)
        self.panel.offer(self._areas)
        self.model.set_rows(self._lines)

    def areas(self) -> list[QWidget]:
        """What F6 goes round."""
        return [self.table, self._first, *([self.panel] if self.panel.is_open else [])]

    def write_new(self) -> None:
        """Ctrl+N: a competence of the area one stands in."""
        line = self.table.current_row()
        self.panel.write_new(line.area_id if line is not None else None)

    def _on_opened(self, line: CompetenceLine) -> None:
        self.panel.change(line)

    def _on_change(self) -> None:
        if (line := self.table.current_row()) is not None:
            self.panel.change(line)

    def _on_stored(self, key: object) -> None:
        self.reload()
        self.table.select(lambda line: line.id == key)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_hide(self) -> None:
        chosen = self.table.selected_rows()
        if not chosen:
            return
        ids = [line.id for line in chosen]
        if all(line.is_hidden for line in chosen):
            self._write(lambda db, actor: commands.show_competences(db, ids, actor=actor), "Вернули в список.")
        else:
            self._write(
                lambda db, actor: commands.hide_competences(db, ids, actor=actor),
                "Скрыли: в новой диагностике их не будет.",
            )

    def _on_remove(self) -> None:
        line = self.table.current_row()
        if line is None:
            return
        if line.is_builtin or line.uses:
            self._on_hide()
            return
        self._write(
            lambda db, actor: commands.remove_competence(db, line.id, actor=actor),
            f"Компетенция {quoted(line.title)} убрана.",
        )

    def _move(self, by: int) -> None:
        line = self.table.current_row()
        if line is None:
            return
        ids = [each.id for each in self._lines if each.area_id == line.area_id]
        if (moved := _moved(ids, line.id, by)) is not None:
            self._write(
                lambda db, actor: commands.order_competences(db, line.area_id, moved, actor=actor), "Порядок изменён."
            )

    def _move_area(self, by: int) -> None:
        line = self.table.current_row()
        if line is None:
            return
        if (moved := _moved([area.id for area in self._areas], line.area_id, by)) is not None:
            self._write(lambda db, actor: commands.order_areas(db, moved, actor=actor), "Порядок областей изменён.")

    def _on_new_area(self) -> None:

        def add(title: str) -> None:
            job = write_and_say(
                self._at,
                lambda db, actor: commands.add_area(db, AreaDraft(title=title), actor=actor),
                f"Область {quoted(title)} добавлена: впишите её первую компетенцию.",
            )
            job.done.connect(self._on_area)

        self._ask("Как назвать область?", "Добавить", add)

    def _on_area(self, area_id: object) -> None:
        self.reload()
        self.panel.write_new(area_id if isinstance(area_id, int) else None)

    def _on_rename_area(self) -> None:
        line = self.table.current_row()
        if line is None:
            return

        def rename(title: str) -> None:
            self._write(
                lambda db, actor: commands.rename_area(db, line.area_id, AreaDraft(title=title), actor=actor),
                f"Область теперь называется {quoted(title)}.",
            )

        self._ask("Как назвать область?", "Переименовать", rename, name=line.area)

    def _on_remove_areas(self) -> None:
        used = {line.area_id for line in self._lines}
        empty = [area for area in self._areas if not area.is_builtin and area.id not in used]
        if not empty:
            self._at.messages.tell("Пустых своих областей нет.")
            return
        for area in empty:
            self._write(
                lambda db, actor, area=area: commands.remove_area(db, area.id, actor=actor),
                f"Область {quoted(area.title)} убрана.",
            )

    def _ask(self, question: str, verb: str, then: Callable[[str], None], *, name: str = "") -> None:
        dialog = NameDialog(self.window(), self._at.theme, question, verb, name=name)
        dialog.given.connect(then)
        dialog.open()

    def _write(self, command: Callable[[Database, Actor], None], words: str) -> None:
        write_and_say(self._at, command, words)


def _moved(ids: Sequence[int], id_: int, by: int) -> list[int] | None:
    """The order with one id a place up or down; None where it stands at the end already."""
    there = list(ids)
    place = there.index(id_) + by
    if not 0 <= place < len(there):
        return None
    there.remove(id_)
    there.insert(place, id_)
    return there


def _state(line: CompetenceLine) -> str:
    return _HIDDEN if line.is_hidden else (_USUAL if line.is_builtin else _OWN)


def _look(line: CompetenceLine) -> ChipLook | None:
    if line.is_hidden:
        return ChipLook(State.NEUTRAL, "subtract")
    return None if line.is_builtin else ChipLook(State.IN_PROGRESS, "edit")


_COLUMNS = (
    Column[CompetenceLine]("number", "№", lambda line: line.number, width=56, sortable=False),
    Column[CompetenceLine]("title", "Компетенция", lambda line: line.title, sortable=False, least=260),
    Column[CompetenceLine](
        "indicator", "Показатель", lambda line: line.indicator or "—", width=240, rank=2, sortable=False
    ),
    Column[CompetenceLine]("state", "В диагностике", _state, width=122, chip=_look, rank=1, sortable=False),
    Column[CompetenceLine](
        "uses", "Записей", lambda line: str(line.uses or "—"), width=84, align="right", rank=3, sortable=False
    ),
)
