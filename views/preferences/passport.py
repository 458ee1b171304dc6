"""The passport of the site: typed once, it stands in every paper."""

import contextlib
from typing import Any

from pydantic import ValidationError
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from models.commands.team import describe_site
from models.errors import UserError
from models.queries.sheets import stand_in_code
from models.queries.team import choices, passport
from models.rows.codes import BaseKind
from models.rows.draft import field_problems, problems_of
from models.rows.site import SiteDraft
from models.rules.shown import show_phone
from views.jobs import Job
from views.widgets.buttons import Button
from views.widgets.choice import ChoiceField
from views.widgets.fields import DateField, MultilineField, TextField
from views.widgets.form import Form
from views.widgets.kbd import KeyCap
from views.widgets.naming import named
from views.widgets.sheet import Sheet
from views.widgets.text import label
from views.workplace import Workplace

_EMPTY_IS_NONE = (
    "inn", "ogrn", "locality", "address", "phone", "email", "url", "status_order_no", "contract_no",
)  # fmt: skip


class PassportSheet(Sheet):
    """A form with everything a paper may ask of the site; `saved` after it has been stored."""

    saved = Signal()

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace.theme, "Паспорт площадки", inset=1)
        self._at = workplace
        theme = workplace.theme
        self.form = self._fields()
        self._code = label("", "hint", wrapped=True)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(14, 6, 14, 14)
        column.addWidget(label("Эти данные сами встанут в каждую бумагу.", "secondary", wrapped=True))
        column.addWidget(self._code)
        column.addWidget(self.form)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(inside)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._keep = named(Button(theme, "Сохранить", role="primary"), "save-passport", "Сохранить паспорт")
        self._keep.setToolTip("Ctrl+S")
        self._keep.clicked.connect(self.save)
        keys = QShortcut(QKeySequence.StandardKey.Save, self)
        keys.activated.connect(self.save)
        self._back = named(Button(theme, "Как было", role="link", small=True), "passport-revert", "Вернуть как было")
        self._back.clicked.connect(self._on_back)
        self._notice = label("Есть несохранённые правки", "hint")
        foot = QHBoxLayout()
        foot.setContentsMargins(14, 8, 14, 10)
        foot.setSpacing(theme.space("s"))
        foot.addWidget(self._keep)
        foot.addWidget(KeyCap(theme, "Ctrl+S"))
        foot.addWidget(self._notice)
        foot.addWidget(self._back)
        foot.addStretch()
        self.form.changed.connect(self._tell)
        self.body.setSpacing(0)
        self.body.addWidget(area, 1)
        self.body.addLayout(foot)
        self.reload()
        self.form.keep_draft(workplace.data_folder, "passport")
        self._tell()

    def _fields(self) -> Form:
        """Everything a paper may ask."""
        theme, today = self._at.theme, self._at.db.today
        form = Form(theme, check=lambda typed: field_problems(SiteDraft, typed))
        form.add("short_name", "Краткое название", TextField(theme), required=True)
        form.add("full_name", "Полное название по уставу", MultilineField(theme, lines=2), required=True)
        form.add(
            "municipality_id",
            "Муниципальное образование",
            ChoiceField(theme, [(each.id, each.title) for each in choices(self._at.db, "municipality")]),
            required=True,
        )
        form.add("locality", "Населённый пункт", TextField(theme), beside="municipality_id")
        form.add("theme", "Тема площадки", MultilineField(theme, lines=2), required=True)
        form.add("goal", "Цель", MultilineField(theme, lines=2))
        kinds = [(kind.value, kind.label) for kind in BaseKind]
        form.add("base_kind", "База площадки", ChoiceField(theme, kinds), hint="ОО — образовательная организация")
        form.add("inn", "ИНН", TextField(theme, max_length=10), beside="base_kind")
        form.add("ogrn", "ОГРН", TextField(theme, max_length=13), beside="base_kind")
        form.add("address", "Адрес", TextField(theme))
        form.add("phone", "Телефон", TextField(theme, max_length=40))
        form.add("email", "Электронная почта", TextField(theme), beside="phone")
        form.add("url", "Сайт", TextField(theme), beside="phone")
        form.add("status_order_no", "Приказ о статусе, №", TextField(theme))
        form.add("status_order_date", "от", DateField(theme, today), beside="status_order_no")
        form.add("status_valid_until", "Статус действует до", DateField(theme, today), beside="status_order_no")
        form.add("contract_no", "Договор с ИРО, №", TextField(theme))
        form.add("contract_date", "от", DateField(theme, today), beside="contract_no")
        form.add_stretch()
        return form

    @property
    def is_changed(self) -> bool:
        """Whether something typed here is not stored yet."""
        return self.form.is_changed()

    def reload(self) -> None:
        """Show what is stored, unless something is being typed."""
        stored, stand_in = passport(self._at.db), stand_in_code(self._at.db)
        self._code.setText(f"Код площадки даст ИРО. Пока его нет, в отчёте и в пакете стоит временный: «{stand_in}».")
        self._code.setVisible(bool(stand_in))
        if self.form.is_changed():
            return
        if stored is None:
            self.form.set_values({"base_kind": BaseKind.ONE.value})
        else:
            shown: dict[str, object] = stored._asdict()
            shown["base_kind"] = stored.base_kind.value
            shown["phone"] = show_phone(stored.phone or "")
            self.form.set_values(shown)
        self._tell()

    def save(self) -> None:
        """Store what is typed; problems stand beside their fields."""
        draft = None if self._keep.blocked else self._draft()
        if draft is None:
            return
        at, typed = self._at, self.form.typed()
        job = Job(lambda _progress: describe_site(at.db, draft, actor=at.actor()))

        def saved(_none: object) -> None:
            self.form.mark_saved(typed)
            self.reload()
            self._tell()
            at.messages.did("Паспорт площадки сохранён")
            self.saved.emit()

        job.done.connect(saved)
        job.refused.connect(at.messages.refuse)
        job.finished.connect(self._keep.unblock)
        self._keep.block("Сохраняем")
        at.jobs.start(job)

    def store(self) -> None:
        """Store what is typed here and now, if it can be: the window is about to close."""
        if self.form.is_changed() and (draft := self._draft()) is not None:
            with contextlib.suppress(UserError):
                describe_site(self._at.db, draft, actor=self._at.actor())
                self.form.mark_saved()

    def _draft(self) -> SiteDraft | None:
        """What the fields say; None when something is wrong, which then stands beside its field."""
        if not self.form.verify():
            return None
        typed: dict[str, Any] = dict(self.form.values())
        for key in _EMPTY_IS_NONE:
            typed[key] = typed[key] or None
        stored = passport(self._at.db)
        typed["organization_id"] = stored.organization_id if stored is not None else None
        try:
            return SiteDraft(**{name: value for name, value in typed.items() if value is not None})
        except ValidationError as refused:
            self.form.show_problems(problems_of(refused))
            return None

    def _on_back(self) -> None:
        self.form.restore()
        self._tell()

    def _tell(self) -> None:
        for widget in (self._notice, self._back):
            widget.setVisible(self.form.is_changed())
