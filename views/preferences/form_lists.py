"""«Столбцы»: which columns a table of a printed form has, in which order, under which words and how wide."""

from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from exports import layout_edits
from exports.layout import FormLayout
from views.theme import Theme
from views.widgets.buttons import icon_button, row_of
from views.widgets.choice import ChoiceField
from views.widgets.columns import Column
from views.widgets.fields import NumberField, TextField
from views.widgets.form import Form
from views.widgets.naming import named
from views.widgets.row_actions import row_action
from views.widgets.sheet import Sheet
from views.widgets.table import PagedTable, TableView
from views.widgets.text import label

_ADVICE = "Пробел печатает столбец или убирает его, Alt+↑ и Alt+↓ двигают, Ctrl+Z отменяет."
_NOTHING = "В этой форме нет таблиц: её слова меняют во вкладке «Тексты»."


class _Line(NamedTuple):
    place: int
    title: str
    is_shown: bool
    share: float | None
    """Per cent of the table; None in a list without widths."""


_COLUMNS: tuple[Column[_Line], ...] = (
    Column(
        "shown",
        "",
        lambda line: "печатается" if line.is_shown else "не печатается",
        check=lambda line: line.is_shown,
        width=44,
        sortable=False,
    ),
    Column("title", "Заголовок", lambda line: line.title, sortable=False, tooltip=lambda line: line.title),
    Column(
        "share",
        "Ширина",
        lambda line: "" if line.share is None or not line.is_shown else f"{line.share:.0f}\u00a0%",
        align="right",
        width=84,
        sortable=False,
    ),
)


class FormLists(QWidget):
    """The tables of a form one at a time; what is changed is shown at once and told by `changed`."""

    changed = Signal(object)
    """The new layout."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._layout: FormLayout | None = None
        self._lists: tuple[layout_edits.LaidList, ...] = ()
        self.choice = named(ChoiceField(theme, []), "form-list", "Таблица формы")
        self.choice.edited.connect(self._on_list)
        self._model: PagedTable[_Line] = PagedTable(_COLUMNS, identify=lambda line: line.place)
        self._model.ticked.connect(self._on_ticked)
        self.view: TableView[_Line] = TableView(theme, self._model, "form-columns", "Столбцы таблицы")
        self.view.current_changed.connect(self._on_current)
        row_action(self.view, "Выше", lambda: self._move(-1), "Alt+Up")
        row_action(self.view, "Ниже", lambda: self._move(1), "Alt+Down")
        up = icon_button(theme, "chevron_up", name="form-column-up", title="Столбец раньше", key="Alt+↑")
        down = icon_button(theme, "chevron_down", name="form-column-down", title="Столбец позже", key="Alt+↓")
        up.clicked.connect(lambda: self._move(-1))
        down.clicked.connect(lambda: self._move(1))
        self.form = Form(theme)
        self.form.add("title", "Заголовок столбца", TextField(theme, max_length=200)).setObjectName("column-title")
        self.form.add("share", "Ширина, %", NumberField(theme, minimum=1, maximum=95), beside="title").setObjectName(
            "column-share"
        )
        self.form.changed.connect(self._on_typed)
        self._sheet = Sheet(theme, inset=1)
        self._sheet.body.addWidget(self.view)
        self._nothing = label(_NOTHING, "secondary", wrapped=True)
        self._advice = label(_ADVICE, "secondary", wrapped=True)
        self._moving = row_of(up, down)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space("s"))
        for widget in (self.choice, self._nothing, self._advice):
            column.addWidget(widget)
        column.addWidget(self._sheet, 1)
        column.addWidget(self._moving, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.form)

    def show_layout(self, layout: FormLayout) -> None:
        """Show the tables of a form."""
        self._layout, self._lists = layout, layout_edits.lists_of(layout)
        for widget in (self.choice, self._sheet, self._advice, self._moving, self.form):
            widget.setVisible(bool(self._lists))
        self._nothing.setVisible(not self._lists)
        self.choice.set_items([(at, each.title) for at, each in enumerate(self._lists)])
        if self._lists and not isinstance(self.choice.value(), int):
            self.choice.set_value(0)
        self._model.set_rows(self._lines())
        if self.view.current_row() is None:
            self.view.select_first()
        self._on_current(self.view.current_row())

    def _shown(self) -> tuple[FormLayout, layout_edits.LaidList] | None:
        at = self.choice.value()
        if self._layout is None or not isinstance(at, int) or at >= len(self._lists):
            return None
        return self._layout, self._lists[at]

    def _lines(self) -> list[_Line]:
        shown = self._shown()
        if shown is None:
            return []
        columns = layout_edits.entries(*shown)
        widths = layout_edits.shares(columns) if shown[1].has_widths else [None] * len(columns)
        return [
            _Line(place, layout_edits.plain_title(each), not each.hidden, share)
            for place, (each, share) in enumerate(zip(columns, widths, strict=True))
        ]

    def _on_list(self) -> None:
        self._model.set_rows(self._lines())
        self.view.select_first()

    def _on_current(self, line: _Line | None) -> None:
        if line is not None:
            share = None if line.share is None else round(line.share)
            self.form.set_values({"title": line.title, "share": share})
            self.form.show_field("share", shown=share is not None)

    def _on_typed(self) -> None:
        line, shown = self.view.current_row(), self._shown()
        if line is None or shown is None:
            return
        said, changed = self.form.values(), [*layout_edits.entries(*shown)]
        share = said["share"]
        changed[line.place] = layout_edits.renamed(changed[line.place], str(said["title"] or ""))
        if isinstance(share, int | float) and line.share is not None and share != round(line.share):
            changed = [*layout_edits.widened(changed, line.place, share)]
        self._take(layout_edits.put(shown[0], shown[1].path, tuple(changed)))

    def _on_ticked(self, line: _Line, ticked: bool) -> None:  # noqa: FBT001 - a signal of Qt
        if (shown := self._shown()) is not None:
            self._take(layout_edits.put(shown[0], (*shown[1].path, line.place, "hidden"), not ticked))

    def _move(self, step: int) -> None:
        line, shown = self.view.current_row(), self._shown()
        if line is None or shown is None or not 0 <= line.place + step < len(self._model.rows()):
            return
        self._take(
            layout_edits.put(
                shown[0], shown[1].path, layout_edits.moved(layout_edits.entries(*shown), line.place, step)
            )
        )
        self.view.select(lambda each: each.place == line.place + step)

    def _take(self, layout: FormLayout) -> None:
        """Show what the columns became; the fields keep what is being typed."""
        self._layout = layout
        for place, line in enumerate(self._lines()):
            self._model.replace_row(place, line)
        self.changed.emit(layout)
