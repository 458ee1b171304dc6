"""The panel that enters a product; the register of products is a section of its own."""

from typing import cast

from pydantic import ValidationError
from PySide6.QtCore import Signal

from models.commands.products import add_product
from models.errors import UserError
from models.queries.events import event_card, event_choices, event_page
from models.rows.codes import ProductStatus
from models.rows.draft import FieldProblem, problems_of
from models.rows.event_log import EventChoices
from models.rows.plans import ProductDraft
from views.events.event_form import plan_item_words
from views.events.many_field import ManyField
from views.jobs import Job
from views.theme import Theme
from views.widgets.fields import ChoiceField, DateField, Form, TextField
from views.widgets.panel import SidePanel
from views.workplace import Workplace

_OFFERED = 300
"""Events that can be chosen: the newest."""


class ProductPanel(SidePanel):
    """Enters products one after another: of an event, or of none."""

    added = Signal(int)

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace.theme, "Новый продукт")
        self.setObjectName("product-panel")
        self._workplace = workplace
        self.fields = _form(workplace)
        self.hold(self.fields)
        self.saving.connect(self._on_saving)

    def write_new(self, *, event_id: int | None = None) -> None:
        """Show the fields of a new product, with what its event says of it."""
        db = self._workplace.db
        _offer(self.fields, event_choices(db))
        events = [(line.id, f"{line.held_on:%d.%m.%Y} {line.title}") for line in event_page(db, limit=_OFFERED)]
        card = event_card(db, event_id) if event_id is not None else None
        values: dict[str, object] = {"made_on": db.today(), "status": ProductStatus.READY}
        if card is not None:
            events = events if any(key == card.id for key, _ in events) else [(card.id, card.draft.title), *events]
            values |= {
                "event_id": card.id,
                "plan_item_id": card.draft.plan_item_id,
                "made_on": card.draft.held_on,
                "author_ids": (card.draft.leader_id, *card.draft.co_leader_ids),
            }
        cast("ChoiceField", self.fields.editor("event_id")).set_items(events)
        self.edit(("product", event_id), "Новый продукт", values)

    def _on_saving(self, key: object) -> None:
        values = {name: None if value == "" else value for name, value in self.fields.values().items()}
        try:
            draft = ProductDraft.model_validate(values)
        except ValidationError as refused:
            self.fields.show_problems(problems_of(refused))
            return
        db, actor = self._workplace.db, self._workplace.actor()

        def done(stored: object) -> None:
            if self.key == key:
                self.saved(close=True)
            self._workplace.messages.did(f"Продукт «{draft.title}» добавлен.")
            self.added.emit(cast("int", stored))

        job = Job(lambda _progress: add_product(db, draft, actor=actor))
        job.done.connect(done)
        job.refused.connect(self._on_refused)
        self._workplace.jobs.start(job)

    def _on_refused(self, sentence: UserError) -> None:
        self._workplace.messages.refuse(sentence)


def _form(workplace: Workplace) -> Form:
    theme: Theme = workplace.theme
    form = Form(theme, check=_missing)
    form.add("title", "Название", TextField(theme), required=True)
    form.add("kind_id", "Вид", ChoiceField(theme), required=True)
    form.add("made_on", "Дата", DateField(theme, workplace.db.today))
    statuses = [(status, status.label) for status in ProductStatus]
    form.add("status", "Состояние", ChoiceField(theme, statuses), beside="made_on")
    form.add("author_ids", "Авторы", ManyField(theme))
    form.add("event_id", "Мероприятие", ChoiceField(theme, blank="Не на мероприятии"))
    form.add("plan_item_id", "Пункт плана", ChoiceField(theme, blank="Вне плана"))
    form.add("url", "Ссылка", TextField(theme))
    form.add("level", "Уровень", TextField(theme, placeholder="площадка, округ, край"))
    form.add("participation_form", "Форма участия", TextField(theme))
    form.add("publication", "Вид публикации", TextField(theme))
    return form


def _missing(values: dict[str, object]) -> list[FieldProblem]:
    return [FieldProblem(key, "Заполните это поле") for key in ("made_on", "status") if values[key] is None]


def _offer(form: Form, choices: EventChoices) -> None:
    cast("ChoiceField", form.editor("kind_id")).set_items(list(choices.product_kinds))
    cast("ManyField", form.editor("author_ids")).set_items(list(choices.people))
    items = [(item.id, plan_item_words(item)) for item in choices.plan_items]
    cast("ChoiceField", form.editor("plan_item_id")).set_items(items)
