"""«Проверки»: what is to be mended before a report is approved, what is worth a look, and what is in order."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal

from models.rows.report_checks import PASSED, CheckRow, ReportCheck
from models.rules.words import counted
from views.states import State
from views.theme import Theme
from views.widgets.sheet import Sheet
from views.widgets.table import Column, PagedTable, RowGroups, TableView
from views.widgets.text import label

_HINT = "Enter — перейти, F8 — дальше"
_PASSED = "В порядке"
_APPROVED = "Отчёт утверждён: его цифры больше не меняются, проверять их незачем."
_WAITING = "Проверяем…"


class CheckLine(NamedTuple):
    """A finding, or a check that finds nothing."""

    check: ReportCheck
    found: CheckRow | None

    @property
    def key(self) -> tuple[object, ...]:
        """The same over a reload."""
        return (self.check, *(self.found[1:3] if self.found else ()))


class ChecksPanel(Sheet):
    """Findings by checks; `opened` carries the `CheckRow` that is to be mended."""

    opened = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "Проверки", inset=1)
        self._rows: tuple[CheckRow, ...] = ()
        self.model = PagedTable(_COLUMNS, rows=())
        self.table: TableView[CheckLine] = TableView(theme, self.model, "report-checks", "Проверки отчёта")
        self.table.horizontalHeader().hide()
        self.table.opened.connect(self._on_opened)
        self.hint = label("", "hint", wrapped=True)
        self.hint.setContentsMargins(13, 6, 13, 0)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self.hint)
        self.wait()

    def wait(self) -> None:
        """The answer is on its way."""
        if not self.model.rows():
            self.table.say_empty(_WAITING)

    def show_findings(self, rows: Sequence[CheckRow]) -> None:
        """Show what the checks find now; the row one stands on stays."""
        self._rows = tuple(rows)
        found = {row.check for row in rows}
        passed = [CheckLine(check, None) for check in ReportCheck if check not in found]
        lines = [*(CheckLine(row.check, row) for row in rows), *passed]
        counts = {check: sum(line.check is check for line in lines) for check in found}
        self.model.set_rows(lines)
        self.table.show_groups(
            RowGroups(
                lambda line: line.check if line.found else None,
                lambda line: line.check.label if line.found else _PASSED,
                lambda line: str(counts[line.check] if line.found else len(passed)),
            )
        )
        self.show_count(f"{len(passed)} из {len(ReportCheck)}")
        self.hint.setText(f"{self.summary()}. {_HINT}" if rows else "Всё сходится: отчёт можно утверждать")

    def show_frozen(self) -> None:
        """The report is approved: there is nothing to look through."""
        self._rows = ()
        self.model.set_rows([])
        self.table.show_groups(None)
        self.table.say_empty(_APPROVED)
        self.show_count("")
        self.hint.setText("")

    @property
    def stopping(self) -> tuple[CheckRow, ...]:
        """What keeps the report from being approved."""
        return tuple(row for row in self._rows if row.check.stops)

    @property
    def worth_a_look(self) -> tuple[CheckRow, ...]:
        """What may be as it is in life."""
        return tuple(row for row in self._rows if not row.check.stops)

    def summary(self) -> str:
        """How much was found: «До утверждения исправьте 2 замечания»."""
        if self.stopping:
            return f"До утверждения исправьте {counted(len(self.stopping), 'замечание', 'замечания', 'замечаний')}"
        return f"Стоит посмотреть: {counted(len(self._rows), 'замечание', 'замечания', 'замечаний')}"

    def go_on(self, step: int) -> bool:
        """F8 (1) and Shift+F8 (−1): the next or the former finding, round and round; False where there is none."""
        places = [at for at, line in enumerate(self.model.rows()) if line.found]
        if not places:
            return False
        here = self.table.currentIndex().row() if self.table.currentIndex().isValid() else -1
        further = [at for at in places if (at > here if step > 0 else at < here)] or places
        target = (min if step > 0 else max)(further)
        self.table.setCurrentIndex(self.model.index(target, 0))
        self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return True

    def _on_opened(self, line: CheckLine) -> None:
        if line.found is not None:
            self.opened.emit(line.found)


def _text(line: CheckLine) -> str:
    return line.found.title if line.found else PASSED[line.check]


def _icon(line: CheckLine) -> str:
    if line.found is None:
        return "checkmark_circle"
    return "warning" if line.check.stops else "eye"


def _tone(line: CheckLine) -> State | None:
    return State.OVERDUE if line.found and line.check.stops else None


_COLUMNS: tuple[Column[CheckLine], ...] = (
    Column(
        "what",
        "Что",
        _text,
        second=lambda line: line.found.why if line.found else "",
        icon=_icon,
        second_tone=_tone,
        tooltip=lambda line: f"{line.found.title}\n{line.found.why}" if line.found else PASSED[line.check],
        sortable=False,
    ),
)
