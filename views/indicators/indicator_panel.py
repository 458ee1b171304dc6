"""The panel of one indicator: one's own wholly, of one that ships the usual target and the note."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import cast

from typing_extensions import override

from models.commands.indicators import add_indicator, change_indicator
from models.queries.indicators import filters_of, indicator_choices
from models.rows.codes import Mode
from models.rows.indicator_drafts import IndicatorDraft
from models.rows.indicators import IndicatorRow
from models.rules.measures import FILTERS, FILTERS_OF, MODE, REMOTE, Measure, unit_of
from models.rules.words import quoted
from views.draft_panel import Command, DraftPanel
from views.widgets.check import CheckField
from views.widgets.choice import ChoiceField
from views.widgets.fields import MultilineField, NumberField, TextField
from views.widgets.form import Form
from views.workplace import Workplace

_NEW = "new"
_SHIPS = "Из общего списка программы: здесь меняются план и примечание."
_BY_HAND = "Значения вносятся вручную, по кварталам"
_MOST = 999_999
_OF_MEASURE = ("title", "unit", "measure", *FILTERS)


class IndicatorForm(Form):
    """Edits an `IndicatorDraft`; the filters in sight are those of the measure that is chosen."""

    def __init__(self, workplace: Workplace) -> None:
        theme = workplace.theme
        super().__init__(theme)
        self.add("title", "Показатель", MultilineField(theme, lines=2), required=True)
        measures = [(each, each.label) for each in Measure]
        self.measure = self.add("measure", "Что считаем", ChoiceField(theme, measures, blank=_BY_HAND))
        for name, words in FILTERS.items():
            if name == REMOTE:
                self.add(name, "", CheckField(theme, words))
            else:
                self.add(name, words, ChoiceField(theme, blank="Любые"))
        self.unit = self.add("unit", "Единица", TextField(theme, max_length=20, placeholder="шт., чел., %"))
        usual = NumberField(theme, maximum=_MOST, decimals=2)
        self.add("target", "Обычный план", usual, beside="unit", hint="Для периодов без своего плана")
        self.add("note", "Примечание", MultilineField(theme, lines=2))
        self.measure.edited.connect(self._on_measure)

    def offer(self, workplace: Workplace) -> None:
        """Offer what there is now."""
        for name, choices in indicator_choices(workplace.db).items():
            cast("ChoiceField", self.editor(name)).set_items([(each.id, each.title) for each in choices])
        cast("ChoiceField", self.editor(MODE)).set_items([(mode, mode.label) for mode in Mode])

    @override
    def set_values(self, values: Mapping[str, object]) -> None:
        super().set_values(values)
        self._fit()

    @override
    def set_typed(self, typed: Mapping[str, object]) -> None:
        super().set_typed(typed)
        self._fit()

    @override
    def values(self) -> dict[str, object]:
        """Without what was chosen in filters that are out of sight."""
        out = FILTERS.keys() - self._filters()
        return {name: value for name, value in super().values().items() if name not in out}

    def allow(self, *, own: bool) -> None:
        """Let only the target and the note be changed of an indicator that ships."""
        for name in _OF_MEASURE:
            self.editor(name).setEnabled(own)
        self.show_hint("title", "" if own else _SHIPS)

    def _filters(self) -> frozenset[str]:
        measure = self.measure.value()
        return FILTERS_OF[measure] if isinstance(measure, Measure) else frozenset()

    def _fit(self) -> None:
        shown = self._filters()
        for name in FILTERS:
            self.show_field(name, shown=name in shown)

    def _on_measure(self) -> None:
        self._fit()
        if isinstance(measure := self.measure.value(), Measure):
            self.unit.set_value(unit_of(measure))


class IndicatorPanel(DraftPanel[IndicatorDraft]):
    """`write_new` begins an indicator of one's own, `change` edits one."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace, IndicatorDraft, name="indicator-panel", title="Показатель")

    @override
    def make_form(self) -> Form:
        self.indicator_form = IndicatorForm(self.workplace)
        return self.indicator_form

    def write_new(self) -> None:
        """Show the fields of a new indicator."""
        self.indicator_form.offer(self.workplace)
        self.indicator_form.allow(own=True)
        self.edit(_NEW, "Новый показатель", {"unit": "шт."})

    def change(self, row: IndicatorRow) -> None:
        """Show an indicator to edit it."""
        self.indicator_form.offer(self.workplace)
        self.indicator_form.allow(own=not row.is_builtin)
        said = asdict(filters_of(row.filters))
        shown = {"title": row.title, "unit": row.unit, "target": row.target, "measure": row.formula, "note": row.note}
        self.edit(row.id, "Показатель", said | shown)

    @override
    def command(self, key: object, draft: IndicatorDraft) -> tuple[Command, str]:
        if isinstance(key, int):
            return lambda db, actor: change_indicator(db, key, draft, actor=actor), "Показатель изменён."
        words = f"Показатель {quoted(draft.title)} добавлен."
        return lambda db, actor: add_indicator(db, draft, actor=actor), words
