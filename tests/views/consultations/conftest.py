"""The section on a copy of the invented site, as it stands on 13 March 2026."""

from tests.views.events.conftest import db, gone, said, workplace

__all__ = ["db", "gone", "said", "workplace"]
