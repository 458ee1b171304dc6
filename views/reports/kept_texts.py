"""Texts of reports on their way to the database: what is typed is shown and printed before it is stored."""

import contextlib

from models.commands.reports import save_report_text
from models.errors import UserError
from models.rules.periods import Period, parse_period
from views.jobs import Job
from views.workplace import Workplace


class KeptTexts:
    """Stores texts in the writer's lane, and knows which are not known to be stored yet."""

    def __init__(self, workplace: Workplace) -> None:
        self._at = workplace
        self._unsaved: dict[tuple[str, str], str] = {}
        """By period and section."""

    def of(self, period: Period) -> dict[str, str]:
        """Texts of a period that are not known to be stored yet, by section."""
        return {section: text for (code, section), text in self._unsaved.items() if code == period.code}

    def write(self, period: Period, section: str, text: str) -> None:
        """Ask for a text to be stored; a refusal is told."""
        at, key = self._at, (period.code, section)
        self._unsaved[key] = text
        job = Job(lambda _progress: save_report_text(at.db, period, section, text, actor=at.actor()))

        def stored(_none: object) -> None:
            if self._unsaved.get(key) == text:
                del self._unsaved[key]

        job.done.connect(stored)
        job.refused.connect(at.messages.refuse)
        at.jobs.start(job)

    def store_now(self) -> None:
        """Store everything here and now: the lanes may be closing."""
        at = self._at
        for (period, section), text in dict(self._unsaved).items():
            # A refusal has been told when the text was stored the first time; there is nothing more to do for it now.
            with contextlib.suppress(UserError):
                save_report_text(at.db, parse_period(period), section, text, actor=at.actor())
