"""«Резервные копии»: what there is, a new one, and one of them put in place of the data of today."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from typing_extensions import override

from models.backups import Backup, Made, Restored, backups, make_backup
from models.identity import VLADIVOSTOK
from models.rules.words import counted, file_size
from views.jobs import Job, Lane
from views.widgets.buttons import Button
from views.widgets.dialogs import ask
from views.widgets.naming import named
from views.widgets.sheet import Sheet
from views.widgets.table import Column, PagedTable, TableView
from views.widgets.text import label
from views.workplace import Workplace

_ABOUT = (
    "Копия делается сама раз в день, хранятся десять последних. Копии с вложениями лежат в папке данных: время от "
    "времени копируйте папку «backups» целиком на флешку."
)
_CONSEQUENCE = (
    "Всё, что записано после неё, уйдёт из работы: нынешний файл останется в списке копий. "
    "Уничтоженные персональные данные не вернутся."
)
_OLD = 7
"""Days after which a copy is too old to rely on."""
_NO_WAY = "В этом окне копию не восстановить: откройте программу заново"


class _Line(NamedTuple):
    backup: Backup

    @property
    def name(self) -> str:
        return self.backup.path.name


class BackupsSheet(Sheet):
    """The copies, the newest first; «Восстановить» asks, as it cannot be taken back."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace.theme, "Резервные копии", inset=1)
        self._at = workplace
        self.ask: Callable[..., bool] = ask
        theme = workplace.theme
        self._table: PagedTable[_Line] = PagedTable(
            [
                Column("at", "Сделана", lambda line: _local(line.backup.made_at), width=170, sortable=False),
                Column("what", "Что это", lambda line: _what(line.backup), sortable=False),
                Column(
                    "size",
                    "Размер",
                    lambda line: file_size(line.backup.size),
                    align="right",
                    width=110,
                    rank=1,
                    sortable=False,
                ),
            ],
            identify=lambda line: line.name,
        )
        self.view: TableView[_Line] = TableView(
            theme, self._table, "backups-list", "Резервные копии", workplace.remembered
        )
        self.view.say_empty("Копий пока нет.")
        self.view.current_changed.connect(self._on_current)
        self.view.opened.connect(self._on_opened)
        self._make = named(Button(theme, "Сделать копию", small=True), "backup-make", "Сделать копию")
        self._restore = named(Button(theme, "Восстановить…", small=True), "backup-restore", "Восстановить из копии")
        self._make.clicked.connect(self.make)
        self._restore.clicked.connect(self._on_restore)
        self.header.addWidget(self._make)
        self.header.addWidget(self._restore)
        note = label(_ABOUT, "secondary", wrapped=True)
        note.setContentsMargins(13, 0, 13, theme.space("s"))
        self.body.addWidget(note)
        self.body.addWidget(self.view, 1)
        self.reload()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.reload()

    def reload(self) -> None:
        """Look into the folder again."""
        self._table.set_rows([_Line(each) for each in backups(self._at.data_folder)])
        self._on_current(self.view.current_row())

    def make(self) -> None:
        """Copy and prove."""
        db, folder = self._at.db, self._at.data_folder
        job = Job(lambda _progress: make_backup(db, folder))
        job.done.connect(self._on_made)
        job.refused.connect(self._at.messages.refuse)
        self._make.block("Копия делается")
        job.finished.connect(self._make.unblock)
        self._at.jobs.start(job, lane=Lane.DOCUMENTS)

    def _on_made(self, made: Made) -> None:
        records = counted(made.records, "запись", "записи", "записей")
        lost = counted(made.missing, "вложения", "вложений", "вложений")
        note = f" Содержимого {lost} в папке данных нет." if made.missing else ""
        self._at.messages.tell(f"Копия сделана и проверена: открывается, {records}.{note}")
        self._at.backed_up()
        self.reload()

    def _on_current(self, line: _Line | None) -> None:
        if self._at.restore is None:
            self._restore.block(_NO_WAY)
        elif line is None:
            self._restore.block("Выберите копию в списке", self._focus_list)
        else:
            self._restore.unblock()

    def _focus_list(self) -> None:
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_opened(self, _line: _Line) -> None:
        self._on_restore()

    def _on_restore(self) -> None:
        line, restore = self.view.current_row(), self._at.restore
        if line is None or restore is None:
            return
        question = f"Восстановить копию от {_local(line.backup.made_at)}?"
        if self.ask(self.window(), self._at.theme, question, _CONSEQUENCE, "Восстановить"):
            restore(line.backup.path)


def _local(moment: datetime) -> str:
    """«12.03.2026, 14:31»."""
    return f"{moment.astimezone(VLADIVOSTOK):%d.%m.%Y, %H:%M}"


def _what(backup: Backup) -> str:
    return "данные до восстановления" if backup.is_replaced else "копия, проверена"


def last_copy(copies: Sequence[Backup], today: date) -> tuple[str, bool]:
    """«Копия проверена вчера» for the foot of the navigation, and whether that is soon enough."""
    made = next((each for each in copies if not each.is_replaced), None)
    if made is None:
        return "Копии ещё нет", False
    day = made.made_at.astimezone(VLADIVOSTOK).date()
    ago = (today - day).days
    said = {0: "сегодня", 1: "вчера"}.get(ago, f"{day:%d.%m.%Y}")
    return f"Копия проверена {said}", ago < _OLD


def restored_words(restored: Restored) -> tuple[str, str]:
    """What was done and what came of it, for a message."""
    again = counted(restored.erased, "человека", "человек", "человек")
    note = f" Данные {again} уничтожены повторно, как требуют акты." if restored.erased else ""
    if restored.blocked:
        blocked = counted(restored.blocked, "человека", "человек", "человек")
        note += f" Данные {blocked} снова заблокированы: согласие отозвано позже, чем сделана копия."
    if restored.missing:
        lost = counted(restored.missing, "файла", "файлов", "файлов")
        note += f" Содержимого {lost} в копии нет: записи о них остались."
    return f"Восстановлена копия от {_local(restored.made_at)}.{note}", "Прежний файл остался в списке копий."
