"""«Файлы»: the sheet that shows, takes in and gives out the files of one record."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple, cast

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import (
    QAction,
    QDesktopServices,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QGuiApplication,
    QImage,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPen,
    QShortcut,
)
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from models.commands.attachments import attach_files, describe_file, detach_file, say_who_is_shown
from models.database import Actor, Database
from models.errors import UserError
from models.queries.attachments import attached_files
from models.rows.attachments import Place
from models.rows.codes import FilePurpose, PeopleShown
from models.rules.words import counted
from views.files.adding import image_in, make_ready, paths_in
from views.files.card import FileCard
from views.files.copies import copy_to_open, name_for_copy, save_copy
from views.files.grid import FileGrid
from views.files.refused import Refused
from views.files.words import title_of
from views.jobs import Job, Lane
from views.pictures import PreparedFile
from views.saving import ask_files, ask_where, beginning_for
from views.widgets.fields import CheckField
from views.widgets.naming import named
from views.widgets.progress import ProgressSheet
from views.widgets.sheet import Sheet
from views.widgets.tab_order import tab_through
from views.widgets.text import secondary
from views.workplace import Workplace
from views.writing import write

_TAKEN = "attached"
"""Under which name the folder is remembered that files are taken from."""
_TABLES = frozenset({"attachment", "attachment_use", "attachment_person", "consent", "person"})
_INVITES = "Перетащите сюда снимки и документы или вставьте их клавишами Ctrl+V."
_LATER = "Файлы можно приложить, когда запись сохранена."
_NOTHING_COPIED = "В буфере нет ни файла, ни рисунка. Скопируйте файл или снимок и нажмите Ctrl+V снова."


class _Drop(NamedTuple):
    """What was asked to be attached, and where."""

    place: Place
    what: Sequence[Path] | QImage
    with_originals: bool


class FilesSheet(Sheet):
    """Shows the files of `show_place`; takes what is dropped, pasted or chosen; everything can be taken back."""

    def __init__(self, workplace: Workplace, title: str = "Файлы") -> None:
        super().__init__(workplace.theme, title, link="Добавить файл…")
        theme = workplace.theme
        self.setObjectName("files-sheet")
        self._theme = theme
        self._workplace = workplace
        self._place: Place | None = None
        self._drops: list[_Drop] = []
        self._running: Job[list[PreparedFile]] | None = None
        self._dragged_over = False
        self.setAcceptDrops(True)
        self.hint = secondary(_LATER)
        self.grid = FileGrid(theme, workplace.attachments)
        self.card = FileCard(theme, workplace.db)
        self.originals = named(CheckField(theme, "Хранить и исходные снимки"), "files-originals", "Исходные снимки")
        self.originals.setAccessibleName("Хранить и исходные снимки")
        self.originals.setToolTip(
            "Снимки уменьшаются до 1600 точек. С отметкой рядом хранится и исходный, без места съёмки и имени камеры. "
            "Если снимок уже приложен без неё, отметьте и приложите его ещё раз: второго такого файла не будет."
        )
        self.progress = ProgressSheet(theme, unit="файлов")
        self.refused = Refused(theme)
        for part in (self.hint, self.grid, self.progress, self.refused, self.card, self.originals):
            self.body.addWidget(part)
        self._actions()
        self._connect()
        self.show_place(None)

    def show_place(self, place: Place | None) -> None:
        """Show the files of a record; None while it is not stored, then nothing can be attached."""
        if place != self._place:
            self.card.settle()
            self.refused.clear()
        self._place = place
        self.reload()

    def reload(self) -> None:
        """Ask for the files again."""
        place = self._place
        files = attached_files(self._workplace.db, place) if place is not None else []
        self.grid.show_files(files)
        self.grid.setVisible(bool(files))
        self.card.show_file(self.grid.current_file())
        self.hint.setText(_INVITES if place is not None else _LATER)
        self.hint.setVisible(not files)
        self.originals.setVisible(place is not None)
        self.show_link("Добавить файл…" if place is not None else "")
        self.show_count(str(len(files)) if files else "")

    def first(self) -> QWidget:
        """What the keyboard comes to first: the way to add a file."""
        return self._link

    def add_paths(self, paths: Sequence[Path]) -> None:
        """Attach these files of the computer."""
        if paths:
            self._add(list(paths))

    def add_image(self, image: QImage) -> None:
        """Attach a picture that has no file."""
        self._add(image)

    def paste(self) -> None:
        """Attach the files or the picture that were copied."""
        data = QGuiApplication.clipboard().mimeData()
        paths, image = paths_in(data), image_in(data)
        if paths:
            self.add_paths(paths)
        elif image is not None:
            self.add_image(image)
        else:
            self._workplace.messages.tell(_NOTHING_COPIED)

    def choose(self) -> None:
        """Let the person choose files."""
        remembered = self._workplace.remembered
        beginning = beginning_for(remembered, _TAKEN)
        chosen = ask_files(self, "Какие файлы приложить", beginning, words="Все файлы (*)", many=True)
        if chosen:
            remembered.remember_folder(_TAKEN, chosen[0].parent)
        self.add_paths(chosen)

    def open_current(self) -> None:
        """Show a copy of the file in the system's program for it."""
        file = self.grid.current_file()
        if file is None:
            return
        folder = self._workplace.attachments
        job = Job(lambda _progress: copy_to_open(folder, file))
        job.done.connect(self._on_copied)
        job.refused.connect(self._workplace.messages.refuse)
        self._workplace.jobs.start(job, lane=Lane.DOCUMENTS)

    def save_current(self, *, original: bool = False) -> None:
        """Write a copy of the file, or of its unreduced picture, where the person says."""
        file = self.grid.current_file()
        if file is None:
            return
        digest = (file.original_sha256 if original else None) or file.sha256
        name = name_for_copy(file, original=original)
        beginning = beginning_for(self._workplace.remembered, _TAKEN)
        target = ask_where(self, beginning / name, Path(name).suffix.removeprefix("."))
        if target is None:
            return
        folder = self._workplace.attachments
        job = Job(lambda _progress: save_copy(folder, digest, target))
        job.done.connect(lambda: self._workplace.messages.tell(f"Копия записана: {target}"))
        job.refused.connect(self._workplace.messages.refuse)
        self._workplace.jobs.start(job, lane=Lane.DOCUMENTS)

    def remove_current(self) -> None:
        """Take the file away from the record; the undo bar brings it back."""
        file = self.grid.current_file()
        if file is not None:
            self.grid.setFocus(Qt.FocusReason.OtherFocusReason)
            self._store(lambda db, actor: detach_file(db, file.use_id, actor=actor), f"Файл «{title_of(file)}» убран.")

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._place is not None and (paths_in(event.mimeData()) or event.mimeData().hasImage()):
            event.acceptProposedAction()
            self._show_dragged(over=True)

    @override
    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._show_dragged(over=False)

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        self._show_dragged(over=False)
        paths, image = paths_in(event.mimeData()), image_in(event.mimeData())
        if paths:
            self.add_paths(paths)
        elif image is not None:
            self.add_image(image)
        event.acceptProposedAction()

    @override
    def paintEvent(self, arg__1: QPaintEvent) -> None:
        super().paintEvent(arg__1)
        if self._dragged_over:
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(self._theme.colour("accent"), 2, Qt.PenStyle.DashLine))
            radius = self._theme.radius("sheet")
            painter.drawRoundedRect(self.rect().adjusted(2, 2, -2, -2), radius, radius)

    # --- within

    def _actions(self) -> None:
        paste = QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self)
        paste.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        paste.activated.connect(self.paste)
        for words, act in (
            ("Открыть\tEnter", self.open_current),
            ("Подписать\tF2", self.card.focus_caption),
            ("Сохранить копию", self.save_current),
            ("Убрать\tDel", self.remove_current),
        ):
            action = QAction(words, self.grid)
            action.triggered.connect(lambda _checked=False, act=act: act())
            self.grid.addAction(action)

    def _connect(self) -> None:
        self.linked.connect(self.choose)
        self.grid.current_changed.connect(self._on_current)
        self.grid.opened.connect(self.open_current)
        self.grid.rename_wanted.connect(self.card.focus_caption)
        self.grid.remove_wanted.connect(self.remove_current)
        self.card.open_wanted.connect(self.open_current)
        self.card.copy_wanted.connect(self.save_current)
        self.card.original_wanted.connect(lambda: self.save_current(original=True))
        self.card.remove_wanted.connect(self.remove_current)
        self.card.described.connect(self._on_described)
        self.card.people_said.connect(self._on_people_said)
        self._workplace.changes.reload_on(_TABLES, self.reload)

    def _on_current(self) -> None:
        self.card.show_file(self.grid.current_file())
        tab_through(self)

    def _add(self, what: Sequence[Path] | QImage) -> None:
        if self._place is None:
            self._workplace.messages.tell(_LATER)
            return
        self._drops.append(_Drop(self._place, what, self.originals.value()))
        self._begin_next()

    def _begin_next(self) -> None:
        """Work off what was dropped, one drop after another."""
        if self._running is not None or not self._drops:
            return
        drop = self._drops.pop(0)
        self.refused.clear()

        def done(prepared: object) -> None:
            self._attach(drop.place, cast("list[PreparedFile]", prepared))

        job = Job(lambda progress: make_ready(progress, drop.what, with_originals=drop.with_originals))
        job.done.connect(done)
        job.refused.connect(self._workplace.messages.refuse)
        job.stopped.connect(lambda: self._workplace.messages.tell("Остановлено. Файлы не приложены."))
        job.finished.connect(self._on_finished)
        self._running = job
        self.progress.follow(cast("Job[object]", job), "Готовим файлы")
        self._workplace.jobs.start(job, lane=Lane.DOCUMENTS)

    def _on_finished(self) -> None:
        self._running = None
        self._begin_next()

    def _attach(self, place: Place, prepared: list[PreparedFile]) -> None:
        if place == self._place:
            self.refused.show_problems([(each.name, each.problem) for each in prepared if each.problem is not None])
        files = [each.file for each in prepared if each.file is not None]
        if not files:
            return
        folder = self._workplace.attachments
        write(
            self._workplace,
            lambda db, actor: attach_files(db, folder, files, place=place, actor=actor),
            partial(self._on_attached, place),
        )

    def _on_attached(self, place: Place, uses: list[int]) -> None:
        if place == self._place:
            self.reload()
            self.grid.go_to(uses[0])
        words = "Файл приложен." if len(uses) == 1 else f"Приложено: {counted(len(uses), 'файл', 'файла', 'файлов')}."
        self._workplace.messages.did(words)

    def _on_copied(self, path: object) -> None:
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            self._workplace.messages.refuse(
                UserError(
                    "На этом компьютере нет программы для таких файлов.",
                    "Сохраните копию и откройте её на другом компьютере.",
                )
            )

    def _on_described(self, use_id: int, purpose: FilePurpose, caption: str | None) -> None:
        self._store(
            lambda db, actor: describe_file(db, use_id, purpose=purpose, caption=caption, actor=actor),
            "Подпись к файлу изменена.",
        )

    def _on_people_said(self, attachment_id: int, people: PeopleShown, person_ids: tuple[int, ...]) -> None:
        self._store(
            lambda db, actor: say_who_is_shown(db, attachment_id, people, actor=actor, person_ids=person_ids),
            "Указано, кого можно узнать.",
        )

    def _store(self, command: Callable[[Database, Actor], None], words: str) -> None:
        messages = self._workplace.messages
        write(self._workplace, command, lambda _none: messages.did(words))

    def _show_dragged(self, *, over: bool) -> None:
        self._dragged_over = over
        self.update()
