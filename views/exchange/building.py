"""Builds what the person chose: a sealed package into the outbox, or the open one into a folder."""

from collections.abc import Callable
from pathlib import Path
from typing import cast

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from exports.packages.open_package import BuiltPackage, PersonalDataFoundError, write_open_package
from exports.packages.sealing import PackageWish, Sealed, seal_package
from models.errors import UserError
from models.key_store import KeyStore
from models.progress import Progress
from models.queries.events import event_page
from models.queries.institute import institute_line
from models.queries.reports import events_in, period_to_send, periods_to_send
from models.queries.sheets import stand_in_code
from models.rows.codes import PackageKind
from models.rows.event_log import EventFilter
from models.rules.periods import Period
from models.rules.words import day_in_table, file_size, short_day
from models.version import program_version
from views.exchange.build_dialog import BuildDialog, Chosen, EventToSend, Offer
from views.exchange.findings import FindingsSheet
from views.jobs import Job, Lane
from views.widgets.buttons import Button
from views.widgets.progress import ProgressSheet
from views.workplace import Workplace

_FOLDER = "exchange"
"""Under which name the folder used last is remembered."""
_MOST_EVENTS = 200
_NO_EVENTS = (
    "За этот период ещё не проведено ни одного мероприятия: пакет выйдет почти пустым. Проверьте, тот ли период."
)


class Building(QObject):
    """Asks what is wanted and builds it; `built` carries the name of the package."""

    built = Signal(str)

    def __init__(
        self,
        workplace: Workplace,
        page: QWidget,
        button: Button,
        progress: ProgressSheet,
        findings: FindingsSheet,
    ) -> None:
        super().__init__(page)
        self._at = workplace
        self._page = page
        self._button = button
        self._progress = progress
        self._findings = findings
        self._chosen: Chosen | None = None
        self._is_building = False
        self.choose_folder: Callable[[QWidget, Path], Path | None]
        findings.confirmed.connect(self._again)

    def offer(self, kind: PackageKind | None = None) -> BuildDialog | None:
        """Ask what is to be built; None while something is being built."""
        if self._is_building:
            return None
        at = self._at
        remembered = at.remembered.folder(_FOLDER)
        offer = Offer(
            periods=periods_to_send(at.db),
            period=self._chosen.period if self._chosen is not None else period_to_send(at.db),
            has_invitation=institute_line(at.db) is not None,
            outbox=at.outbox,
            folder=remembered if remembered is not None and remembered.is_dir() else at.outbox,
            events=self._events,
            warning=lambda period: "" if events_in(at.db, period) else _NO_EVENTS,
            note=code_words(stand_in_code(at.db)),
            kind=kind or (self._chosen.kind if self._chosen is not None else None),
        )
        dialog = BuildDialog(self._page.window(), at.theme, offer, choose_folder=self.choose_folder)
        dialog.wanted.connect(self.build)
        dialog.open()
        return dialog

    def build(self, chosen: Chosen) -> None:
        """Build what is wanted; what was said of doubtful words before is asked anew."""
        self._findings.forget()
        self._chosen = chosen
        if chosen.folder is not None:
            self._at.remembered.remember_folder(_FOLDER, chosen.folder)
        self._again()

    def forget_doubts(self) -> None:
        """The data have changed: what was said of doubtful words may not hold any more."""
        if not self._is_building:
            self._findings.forget()
            self._findings.hide()

    def _events(self, period: Period) -> list[EventToSend]:
        today = self._at.db.today()
        wanted = EventFilter(start=period.start, end=min(period.end, today))
        lines = event_page(self._at.db, wanted, limit=_MOST_EVENTS) if period.start <= today else []
        return [EventToSend(line.id, f"{short_day(line.held_on)} {line.title}") for line in lines]

    def _again(self) -> None:
        if self._chosen is None or self._is_building:
            return
        job = self._open_job(self._chosen) if self._chosen.folder is not None else self._sealed_job(self._chosen)
        job.refused.connect(self._on_refused)
        job.finished.connect(self._on_finished)
        self._is_building = True
        self._findings.hide()
        self._button.block("Пакет уже собирается")
        self._progress.follow(job, "Собираем пакет")
        self._at.jobs.start(job, lane=Lane.DOCUMENTS)

    def _open_job(self, chosen: Chosen) -> Job[object]:
        at, actor, checked = self._at, self._at.actor(), self._findings.nobody
        folder = chosen.folder or at.outbox

        def work(_progress: Progress) -> BuiltPackage:
            _make_folder(folder)
            return write_open_package(
                at.db, chosen.period, folder, actor=actor, program_version=program_version(), surnames_checked=checked
            )

        job = Job(work)
        job.done.connect(self._on_open)
        return cast("Job[object]", job)

    def _sealed_job(self, chosen: Chosen) -> Job[object]:
        at, actor = self._at, self._at.actor()
        wish = PackageWish(
            chosen.kind,
            chosen.period,
            events=chosen.events,
            whole=chosen.whole,
            surnames_checked=tuple(sorted(self._findings.nobody)),
        )

        def work(progress: Progress) -> Sealed:
            return seal_package(
                at.db,
                wish,
                outbox=at.outbox,
                attachments=at.attachments,
                keys=KeyStore.under(at.data_folder),
                actor=actor,
                program_version=program_version(),
                progress=progress,
            )

        job = Job(work)
        job.done.connect(self._on_sealed)
        return cast("Job[object]", job)

    def _on_open(self, built: BuiltPackage) -> None:
        said = f"Пакет записан: {built.path.name}, {file_size(built.size)}"
        if not built.is_new:
            said = f"Данные не изменились, это тот же пакет № {built.serial}. Файл записан: {built.path.name}"
        if built.approved_on is not None:
            said = f"{said}. Отчёт в нём — утверждённый {day_in_table(built.approved_on)}"
        self._at.messages.tell(said)
        self.built.emit(built.name)

    def _on_sealed(self, sealed: Sealed) -> None:
        said = f"Пакет запечатан: {sealed.name}, {file_size(sealed.size)}. Отправьте его любой дорогой."
        if not sealed.is_new:
            said = f"Данные не изменились, это тот же пакет: {sealed.name}."
        elif sealed.corrects is not None:
            said = f"Запечатано исправление к {sealed.corrects}: в нём только то, что изменилось."
        self._at.messages.tell(said)
        self.built.emit(sealed.name)

    def _on_refused(self, sentence: UserError) -> None:
        if isinstance(sentence, PersonalDataFoundError):
            self._findings.show_found(sentence)
        else:
            self._at.messages.refuse(sentence)

    def _on_finished(self) -> None:
        self._is_building = False
        self._button.unblock()


def code_words(stand_in: str) -> str:
    """What the code in the place of ИРО's is, "" where there is none."""
    if not stand_in:
        return ""
    return f"Кода площадки от ИРО пока нет: в отчёте и в пакете вместо него стоит временный, «{stand_in}»."


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise UserError(
            f"Папка «{folder}» не открывается, пакет не собран.",
            "Проверьте, вставлена ли флешка, или выберите другую папку и соберите снова.",
        ) from problem
