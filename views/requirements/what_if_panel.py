"""«Что, если провести…»: meetings ticked or invented, and who of the stream would be ready then; nothing is written."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from models.queries.what_if import what_if, what_if_choices
from models.rows.codes import Mode
from models.rows.what_if import MeetingFormat, SupposedMeeting, WhatIf
from models.rules.what_if import meeting_words, supposition_words
from views.asking import Asking
from views.widgets.buttons import Button
from views.widgets.check import CheckField
from views.widgets.choice import ChoiceField
from views.widgets.fields import DateField
from views.widgets.form import Form
from views.widgets.fresh import fresh
from views.widgets.naming import named
from views.widgets.panel import SidePanel
from views.widgets.text import label, secondary, strong
from views.workplace import Workplace


class WhatIfPanel(SidePanel):
    """`show_stream` offers what lies ahead of it; the answer comes from another thread."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace.theme, "Что, если провести…")
        self.setObjectName("what-if-panel")
        theme = workplace.theme
        self._at = workplace
        self._stream_id = 0
        self._offered: list[tuple[CheckField, SupposedMeeting]] = []
        self.formats: dict[int, MeetingFormat] = {}
        """What an invented meeting may be, by id."""
        self._asking: Asking[WhatIf] = Asking(workplace.jobs, self._on_found, self)
        self.answer = label("", "section", wrapped=True)
        self._gained = secondary("")
        self._gained.setWordWrap(True)
        self._choices = QVBoxLayout()
        self._people = QVBoxLayout()
        self.fields = Form(theme)
        self.fields.add("format", "Формат", ChoiceField(theme))
        self.fields.add("day", "Когда", DateField(theme, workplace.db.today), stretch=3)
        modes = ChoiceField(theme, [(each, each.label) for each in Mode])
        self.fields.add("mode", "Как", modes, beside="day", stretch=2)
        self.add_button = named(Button(theme, "Добавить", icon="add", small=True), "what-if-add", "")
        self.add_button.setAccessibleName("Добавить придуманное мероприятие")
        self.add_button.clicked.connect(self.add_invented)
        for widget in (self.answer, self._gained):
            self.content.addWidget(widget)
        self.content.addWidget(strong("Мероприятия впереди"))
        self.content.addLayout(self._choices)
        self.content.addWidget(strong("Придумать мероприятие"))
        self.content.addWidget(self.fields)
        self.content.addWidget(self.add_button)
        self.content.addLayout(self._people)
        self.content.addStretch()
        self.only_show()

    def show_stream(self, stream_id: int) -> None:
        """Offer what the stream could hold; nothing is ticked yet."""
        self._stream_id = stream_id
        choices = what_if_choices(self._at.db, stream_id)
        self.formats = {each.id: each for each in choices.formats}
        column = fresh(self._choices)
        self._offered = []
        self._lines = column
        if not choices.meetings:
            column.addWidget(_wrapped("Ни в мероприятиях потока, ни в плане на его дни впереди ничего нет."))
        for meeting in choices.meetings:
            self._offer(meeting)
        formats = self.fields.editor("format")
        if isinstance(formats, ChoiceField):
            formats.set_items([(each.id, each.title) for each in choices.formats])
        first = next(iter(self.formats), None)
        self.fields.set_values({"format": first, "day": None, "mode": Mode.IN_PERSON})
        self.edit("what-if", "Что, если провести…", {}, focus=False)
        self.focus_first()
        self.ask()

    @override
    def focus_first(self) -> None:
        """Begin at what could be held; where nothing is ahead, at inventing something."""
        first = self._offered[0][0] if self._offered else self.fields.editor("format")
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def supposed(self) -> tuple[SupposedMeeting, ...]:
        """What is ticked."""
        return tuple(meeting for box, meeting in self._offered if box.isChecked())

    def add_invented(self) -> None:
        """Suppose a meeting that is neither written down nor planned."""
        typed = self.fields.values()
        found, day, mode = self.formats.get(_number(typed["format"])), typed["day"], typed["mode"]
        if found is None or not isinstance(day, date):
            self.fields.editor("day").setFocus()
            return
        flags = (found.is_seminar, found.is_practical, found.is_masterclass)
        self._offer(SupposedMeeting(day, found.title, Mode(str(mode)), *flags), ticked=True)
        self.ask()

    def ask(self) -> None:
        """Ask who would be ready."""
        db, stream_id, meetings = self._at.db, self._stream_id, self.supposed
        self._asking.ask(lambda: what_if(db, stream_id, meetings))

    def _offer(self, meeting: SupposedMeeting, *, ticked: bool = False) -> None:
        words = meeting_words(meeting)
        box = named(CheckField(self._at.theme, words), f"suppose-{len(self._offered)}", words)
        box.setChecked(ticked)
        box.edited.connect(self.ask)
        self._offered.append((box, meeting))
        self._lines.addWidget(box)

    def _on_found(self, found: WhatIf) -> None:
        self.answer.setText(supposition_words(self.supposed, found))
        self._gained.setText("Станут готовы: " + ", ".join(found.gained) if found.gained else "")
        self._gained.setVisible(bool(found.gained))
        column = fresh(self._people)
        if found.stay_out:
            column.addWidget(strong("Останутся"))
        for each in found.stay_out:
            column.addWidget(_wrapped(each.name, "strong"))
            column.addWidget(_wrapped(each.why))


def _wrapped(words: str, look: str = "secondary") -> QWidget:
    return label(words, look, wrapped=True)


def _number(value: object) -> int:
    return value if isinstance(value, int) else 0
