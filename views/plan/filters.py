"""The one filter bar over table, calendar and timeline: what it asks for, as a `LineWish`."""

from collections.abc import Callable, Sequence

from models.rows.choice import Choice
from models.rows.codes import PlanItemStatus
from models.rows.plan_board import LineWish, PlanChoices, QuickFilter
from views.states import State
from views.theme import Theme
from views.widgets.buttons import Button, FilterButton
from views.widgets.choice import ChoiceField
from views.widgets.filters import FilterBar
from views.widgets.naming import named

_SEARCH_WIDTH = 184
"""Pixels at 100 %: the bar with «Ещё» and the total then is one line on a 1366 px screen."""
_MORE = {
    "format": ("Любой формат", "Формат"),
    "status": ("Любое состояние", "Состояние"),
    "function": ("Любая функция", "Функция сопровождения"),
    "task": ("Любая задача", "Задача сопровождения"),
}


class PlanFilters(FilterBar):
    """Search, section, responsible; under «Ещё» format, state, function and task.

    A filter that is on stays in sight; «Сбросить» asks for everything again.
    """

    def __init__(self, theme: Theme, choices: Callable[[], PlanChoices]) -> None:
        super().__init__(theme, "Тема, номер", search_width=_SEARCH_WIDTH)
        self._choices_of = choices
        self._stale = True
        self._section = self.add_choice("section", [(None, "Все разделы")], title="Раздел")
        self._responsible = self.add_choice("responsible", [(None, "Ответственный")], title="Ответственный")
        self._more = {key: self.add_choice(key, [(None, blank)], title=title) for key, (blank, title) in _MORE.items()}
        self._more["status"].set_items(
            [(None, _MORE["status"][0]), *((status, status.label.capitalize()) for status in PlanItemStatus)]
        )
        self.more = named(FilterButton(theme, "Ещё"), "filter-more", "Ещё")
        self.more.setToolTip("Формат, состояние, функция и задача сопровождения")
        self.more.toggled.connect(self._on_more)
        self._flow.insert_before_last(self.more)
        self.add_quick(QuickFilter.OVERDUE, "Просрочено", state=State.OVERDUE)
        self.add_quick(QuickFilter.IN_PROGRESS, "В работе", state=State.IN_PROGRESS)
        self.add_quick(QuickFilter.NO_FACT, "Без факта", state=State.ATTENTION)
        self.clear = named(Button(theme, "Сбросить", role="link", small=True), "filter-clear", "Сбросить фильтры")
        self.clear.setToolTip("Показать все пункты")
        self.clear.clicked.connect(self.reset)
        self._flow.insert_before_last(self.clear)
        self.changed.connect(self._fit)
        self.search.textChanged.connect(self._fit)
        self._fit()

    def offer(self, sections: Sequence[Choice], responsibles: Sequence[Choice]) -> None:
        """Offer these sections, and these people: whoever answers for a line of the period."""
        _fill(self._section, "Все разделы", sections)
        _fill(self._responsible, "Ответственный", responsibles)

    def offer_anew(self) -> None:
        """Formats, functions or tasks have changed: they are read when they are next seen."""
        self._stale = True
        self._offer_more()

    def wish(self) -> LineWish:
        """What is asked for, in the plan's own order."""
        values = self.values()
        status, quick = values["status"], str(values["quick"])
        return LineWish(
            search=str(values["search"]),
            section_id=_id(values["section"]),
            responsible_id=_id(values["responsible"]),
            format_id=_id(values["format"]),
            function_id=_id(values["function"]),
            task_id=_id(values["task"]),
            status=status if isinstance(status, PlanItemStatus) else None,
            quick=QuickFilter(quick) if quick else None,
        )

    def _on_more(self) -> None:
        self._offer_more()
        self._fit()

    def _offer_more(self) -> None:
        if not self._stale or not self.more.isChecked():
            return
        self._stale = False
        choices = self._choices_of()
        for key, items in (("format", choices.formats), ("function", choices.functions), ("task", choices.tasks)):
            _fill(self._more[key], _MORE[key][0], items)

    def _fit(self) -> None:
        """A filter that is on is always in sight, and how many of them there are."""
        on = [key for key, field in self._more.items() if field.currentIndex() > 0]
        for key, field in self._more.items():
            field.setVisible(self.more.isChecked() or key in on)
        self.more.show_count(len(on) or None)
        self.clear.setVisible(self.is_on)
        self.updateGeometry()


def _fill(field: ChoiceField, blank: str, items: Sequence[Choice]) -> None:
    offered = [(None, blank), *((each.id, each.title) for each in items)]
    if [field.itemText(at) for at in range(field.count())] != [text for _value, text in offered]:
        field.set_items(offered)


def _id(value: object) -> int | None:
    return value if isinstance(value, int) else None
