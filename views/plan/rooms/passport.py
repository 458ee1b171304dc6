"""«Паспорт плана»: what is said of the plan as a whole, its way to approval, and what stands in that way."""

from pydantic import ValidationError
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from models.commands.plans import advance_plan, change_plan
from models.errors import UserError
from models.queries.plan_card import plan_card, plan_links
from models.queries.plan_obstacles import plan_obstacles
from models.rows.codes import PlanKind, PlanStatus
from models.rows.draft import problems_of
from models.rows.plan_card import PlanCard
from models.rows.plans import PlanApproval, PlanDraft, PlanObstacle
from models.rules.plans import needs_amendment, next_status
from models.rules.words import counted, day_in_table
from views.papers.offer import offer
from views.plan.papers import wishes_of
from views.plan.rooms.room import Room
from views.plan.strips import CHECKED, STEP_VERBS, StepStrip, is_confirmed
from views.states import State
from views.widgets.buttons import Button
from views.widgets.fields import ChoiceField, DateField, MultilineField, TextField
from views.widgets.form import Form
from views.widgets.fresh import fresh
from views.widgets.leaves import Leaf, Leaves
from views.widgets.naming import named
from views.widgets.route import RouteLine, RouteStop
from views.widgets.sheet import INSET, Sheet, hline
from views.widgets.text import Elided, label, secondary
from views.workplace import Workplace

_SIDE = 420
_STOPS, _WARNS = "obstacle-stops", "obstacle-warns"
"""Names of the signs beside obstacles."""
_SHOWN = 20
"""So many obstacles are shown at once: they are mended one after another."""
_TASKS_HINT = "Каждая задача с новой строки: так они и напечатаются."
_GOAL_HINT = "Если не заполнять, напечатается цель из паспорта площадки."


