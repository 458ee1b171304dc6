"""«Новый план»: with an empty page, or after the pattern of another plan, its days moved and looked at before."""

from collections.abc import Sequence
from datetime import date
from functools import cached_property
from typing import cast

from pydantic import ValidationError
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from models.commands.plan_copy import copy_plan
from models.commands.plans import add_plan
from models.errors import UserError
from models.queries.plan_board import plans_of_period
from models.queries.plan_card import plan_entries_of_site, plan_links
from models.queries.plan_copy import copied_items
from models.rows.codes import PlanItemStatus, PlanKind, ReportType
from models.rows.draft import FieldProblem, problems_of
from models.rows.plan_card import PlanEntry
from models.rows.plan_copy import CopiedItem, PlanCopyDraft, PlanCopyPreview
from models.rows.plans import PlanDraft
from models.rules.periods import Period, parse_period
from models.rules.plan_marks import term
from models.rules.plan_periods import former_period, next_period, period_of
from models.rules.words import counted
from views.plan.rooms.room import Room
from views.plan.which_plan import period_of_plan, year_above
from views.preferences.days_off import DaysOffSheet
from views.states import State
from views.widgets.buttons import Button
from views.widgets.fields import ChoiceField, DateField, TextField
from views.widgets.form import Form
from views.widgets.leaves import Leaf, Leaves
from views.widgets.naming import named
from views.widgets.sheet import INSET, Sheet, hline
from views.widgets.table import Column, PagedTable, TableView
from views.widgets.text import label, secondary
from views.workplace import Workplace

_SIDE = 344
_AHEAD = 5
"""So many periods after the present one are offered."""
_TYPES = {
    PlanKind.QUARTER: (ReportType.QUARTER,),
    PlanKind.HALF_YEAR: (ReportType.HALF_YEAR,),
    PlanKind.YEAR: (ReportType.SCHOOL_YEAR, ReportType.YEAR),
    PlanKind.ROADMAP: (ReportType.SCHOOL_YEAR, ReportType.YEAR),
}
"""Periods that a plan of each kind is made for."""
_OTHER = "other"
_WEEKDAYS = ("пн", "вт", "ср", "чт", "пт", "сб", "вс")


