"""«Тексты»: the title, headings and sentences of a printed form in other words, its sections printed or left out."""

from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from exports import layout_edits
from exports.layout import FormLayout
from views.theme import Theme
from views.widgets.columns import Column
from views.widgets.fields import MultilineField
from views.widgets.form import Form
from views.widgets.sheet import Sheet
from views.widgets.table import PagedTable, TableView
from views.widgets.text import label

_ADVICE = "Слова в фигурных скобках программа заменит данными: оставьте их как есть. Пробел убирает раздел."


class _Line(NamedTuple):
    laid: layout_edits.LaidText
    words: str
    is_shown: bool | None
    """None where it cannot be left out by itself."""


_COLUMNS: tuple[Column[_Line], ...] = (
    Column(
        "shown",
        "",
        lambda line: "" if line.is_shown is None else "печатается" if line.is_shown else "не печатается",
        check=lambda line: line.is_shown,
        width=44,
        sortable=False,
    ),
    Column(
        "words",
        "Текст",
        lambda line: " ".join(line.words.split()),
        second=lambda line: line.laid.place,
        sortable=False,
        tooltip=lambda line: line.words,
    ),
)


class FormTexts(QWidget):
    """The texts from top to bottom; the one under the cursor is changed below the list."""

    changed = Signal(object)
    """The new layout."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._layout: FormLayout | None = None
        self._slots: tuple[layout_edits.LaidText, ...] = ()
        self._model: PagedTable[_Line] = PagedTable(_COLUMNS, identify=lambda line: line.laid.path)
        self._model.ticked.connect(self._on_ticked)
        self.view: TableView[_Line] = TableView(theme, self._model, "form-texts", "Тексты формы")
        self.view.current_changed.connect(self._on_current)
        self.form = Form(theme)
        self.form.add("words", "Текст", MultilineField(theme, lines=3)).setObjectName("form-words")
        self.form.changed.connect(self._on_typed)
        sheet = Sheet(theme, inset=1)
        sheet.body.addWidget(self.view)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space("s"))
        column.addWidget(label(_ADVICE, "secondary", wrapped=True))
        column.addWidget(sheet, 1)
        column.addWidget(self.form)

    def begin(self, layout: FormLayout) -> None:
        """Show the texts of another form; one that is emptied keeps its line from now on."""
        self._slots = layout_edits.texts_of(layout)
        self.show_layout(layout)
        self.view.select_first()

    def show_layout(self, layout: FormLayout) -> None:
        """Show the same texts as they are in another layout of the form."""
        self._layout = layout
        self._model.set_rows([_line(layout, text) for text in self._slots])
        self._on_current(self.view.current_row())

    def _on_current(self, line: _Line | None) -> None:
        if line is not None:
            self.form.set_values({"words": line.words})

    def _on_typed(self) -> None:
        line = self.view.current_row()
        if line is not None:
            self._take(line, layout_edits.put(self._shown, line.laid.path, str(self.form.values()["words"] or "")))

    def _on_ticked(self, line: _Line, ticked: bool) -> None:  # noqa: FBT001 - a signal of Qt
        self._take(line, layout_edits.put(self._shown, line.laid.hides, not ticked))

    @property
    def _shown(self) -> FormLayout:
        if self._layout is None:
            raise RuntimeError("no form is shown yet")
        return self._layout

    def _take(self, line: _Line, layout: FormLayout) -> None:
        self._layout = layout
        place = self._model.place_of(lambda each: each.laid == line.laid)
        self._model.replace_row(place, _line(layout, line.laid))
        self.changed.emit(layout)


def _line(layout: FormLayout, laid: layout_edits.LaidText) -> _Line:
    return _Line(
        laid, layout_edits.at(layout, laid.path), not layout_edits.at(layout, laid.hides) if laid.hides else None
    )
