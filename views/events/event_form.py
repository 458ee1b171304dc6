"""The fields of an event; a chosen plan item fills them, leaders and places that are taken at that time are told."""

from datetime import date, time
from typing import NamedTuple, cast

from pydantic import ValidationError

from models.database import Database
from models.queries.events import event_plan, event_plan_streams, leader_clashes, place_clashes
from models.rows.codes import Mode
from models.rows.draft import FieldProblem, problems_of
from models.rows.event_log import EventChoices, PlanItemChoice
from models.rows.events import EventDraft
from models.rules.typed_dates import parse_typed_time, show_time
from models.rules.words import quoted
from views.events.many_field import ManyField
from views.events.warning_line import WarningLine
from views.lengths import academic_hours
from views.theme import Theme
from views.widgets.fields import ChoiceField, DateField, Editor, Form, MultilineField, NumberField, TextField, TimeField

USUAL_MINUTES = 90
"""Two academic hours: what a new event lasts until something else is said."""

_CLASHING = ("held_on", "starts_at", "duration_min", "leader_id", "co_leader_ids", "place", "mode")
_WHEN = ("held_on", "starts_at", "duration_min")
_TOLD = 2
"""So many clashes are told."""
_FROM_PLAN = "Выберите пункт — остальное заполнится по плану"
_FILLED_BEFOREHAND = ("held_on", "duration_min", "mode")
_LONGEST_MIN = 24 * 60


class _Span(NamedTuple):
    """When something is held, as the queries of clashes ask it."""

    day: date
    starts_at: str
    duration_min: int


