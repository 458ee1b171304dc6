"""The rows of a read list of trainees: what the general preview shows of them, and what loading would do."""

from typing import NamedTuple

from PySide6.QtCore import QObject
from typing_extensions import override

from models.rows.roster_plan import RowDecision
from models.rows.roster_preview import RosterPreview
from views.importing.model import Index, PreviewModel
from views.trainees.import_columns import import_columns
from views.trainees.import_rows import (
    Standing,
    changes_card,
    has_closed,
    new_places,
    row_view,
    shown_fields,
    standing_of,
)

__all__ = ["ImportModel", "Index", "Outcome"]


class Outcome(NamedTuple):
    """What loading would do: numbers of rows, of new organisations, and of people with closed fields."""

    new: int
    changed: int
    same: int
    waiting: int
    aside: int
    copies: int
    places: int
    closed: int


class ImportModel(PreviewModel):
    """A list beside the database."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._preview: RosterPreview | None = None
        self._decisions: tuple[RowDecision, ...] = ()

    @property
    def preview(self) -> RosterPreview | None:
        """The list that is shown."""
        return self._preview

    def show_preview(self, preview: RosterPreview) -> None:
        """Show another state of the list; the filter and the ticks stay."""
        self._preview, self._decisions = preview, preview.plan.decisions
        fields = shown_fields(preview.roster)
        self.show_rows(
            [each.row.row for each in self._decisions],
            [standing_of(each) for each in self._decisions],
            fields=fields,
            columns=import_columns(fields, self.box),
            make=lambda place: row_view(preview, preview.plan.decisions[place], fields),
        )

    @override
    def forget(self) -> None:
        self._preview, self._decisions = None, ()
        super().forget()

    def decision(self, row: int) -> RowDecision:
        """The decision of a shown row."""
        return self._decisions[self._shown[row]]

    def outcome(self, *, attested: bool) -> Outcome:
        """What loading would do now."""
        taken = [self._decisions[place] for place in self.taken()]
        new = [each for each in taken if standing_of(each) is Standing.NEW]
        changed = [
            each for each in taken if standing_of(each) is Standing.CHANGED and changes_card(each, attested=attested)
        ]
        same = [each for each in self._decisions if standing_of(each) is Standing.SAME]
        return Outcome(
            new=len(new),
            changed=len(changed),
            same=len(same) + len(taken) - len(new) - len(changed),
            waiting=self._counts[Standing.DECIDE],
            aside=self.set_aside(),
            copies=self._counts[Standing.COPY],
            places=new_places([*new, *changed]),
            closed=sum(map(has_closed, taken)) + sum(map(has_closed, same)),
        )
