"""Packages go out in the background: from the opening of the site until it is closed, whatever page is open.

One job at a time on the lane of the network takes a step of the outbox; then what is due at once, a timer, or a change
of the outbox begins the next.
"""

from collections.abc import Callable
from time import monotonic
from typing import NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal

from exports.transport.connection import Login
from exports.transport.credentials import Credentials
from exports.transport.outbox import Did, OutboxRunner, Step, outbox_runner
from models.errors import UserError
from models.progress import Progress
from models.rules.words import counted
from models.vault import system_vault
from views.exchange.speed_limit import remembered_limit
from views.jobs import Job, Lane
from views.outgoing import Outgoing, Passing
from views.workplace import Workplace

_READS = frozenset({"package", "delivery", "institute"})
_LONGEST_SECONDS = 10 * 60.0
"""The timer is never longer: the computer may have slept, and its clock been put right."""
_TOLD_EVERY = 0.1
"""Seconds between two reports to the page."""
_SPEED_OVER_SECONDS = 4.0
"""The speed shown is that of the last seconds."""


class Sender(NamedTuple):
    """What sends, and the passwords it knows."""

    runner: OutboxRunner
    credentials: Credentials


def make_sending(workplace: Workplace, parent: QObject | None = None) -> "Sending":
    """Make what sends from this site; the keyring of the system is looked for at the first step, on its thread."""
    outgoing = workplace.outgoing
    outgoing.bytes_per_second = remembered_limit(workplace.remembered)
    actor = workplace.actor()

    def make() -> Sender:
        credentials = Credentials(system_vault())
        runner = outbox_runner(
            workplace.db,
            workplace.outbox,
            credentials=credentials,
            bytes_per_second=lambda: outgoing.bytes_per_second,
            actor=actor,
        )
        return Sender(runner, credentials)

    return Sending(workplace, make, parent)


class Sending(QObject):
    """Sends while there is something to send; `stepped` carries each `Step` that did something."""

    stepped = Signal(object)

    def __init__(self, workplace: Workplace, make: Callable[[], Sender], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._at = workplace
        self._make = make
        self._made: Sender | None = None
        self._job: Job[Step] | None = None
        self._is_wanted = False
        """Something changed while a step was under way: look again at once."""
        self._asks_soon = False
        self._refusal = ""
        self._logins: list[tuple[str, Login]] = []
        """Given and not handed to the keyring yet."""
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self.begin)
        workplace.changes.tables_changed.connect(self._on_tables)
        workplace.outgoing.wanted.connect(self._on_wanted)
        workplace.outgoing.login_given.connect(self._on_login)

    @property
    def is_under_way(self) -> bool:
        """Whether a step is being taken now."""
        return self._job is not None

    def begin(self) -> None:
        """Look whether something is due, and send it."""
        if self._job is not None:
            self._is_wanted = True
            return
        self._later.stop()
        self._is_wanted = False
        outgoing, logins, asks = self._at.outgoing, self._logins, self._asks_soon
        self._logins, self._asks_soon = [], False

        def work(progress: Progress) -> Step:
            sender = self._made = self._made or self._make()
            for url, login in logins:
                sender.credentials.keep(url, login)
            if asks:
                sender.runner.ask_soon()
            return sender.runner.step(_told(progress, outgoing))

        job = Job(work)
        job.done.connect(self._on_step)
        job.refused.connect(self._on_refused)
        job.finished.connect(self._on_finished)
        self._job = job
        self._at.jobs.start(job, lane=Lane.NETWORK, unseen=True)

    def _on_step(self, step: Step) -> None:
        self._refusal = ""
        if step.did is not Did.NOTHING:
            self.stepped.emit(step)
        messages = self._at.messages
        if step.answered:
            answers = counted(len(step.answered), "квитанция", "квитанции", "квитанций")
            messages.tell(f"От института: {answers}.", ("Показать", lambda: self._at.go("exchange", None)))
        elif step.did is Did.SENT:
            messages.tell(f"Передано: {step.name}. Ждём квитанцию института.")
        if step.wait_seconds == 0:
            self._is_wanted = True
        elif step.wait_seconds is not None:
            self._later.start(round(min(step.wait_seconds, _LONGEST_SECONDS) * 1000))

    def _on_refused(self, sentence: UserError) -> None:
        """Told once: another copy of the program may be sending for hours."""
        if sentence.message != self._refusal:
            self._refusal = sentence.message
            self._at.messages.refuse(sentence)
        self._is_wanted = False
        self._later.start(round(_LONGEST_SECONDS * 1000))

    def _on_finished(self) -> None:
        self._job = None
        self._at.outgoing.passed.emit(None)
        if self._is_wanted:
            self.begin()

    def _on_tables(self, touched: frozenset[str]) -> None:
        if touched & _READS:
            self.begin()

    def _on_wanted(self) -> None:
        self._asks_soon = True
        self.begin()

    def _on_login(self, url: str, name: str, password: str) -> None:
        self._logins.append((url, Login(name, password)))
        self.begin()


class Speed:
    """Bytes a second over the last seconds, from how many are there by when."""

    def __init__(self) -> None:
        self._seen: list[tuple[float, int]] = []

    def told(self, at: float, there: int) -> float | None:
        """Note a report; gives the speed, None while it cannot be said."""
        if self._seen and there < self._seen[-1][1]:
            self._seen.clear()  # the server had less than was thought
        self._seen.append((at, there))
        while len(self._seen) > 2 and at - self._seen[1][0] >= _SPEED_OVER_SECONDS:
            del self._seen[0]
        (first, had), (last, has) = self._seen[0], self._seen[-1]
        return (has - had) / (last - first) if last - first >= 0.5 and has > had else None


def _told(progress: Progress, outgoing: Outgoing) -> Progress:
    """Tell the page too; on the thread of the lane, so the signal is queued."""
    speed = Speed()
    last = -_TOLD_EVERY

    def report(there: int, size: int) -> None:
        nonlocal last
        progress(there, size)
        now = monotonic()
        if now - last >= _TOLD_EVERY:
            last = now
            outgoing.passed.emit(Passing(there, speed.told(now, there)))

    return report
