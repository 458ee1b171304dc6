"""Taking in a list of trainees: a file, its columns, every row before anything is written, and what came of it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from models.commands.roster import RosterSource, accept_roster
from models.queries.people import is_accepted
from models.queries.streams import stream_lines
from models.rows.roster_plan import AcceptedBatch
from views.importing.kinds import ReadFile, Shown
from views.importing.pasted import PASTED_NAME, Pasted, pasted_by
from views.importing.reading import CHECK, COLUMNS, DONE, FILE, TableReading
from views.jobs import Job
from views.trainees.blank_forms import BlankForms
from views.trainees.import_done import DoneSheet
from views.trainees.import_rows import NAME_PARTS, fields_of
from views.trainees.import_sheet import RosterSheet
from views.trainees.import_words import loaded
from views.trainees.roster_import import (
    RosterImport,
    RosterWish,
    alike,
    beside_columns,
    chosen_columns,
    known_places,
    roster_file,
    roster_preview,
    taken_sheets,
)
from views.trainees.sheets_window import OfferedSheet, SheetsWindow
from views.widgets.buttons import Button, row_of
from views.widgets.choice import ChoiceField
from views.widgets.naming import named
from views.widgets.text import label
from views.workplace import Workplace


class ImportPage(TableReading[RosterSheet]):
    """The way of a list into the program; nothing is written before «Загрузить»."""

    left = Signal()
    """The person goes back to the list of trainees."""
    batch_wanted = Signal(int)
    """The person wants to see a batch in «Загрузки»."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(
            workplace,
            RosterSheet(workplace.theme, workplace.db.today, streams=lambda: stream_lines(workplace.db)),
            steps=(FILE, COLUMNS, CHECK, DONE),
            reading="Читаем список",
        )
        self.done = DoneSheet(workplace.theme)
        self.done.left.connect(self.left)
        self.done.again.connect(self.start_anew)
        self.done.batch_wanted.connect(self.batch_wanted)
        self.body.addWidget(self.done)
        self.forms = BlankForms(workplace, self, self._progress)
        self._invitation.add_below(self.forms.buttons)
        self.sheets = named(Button(workplace.theme, "Листы", small=True), "import-sheets", "Какие листы загрузить")
        self.sheets.setToolTip("В файле несколько листов. Нажмите, чтобы выбрать, какие из них загрузить")
        self.sheets.clicked.connect(self.choose_sheets)
        self.sheet = named(ChoiceField(workplace.theme, [], compact=True), "import-sheet", "Столбцы какого листа")
        self.sheet.show_tip("Столбцы этого листа показаны ниже, у каждого листа они свои")
        self.sheet.edited.connect(self._on_sheet)
        self._as_before = label("Столбцы разобраны, как в прошлый раз.", "secondary")
        self.afresh = named(
            Button(workplace.theme, "Разобрать заново", role="link", small=True), "columns-afresh", "Разобрать заново"
        )
        self.afresh.setToolTip("Забыть выбранное вручную: столбцы определит программа")
        self.afresh.clicked.connect(self._on_afresh)
        self._of_sheet = row_of(label("Столбцы листа", "secondary"), self.sheet)
        self._before_row = row_of(self.sheets, self._of_sheet, self._as_before, self.afresh)
        self._before_row.hide()
        self.whole.insertWidget(0, self._before_row)
        self._kind_of_list = RosterImport(workplace.db)
        self.expect(self._kind_of_list, parts=NAME_PARTS)

    def go_on(self) -> None:
        """Begin with a file, unless one is on its way: the result of a finished loading has been read."""
        if self._is_done:
            self.start_anew()

    def check_done(self) -> None:
        """A list that was taken back is not «загружен» any more."""
        if self._is_done and not is_accepted(self._at.db, self.done.batch_id):
            self.start_anew()

    def areas(self) -> list[QWidget]:
        """What F6 goes round."""
        check = self.check
        return [self.route, self.sheets, self.columns, check.table, check.attested, check.load_button]

    @property
    def _is_done(self) -> bool:
        return self.body.currentWidget() is self.done

    @override
    def start_anew(self) -> None:
        self._kind_of_list.wish = RosterWish()
        self._before_row.hide()
        super().start_anew()

    @override
    def looked_into(self, found: ReadFile) -> None:
        taken, sheets = taken_sheets(found), roster_file(found).sheets
        self.sheets.setText(f"Листы: {len(taken)} из {len(sheets)}")
        self.sheets.setVisible(len(sheets) > 1)
        self.sheet.set_items([(name, name) for name in taken])
        self.sheet.set_value(found.sheet)
        self._of_sheet.setVisible(len(taken) > 1)
        for widget in (self._as_before, self.afresh):
            widget.setVisible(found.as_before)
        self._before_row.setVisible(found.as_before or len(sheets) > 1)

    def choose_sheets(self) -> None:
        """Let the person say which sheets are one batch."""
        if self._found is None or self._job is not None:
            return
        file, taken = roster_file(self._found), taken_sheets(self._found)
        offered = [OfferedSheet(name, file.lists.get(name, 0), name in taken) for name in file.sheets]
        window = SheetsWindow(self._at.theme, self, offered)
        window.chosen.connect(self._on_sheets)
        window.open()

    def _on_sheets(self, sheets: Sequence[str]) -> None:
        """Other sheets are taken: cells mended by hand and rows left out stay so."""
        if self._found is not None and self._job is None:
            self._read_again(replace(self._kind_of_list.wish, sheets=tuple(sheets)))

    def _on_sheet(self) -> None:
        if self._found is not None:
            self._found = beside_columns(self._found, str(self.sheet.value()))
            self.show_columns(self._found)

    @override
    def read_with(self, found: ReadFile, columns: Mapping[str, str]) -> None:
        said = {**roster_file(found).columns, **dict.fromkeys(alike(found), columns)}
        self._read_again(replace(self._kind_of_list.wish, columns=said))

    def _on_afresh(self) -> None:
        """Recognise the columns anew."""
        if self._found is not None and self._job is None:
            self._read_again(replace(self._kind_of_list.wish, columns={}, is_afresh=True))

    def _read_again(self, wish: RosterWish) -> None:
        """Read the same file another way."""
        if self._found is not None:
            sheets = wish.sheets or tuple(taken_sheets(self._found))
            self._kind_of_list.wish = replace(wish, sheets=None if wish.pasted is not None else sheets)
            self.open_file(self._found.path, sheet=self._found.sheet)

    def open_pasted(self, table: Pasted) -> None:
        """Read what was copied in Word or Excel."""
        self.start_anew()
        self._kind_of_list.wish = RosterWish(pasted=table)
        self.open_file(PASTED_NAME)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if (table := pasted_by(event)) is not None:
            self.open_pasted(table)
        else:
            super().keyPressEvent(event)

    @override
    def meant(self, shown: Shown, field: str, typed: str) -> Mapping[str, str]:
        """An organisation chosen from the list brings its municipality."""
        place = known_places(roster_preview(shown)).get(typed) if field == "organization" else None
        if place is None:
            return {field: typed}
        return {field: place.title} | ({"municipality": place.municipality} if place.municipality else {})

    @override
    def writing(self, found: ReadFile, shown: Shown) -> Job[Any]:
        db, actor = self._at.db, self._at.actor()
        file = roster_file(found)
        source = RosterSource(found.path.name, file.sha256, chosen_columns(found))
        signed, aside, roster = self.check.signed_on, self.check.model.left_out, roster_preview(shown).roster
        keep = {row: fields_of(names) for row, names in self.check.model.refused.items()}
        stream_id = self.check.stream_id
        return Job(
            lambda _progress: accept_roster(
                db,
                roster,
                source=source,
                actor=actor,
                consents_on=signed,
                leave_out=aside,
                keep=keep,
                stream_id=stream_id,
            )
        )

    @override
    def written(self, result: AcceptedBatch) -> None:
        self._before_row.hide()
        self.done.show_batch(result)
        self.show_step(DONE, self.done)
        self._at.messages.did(loaded(result), undo=True)
