"""The page that writes one протокол: who met, what was asked, what was decided; saved whole, in one action."""

from collections.abc import Callable, Mapping, Sequence
from typing import cast

from pydantic import ValidationError
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from models.commands.meetings import add_meeting, change_meeting, mark_decision_done
from models.errors import UserError
from models.queries.meetings import meeting_card, next_number
from models.queries.plans import plan_list
from models.rows.attachments import MeetingPlace
from models.rows.codes import MeetingBody
from models.rows.draft import FieldProblem, problems_of
from models.rows.meetings import DecisionDraft, MeetingCard, MeetingDraft
from models.rules.words import day_in_table
from views.drafts import Keeping, kept_drafts
from views.files.sheet import FilesSheet
from views.jobs import Job
from views.meetings.decision_row import DecisionRow
from views.meetings.people import people_of_minutes
from views.meetings.question_sheet import QuestionSheet
from views.messages import Notice
from views.people_field import PeopleField
from views.widgets.buttons import Button
from views.widgets.fields import ChoiceField, DateField, Form, TextField
from views.widgets.leaves import Leaf, Leaves
from views.widgets.naming import named
from views.widgets.sheet import Sheet
from views.widgets.tab_order import tab_through
from views.widgets.text import label
from views.workplace import Workplace

_TABLES = frozenset({"meeting", "meeting_attendee", "agenda_item", "decision", "person", "role_assignment"})
_FIELDS = ("body", "number", "held_on", "place", "chair_id", "secretary_id", "attendee_ids", "guests", "plan_id")
_FILES_WIDTH = 336
_LONGEST_NUMBER = 40
DRAFTS = "minutes"
"""Under which name the drafts are kept."""
_NEW: None = None


