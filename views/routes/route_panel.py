"""The panel of what a route is for: goal, motivation, context, days, state."""

from typing_extensions import override

from models.commands.routes import save_route
from models.rows.codes import RouteStatus
from models.rows.routes import RouteDraft, RoutePage
from views.draft_panel import Command, DraftPanel
from views.widgets.choice import ChoiceField
from views.widgets.fields import DateField, MultilineField
from views.widgets.form import Form
from views.workplace import Workplace

_TEXTS = (
    ("goal", "Цель", "К чему стажёр придёт"),
    ("motivation", "Мотивация", "Зачем это самому стажёру"),
    ("context", "Условия и контекст", "Группа, дети, что есть под рукой"),
)


class RoutePanel(DraftPanel[RouteDraft]):
    """`change` edits the route of an enrolment; it is begun where there is none."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace, RouteDraft, name="route-panel", title="О маршруте")

    @override
    def make_form(self) -> Form:
        theme, today = self.workplace.theme, self.workplace.db.today
        form = Form(theme)
        for key, label, example in _TEXTS:
            form.add(key, label, MultilineField(theme, lines=3, placeholder=example))
        form.add("starts_on", "Начало", DateField(theme, today))
        form.add("ends_on", "Конец", DateField(theme, today), beside="starts_on")
        form.add("status", "Состояние", ChoiceField(theme, [(each, each.label) for each in RouteStatus]), required=True)
        return form

    def change(self, page: RoutePage) -> None:
        """Show the route to edit it."""
        route = page.route
        if not page.is_made:
            route = route.model_copy(update={"starts_on": page.days.starts_on, "ends_on": page.days.ends_on})
        self.edit(page.enrollment_id, "О маршруте", dict(route))

    @override
    def command(self, key: object, draft: RouteDraft) -> tuple[Command, str]:
        if not isinstance(key, int):
            raise TypeError("a route is of an enrolment")
        return lambda db, actor: save_route(db, key, draft, actor=actor), "Маршрут изменён."
