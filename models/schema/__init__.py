"""All tables; importing this package fills `SQLModel.metadata`."""

from models.schema import events, journals, log, papers, people, plans, programs, reference, works

__all__ = ["events", "journals", "log", "papers", "people", "plans", "programs", "reference", "works"]
