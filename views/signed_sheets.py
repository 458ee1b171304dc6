"""A signed sheet comes back: its scan dropped on the window, or the short code on it typed into Ctrl+K."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import cast

from PySide6.QtCore import QMimeData, QObject

from models.commands.attachments import attach_files
from models.errors import UserError
from models.imports.scan_files import ScanFile, look_through
from models.progress import Progress
from models.queries.events import event_line
from models.queries.sheets import site_codes
from models.rows.attachments import EventPlace
from models.rows.codes import FilePurpose
from models.rules.layouts import in_each_layout
from models.rules.sheet_code import event_of_code, sheet_code
from models.rules.words import counted, day_in_text, quoted
from views.files.adding import paths_in
from views.jobs import Job, Lane
from views.palette_rows import Command
from views.pictures import PreparedFile, prepare_files
from views.spawned import in_process
from views.workplace import Workplace
from views.writing import write

_CODE = "Набрать код"


class SignedSheets(QObject):
    """Brings scans to their events; what is no sheet is offered to the page that is open.

    `hand_over(paths)` gives other files to the page and says whether it took them; `ask_code()` opens Ctrl+K.
    """

    def __init__(
        self,
        workplace: Workplace,
        *,
        hand_over: Callable[[Sequence[Path]], bool],
        ask_code: Callable[[], object],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._at = workplace
        self._hand_over = hand_over
        self._ask_code = ask_code

    def takes(self, data: QMimeData) -> bool:
        """Whether files are dragged: what is no sheet may be for the page that is open."""
        return bool(paths_in(data))

    def take_from(self, data: QMimeData) -> None:
        """Take what was dropped."""
        self.take(paths_in(data))

    def take(self, paths: Sequence[Path]) -> None:
        """Look through the files that were dropped, in a process of its own, and bring each to its event."""
        db = self._at.db

        def work(progress: Progress) -> tuple[list[ScanFile], list[PreparedFile]]:
            found = in_process(progress, look_through, list(paths), own=site_codes(db))
            sheets = [each.path for each in found if each.event_id is not None]
            prepared = in_process(progress, prepare_files, sheets, purpose=FilePurpose.SIGNED_SHEET) if sheets else []
            return found, prepared

        job = Job(work)
        job.done.connect(self._on_looked)
        job.refused.connect(self._at.messages.refuse)
        number = len(paths)
        said = "файл" if number == 1 else counted(number, "файл", "файла", "файлов")
        self._at.messages.tell(f"Ищем код листа: смотрим {said}…")
        self._at.jobs.start(job, lane=Lane.DOCUMENTS)

    def commands(self, typed: str) -> list[Command]:
        """What Ctrl+K offers for what may be the code of a sheet, in either layout; nothing for anything else."""
        found: list[Command] = []
        for event_id in dict.fromkeys(
            event for said in in_each_layout(typed) if (event := _event_of(said)) is not None
        ):
            line = event_line(self._at.db, event_id)
            if line is not None:
                words = f"Открыть мероприятие «{line.title.strip('«»')}», {day_in_text(line.held_on)}"
                open_it = partial(self._at.go, "events", event_id)
                found.append(Command(words, sheet_code(event_id), open_it))
        return found

    def _on_looked(self, answer: object) -> None:
        found, prepared = cast("tuple[list[ScanFile], list[PreparedFile]]", answer)
        sheets = [each for each in found if each.event_id is not None]
        others = [each for each in found if each.event_id is None and not each.is_sheet]
        refused = [each.problem for each in found if each.problem is not None and each.is_sheet]
        for sheet, ready in zip(sheets, prepared, strict=True):
            self._attach(cast("int", sheet.event_id), ready)
        if others and not self._hand_over([each.path for each in others]):
            refused += [each.problem or _no_sheet() for each in others]
        if refused:
            self._at.messages.refuse(refused[0], (_CODE, self._ask_code))

    def _attach(self, event_id: int, ready: PreparedFile) -> None:
        at = self._at
        line = event_line(at.db, event_id)
        if line is None:
            at.messages.refuse(
                UserError("Мероприятия этого листа в журнале уже нет.", "Верните его в «Недавних действиях».")
            )
            return
        if ready.file is None:
            at.messages.refuse(ready.problem or _no_sheet())
            return
        file, title = ready.file, line.title.strip("«»")

        def done(_uses: object) -> None:
            at.go("events", event_id)
            at.messages.did(f"Подписанный лист приложен к мероприятию {quoted(title)}, {day_in_text(line.held_on)}.")

        write(
            at,
            lambda db, actor: attach_files(db, at.attachments, [file], place=EventPlace(event_id), actor=actor),
            done,
        )


def _event_of(code: str) -> int | None:
    try:
        return event_of_code(code)
    except UserError:
        return None


def _no_sheet() -> UserError:
    return UserError(
        "Это не скан листа регистрации.",
        "Перетащите скан PDF или снимок. Другие файлы прикладывают на странице мероприятия.",
    )
