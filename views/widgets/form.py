"""A form: labels above fields, and under a field what is wrong in it (design.md §4)."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, TypeVar, cast

from PySide6.QtCore import QObject, Qt, QTimer, Signal, SignalInstance
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from models.rows.field_problem import FieldProblem
from views.drafts import Keeping, kept_drafts
from views.states import State
from views.theme import Theme
from views.widgets.text import caption
from views.widgets.text import hint as hint_label
from views.widgets.text import problem as problem_label

Field = TypeVar("Field", bound=QWidget)

_EMPTY = "Заполните это поле"
_OWN = "form"
"""The one draft of a form that edits the same thing always."""


class Editor(Protocol):
    """What a form needs of a field; every one of `views.widgets.fields` has it."""

    @property
    def edited(self) -> SignalInstance:
        """The person changed something."""
        ...

    @property
    def left(self) -> SignalInstance:
        """The field was left."""
        ...

    def value(self) -> object:
        """What the field means."""
        ...

    def set_value(self, value: object) -> None:
        """Show a stored value."""
        ...

    def typed(self) -> object:
        """What stands in the field, readable or not."""
        ...

    def set_typed(self, typed: object) -> None:
        """Put back what stood in the field."""
        ...

    def problem(self) -> str:
        """Why what was typed cannot be read."""
        ...


@dataclass(slots=True, eq=False)
class _Line:
    widget: QWidget
    holder: QWidget
    caption: QLabel
    required: bool
    hint: QLabel
    trouble: QWidget
    sentence: QLabel
    label: str
    refused: object = None
    """What stood in the field when its problem was told."""

    @property
    def editor(self) -> Editor:
        return cast("Editor", self.widget)


class Form(QWidget):
    """Fields in their order; `values()` by key, problems beside their fields.

    `check` may be given a function of the values that returns problems: it is asked when a field is left, and only
    what concerns that field is shown then.
    """

    changed = Signal()
    """The person changed a field."""
    settled = Signal()
    """What stands here is what is stored: it was shown, saved, or put back."""

    def __init__(
        self, theme: Theme, *, check: Callable[[dict[str, object]], Iterable[FieldProblem]] | None = None
    ) -> None:
        super().__init__()
        self._theme = theme
        self._check = check
        self._lines: dict[str, _Line] = {}
        self._rows: dict[str, QHBoxLayout] = {}
        self._base: dict[str, object] = {}
        self._tied: list[frozenset[str]] = []
        self._column = QVBoxLayout()
        self._column.setSpacing(theme.space("s"))
        self._general = problem_label("")
        self._general.setObjectName("form-problem")
        self._trouble = _beside(theme, QLabel(), self._general)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(theme.space("s"))
        whole.addLayout(self._column)
        whole.addWidget(self._trouble)
        theme.changed.connect(self._on_theme)

    def add(
        self,
        key: str,
        label: str,
        editor: Field,
        *,
        required: bool = False,
        hint: str = "",
        beside: str = "",
        stretch: int = 1,
    ) -> Field:
        """Add a field under its label and return it; `beside` puts it on the line of an earlier field."""
        if not editor.objectName():
            editor.setObjectName(key)
        if not editor.accessibleName():
            editor.setAccessibleName(label)
        line = self._line(label, editor, required=required, hint=hint)
        if beside:
            row = self._rows[beside]
        else:
            row = QHBoxLayout()
            row.setSpacing(self._theme.space("s") + 2)
            self._column.addLayout(row)
        row.addWidget(line.holder, stretch)
        self._rows[key] = row
        self._lines[key] = line
        self._base[key] = line.editor.typed()
        line.editor.edited.connect(_Edited(self, key, self._on_edited).call)
        line.editor.left.connect(_Edited(self, key, self._on_left).call)
        return editor

    def tie(self, *keys: str) -> None:
        """These fields mean something together only: a draft keeps all of them or none."""
        self._tied.append(frozenset(keys))

    def add_widget(self, widget: QWidget) -> None:
        """Put something between the fields: a heading, a line, a note."""
        self._column.addWidget(widget)

    def add_stretch(self) -> None:
        """Keep the fields together at the top."""
        self._column.addStretch()

    def keys(self) -> tuple[str, ...]:
        """Keys of the fields in their order."""
        return tuple(self._lines)

    def editor(self, key: str) -> QWidget:
        """The field of this key."""
        return self._lines[key].widget

    def values(self) -> dict[str, object]:
        """What the fields mean, by key."""
        return {key: line.editor.value() for key, line in self._lines.items()}

    def set_values(self, values: Mapping[str, object]) -> None:
        """Show stored values (fields that are not named are emptied); nothing counts as changed then."""
        for key, line in self._lines.items():
            line.editor.set_value(values.get(key))
        self.mark_saved()

    def typed(self) -> dict[str, object]:
        """What stands in the fields, as a draft keeps it."""
        return {key: line.editor.typed() for key, line in self._lines.items()}

    def typed_since(self, before: Mapping[str, object]) -> dict[str, object]:
        """What stands otherwise than `before`, which `typed()` gave, and what is tied to it."""
        typed = self.typed()
        other = {key for key, value in typed.items() if value != before.get(key)}
        tied = other.union(*(keys for keys in self._tied if keys & other))
        return {key: value for key, value in typed.items() if key in tied}

    def unsaved(self) -> dict[str, object]:
        """What differs from what was shown or saved last: the draft of a stored record, which may change meanwhile."""
        return self.typed_since(self._base)

    def set_typed(self, typed: Mapping[str, object]) -> None:
        """Put back a draft over the stored values: it counts as changed where it differs."""
        for key, value in typed.items():
            if key in self._lines:
                self._lines[key].editor.set_typed(value)

    def restore(self) -> None:
        """Put back what was shown or saved last."""
        self.set_typed(self._base)
        self.clear_problems()
        self.settled.emit()

    def keep_draft(self, folder: Path, name: str, *, record: object = _OWN) -> None:
        """Put back what was typed here before the last start and not stored, and keep it from now on.

        To be called once the stored values are shown; `record` is the id of what the form is at, where there are many.
        """
        typed = kept_drafts(folder, name).get(record)
        if typed is not None:
            self.set_typed(typed)

        def drafts() -> dict[object, Mapping[str, object]]:
            others = {key: kept for key, kept in kept_drafts(folder, name).items() if key != record}
            return {**others, record: self.unsaved()} if self.is_changed() else {**others}

        def forget(removed: frozenset[object]) -> None:
            if record in removed:
                self.restore()

        keeping = Keeping(self, folder, name, drafts)
        keeping.removed.connect(forget)
        self.changed.connect(keeping.later)
        self.settled.connect(keeping.later)

    def mark_saved(self, typed: Mapping[str, object] | None = None) -> None:
        """What stands here now is stored; or what stood here, as `typed()` gave it, when the storing began."""
        self._base = self.typed() if typed is None else dict(typed)
        self.clear_problems()
        self.settled.emit()

    def is_changed(self) -> bool:
        """Whether anything differs from what was shown or saved last."""
        return self.typed() != self._base

    def show_field(self, key: str, *, shown: bool) -> None:
        """Show or hide a field with its label: hidden fields keep their values."""
        self._lines[key].holder.setVisible(shown)

    def show_hint(self, key: str, hint: str) -> None:
        """Change the hint under a field."""
        self._lines[key].hint.setText(hint)
        self._lines[key].hint.setVisible(bool(hint))

    def set_enabled(self, *, enabled: bool) -> None:
        """Let the fields be edited or only read."""
        for line in self._lines.values():
            line.widget.setEnabled(enabled)

    def problems(self) -> tuple[FieldProblem, ...]:
        """What cannot be read or is missing, in the order of the fields; the commands have the last word."""
        found = [
            FieldProblem(key, sentence) for key, line in self._lines.items() if (sentence := self._own_problem(line))
        ]
        return tuple(found)

    def show_problems(self, problems: Iterable[FieldProblem]) -> bool:
        """Show each problem under its field and go to the first; True when there was one.

        A problem of no field of this form stands at its foot, next to what stores it, and is scrolled to.
        """
        self.clear_problems()
        general: list[str] = []
        wrong: dict[str, str] = {}
        for problem in problems:
            if (key := self._key_of(problem.field)) is None:
                general.append(problem.message)
            else:
                wrong.setdefault(key, problem.message)
        for key, message in wrong.items():
            self._mark(self._lines[key], message)
            self._lines[key].refused = self._lines[key].editor.typed()
        self._general.setText("\n".join(general))
        self._trouble.setVisible(bool(general))
        first = next((line for key, line in self._lines.items() if key in wrong), None)
        if first is not None:
            first.widget.setFocus(Qt.FocusReason.OtherFocusReason)
        elif general:
            # Once it has its place: only then can it be scrolled to.
            QTimer.singleShot(0, self._trouble, self._bring_general)
        return bool(wrong or general)

    def verify(self) -> bool:
        """Show what the form itself finds wrong; True when nothing is."""
        found = [*self.problems()]
        if not found and self._check is not None:
            found = list(self._check(self.values()))
        return not self.show_problems(found)

    def clear_problems(self) -> None:
        """Take all problems away."""
        self._trouble.hide()
        for line in self._lines.values():
            self._mark(line, "")

    def problem_of(self, key: str) -> str:
        """The sentence standing under a field now."""
        return self._lines[key].sentence.text()

    def _line(self, label: str, editor: QWidget, *, required: bool, hint: str) -> _Line:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self._theme.space("xs"))
        above = caption(f"{label} — обязательно" if required else label)
        above.setBuddy(editor)
        above.setWordWrap(True)
        below = hint_label(hint)
        if not hint:
            below.hide()
        sentence = problem_label("")
        sentence.setObjectName("problem")
        trouble = _beside(self._theme, QLabel(), sentence)
        if label:
            column.addWidget(above)
        column.addWidget(editor)
        column.addWidget(trouble)
        column.addWidget(below)
        column.addStretch()
        return _Line(editor, holder, above, required, below, trouble, sentence, label)

    def _own_problem(self, line: _Line) -> str:
        if line.holder.isHidden() or not line.widget.isEnabled():
            return ""
        if sentence := line.editor.problem():
            return sentence
        return _EMPTY if line.required and line.editor.value() in (None, "") else ""

    def _key_of(self, field: str) -> str | None:
        return next((part for part in (field, field.split(".", maxsplit=1)[0]) if part in self._lines), None)

    def _bring_general(self) -> None:
        above = self.parentWidget()
        while above is not None and not isinstance(above, QScrollArea):
            above = above.parentWidget()
        if above is not None:
            above.ensureWidgetVisible(self._trouble)

    def _on_edited(self, key: str) -> None:
        self._trouble.hide()
        line = self._lines[key]
        if line.trouble.isVisibleTo(self) and not self._own_problem(line):
            self._mark(line, "")
        self.changed.emit()

    def _on_left(self, key: str) -> None:
        line = self._lines[key]
        sentence = self._own_problem(line)
        if sentence == _EMPTY and line.editor.typed() == self._base.get(key):
            return  # an untouched empty field is told of on saving, not on passing through
        if not sentence and self._check is not None and line.editor.typed() != self._base.get(key):
            found = self._check(self.values())
            sentence = next((item.message for item in found if self._key_of(item.field) == key), "")
        if not sentence and line.sentence.text() and line.refused == line.editor.typed():
            return  # refused as a whole, and still as it was
        self._mark(line, sentence)
        line.refused = line.editor.typed()

    def _mark(self, line: _Line, sentence: str) -> None:
        if line.sentence.text() == sentence and line.trouble.isHidden() == (not sentence):
            return
        line.sentence.setText(sentence)
        line.trouble.setVisible(bool(sentence))
        line.widget.setAccessibleDescription(sentence or line.hint.text())
        for widget in (line.widget, line.caption):
            widget.setProperty("problem", bool(sentence))
            widget.style().unpolish(widget)
            widget.style().polish(widget)

    def _on_theme(self) -> None:
        colour = self._theme.state(State.OVERDUE).text
        for sign in self.findChildren(QLabel, "problem-sign"):
            sign.setPixmap(self._theme.pixmap("error_circle", colour, size=16))


def _beside(theme: Theme, sign: QLabel, sentence: QLabel) -> QWidget:
    """A hidden line of a sign and the sentence it stands for."""
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme.space("xs") + 1)
    row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(sentence, 1)
    sign.setObjectName("problem-sign")
    sign.setPixmap(theme.pixmap("error_circle", theme.state(State.OVERDUE).text, size=16))
    holder.hide()
    return holder


class _Edited(QObject):
    """Says which field it was; lives as long as the form."""

    def __init__(self, form: Form, key: str, then: Callable[[str], None]) -> None:
        super().__init__(form)
        self._key = key
        self._then = then

    def call(self) -> None:
        """Pass on the key."""
        self._then(self._key)