class EventForm(Form):
    """Edits an `EventDraft`: the keys of its fields are those of the draft."""

    def __init__(self, theme: Theme, db: Database) -> None:
        super().__init__(theme, check=_missing)
        self._db = db
        self._event_id: int | None = None
        self._offered: EventChoices | None = None
        self._filled: dict[str, object] = {}
        """What a plan item (or the defaults) put into the fields: only what is still so may be filled again."""
        plan = ChoiceField(theme, blank="Внеплановое")
        self.add("plan_item_id", "Пункт плана", plan)
        self.add("title", "Тема", TextField(theme), required=True)
        self.add("held_on", "Дата", DateField(theme, db.today), stretch=3)
        self.add("starts_at", "Начало", TimeField(theme), beside="held_on", stretch=2)
        minutes = NumberField(theme, minimum=1, maximum=_LONGEST_MIN)
        self.add("duration_min", "Минут", minutes, stretch=2)
        modes = ChoiceField(theme, [(mode, mode.label) for mode in Mode])
        self.add("mode", "Форма", modes, beside="duration_min", stretch=3)
        self.add("format_id", "Формат", ChoiceField(theme), required=True)
        self.add("place", "Место", TextField(theme))
        self._place_warning = WarningLine(theme)
        self.add_widget(self._place_warning)
        self.add("leader_id", "Ведёт", ChoiceField(theme), required=True)
        self.add("co_leader_ids", "Вместе с", ManyField(theme))
        self._leader_warning = WarningLine(theme)
        self.add_widget(self._leader_warning)
        self.add("stream_ids", "Потоки", ManyField(theme, placeholder="Без потоков"))
        self.add("module_id", "Модуль программы", ChoiceField(theme, blank="Вне модулей"))
        self.add("function_ids", "Функции сопровождения", ManyField(theme, placeholder="Не указаны"))
        self.add("total_external", "Гостей без имён", NumberField(theme, maximum=100_000))
        self.add("outcome", "Результат", MultilineField(theme, lines=2))
        self.add("materials", "Материалы", TextField(theme))
        self.add("link", "Ссылка", TextField(theme))
        self.add("description", "Описание", MultilineField(theme, lines=3))
        plan.edited.connect(self._on_plan_item)
        minutes.edited.connect(self._tell_hours)
        for key in _CLASHING:
            cast("Editor", self.editor(key)).edited.connect(self._tell_clash)

    def offer(self, choices: EventChoices) -> None:
        """Offer these records in the lists; the same again costs nothing."""
        if choices == self._offered:
            return
        self._offered = choices
        self._choice("plan_item_id").set_items([(item.id, plan_item_words(item)) for item in choices.plan_items])
        self._choice("format_id").set_items(list(choices.formats))
        self._choice("leader_id").set_items(list(choices.people))
        self._choice("module_id").set_items(list(choices.modules))
        self._many("co_leader_ids").set_items(list(choices.people))
        self._many("stream_ids").set_items(list(choices.streams))
        self._many("function_ids").set_items(list(choices.functions))

    def usual(self) -> dict[str, object]:
        """What a new event begins with."""
        return {
            "held_on": self._db.today(),
            "duration_min": USUAL_MINUTES,
            "mode": Mode.IN_PERSON,
            "total_external": 0,
            "stream_ids": event_plan_streams(self._db, None, self._db.today()),
        }

    def begin(self, *, plan_item_id: int | None = None) -> None:
        """The fields now hold a new event as `usual` has it; a plan item fills them."""
        self._event_id = None
        self._filled = {key: self._typed(key) for key in self.keys()}
        if plan_item_id is not None:
            self._choice("plan_item_id").set_value(plan_item_id)
            self.fill_from_plan()
        self._tell()

    def go_on(self, event_id: int | None) -> None:
        """The fields now hold a stored event, or a new one somebody began and left."""
        self._event_id = event_id
        self._filled = {}
        self._tell()

    def fill_from_plan(self) -> None:
        """Take over what the chosen plan item says, except where something else was typed already."""
        item_id = self._choice("plan_item_id").value()
        plan = event_plan(self._db, item_id) if isinstance(item_id, int) else None
        if plan is None or not isinstance(item_id, int):
            return
        today = self._db.today()
        day = min(max(today, plan.due_from), plan.due_to)
        said: dict[str, object] = {
            "title": plan.title,
            "held_on": day,
            "duration_min": plan.usual_minutes,
            "mode": plan.mode,
            "format_id": plan.format_id,
            "place": plan.place,
            "leader_id": plan.leader_id,
            "stream_ids": event_plan_streams(self._db, item_id, day),
            "outcome": plan.expected_result,
        }
        for key, value in said.items():
            if self._typed(key) == self._filled.get(key):
                cast("Editor", self.editor(key)).set_value(value)
                self._filled[key] = self._typed(key)
        self._tell()

    def draft(self) -> EventDraft | None:
        """What the fields mean, or None when something is wrong, which then stands beside its field."""
        if not self.verify():
            return None
        values = {key: None if value == "" else value for key, value in self.values().items()}
        values["starts_at"] = show_time(cast("time | None", values["starts_at"])) or None
        values["total_external"] = values["total_external"] or 0
        try:
            return EventDraft.model_validate(values)
        except ValidationError as refused:
            self.show_problems(problems_of(refused))
            return None

    def warning(self) -> str:
        """The warning beside the leaders, "" for none."""
        return self._leader_warning.text()

    def place_warning(self) -> str:
        """The warning beside the place, "" for none."""
        return self._place_warning.text()

    def _on_plan_item(self) -> None:
        if self._event_id is None:
            self.fill_from_plan()

    def _tell(self) -> None:
        self.show_hint("plan_item_id", _FROM_PLAN if self._event_id is None else "")
        self._tell_hours()
        self._tell_clash()

    def _tell_hours(self) -> None:
        minutes = cast("NumberField", self.editor("duration_min")).value()
        self.show_hint("duration_min", academic_hours(minutes) if isinstance(minutes, int) else "")

    def _tell_clash(self) -> None:
        day, moment, minutes = (cast("Editor", self.editor(key)).value() for key in _WHEN)
        if not (isinstance(day, date) and isinstance(moment, time)):
            self._leader_warning.say("")
            self._place_warning.say("")
            return
        span = _Span(day, show_time(moment), minutes if isinstance(minutes, int) else USUAL_MINUTES)
        self._leader_warning.say(self._leader_clash(span))
        self._place_warning.say(self._place_clash(span))

    def _leader_clash(self, span: "_Span") -> str:
        leader, others = self._choice("leader_id").value(), self._many("co_leader_ids").value()
        led = [leader] if isinstance(leader, int) else []
        if not (led or others):
            return ""
        first, *rest = (*led, *others)
        found = leader_clashes(self._db, leader_id=first, co_leader_ids=rest, besides=self._event_id, **span._asdict())
        return " ".join(
            f"{clash.leader} в это время ведёт {quoted(clash.title)}, начало в {clash.starts_at}."
            for clash in found[:_TOLD]
        )

    def _place_clash(self, span: "_Span") -> str:
        if self._choice("mode").value() is Mode.REMOTE:
            return ""
        place = str(cast("Editor", self.editor("place")).value() or "")
        found = place_clashes(self._db, place=place, besides=self._event_id, **span._asdict())
        return " ".join(
            f"Здесь в это время {quoted(clash.title)}, начало в {clash.starts_at}." for clash in found[:_TOLD]
        )

    def _typed(self, key: str) -> object:
        return cast("Editor", self.editor(key)).typed()

    def _choice(self, key: str) -> ChoiceField:
        return cast("ChoiceField", self.editor(key))

    def _many(self, key: str) -> ManyField:
        return cast("ManyField", self.editor(key))


def _missing(values: dict[str, object]) -> list[FieldProblem]:
    """Fields that are filled beforehand, so that «обязательно» need not be said, and were emptied."""
    return [FieldProblem(key, "Заполните это поле") for key in _FILLED_BEFOREHAND if values[key] is None]


def stored_values(draft: EventDraft) -> dict[str, object]:
    """A stored event as the fields show it."""
    values: dict[str, object] = dict(draft)
    values["starts_at"] = parse_typed_time(draft.starts_at) if draft.starts_at else None
    return values


def plan_item_words(item: PlanItemChoice) -> str:
    """«3.3 Семинар «Карта группы», до 28.02»."""
    number = f"{item.task_no} " if item.task_no else ""
    until = f", до {item.due_to:%d.%m}" if item.is_open else ""
    return f"{number}{item.title}{until}"
