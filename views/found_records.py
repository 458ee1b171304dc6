"""The records of Ctrl+K: found away from the window's thread, and where each of them is opened."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject

from models.queries.search import search
from models.rows.search import FoundGroup, RecordKind
from views.asking import Asking
from views.palette_rows import Command, Heading, Line
from views.places import Consultation, Minutes, OneCard, OneProgram, OneStream, PeopleOf
from views.workplace import Workplace


class FoundRecords(QObject):
    """Looks for what was typed; `show(typed, lines)` is given the answer to the last question."""

    def __init__(
        self, workplace: Workplace, show: Callable[[str, Sequence[Line]], None], *, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._at = workplace
        self._show = show
        self._asking: Asking[tuple[str, list[FoundGroup]]] = Asking(workplace.jobs, self._on_found, self)

    def look(self, typed: str) -> None:
        """Find the records that are meant."""
        db = self._at.db
        self._asking.ask(lambda: (typed, search(db, typed)))

    def _on_found(self, answer: tuple[str, list[FoundGroup]]) -> None:
        typed, groups = answer
        self._show(typed, [line for group in groups for line in self._lines(group)])

    def _lines(self, group: FoundGroup) -> list[Line]:
        kind = _KINDS[group.kind]
        shown = len(group.hits)
        note = f"{shown} из {group.total}" if shown < group.total else ""
        return [
            Heading(kind.title, note),
            *(
                Command(hit.title, "", partial(self._at.go, kind.section, kind.place(hit.opens)), hit.second, kind.icon)
                for hit in group.hits
            ),
        ]


@dataclass(frozen=True, slots=True)
class _Kind:
    """How a group is headed, and where its records are opened."""

    title: str
    icon: str
    section: str
    place: Callable[[int], object] = int


_KINDS = {
    RecordKind.PERSON: _Kind("Люди", "people", "trainees", OneCard),
    RecordKind.EVENT: _Kind("Мероприятия", "calendar_checkmark", "events"),
    RecordKind.PLAN_ITEM: _Kind("Пункты плана", "calendar_ltr", "plan"),
    RecordKind.STREAM: _Kind("Потоки", "people_team", "trainees", OneStream),
    RecordKind.PROGRAM: _Kind("Программы", "book_open", "programs", OneProgram),
    RecordKind.PRODUCT: _Kind("Продукты", "box", "products"),
    RecordKind.DOCUMENT: _Kind("Документы", "document", "documents"),
    RecordKind.ORGANIZATION: _Kind("Организации", "library", "trainees", PeopleOf),
    RecordKind.CONSULTATION: _Kind("Консультации", "question_circle", "events", Consultation),
    RecordKind.QUESTION: _Kind("Вопросы протоколов", "document_text", "events", Minutes),
}
