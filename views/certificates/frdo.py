"""«Сведения для ФИС ФРДО»: who goes into the file for ИРО, what keeps the others out, and where that is mended."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from exports.registry import frdo_file
from models.commands.frdo import hand_over_to_frdo
from models.files import write_whole
from models.progress import Progress
from models.queries.frdo import frdo_preview, frdo_streams
from models.queries.programs import stream_heading
from models.rows.frdo import FrdoMend, FrdoPerson, FrdoPreview, FrdoReason, FrdoTable, FrdoWish
from models.rules.periods import parse_period
from models.rules.words import counted
from views.jobs import Job, Lane
from views.places import OneCard, OneProgram, OneStream
from views.saving import ask_where, beginning_for, open_file
from views.spawned import in_process
from views.states import State
from views.theme import ChipLook
from views.widgets.buttons import Button
from views.widgets.choice import ChoiceField
from views.widgets.fresh import fresh
from views.widgets.naming import named
from views.widgets.sheet import Sheet
from views.widgets.table import Column, PagedTable, TableView
from views.widgets.text import caption, label
from views.workplace import Workplace
from views.writing import write

FRDO_TABLES = frozenset({"consent", "enrollment", "organization", "person", "person_restricted", "program", "stream"})
"""Whose changes the room shows."""
_FILES = "frdo"
_READY, _WAITS = ChipLook(State.DONE, "checkmark_circle"), ChipLook(State.ATTENTION, "warning")
_MENDED: Mapping[FrdoMend, str] = {
    FrdoMend.CARD: "Открыть карточку",
    FrdoMend.PROGRAM: "Открыть программу",
    FrdoMend.STREAM: "Открыть поток",
}
_NOTE = (
    "Файл для ИРО: 40 столбцов шаблона ФИС ФРДО. Серию, номер, дату и регистрационный номер документа вписывает ИРО: "
    "эти столбцы остаются пустыми. Закрытые сведения уходят только по согласию на передачу, каждая выгрузка "
    "записывается в журнал действий с персональными данными."
)
_NOBODY = "Стажёров программ в составе ДПП за эти дни нет. Выберите другой период или укажите ДПП в паспорте программы."
_YEARS_BACK = 2


class FrdoRoom(QWidget):
    """The list of people with a reason beside each who cannot go in; the file holds those without a reason."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__()
        self._at = workplace
        self._preview = FrdoPreview((), 0)
        self.choose_target: Callable[[QWidget, Path, str], Path | None] = ask_where
        theme = workplace.theme
        self.period = named(ChoiceField(theme, self._periods()), "frdo-period", "Период")
        self.stream = named(ChoiceField(theme, ()), "frdo-stream", "Поток")
        self.save_button = named(
            Button(theme, "Сохранить файл для ИРО", icon="table", role="primary"), "frdo-save", "Сохранить файл для ИРО"
        )
        self.model: PagedTable[FrdoPerson] = PagedTable(
            (
                Column("name", "Стажёр", lambda row: row.name, width=250, second=lambda row: row.organization),
                Column("state", "В файле", _state, width=132, chip=_chip),
                Column("reasons", "Чего не хватает", _reasons, second=_more_reasons),
                Column("stream", "Поток", lambda row: row.stream, width=190, rank=1, second=lambda row: row.program),
            ),
            identify=lambda row: row.enrollment_id,
        )
        self.table: TableView[FrdoPerson] = TableView(
            theme, self.model, "frdo-people", "Кто войдёт в файл", workplace.remembered
        )
        self.table.may_leave = lambda row: row.may_leave
        self.table.say_empty(_NOBODY, link="Открыть программы")
        self.table.empty.linked.connect(lambda: workplace.go("programs", None))
        self._told = label("", "secondary", wrapped=True)
        self._why = Sheet(theme, "Чего не хватает")
        self._reasons = QVBoxLayout()
        self._reasons.setSpacing(theme.space("xs"))
        self._why.body.addLayout(self._reasons)
        self._lay_out()
        self.period.set_value(str(workplace.db.today().year))
        self.period.edited.connect(self._on_period)
        self.stream.edited.connect(self._show_people)
        self.save_button.clicked.connect(self.save)
        self.table.current_changed.connect(self._show_reasons)
        self.table.opened.connect(self._on_opened)

    @property
    def wish(self) -> FrdoWish:
        """Whose register is shown."""
        period = parse_period(str(self.period.value()))
        stream_id = self.stream.value()
        return FrdoWish(period.start, period.end, stream_id if isinstance(stream_id, int) and stream_id else None)

    def reload(self) -> None:
        """Ask for the streams and the people again."""
        chosen = self.stream.value()
        streams = frdo_streams(self._at.db, self.wish)
        items = [(0, "Все потоки ДПП"), *((each.id, f"{each.title} · {each.program}") for each in streams)]
        self.stream.set_items(items)
        self.stream.set_value(chosen if any(id_ == chosen for id_, _title in items) else 0)
        self._show_people()

    def show_stream(self, stream_id: int) -> str:
        """Show one stream, in the year that it ends in; gives its title."""
        heading = stream_heading(self._at.db, stream_id)
        if heading is None:
            return ""
        year = heading.ends_on.year
        self.period.set_items(self._periods(year))
        self.period.set_value(str(year))
        self.stream.set_items([(stream_id, heading.title)])
        self.stream.set_value(stream_id)
        self.reload()
        return heading.title

    def areas(self) -> list[QWidget]:
        """What F6 goes round."""
        return [self.period, self.table, self._why, self.save_button]

    def take_focus(self) -> None:
        """Put the keyboard into the list."""
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def save(self) -> None:
        """Ask where the file goes, note the transfer of everybody in it, and write it whole or not at all."""
        at, wish = self._at, self.wish
        if not self._preview.ready:
            return
        name = (
            f"frdo-{parse_period(str(self.period.value())).file_code}{f'-{wish.stream_id}' if wish.stream_id else ''}"
        )
        target = self.choose_target(self, beginning_for(at.remembered, _FILES) / f"{name}.xlsx", "xlsx")
        if target is None:
            return
        at.remembered.remember_folder(_FILES, target.parent)
        write(at, lambda db, actor: hand_over_to_frdo(db, wish, actor=actor), partial(self._write, target))

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.reload()

    def _write(self, target: Path, table: FrdoTable) -> None:
        messages = self._at.messages

        def work(progress: Progress) -> int:
            write_whole(target, in_process(progress, frdo_file, table))
            return len(table.rows)

        def done(count: int) -> None:
            people = counted(count, "человек", "человека", "человек")
            messages.tell(f"Файл для ИРО записан: {people}.", ("Открыть", lambda: open_file(target)))

        job = Job(work)
        job.awaited_as = "Записываем файл для ИРО"
        job.done.connect(done)
        job.refused.connect(messages.refuse)
        self._at.jobs.start(job, lane=Lane.DOCUMENTS)

    def _lay_out(self) -> None:
        theme = self._at.theme
        bar = QHBoxLayout()
        bar.setSpacing(theme.space("s"))
        for words, field in (("Период", self.period), ("Поток", self.stream)):
            bar.addWidget(caption(words))
            bar.addWidget(field, 2 if field is self.stream else 1)
        bar.addStretch(1)
        bar.addWidget(self.save_button)
        listed = Sheet(theme, inset=1)
        listed.setAccessibleName("Кто войдёт в файл")
        listed.body.addWidget(self.table, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space("s") + 2)
        column.addLayout(bar)
        column.addWidget(self._told)
        column.addWidget(listed, 1)
        column.addWidget(self._why)
        column.addWidget(label(_NOTE, "hint", wrapped=True))

    def _periods(self, *years: int) -> list[tuple[object, str]]:
        """The years lately and these, whole and in halves."""
        now = self._at.db.today().year
        listed = sorted({*range(now - _YEARS_BACK, now + 1), *years}, reverse=True)
        codes = [code for each in listed for code in (f"{each}", f"{each}-H2", f"{each}-H1")]
        return [(code, parse_period(code).title) for code in codes]

    def _on_period(self) -> None:
        self.stream.set_value(0)
        self.reload()

    def _show_people(self) -> None:
        self._preview = frdo_preview(self._at.db, self.wish)
        here = self.table.current_row()
        self.model.set_rows(self._preview.people)
        kept = here is not None and self.table.select(lambda row: row.enrollment_id == here.enrollment_id)
        if not kept:
            self.table.select(lambda _row: True)
        self._show_reasons(self.table.current_row())
        ready, people = self._preview.ready, len(self._preview.people)
        said = [f"Войдут в файл: {ready} из {people}."] if people else []
        if self._preview.outside:
            streams = counted(self._preview.outside, "поток", "потока", "потоков")
            said.append(f"Вне ДПП: {streams}, их выпускников в этом файле не бывает.")
        self._told.setText(" ".join(said))
        self._told.setVisible(bool(said))
        if ready:
            self.save_button.unblock()
        else:
            self.save_button.block("Включить пока некого: посмотрите, чего не хватает", self.take_focus)

    def _show_reasons(self, person: FrdoPerson | None) -> None:
        column = fresh(self._reasons)
        reasons = person.reasons if person is not None else ()
        self._why.setVisible(bool(reasons))
        self._why.show_count(person.name if person is not None else "")
        for number, reason in enumerate(reasons):
            row = QWidget()
            line = QHBoxLayout(row)
            line.setContentsMargins(0, 0, 0, 0)
            line.addWidget(label(reason.message, wrapped=True), 1)
            button = Button(self._at.theme, _MENDED[reason.mend], role="link", small=True)
            named(button, f"frdo-mend-{number}", f"{_MENDED[reason.mend]}: {reason.message}")
            button.clicked.connect(partial(self._go, reason))
            line.addWidget(button)
            column.addWidget(row)

    def _on_opened(self, person: object) -> None:
        """Enter leads to the first thing that is missing, else to the card."""
        row = cast("FrdoPerson", person)
        self._go(row.reasons[0] if row.reasons else FrdoReason("", FrdoMend.CARD, row.person_id))

    def _go(self, reason: FrdoReason) -> None:
        match reason.mend:
            case FrdoMend.CARD:
                self._at.go("trainees", OneCard(reason.id))
            case FrdoMend.PROGRAM:
                self._at.go("programs", OneProgram(reason.id, "passport"))
            case FrdoMend.STREAM:
                self._at.go("trainees", OneStream(reason.id))


def _state(row: FrdoPerson) -> str:
    return "Не войдёт" if row.reasons else "Войдёт"


def _chip(row: FrdoPerson) -> ChipLook:
    return _WAITS if row.reasons else _READY


def _reasons(row: FrdoPerson) -> str:
    return row.reasons[0].message if row.reasons else ""


def _more_reasons(row: FrdoPerson) -> str:
    return "; ".join(reason.message for reason in row.reasons[1:])
