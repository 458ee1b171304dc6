"""The panel of one period of an indicator: its value and target, what they mean, and what proves them."""

from typing_extensions import override

from models.commands.indicators import set_indicator
from models.rows.indicator_drafts import ValueDraft
from models.rows.indicators import IndicatorRow, PeriodFigure
from models.rules.periods import parse_period
from models.rules.words import capitalised
from views.draft_panel import Command, DraftPanel
from views.widgets.fields import MultilineField, NumberField
from views.widgets.form import Form
from views.workplace import Workplace

_MOST = 999_999
_COUNTED = "Считается по записям: значение не вводят."


class ValuePanel(DraftPanel[ValueDraft]):
    """`show_figure` shows a period of an indicator; the key is the indicator and the code of the period."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace, ValueDraft, name="indicator-value-panel", title="Значение")

    @override
    def make_form(self) -> Form:
        theme = self.workplace.theme
        form = Form(theme)
        form.add("value", "Факт", NumberField(theme, maximum=_MOST, decimals=2))
        form.add("target", "План на этот период", NumberField(theme, maximum=_MOST, decimals=2))
        form.add("note", "Пояснение", MultilineField(theme, lines=3, placeholder="Почему столько"))
        evidence = MultilineField(theme, lines=3, placeholder="Приказ, ссылка, где лежит документ")
        form.add("evidence", "Чем подтверждается", evidence)
        return form

    def show_figure(self, row: IndicatorRow, figure: PeriodFigure) -> None:
        """Show what is keyed in for a period."""
        self.fields.show_field("value", shown=row.formula is None)
        self.fields.show_hint("target", _COUNTED if row.formula is not None else "")
        title = capitalised(parse_period(figure.period).title)
        self.edit(f"{row.id} {figure.period}", title, figure.keyed._asdict())

    @override
    def command(self, key: object, draft: ValueDraft) -> tuple[Command, str]:
        indicator_id, period = str(key).split()
        words = f"{capitalised(parse_period(period).title)}: показатель записан."
        return lambda db, actor: set_indicator(db, int(indicator_id), period, draft, actor=actor), words
