"""Taking in a list of trainees: a file, its columns, every row before anything is written, and what came of it."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from models.commands.roster import RosterSource, accept_roster
from models.queries.people import is_accepted
from models.queries.streams import stream_lines
from models.rows.roster_plan import AcceptedBatch
from views.importing.kinds import ReadFile, Shown
from views.importing.reading import CHECK, COLUMNS, DONE, FILE, TableReading
from views.jobs import Job
from views.trainees.blank_forms import BlankForms
from views.trainees.import_done import DoneSheet
from views.trainees.import_rows import NAME_PARTS, fields_of
from views.trainees.import_sheet import RosterSheet
from views.trainees.import_words import loaded, rows_of
from views.trainees.roster_import import RosterImport, known_places, roster_file, roster_preview
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
        self.sheet = named(ChoiceField(workplace.theme, [], compact=True), "import-sheet", "Лист файла")
        self.sheet.show_tip("В файле несколько списков. Загрузите их по одному: этот, потом другой")
        self.sheet.edited.connect(lambda: self._on_sheet(str(self.sheet.value())))
        self.sheet.hide()
        self._as_before = label("Столбцы разобраны, как в прошлый раз.", "secondary")
        self.afresh = named(
            Button(workplace.theme, "Разобрать заново", role="link", small=True), "columns-afresh", "Разобрать заново"
        )
        self.afresh.setToolTip("Забыть выбранное вручную: столбцы определит программа")
        self.afresh.clicked.connect(self._on_afresh)
        self._before_row = row_of(self.sheet, self._as_before, self.afresh)
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
        return [self.route, self.sheet, self.columns, self.check.table, self.check.attested, self.check.load_button]

    @property
    def _is_done(self) -> bool:
        return self.body.currentWidget() is self.done

    @override
    def start_anew(self) -> None:
        self._kind_of_list.is_afresh = False
        self._before_row.hide()
        super().start_anew()

    @override
    def looked_into(self, found: ReadFile) -> None:
        lists = roster_file(found).lists
        self.sheet.set_items([(name, f"Лист «{name}»: {rows_of(rows)}") for name, rows in lists.items()])
        self.sheet.set_value(found.sheet)
        self.sheet.setVisible(len(lists) > 1)
        for widget in (self._as_before, self.afresh):
            widget.setVisible(found.as_before)
        self._before_row.setVisible(found.as_before or len(lists) > 1)

    def _on_afresh(self) -> None:
        """Recognise the columns anew."""
        if self._found is not None and self._job is None:
            self._kind_of_list.is_afresh = True
            self.open_file(self._found.path, sheet=self._found.sheet or None)

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
        source = RosterSource(found.path.name, file.sha256, file.roster.layout, file.columns)
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