class MeetingEditor(QWidget):
    """`open_meeting` shows minutes, `write_new` begins others; what was typed and not saved comes back with either."""

    saved = Signal(int)
    titled = Signal()
    """The title, or whether something is unsaved, has changed."""
    gone = Signal()
    """The minutes shown were taken out."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__()
        theme = workplace.theme
        self._theme = theme
        self._workplace = workplace
        self._db = workplace.db
        self._meeting_id: int | None = None
        self._is_open = False
        self._filling = False
        self._proposed = ""
        self._named: frozenset[int] = frozenset()
        self._storing: set[int | None] = set()
        self._base: dict[str, object] = {}
        kept = kept_drafts(workplace.data_folder, DRAFTS)
        self._drafts = {key: typed for key, typed in kept.items() if key is None or isinstance(key, int)}
        self._keeping = Keeping(self, workplace.data_folder, DRAFTS, self._all_drafts)
        self._keeping.removed.connect(self._forget)
        self.questions: list[QuestionSheet] = []
        self.form = self._make_form()
        head = Sheet(theme, "Заседание")
        head.body.addWidget(self.form)
        self._column = QVBoxLayout()
        self._column.setSpacing(theme.space("gutter"))
        self.add_button = named(Button(theme, "Добавить вопрос", icon="add"), "question-add", "Добавить вопрос")
        self.add_button.setToolTip("Добавить вопрос повестки (Ctrl+Shift+Enter)")
        self.add_button.clicked.connect(self.add_question)
        foot = QHBoxLayout()
        foot.addWidget(self.add_button)
        foot.addStretch()
        inside = QVBoxLayout()
        inside.setContentsMargins(0, 0, 6, 0)
        inside.setSpacing(theme.space("gutter"))
        inside.addWidget(head)
        inside.addLayout(self._column)
        inside.addLayout(foot)
        inside.addStretch()
        self.files = FilesSheet(workplace)
        side = QVBoxLayout()
        side.setContentsMargins(0, 0, 0, 0)
        side.addWidget(self.files)
        side.addStretch()
        self._left, self._right = _scrolled(inside, "minutes-area"), _scrolled(side, "minutes-files")
        self.leaves = Leaves(
            theme,
            [Leaf("minutes", "Протокол", self._left), Leaf("files", "Файлы", self._right, _FILES_WIDTH)],
            name="minutes-leaves",
            title="Протокол или файлы",
        )
        self.notice = self._make_notice()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(theme.space("s"))
        whole.addWidget(self.notice)
        whole.addWidget(self.leaves, 1)
        self._keys()
        workplace.changes.reload_on(_TABLES, self._on_tables_changed)

    # --- what the page uses

    @property
    def meeting_id(self) -> int | None:
        """The minutes shown, None for new ones."""
        return self._meeting_id

    @property
    def drafts(self) -> frozenset[object]:
        """Ids of the minutes that have unsaved edits; None stands for new ones."""
        own: set[object] = {self._meeting_id} if self._is_open and self.is_changed() else set()
        return frozenset({*self._drafts, *own})

    def open_meeting(self, meeting_id: int) -> bool:
        """Show minutes; False when they were taken out meanwhile."""
        card = meeting_card(self._db, meeting_id)
        if card is None:
            return False
        self.leave()
        self._show(card)
        self._put_draft(meeting_id)
        return True

    def write_new(self) -> None:
        """Begin new minutes; what was begun and not saved stands there again."""
        self.leave()
        self._meeting_id, self._is_open = _NEW, True
        self._named = frozenset()
        self._fill({"body": MeetingBody.COUNCIL, "held_on": self._db.today()}, ())
        self._propose_number()
        self.add_question(focus=False)
        self._base = self.typed()
        self.files.show_place(None)
        self._put_draft(_NEW)
        self.form.editor("body").setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        """Keep what was typed and not saved as the draft of these minutes."""
        if self._is_open:
            self._keep()
        self._is_open = False

    def is_changed(self) -> bool:
        """Whether something is typed that is not saved."""
        return self.typed() != self._base

    def title(self) -> str:
        """«Протокол № 3, совет площадки»."""
        body = cast("MeetingBody", self.form.values()["body"] or MeetingBody.COUNCIL)
        return title_of(str(self.form.values()["number"]), MeetingBody(body))

    def day_in_words(self) -> str:
        """The day of the meeting: «08.03.2026»; "" while there is none."""
        day = self._day.value()
        return day_in_table(day) if day is not None else ""

    def save(self) -> None:
        """Store everything in one action, or show what is in the way beside its place; a second press waits."""
        draft = None if self._meeting_id in self._storing else self._draft()
        if draft is None:
            return
        db, actor, meeting_id = self._db, self._workplace.actor(), self._meeting_id
        before = self.typed()

        def work() -> int:
            if meeting_id is None:
                return add_meeting(db, draft, actor=actor)
            change_meeting(db, meeting_id, draft, actor=actor)
            return meeting_id

        def done(stored: object) -> None:
            words = "записан" if meeting_id is None else "изменён"
            self._workplace.messages.did(f"Протокол № {draft.number} {words}.")
            self._on_stored(meeting_id, cast("int", stored), before)

        job = Job(lambda _progress: work())
        job.done.connect(done)
        job.refused.connect(self._on_refused)
        job.finished.connect(lambda: self._storing.discard(meeting_id))
        self._storing.add(meeting_id)
        self._workplace.jobs.start(job)

    def restore(self) -> None:
        """Как было: forget what was typed since the last saving."""
        self._drafts.pop(self._meeting_id, None)
        card = meeting_card(self._db, self._meeting_id) if self._meeting_id is not None else None
        if card is not None:
            self._show(card)
        else:
            self._is_open = False
            self.write_new()

    def typed(self) -> dict[str, object]:
        """What a draft keeps."""
        return {**self.form.typed(), "agenda": [question.typed() for question in self.questions]}

    def areas(self) -> list[QWidget]:
        """What F6 goes round."""
        return [self.form.editor("body"), *[each.question for each in self.questions], self.files.first()]

    def add_question(self, *, focus: bool = True) -> None:
        """Begin another question after the one the keyboard is in, else after the last."""
        place = self._place_of_focus()
        question = self._question(len(self.questions) if place is None else place + 1)
        self._on_changed()
        if focus:
            question.question.setFocus(Qt.FocusReason.OtherFocusReason)
            self._left.ensureWidgetVisible(question)

    def add_decision(self) -> None:
        """Ctrl+Enter: begin another decision of the question the keyboard is in, else of the last."""
        if not self.questions:
            self.add_question()
        place = self._place_of_focus()
        self.questions[-1 if place is None else place].add_decision()

    def move_focused(self, step: int) -> None:
        """Alt+↑ and Alt+↓: move the decision the keyboard is in, or the question."""
        place, focus = self._place_of_focus(), QApplication.focusWidget()
        if place is None:
            return
        if not self.questions[place].move_focused(step):
            self._move_question(place, step)
        if focus is not None:
            focus.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- making

    def _make_form(self) -> Form:
        theme, form = self._theme, Form(self._theme)
        bodies = ChoiceField(theme, [(each, each.label) for each in MeetingBody])
        number, day = TextField(theme, max_length=_LONGEST_NUMBER), DateField(theme, self._db.today)
        secretary, plan = ChoiceField(theme, blank="Не назначен"), ChoiceField(theme, blank="Плана не обсуждали")
        self._body = form.add("body", "Кто собирался", bodies, stretch=4)
        self._number = form.add("number", "Номер", number, required=True, beside="body", stretch=3)
        self._day = form.add("held_on", "Дата", day, required=True, beside="body", stretch=3)
        self._chair = form.add("chair_id", "Председатель", ChoiceField(theme), required=True)
        self._secretary = form.add("secretary_id", "Секретарь", secretary, beside="chair_id")
        form.add("place", "Место", TextField(theme))
        self._plan = form.add("plan_id", "Обсуждали план", plan, beside="place")
        self._present = form.add(
            "attendee_ids",
            "Присутствовали",
            PeopleField(theme, self._db, add="Добавить присутствовавшего"),
            hint="Председателя и секретаря добавлять не нужно",
        )
        form.add("guests", "Приглашены", TextField(theme, placeholder="кто не работает на площадке, через запятую"))
        self._body.edited.connect(self._propose_number)
        self._day.left.connect(self._propose_number)
        self._present.edited.connect(self._offer_people)
        form.changed.connect(self._on_changed)
        return form

    def _make_notice(self) -> QWidget:
        holder = QWidget()
        back = named(Button(self._theme, "Как было", role="link", small=True), "minutes-revert", "Вернуть как было")
        back.clicked.connect(self.restore)
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(label("Есть несохранённые правки", "hint"))
        row.addWidget(back)
        row.addStretch()
        holder.hide()
        return holder

    def _keys(self) -> None:
        keys: tuple[tuple[str, tuple[str, ...], Callable[[], object]], ...] = (
            ("Сохранить", ("Ctrl+S",), self.save),
            ("Добавить решение", ("Ctrl+Return", "Ctrl+Enter"), self.add_decision),
            ("Добавить вопрос", ("Ctrl+Shift+Return", "Ctrl+Shift+Enter"), self.add_question),
            ("Поднять", ("Alt+Up",), lambda: self.move_focused(-1)),
            ("Опустить", ("Alt+Down",), lambda: self.move_focused(1)),
        )
        for words, sequences, act in keys:
            action = QAction(words, self)
            action.setShortcuts([QKeySequence(each) for each in sequences])
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            action.triggered.connect(lambda _checked=False, act=act: act())
            self.addAction(action)

    # --- showing

    def _show(self, card: MeetingCard) -> None:
        self._meeting_id, self._is_open = card.id, True
        self._named = frozenset(card.names)
        values = {key: getattr(card.draft, key) for key in _FIELDS}
        self._proposed = card.draft.number
        self._fill(values, ())
        self._filling = True
        for question in card.draft.agenda:
            self._question(len(self.questions)).show_question(question)
        self._filling = False
        self._base = self.typed()
        self.files.show_place(MeetingPlace(card.id))
        self._on_changed()

    def _fill(self, values: Mapping[str, object], agenda: Sequence[Mapping[str, object]]) -> None:
        self._filling = True
        for question in self.questions:
            self._column.removeWidget(question)
            question.hide()
            question.deleteLater()
        self.questions = []
        self._plan.set_items([(plan.id, plan.title) for plan in plan_list(self._db)])
        present = cast("Sequence[int]", values.get("attendee_ids") or ())
        self._offer_people(present)
        self.form.set_values(values)
        for question in agenda:
            self._question(len(self.questions)).set_typed(question)
        self._filling = False

    def _put_draft(self, key: int | None) -> None:
        """Show what was typed before over what is stored."""
        typed = self._drafts.pop(key, None)
        if typed is None:
            self._on_changed()
            return
        base = self._base
        typed = {**base, **typed}
        agenda = cast("Sequence[Mapping[str, object]]", typed.get("agenda") or ())
        self._named |= frozenset(cast("Sequence[int]", typed.get("attendee_ids") or ()))
        self._fill({}, agenda)
        self.form.set_typed(typed)
        self._base = base
        self._show_stored_marks()
        self._on_changed()

    def _question(self, place: int) -> QuestionSheet:
        question = QuestionSheet(self._theme, self._db.today, self._people())
        question.changed.connect(self._on_changed)
        question.done_wanted.connect(self._on_done_wanted)
        question.moved.connect(self._on_moved)
        question.removed.connect(self._on_removed)
        question.decision_removed.connect(self._on_decision_removed)
        self.questions.insert(place, question)
        self._lay_out()
        return question

    def _lay_out(self) -> None:
        for question in self.questions:
            self._column.removeWidget(question)
        for place, question in enumerate(self.questions, start=1):
            self._column.addWidget(question)
            question.number(place)

    def _people(self, present: Sequence[int] | None = None) -> list[tuple[object, str]]:
        return people_of_minutes(self._db, self._present.value() if present is None else present, self._named)

    def _offer_people(self, present: Sequence[int] | None = None) -> None:
        people = self._people(present)
        self._chair.set_items(people)
        self._secretary.set_items(people)
        for question in self.questions:
            question.offer(people)

    def _propose_number(self) -> None:
        """The next number of this body in this year, unless another was typed."""
        day, body = self._day.value(), self._body.value()
        if self._meeting_id is not None or day is None or body is None:
            return
        if str(self._number.value()) in ("", self._proposed):
            self._proposed = next_number(self._db, cast("MeetingBody", body), day)
            self._number.set_value(self._proposed)
            self._on_changed()

    # --- changing

    def _on_changed(self) -> None:
        if self._filling:
            return
        tab_through(self)
        self.notice.setVisible(self.is_changed())
        self._keeping.later()
        self.titled.emit()

    def _on_moved(self, question: QuestionSheet, step: int) -> None:
        self._move_question(self.questions.index(question), step)

    def _move_question(self, place: int, step: int) -> None:
        target = place + step
        if 0 <= target < len(self.questions):
            question = self.questions.pop(place)
            self.questions.insert(target, question)
            self._lay_out()
            self._on_changed()
            self._left.ensureWidgetVisible(question)

    def _on_removed(self, question: QuestionSheet) -> None:
        place, typed = self.questions.index(question), question.typed()
        was_blank = question.is_blank()
        self.questions.remove(question)
        self._column.removeWidget(question)
        question.hide()
        question.deleteLater()
        self._lay_out()
        target: QWidget = (
            self.questions[min(place, len(self.questions) - 1)].question if self.questions else self.add_button
        )
        target.setFocus(Qt.FocusReason.OtherFocusReason)
        self._on_changed()
        if not was_blank:
            self._offer_back("Вопрос убран из протокола.", lambda: self._put_question_back(place, typed))

    def _on_decision_removed(self, question: QuestionSheet, typed: Mapping[str, object]) -> None:
        if any(typed.get(key) for key in ("id", "text", "responsible_id", "due_on")):
            place = cast("int", typed["at"])
            self._offer_back("Решение убрано из протокола.", lambda: question.put_back(place, typed))

    def _put_question_back(self, place: int, typed: Mapping[str, object]) -> None:
        self._question(min(place, len(self.questions))).set_typed(typed)
        self._on_changed()

    def _offer_back(self, words: str, back: Callable[[], object]) -> None:
        """Nothing is stored yet: it is the page that takes this back."""
        advice = "Сохраните протокол, чтобы так и осталось."
        self._workplace.messages.said.emit(Notice(words, advice, choice=("Вернуть", back)))

    def _on_done_wanted(self, row: DecisionRow, is_done: bool) -> None:  # noqa: FBT001 - a slot
        db, actor, decision_id = self._db, self._workplace.actor(), row.decision_id
        if decision_id is None:
            return
        day = db.today() if is_done else None
        words = "Решение исполнено." if is_done else "Решение снова в работе."
        job = Job(lambda _progress: mark_decision_done(db, decision_id, day, actor=actor))
        job.done.connect(lambda: self._workplace.messages.did(words))
        job.refused.connect(self._on_refused)
        job.refused.connect(self._show_stored_marks)
        self._workplace.jobs.start(job)

    # --- storing

    def _draft(self) -> MeetingDraft | None:
        written = [question for question in self.questions if not question.is_blank()]
        for question in self.questions:
            question.clear_problems()
        problems: list[FieldProblem] = [*self.form.problems()]
        values = {key: None if value == "" else value for key, value in self.form.values().items()}
        values["agenda"] = [question.values() for question in written]
        try:
            draft = MeetingDraft.model_validate(values)
        except ValidationError as refused:
            own = {problem.field for problem in problems}
            problems += [problem for problem in problems_of(refused) if problem.field not in own]
        else:
            if not problems:
                self.form.clear_problems()
                return draft
        self._show_problems(written, problems)
        return None

    def _show_problems(self, written: Sequence[QuestionSheet], problems: Sequence[FieldProblem]) -> None:
        """Each beside its field; the keyboard goes to the first."""
        self.leaves.show_leaf("minutes")
        by_question: dict[int, list[FieldProblem]] = {}
        own: list[FieldProblem] = []
        for problem in problems:
            head, _, rest = problem.field.partition(".")
            at, _, field = rest.partition(".")
            if head == "agenda" and at.isdigit():
                by_question.setdefault(int(at), []).append(FieldProblem(field, problem.message))
            else:
                own.append(problem)
        for at in sorted(by_question, reverse=True):
            written[at].show_problems(by_question[at])
        self.form.show_problems(own)
        focus = QApplication.focusWidget()
        if focus is not None and self._left.isAncestorOf(focus):
            self._left.ensureWidgetVisible(focus)

    def _on_stored(self, was: int | None, meeting_id: int, before: Mapping[str, object]) -> None:
        """What was typed since the storing began, in these minutes or in others, stays unsaved."""
        is_shown = self._is_open and self._meeting_id == was
        since = self.typed() if is_shown else self._drafts.get(was, {})
        self._drafts.pop(was, None)
        if left := {key: value for key, value in since.items() if value != before.get(key)}:
            self._drafts[meeting_id] = left
        card = meeting_card(self._db, meeting_id) if is_shown else None
        if card is not None:
            self._is_open = False
            self._show(card)
            self._put_draft(meeting_id)
        self.saved.emit(meeting_id)

    def _forget(self, ids: frozenset[int]) -> None:
        """These minutes are gone: what was typed over them goes too."""
        for meeting_id in ids:
            self._drafts.pop(meeting_id, None)
        if self._meeting_id in ids:
            self._base = self.typed()
        self._keeping.later()

    def _on_refused(self, sentence: UserError) -> None:
        self._workplace.messages.refuse(sentence)

    def _on_tables_changed(self) -> None:
        """Somebody took a change back: show what is stored; over what is being typed only the ticks change."""
        if not self._is_open or self._meeting_id is None:
            return
        card = meeting_card(self._db, self._meeting_id)
        if card is None:
            self._is_open = False
            self.gone.emit()
        elif self.is_changed():
            self._show_stored_marks()
        else:
            self._show(card)

    def _show_stored_marks(self) -> None:
        card = meeting_card(self._db, self._meeting_id) if self._meeting_id is not None else None
        if card is None:
            return
        stored: dict[int | None, DecisionDraft] = {
            decision.id: decision for question in card.draft.agenda for decision in question.decisions
        }
        for question in self.questions:
            for row in question.rows:
                if (decision := stored.get(row.decision_id)) is not None:
                    row.show_done(decision.done_on)

    def _all_drafts(self) -> dict[int | None, dict[str, object]]:
        if not self._is_open or not self.is_changed():
            return self._drafts
        return {**self._drafts, self._meeting_id: self._unsaved()}

    def _unsaved(self) -> dict[str, object]:
        """The draft: of stored minutes only what was typed, as the rest may change meanwhile."""
        typed = self.typed()
        if self._meeting_id is _NEW:
            return typed
        return {key: value for key, value in typed.items() if value != self._base.get(key)}

    def _keep(self) -> None:
        if self.is_changed():
            self._drafts[self._meeting_id] = self._unsaved()
        else:
            self._drafts.pop(self._meeting_id, None)

    def _place_of_focus(self) -> int | None:
        focus = QApplication.focusWidget()
        return next(
            (at for at, each in enumerate(self.questions) if focus is not None and each.isAncestorOf(focus)), None
        )


def title_of(number: str, body: MeetingBody) -> str:
    """«Протокол № 3, совет площадки»; without the number while there is none."""
    return f"Протокол № {number}, {body.label}" if number else f"Протокол, {body.label}"


def _scrolled(column: QVBoxLayout, name: str) -> QScrollArea:
    inside = QWidget()
    inside.setLayout(column)
    area = QScrollArea()
    area.setObjectName(name)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(inside)
    return area
