"""Forms that are one draft: `draft_of` reads it, `DraftPanel` stores it by a command and closes then."""

from abc import abstractmethod
from collections.abc import Callable
from typing import Generic, TypeVar

from pydantic import ValidationError
from PySide6.QtCore import Signal

from models.database import Actor, Database
from models.rows.draft import Draft, problems_of
from views.widgets.form import Form
from views.widgets.panel import SidePanel
from views.workplace import Workplace
from views.writing import store

Drafted = TypeVar("Drafted", bound=Draft)
Command = Callable[[Database, Actor], object]
"""Gives the id of a new record."""


def draft_of(form: Form, kind: type[Drafted]) -> Drafted | None:
    """What the fields mean, an empty one None; None when something is wrong, which then stands beside its field."""
    try:
        return kind.model_validate({name: None if value == "" else value for name, value in form.values().items()})
    except ValidationError as refused:
        form.show_problems(problems_of(refused))
        return None


class DraftPanel(SidePanel, Generic[Drafted]):
    """The keys of the form are the fields of the draft; an empty field is None there, and so is a missing one."""

    stored = Signal(object)
    """The record's key, of a new one what the command gave."""

    def __init__(self, workplace: Workplace, draft: type[Drafted], *, name: str, title: str) -> None:
        super().__init__(workplace.theme, title)
        self.setObjectName(name)
        self.workplace = workplace
        self._draft = draft
        self.fields = self.hold(self.make_form())
        self.saving.connect(self._on_saving)
        self.keep_drafts(workplace.data_folder, name)

    @abstractmethod
    def make_form(self) -> Form:
        """The fields; called once."""

    @abstractmethod
    def command(self, key: object, draft: Drafted) -> tuple[Command, str]:
        """What stores the draft of this record, and the sentence for the undo bar."""

    def _on_saving(self, key: object) -> None:
        draft = draft_of(self.fields, self._draft)
        if draft is None:
            return
        work, words = self.command(key, draft)

        def done(result: object) -> None:
            self.saved(key, close=True)
            self.workplace.messages.did(words)
            self.stored.emit(key if result is None else result)

        store(self, self.workplace, work, done, locks=True)
