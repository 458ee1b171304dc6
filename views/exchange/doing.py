"""What a person does with a package of the outbox: into the queue, onto a stick, into letters, off the way."""

import hashlib
from collections.abc import Callable
from functools import partial
from pathlib import Path
from time import monotonic
from typing import cast

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from exports.packages.verify import verify_package
from exports.transport.folder import write_to_folder
from exports.transport.mail import write_pieces
from exports.transport.road import Parcel
from models.commands import outbox
from models.database import Actor, Database
from models.errors import UserError
from models.progress import Progress
from models.queries.institute import institute_line
from models.rows.codes import Road
from models.rows.exchange import OutboxLine
from models.rules.outbox import WAITING
from models.rules.words import counted
from models.sealed_files import sealed_path
from views.exchange.acts import Act
from views.exchange.mail_dialog import Letters, MailDialog
from views.exchange.password_dialog import PasswordDialog
from views.exchange.roads import flash_drive
from views.exchange.words import is_open, package_title
from views.jobs import Job, Lane
from views.saving import beginning_for
from views.widgets.dialogs import ask
from views.widgets.progress import ProgressSheet
from views.workplace import Workplace
from views.writing import write

_FOLDER = "exchange"
"""Under which name the folder used last is remembered."""
_LETTERS = "letters"
_STICK = "флешка или папка"
_BY_MAIL = "письмами"
_NO_ADDRESS = UserError(
    "В приглашении института нет адреса сервера: по сети пакет не уйдёт.",
    "Запишите пакет на флешку или приготовьте письма.",
)
_NOT_THERE = UserError(
    "Файла пакета на месте нет.", "Если его унесли на флешке, верните файл в папку исходящих или соберите пакет заново."
)