class NewPlanRoom(Room):
    """Kind, period and whose it is; with a pattern, its items with the days they would come to."""

    made = Signal(int)
    """The id of the plan that was made."""

    tables = frozenset({"plan", "plan_item", "non_working_day", "program", "role_assignment"})

    def __init__(self, workplace: Workplace, *, source_id: int | None = None, around: date | None = None) -> None:
        super().__init__(workplace)
        theme = workplace.theme
        self._around = around or workplace.db.today()
        self._plans: dict[int, PlanEntry] = {}
        self._proposed = ""
        self._aside: set[int] = set()
        self._preview: PlanCopyPreview | None = None
        self.form = Form(theme)
        self._fields()
        self.table: PagedTable[CopiedItem] = PagedTable(self._columns(), identify=lambda row: row.id)
        self.table.ticked.connect(self._on_ticked)
        self.view: TableView[CopiedItem] = TableView(
            theme, self.table, "copied-items", "Пункты, которые перейдут", remembered=workplace.remembered
        )
        self._note = secondary("")
        self._words = label("", wrapped=True)
        self.go = named(Button(theme, "Создать план", role="primary"), "new-plan-go", "Создать план")
        self.go.clicked.connect(self._on_go)
        self._right = QStackedWidget()
        self._right.addWidget(self._make_items())
        self._leaves = Leaves(
            theme,
            [Leaf("plan", "План", self._make_side(), _SIDE), Leaf("items", "Пункты", self._right)],
            name="new-plan-side",
            title="План или его пункты",
        )
        self.body.addWidget(self._leaves)
        store = QShortcut(QKeySequence(QKeySequence.StandardKey.Save), self)
        store.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        store.activated.connect(self._on_go)
        self._offer_plans()
        self.form.set_values({"kind": PlanKind.QUARTER, "source_id": source_id})
        self._begin_period()

    @cached_property
    def days_off(self) -> DaysOffSheet:
        """The days that items are moved around; made when they are first asked for."""
        made = DaysOffSheet(self.at)
        made.show_link("К пунктам")
        made.linked.connect(self._show_items)
        self._right.addWidget(made)
        return made

    @override
    def areas(self) -> list[QWidget]:
        shown = self.view if self._right.currentWidget() is self._items else self.days_off.view
        return [self.form.editor("source_id"), shown, self.go]

    @override
    def reload(self) -> None:
        self._offer_plans()
        self._show()

    # --- building

    def _fields(self) -> None:
        theme, today = self.theme, self.at.db.today
        links = plan_links(self.at.db)
        form = self.form
        source = form.add("source_id", "Взять за образец", ChoiceField(theme, blank="Ничего, начать с пустого плана"))
        kinds = ChoiceField(theme, [(kind, kind.label.capitalize()) for kind in PlanKind])
        form.add("kind", "Вид плана", kinds)
        period = form.add("period", "Период", ChoiceField(theme))
        form.add("starts_on", "Срок с", DateField(theme, today), required=True)
        form.add("ends_on", "по", DateField(theme, today), required=True, beside="starts_on")
        form.add("title", "Название", TextField(theme, max_length=300), required=True)
        programs = ChoiceField(theme, [(each.id, each.title) for each in links.programs], blank="Все программы")
        form.add("program_id", "Программа", programs)
        tutors = ChoiceField(theme, [(each.id, each.title) for each in links.tutors], blank="Не назначен")
        form.add("tutor_id", "Тьютор", tutors)
        source.edited.connect(self._begin_period)
        kinds.edited.connect(self._begin_period)
        period.edited.connect(self._on_period)
        for key in ("starts_on", "ends_on"):
            cast("DateField", form.editor(key)).left.connect(self._show)

    def _make_side(self) -> Sheet:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(INSET, 2, INSET, 8)
        column.addWidget(self.form)
        column.addStretch()
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inside)
        foot = QVBoxLayout()
        foot.setContentsMargins(INSET, 8, INSET, 10)
        foot.setSpacing(self.theme.space("s"))
        foot.addWidget(self._words)
        foot.addWidget(self.go, 0, Qt.AlignmentFlag.AlignLeft)
        sheet = Sheet(self.theme, "План", inset=1)
        sheet.body.setSpacing(0)
        sheet.body.addWidget(area, 1)
        sheet.body.addWidget(hline())
        sheet.body.addLayout(foot)
        return sheet

    def _make_items(self) -> Sheet:
        self._items = Sheet(self.theme, "Пункты", link="Нерабочие дни", inset=1)
        self._items.setObjectName("copied")
        self._items.linked.connect(self._show_days_off)
        self._told = QWidget()
        told = QHBoxLayout(self._told)
        told.setContentsMargins(INSET, 0, INSET, 6)
        told.addWidget(self._note, 1)
        self._items.body.setSpacing(0)
        self._items.body.addWidget(self._told)
        self._items.body.addWidget(self.view, 1)
        return self._items

    def _columns(self) -> list[Column[CopiedItem]]:
        return [
            Column(
                "tick", "", lambda row: "да" if self._takes(row) else "нет", width=40, check=self._takes, sortable=False
            ),
            Column("title", "Мероприятие", lambda row: row.title, second=_second, least=220, sortable=False),
            Column("was", "Было", lambda row: _span(row.old_first, row.old_last), width=168, rank=1, sortable=False),
            Column("now", "Станет", lambda row: _span(row.first, row.last), width=168, sortable=False,
                   second=lambda row: row.why, second_tone=lambda row: State.ATTENTION if row.why else None,
                   tooltip=lambda row: row.why),
            Column("responsible", "Ответственный", lambda row: row.responsible, width=170, rank=2, sortable=False,
                   second=lambda row: row.responsible_note, tooltip=lambda row: row.responsible_note,
                   second_tone=lambda row: State.ATTENTION if row.responsible_note else None),
        ]  # fmt: skip

    # --- what is asked for

    @property
    def _source(self) -> PlanEntry | None:
        chosen = self.form.values()["source_id"]
        return self._plans.get(chosen) if isinstance(chosen, int) else None

    @property
    def _kind(self) -> PlanKind:
        source = self._source
        chosen = self.form.values()["kind"]
        return source.kind if source is not None else PlanKind(str(chosen))

    def _offer_plans(self) -> None:
        self._plans = {each.id: each for each in plan_entries_of_site(self.at.db)}
        words = [
            (each.id, f"{each.title} · {counted(each.items, 'пункт', 'пункта', 'пунктов')}")
            for each in self._plans.values()
            if each.items
        ]
        cast("ChoiceField", self.form.editor("source_id")).set_items(words)

    def _begin_period(self) -> None:
        """Another kind or pattern: propose the period that comes next for it."""
        source, kind = self._source, self._kind
        self._aside.clear()
        proposed = period_of(_TYPES[kind][0], self._around)
        if source is not None:
            proposed = _a_year_on(period_of_plan(source.kind, source.starts_on), self.at.db.today())
        offered = sorted({*_periods(kind, self._around), proposed}, key=lambda period: (period.start, period.end))
        items: list[tuple[object, str]] = [(each.code, each.title) for each in offered]
        cast("ChoiceField", self.form.editor("period")).set_items([*items, (_OTHER, "Другой срок")])
        self._put({"period": proposed.code})
        self._on_period()

    def _on_period(self) -> None:
        code = self.form.values()["period"]
        if isinstance(code, str) and code != _OTHER:
            period = parse_period(code)
            title = _title(self._kind, period)
            typed = self.form.values()["title"]
            values: dict[str, object] = {"starts_on": period.start, "ends_on": period.end}
            if typed in ("", self._proposed):
                values["title"] = self._proposed = title
            self._put(values)
        self._show()

    def _put(self, values: dict[str, object]) -> None:
        self.form.set_values({**self.form.values(), **values})

    # --- showing

    def _show(self) -> None:
        source = self._source
        for key in ("kind", "program_id", "tutor_id"):
            self.form.show_field(key, shown=source is None)
        is_other = self.form.values()["period"] == _OTHER
        for key in ("starts_on", "ends_on"):
            self.form.show_field(key, shown=is_other)
        self._read()
        preview = self._preview
        rows = preview.items if preview is not None else ()
        self.table.set_rows(rows)
        self._items.show_link("Нерабочие дни" if source is not None else "")
        if source is None:
            self.view.say_empty("Выберите образец, и здесь будут его пункты с новыми датами.")
        else:
            self.view.say_empty("В этом плане нет пунктов, которые можно скопировать.")
        self._say()
        years = preview.guessed_years if preview is not None else ()
        self._note.setText(_guessed(years))
        self._told.setVisible(bool(years))
        self.show_heading("Новый план" if source is None else "Копия плана", source.title if source else "")

    def _read(self) -> None:
        source, draft = self._source, self._copy_draft()
        self._preview = None
        if source is None or draft is None:
            return
        try:
            self._preview = copied_items(self.at.db, source.id, draft)
        except UserError as gone:
            self.at.messages.refuse(gone)

    def _say(self) -> None:
        taken = self._taken()
        if self._source is None:
            verb = "Создать план"
            self._words.setText("Появится пустой план, черновик.")
        else:
            many = counted(len(taken), "пункт", "пункта", "пунктов")
            verb = f"Скопировать {many}"
            shifted = sum(1 for item in taken if item.why)
            words = f"Появится черновик плана, в нём {many}."
            if shifted:
                words += f" Сдвинули из-за нерабочих дней и границ плана: {shifted}."
            self._words.setText(words)
        self.go.setText(verb)
        self.go.setAccessibleName(verb)
        all_items = len(self._preview.items) if self._preview is not None else 0
        self._items.show_count(f"перейдут {len(taken)} из {all_items}" if all_items else "")
        if self._source is not None and not taken:
            self.go.block("Отметьте хотя бы один пункт", self.view.setFocus)
        else:
            self.go.unblock()

    def _taken(self) -> list[CopiedItem]:
        return [item for item in self._preview.items if self._takes(item)] if self._preview is not None else []

    def _takes(self, item: CopiedItem) -> bool:
        return item.id not in self._aside

    def _on_ticked(self, item: CopiedItem, on: bool) -> None:  # noqa: FBT001 - a slot
        if on:
            self._aside.discard(item.id)
        else:
            self._aside.add(item.id)
        self.table.replace_row(self.table.place_of(lambda row: row.id == item.id), item)
        self._say()

    def _show_days_off(self) -> None:
        preview = self._preview
        if preview is not None:
            self.days_off.show_year((*preview.guessed_years, preview.draft.starts_on.year)[0])
        self._right.setCurrentWidget(self.days_off)
        self.days_off.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_items(self) -> None:
        self._right.setCurrentWidget(self._items)
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- making

    def _copy_draft(self, *, leave_out: Sequence[int] = ()) -> PlanCopyDraft | None:
        values = self.form.values()
        first, last = values["starts_on"], values["ends_on"]
        if not isinstance(first, date) or not isinstance(last, date) or first > last:
            return None
        title = str(values["title"]) or "Копия плана"
        return PlanCopyDraft(title=title, starts_on=first, ends_on=last, leave_out=frozenset(leave_out))

    def _on_go(self) -> None:
        if self.go.blocked or not self.form.verify():
            return
        source, db, actor = self._source, self.at.db, self.at.actor()
        if source is None:
            draft = self._plan_draft()
            if draft is not None:
                self.write(
                    lambda: add_plan(db, draft, actor=actor), lambda _id: f"План начат: {draft.title}", self.made.emit
                )
            return
        copied = self._copy_draft(leave_out=sorted(self._aside))
        if copied is None:
            self.form.show_problems([FieldProblem("ends_on", "План кончается раньше, чем начинается. Проверьте даты")])
            return
        self.write(
            lambda: copy_plan(db, source.id, copied, actor=actor),
            lambda made: f"План скопирован: {counted(made.items, 'пункт', 'пункта', 'пунктов')}",
            lambda made: self.made.emit(made.plan_id),
        )

    def _plan_draft(self) -> PlanDraft | None:
        values = self.form.values()
        wanted = {key: values[key] for key in ("title", "kind", "starts_on", "ends_on", "program_id", "tutor_id")}
        code = values["period"]
        above = None
        if self._kind in (PlanKind.QUARTER, PlanKind.HALF_YEAR) and isinstance(code, str) and code != _OTHER:
            period = parse_period(code)
            above = year_above(period, plans_of_period(self.at.db, period))
        try:
            return PlanDraft.model_validate({**wanted, "parent_id": above.id if above else None})
        except ValidationError as refused:
            self.form.show_problems(problems_of(refused))
            return None