class PassportRoom(Room):
    """Edits the head of a plan and takes it on; an approved one asks for the reason of a change."""

    tables = frozenset({"plan", "plan_item", "plan_amendment", "meeting", "event"})

    def __init__(self, workplace: Workplace, plan_id: int) -> None:
        super().__init__(workplace)
        theme = workplace.theme
        self._id = plan_id
        self._card: PlanCard | None = None
        self.step = StepStrip(theme, workplace.db)
        self.step.decided.connect(self._on_decided)
        self.step.closed.connect(self._on_not_now)
        self.form = self._make_form()
        self._save = named(Button(theme, "Сохранить", role="primary"), "passport-save", "Сохранить паспорт плана")
        self._save.setToolTip("Сохранить (Ctrl+S)")
        self._save.clicked.connect(self._on_save)
        self.route = named(RouteLine(theme), "plan-route", "Путь плана")
        self._next = named(Button(theme, "", role="primary"), "passport-next", "Следующий шаг плана")
        self._next.clicked.connect(self._on_next)
        self._where = label("", wrapped=True)
        self._papers = QVBoxLayout()
        self._papers.setSpacing(theme.space("xs"))
        self._obstacles = QVBoxLayout()
        self._obstacles.setSpacing(theme.space("s"))
        self._leaves = Leaves(
            theme,
            [Leaf("head", "Сведения", self._make_head()), Leaf("way", "Ход плана", self._make_way(), _SIDE)],
            name="passport-side",
            title="Сведения или ход плана",
        )
        self.body.addWidget(self.step)
        self.body.addWidget(self._leaves, 1)
        keep = QShortcut(QKeySequence(QKeySequence.StandardKey.Save), self)
        keep.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        keep.activated.connect(self._on_save)
        theme.changed.connect(self._paint_signs)
        self.reload()
        self.form.keep_draft(workplace.data_folder, "plan-head", record=plan_id)

    @override
    def areas(self) -> list[QWidget]:
        asked = [self.step.form.editor("on")] if not self.step.isHidden() else []
        return [*asked, self.form.editor("title"), self._save, self.route, self._next]

    @override
    def first(self) -> QWidget:
        return self.form.editor("title")

    def show_way(self) -> None:
        """Bring what stands in the plan's way into sight."""
        self._leaves.show_leaf("way")
        (self._links()[:1] or [self.route])[0].setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def reload(self) -> None:
        try:
            card = plan_card(self.at.db, self._id)
            obstacles = plan_obstacles(self.at.db, self._id)
        except UserError as gone:
            self.at.messages.refuse(gone)
            self.left.emit()
            return
        self._card = card
        if not self.form.is_changed():
            self.form.set_values(card.draft.model_dump())
        self.form.show_field("reason", shown=needs_amendment(card.status))
        self._show_way(card, obstacles)
        self.show_heading("Паспорт плана", card.draft.title)

    @override
    def print_paper(self) -> None:
        if self._card is not None:
            offer(self.at, self, *wishes_of(self._card))

    # --- building

    def _make_form(self) -> Form:
        theme, today = self.theme, self.at.db.today
        links = plan_links(self.at.db)
        form = Form(theme)
        form.add("title", "Название", TextField(theme, max_length=300), required=True)
        form.add("starts_on", "Срок с", DateField(theme, today), required=True)
        form.add("ends_on", "по", DateField(theme, today), required=True, beside="starts_on")
        form.add(
            "kind",
            "Вид плана",
            ChoiceField(theme, [(kind, kind.label.capitalize()) for kind in PlanKind]),
            required=True,
            beside="starts_on",
            stretch=2,
        )
        programs = ChoiceField(theme, [(each.id, each.title) for each in links.programs], blank="Все программы")
        form.add("program_id", "Программа", programs)
        tutors = ChoiceField(theme, [(each.id, each.title) for each in links.tutors], blank="Не назначен")
        form.add("tutor_id", "Тьютор", tutors, beside="program_id")
        form.add("goal", "Цель", MultilineField(theme, lines=2), hint=_GOAL_HINT)
        form.add("tasks", "Задачи", MultilineField(theme, lines=4), hint=_TASKS_HINT)
        form.add(
            "reason",
            "Причина изменения",
            TextField(theme, placeholder="Например: перенос по решению ИРО", max_length=500),
            hint="План утверждён: изменения идут с причиной и остаются в истории.",
        )
        return form

    def _make_head(self) -> Sheet:
        sheet = Sheet(self.theme, "Сведения", inset=1)
        sheet.body.addWidget(_scrolled(self.form), 1)
        sheet.body.addWidget(hline())
        foot = QHBoxLayout()
        foot.setContentsMargins(INSET, 8, INSET, 10)
        foot.addWidget(self._save)
        foot.addStretch()
        sheet.body.addLayout(foot)
        return sheet

    def _make_way(self) -> Sheet:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self.theme.space("m"))
        column.addWidget(self.route)
        column.addWidget(self._where)
        column.addWidget(self._next, 0, Qt.AlignmentFlag.AlignLeft)
        column.addLayout(self._papers)
        column.addLayout(self._obstacles)
        column.addStretch()
        sheet = Sheet(self.theme, "Ход плана", inset=1)
        sheet.body.addWidget(_scrolled(inside), 1)
        return sheet

    # --- showing

    def _show_way(self, card: PlanCard, obstacles: tuple[PlanObstacle, ...]) -> None:
        order = list(PlanStatus)
        at = order.index(card.status)
        stops = [
            RouteStop("done" if place < at else "now" if place == at else "ahead", _SHORT[each], _paper(card, each))
            for place, each in enumerate(order)
        ]
        self.route.show_stops(stops)
        following = next_status(card.status)
        self._next.setVisible(following is not None)
        blocking = [each for each in obstacles if each.blocks] if following in CHECKED else []
        if following is None:
            self._where.setText("План закрыт. Он остаётся в отчётах и в истории.")
        else:
            self._next.setText(STEP_VERBS[following])
            self._next.setAccessibleName(STEP_VERBS[following])
            self._where.setText(_WHERE[card.status])
        if blocking:
            many = counted(len(blocking), "замечание", "замечания", "замечаний")
            self._next.block(f"Сначала исправьте {many} ниже", self.show_way)
        else:
            self._next.unblock()
        self._show_papers(card)
        self._show_obstacles(obstacles)

    def _show_papers(self, card: PlanCard) -> None:
        column = fresh(self._papers)
        for status in PlanStatus:
            if words := _paper(card, status):
                column.addWidget(secondary(words))
        if card.parent:
            column.addWidget(secondary(f"Входит в план «{card.parent}»."))
        for title in card.merged:
            column.addWidget(secondary(f"В него входит «{title}»."))

    def _show_obstacles(self, obstacles: tuple[PlanObstacle, ...]) -> None:
        column = fresh(self._obstacles)
        if obstacles:
            column.addWidget(hline())
            column.addWidget(
                label("Что мешает" if any(each.blocks for each in obstacles) else "Обратите внимание", "strong")
            )
        for each in obstacles[:_SHOWN]:
            column.addWidget(self._obstacle(each))
        if (more := len(obstacles) - _SHOWN) > 0:
            column.addWidget(secondary(f"И ещё {counted(more, 'замечание', 'замечания', 'замечаний')}."))
        self._paint_signs()

    def _paint_signs(self) -> None:
        for name, state, icon in ((_STOPS, State.OVERDUE, "error_circle"), (_WARNS, State.ATTENTION, "warning")):
            for sign in self.findChildren(QLabel, name):
                sign.setPixmap(self.theme.pixmap(icon, self.theme.state(state).text, size=16))

    def _obstacle(self, obstacle: PlanObstacle) -> QWidget:
        holder, sign = QWidget(), QLabel()
        sign.setObjectName(_STOPS if obstacle.blocks else _WARNS)
        words = QVBoxLayout()
        words.setSpacing(0)
        if obstacle.title:
            words.addWidget(Elided(obstacle.title, look="strong"))
        words.addWidget(label(obstacle.message, wrapped=True))
        words.addWidget(secondary(obstacle.advice))
        item_id = obstacle.item_id
        if item_id is not None:
            link = named(Button(self.theme, "К пункту", role="link", small=True), "obstacle-item", obstacle.title)
            link.setAccessibleName(f"К пункту: {obstacle.title}")
            link.setToolTip(obstacle.title)
            link.clicked.connect(lambda: self.item_wanted.emit(item_id))
            words.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(self.theme.space("s"))
        row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        return holder

    def _links(self) -> list[Button]:
        return [each for each in self.findChildren(Button, "obstacle-item") if not each.isHidden()]

    # --- what the person does

    def _on_save(self) -> None:
        card = self._card
        if card is None or not self.form.verify():
            return
        values = {key: None if value == "" else value for key, value in self.form.values().items()}
        reason = values.pop("reason")
        try:
            draft = PlanDraft.model_validate(values)
        except ValidationError as refused:
            self.form.show_problems(problems_of(refused))
            return
        db, actor, amendment = self.at.db, self.at.actor(), str(reason) if reason else None
        typed = self.form.typed()
        self.write(
            lambda: change_plan(db, self._id, draft, actor=actor, amendment=amendment),
            lambda _none: "Паспорт плана записан",
            lambda _none: self._on_saved(typed),
        )

    def _on_saved(self, typed: dict[str, object]) -> None:
        self.form.mark_saved(typed)
        self.reload()

    def _on_next(self) -> None:
        following = next_status(self._card.status) if self._card is not None else None
        if following is not None and not self._next.blocked:
            self.step.ask(following)

    def _on_not_now(self) -> None:
        self._next.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_decided(self, approval: PlanApproval) -> None:
        if not is_confirmed(self, self.theme, approval.status):
            return
        db, actor = self.at.db, self.at.actor()
        self.write(
            lambda: advance_plan(db, self._id, approval, actor=actor),
            lambda _none: f"План: {approval.status.label}",
            lambda _none: self._on_advanced(),
        )

    def _on_advanced(self) -> None:
        self.step.hide()
        self.reload()
        self._next.setFocus(Qt.FocusReason.OtherFocusReason)