class Doing(QObject):
    """Does what was asked for; `choose_folder(parent, beginning)` and `confirm(...)` ask the person."""

    def __init__(self, workplace: Workplace, page: QWidget, progress: ProgressSheet) -> None:
        super().__init__(page)
        self._at = workplace
        self._page = page
        self._progress = progress
        self.choose_folder: Callable[[QWidget, Path], Path | None]
        self.confirm: Callable[..., bool] = ask
        self.open_place: Callable[[Path], object] = _open_place

    def act(self, line: OutboxLine, wanted: Act) -> bool:
        """Do it; False for what the page does itself."""
        doing: dict[Act, Callable[[OutboxLine], object]] = {
            Act.SEND: self._send,
            Act.AGAIN: self._send,
            Act.SEND_AT_NIGHT: self._send_at_night,
            Act.PAUSE: self._pause,
            Act.RESUME: self._resume,
            Act.UP: self._up,
            Act.DOWN: self._down,
            Act.WITHDRAW: self._withdraw,
            Act.TO_FOLDER: self._to_folder,
            Act.TO_MAIL: self._to_mail,
            Act.MAILED: self._mailed,
            Act.PASSWORD: self._password,
            Act.CHECK: self._check,
            Act.SHOW_FILE: self._show_file,
        }
        if wanted in doing:
            doing[wanted](line)
        return wanted in doing

    def file_of(self, line: OutboxLine) -> Path | None:
        """Where the file of a package lies, None where it is gone."""
        if not is_open(line):
            path = sealed_path(self._at.outbox, line.name)
            return path if path.is_file() else None
        kept = self._at.remembered.folder(_FOLDER)
        found = [folder / f"{line.name}.zip" for folder in (self._at.outbox, kept) if folder is not None]
        return next((path for path in found if path.is_file()), None)

    # ------------------------------------------------------------------------------------------------ over the network

    def _send(self, line: OutboxLine, *, at_night: bool = False) -> None:
        institute = institute_line(self._at.db)
        if institute is not None and not institute.servers:
            self._at.messages.refuse(_NO_ADDRESS)
            return
        if self.file_of(line) is None:
            self._at.messages.refuse(_NOT_THERE)
            return
        title = package_title(line)
        when = "Уйдёт ночью, после 22:00." if at_night else "Уйдёт, как только будет связь."
        self._write(
            lambda db, actor: outbox.enqueue(db, line.id, road=Road.NETWORK, at_night=at_night, actor=actor),
            f"В очереди: {title}. {when}",
        )

    def _send_at_night(self, line: OutboxLine) -> None:
        if line.state not in WAITING:
            self._send(line, at_night=True)
            return
        said = "Уйдёт сразу" if line.at_night else "Уйдёт ночью, после 22:00"
        self._write(
            lambda db, actor: outbox.choose_night(db, line.id, at_night=not line.at_night, actor=actor),
            f"{package_title(line)}: {said[0].lower()}{said[1:]}.",
        )

    def _pause(self, line: OutboxLine) -> None:
        self._write(
            lambda db, actor: outbox.pause(db, line.id, actor=actor),
            f"На паузе: {package_title(line)}. Продолжим с того же места.",
        )

    def _resume(self, line: OutboxLine) -> None:
        self._write(lambda db, actor: outbox.resume(db, line.id, actor=actor), f"Продолжаем: {package_title(line)}.")

    def _up(self, line: OutboxLine) -> None:
        self._write(lambda db, actor: outbox.move_up(db, line.id, actor=actor), "")

    def _down(self, line: OutboxLine) -> None:
        self._write(lambda db, actor: outbox.move_down(db, line.id, actor=actor), "")

    def _withdraw(self, line: OutboxLine) -> None:
        if self.confirm(
            self._page,
            self._at.theme,
            "Снять пакет с отправки?",
            f"{package_title(line)} не уйдёт в институт. Данные останутся, пакет можно будет собрать заново.",
            "Снять с отправки",
        ):
            self._write(
                lambda db, actor: outbox.withdraw(db, line.id, actor=actor), f"Снят с отправки: {package_title(line)}."
            )

    def _password(self, line: OutboxLine) -> None:
        institute = institute_line(self._at.db)
        urls = [url for _road, url in institute.servers] if institute is not None else []
        url = line.server_url or next(iter(urls), None)
        if url is None:
            self._at.messages.refuse(_NO_ADDRESS)
            return
        dialog = PasswordDialog(self._at, self._page.window(), url)
        dialog.kept.connect(partial(self._on_password, line))
        dialog.open()

    def _on_password(self, line: OutboxLine, _said: str) -> None:
        self._resume(line)

    # ----------------------------------------------------------------------------------------------------- by hand

    def _to_folder(self, line: OutboxLine) -> None:
        parcel = self._parcel(line)
        if parcel is None:
            return
        remembered = self._at.remembered
        folder = self.choose_folder(self._page, flash_drive() or beginning_for(remembered, _FOLDER))
        if folder is None:
            return
        remembered.remember_folder(_FOLDER, folder)

        def work(_progress: Progress) -> Path:
            return write_to_folder(parcel, folder)

        def done(path: Path) -> None:
            said = f"Записано и прочитано обратно: {path.name}. Передайте флешку и ждите квитанцию института."
            self._at.messages.tell(said, ("Открыть папку", lambda: self.open_place(path.parent)))

        self._run(line, Road.FOLDER, _STICK, "Записываем пакет", work, done)

    def _to_mail(self, line: OutboxLine) -> None:
        parcel = self._parcel(line)
        if parcel is None:
            return
        dialog = MailDialog(
            self._page, self._at.theme, package_title(line), line.size, to=self._at.remembered.view(_LETTERS)
        )
        dialog.wanted.connect(partial(self._write_letters, line, parcel))
        dialog.open()

    def _write_letters(self, line: OutboxLine, parcel: Parcel, letters: Letters) -> None:
        remembered = self._at.remembered
        beginning = self.choose_folder(self._page, beginning_for(remembered, _LETTERS))
        if beginning is None:
            return
        remembered.remember_folder(_LETTERS, beginning)
        remembered.remember_view(_LETTERS, letters.to)
        folder = beginning / f"{line.name}-pisma"
        subject = f"Маршрут: {line.name}"

        def work(_progress: Progress) -> list[Path]:
            folder.mkdir(parents=True, exist_ok=True)
            return write_pieces(parcel, folder, piece_bytes=letters.piece_bytes, to=letters.to, subject=subject)

        def done(written: list[Path]) -> None:
            many = sum(path.suffix == ".eml" for path in written)
            self.open_place(folder)
            self._at.messages.report(
                f"Готово: {counted(many, 'письмо', 'письма', 'писем')} в папке «{folder.name}».",
                "Откройте каждое и нажмите «Отправить» или приложите части к письмам в почте на сайте.",
                ("Письма отправлены", lambda: self._mailed(line)),
            )

        job = Job(work)
        job.done.connect(done)
        job.refused.connect(self._at.messages.refuse)
        self._progress.follow(cast("Job[object]", job), "Готовим письма")
        self._at.jobs.start(job, lane=Lane.DOCUMENTS)

    def _mailed(self, line: OutboxLine) -> None:
        self._write(
            lambda db, actor: outbox.handed_over(
                db, line.id, road=Road.MAIL, target=_BY_MAIL, sent_bytes=line.size, seconds=0.0, actor=actor
            ),
            f"Передан письмами: {package_title(line)}. Ждём квитанцию института.",
        )

    def _run(
        self,
        line: OutboxLine,
        road: Road,
        target: str,
        doing: str,
        work: Callable[[Progress], Path],
        done: Callable[[Path], object],
    ) -> None:
        """Hand over by hand, and note it."""
        db, actor = self._at.db, self._at.actor()

        def whole(progress: Progress) -> Path:
            begun = monotonic()
            path = work(progress)
            outbox.handed_over(
                db,
                line.id,
                road=road,
                target=target,
                sent_bytes=line.size,
                seconds=monotonic() - begun,
                actor=actor,
            )
            return path

        job = Job(whole)
        job.done.connect(done)
        job.refused.connect(self._at.messages.refuse)
        self._progress.follow(cast("Job[object]", job), doing)
        self._at.jobs.start(job, lane=Lane.DOCUMENTS)

    # --------------------------------------------------------------------------------------------------- its file

    def _check(self, line: OutboxLine) -> None:
        path = self.file_of(line)
        if path is None:
            self._at.messages.refuse(_NOT_THERE)
            return

        def work(_progress: Progress) -> str:
            if is_open(line):
                files = counted(len(verify_package(path).files), "файл", "файла", "файлов")
                return f"Пакет цел: {files}, все контрольные суммы сходятся."
            with path.open("rb") as sealed:
                digest = hashlib.file_digest(sealed, "sha256").hexdigest()
            if digest != line.sha256:
                raise UserError(
                    "Файл пакета изменился после того, как его собрали.", "Снимите его с отправки и соберите новый."
                )
            return "Файл цел: это те самые байты, что были запечатаны. Открыть его может только институт."

        job = Job(work)
        job.done.connect(self._at.messages.tell)
        job.refused.connect(self._at.messages.refuse)
        self._at.jobs.start(job, lane=Lane.DOCUMENTS)

    def _show_file(self, line: OutboxLine) -> None:
        path = self.file_of(line)
        if path is None:
            self._at.messages.refuse(_NOT_THERE)
        else:
            self.open_place(path.parent)

    def _parcel(self, line: OutboxLine) -> Parcel | None:
        path = self.file_of(line)
        if path is None:
            self._at.messages.refuse(_NOT_THERE)
            return None
        return Parcel(path, line.name, line.sha256, line.size)

    def _write(self, command: Callable[[Database, Actor], object], said: str) -> None:
        write(self._at, command, (lambda _done: self._at.messages.tell(said)) if said else None)


def _open_place(folder: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