def _periods(kind: PlanKind, day: date) -> list[Period]:
    """The period before, the present one, and those after it; of a year, both kinds of years."""
    found: list[Period] = []
    ahead = _AHEAD if len(_TYPES[kind]) == 1 else 2
    for type_ in _TYPES[kind]:
        period = former_period(period_of(type_, day))
        for _ in range(ahead + 2):
            found.append(period)
            period = next_period(period)
    return found


def _a_year_on(period: Period, today: date) -> Period:
    """The same period of the next year that is not over."""
    found = period
    while found == period or found.end < today:
        found = period_of(found.kind, found.start.replace(year=found.start.year + 1))
    return found


def _title(kind: PlanKind, period: Period) -> str:
    return f"Дорожная карта на {period.title}" if kind is PlanKind.ROADMAP else f"План работ на {period.title}"


def _span(first: date, last: date) -> str:
    """«пн 12.01.2026», «09–13.03.2026»."""
    words = term(first, last)
    return f"{_WEEKDAYS[first.weekday()]} {words}" if first == last else words


def _second(item: CopiedItem) -> str:
    if item.status is PlanItemStatus.CANCELLED:
        return f"{item.section} · в прошлый раз отменено"
    return item.section


def _guessed(years: Sequence[int]) -> str:
    if not years:
        return ""
    many = " и ".join(str(year) for year in years)
    return f"Нерабочие дни {many} года не введены: считаем по праздникам закона. Проверьте их в «Нерабочих днях»."