_SHORT = {
    PlanStatus.DRAFT: "Черновик",
    PlanStatus.DISCUSSED: "Обсуждён",
    PlanStatus.AGREED: "Согласован",
    PlanStatus.APPROVED: "Утверждён",
    PlanStatus.CLOSED: "Закрыт",
}
_WHERE = {
    PlanStatus.DRAFT: "План пока черновик. Дальше его обсуждает совет площадки.",
    PlanStatus.DISCUSSED: "Совет план обсудил. Дальше его согласуют.",
    PlanStatus.AGREED: "План согласован. Дальше его утверждает заведующий.",
    PlanStatus.APPROVED: "План утверждён и меняется только с причиной. Когда срок пройдёт, его закрывают.",
}


def _paper(card: PlanCard, status: PlanStatus) -> str:
    """The paper behind a state: «Обсуждён советом 23.12.2025, протокол № 3»; "" while there is none."""
    if status is PlanStatus.DISCUSSED and card.council_on is not None:
        number = f", протокол № {card.council_protocol_no}" if card.council_protocol_no else ""
        return f"Обсуждён советом {day_in_table(card.council_on)}{number}"
    if status is PlanStatus.AGREED and card.agreed_on is not None:
        return f"Согласован {day_in_table(card.agreed_on)}"
    if status is PlanStatus.APPROVED and card.approved_on is not None:
        return f"Утверждён {day_in_table(card.approved_on)}" + (f", {card.approved_by}" if card.approved_by else "")
    return ""


def _scrolled(inside: QWidget) -> QScrollArea:
    """A column, reachable whole in a low window."""
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(INSET, 2, INSET, 8)
    column.addWidget(inside)
    column.addStretch()
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QScrollArea.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(holder)
    return area
