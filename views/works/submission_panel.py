"""The panel of one answer to an assignment: its state, day, score, comment and files."""

from typing_extensions import override

from models.commands.submissions import remove_submission, write_submission
from models.queries.assignments import stored_submission
from models.rows.assignments import TOP_SCORE, BoardCell, SubmissionDraft, SubmissionKey
from models.rows.attachments import SubmissionPlace
from views.draft_panel import draft_of
from views.files.record_panel import RecordPanel, StoredRecord, Writing
from views.widgets.fields import DateField, MultilineField, NumberField
from views.widgets.form import Form
from views.workplace import Workplace
from views.works.state_keys import state_field
from views.works.submissions_model import Place, SubmissionsModel
from views.writing import write_and_say

_TABLES = frozenset({"submission"})
_DRAFTS = "submission"
"""Under which name the drafts of the panel are kept."""


class SubmissionPanel(RecordPanel):
    """`show_cell` shows a cell of the board; one of whom nothing is written yet is a new record."""

    def __init__(self, workplace: Workplace, board: SubmissionsModel) -> None:
        theme = workplace.theme
        self.fields = Form(theme)
        self.fields.add("state", "Состояние", state_field(theme))
        self.fields.add("submitted_on", "Дата сдачи", DateField(theme, workplace.db.today), stretch=3)
        score = NumberField(theme, maximum=TOP_SCORE)
        self.fields.add("tutor_score", "Оценка", score, beside="submitted_on", stretch=2)
        self.fields.add("self_check", "Самопроверка стажёра", MultilineField(theme, lines=2))
        self.fields.add("comment", "Комментарий тьютора", MultilineField(theme, lines=3))
        super().__init__(
            workplace,
            self.fields,
            name="submission-panel",
            title="Задание",
            remove="Убрать ответ",
            tables=_TABLES,
        )
        self._board = board
        self._asked: SubmissionKey | None = None
        self.removed.connect(self._on_removed)
        self.keep_drafts(workplace.data_folder, _DRAFTS)

    def show_cell(self, place: Place) -> None:
        """Show what a trainee handed in."""
        self._asked = self._board.key(*place)
        cell = self._board.cell(*place)
        if cell.id is None or not self.change(cell.id):
            self.begin(_new(self._asked), self._title_of(self._asked), _values(cell))

    def follow_cell(self, place: Place) -> None:
        """Show the cell the arrows came to, unless something is unsaved."""
        if not self.is_open or self.is_changed():
            return
        key, cell = self._board.key(*place), self._board.cell(*place)
        shown = cell.id if cell.id is not None else _new(key)
        if shown == self.key:
            return
        self._asked = key
        self.follow(shown, self._title_of(key), _values(cell))
        self.files.show_place(SubmissionPlace(cell.id) if cell.id is not None else None)
        self.remove_button.setVisible(cell.id is not None)

    @override
    def stored(self, record_id: int) -> StoredRecord | None:
        found = stored_submission(self.workplace.db, record_id)
        return None if found is None else StoredRecord(self._title_of(found.key), _values(found.cell))

    @override
    def offer(self) -> None:
        """The states are always the same."""

    @override
    def place_of(self, record_id: int) -> SubmissionPlace:
        return SubmissionPlace(record_id)

    @override
    def writing(self, record_id: int | None) -> Writing | None:
        key, draft = self._asked, draft_of(self.fields, SubmissionDraft)
        if key is None or draft is None:
            return None
        db, actor = self.workplace.db, self.workplace.actor()
        return Writing(lambda: write_submission(db, key, draft, actor=actor), "Задание записано.")

    def _title_of(self, key: SubmissionKey) -> str:
        person = next((each for each in self._board.people if each.enrollment_id == key.enrollment_id), None)
        task = next((each for each in self._board.assignments if each.id == key.assignment_id), None)
        return f"{person.name}: {task.title}" if person is not None and task is not None else "Задание"

    def _on_removed(self, record_id: int) -> None:
        write_and_say(
            self.workplace, lambda db, actor: remove_submission(db, record_id, actor=actor), "Ответ на задание убран."
        )


def _new(key: SubmissionKey) -> str:
    """The key of a draft about which nothing is stored."""
    return f"{key.assignment_id}-{key.enrollment_id}"


def _values(cell: BoardCell) -> dict[str, object]:
    return {
        "state": cell.state,
        "submitted_on": cell.submitted_on,
        "tutor_score": cell.tutor_score,
        "self_check": cell.self_check,
        "comment": cell.comment,
    }
