"""All tables; importing this package fills `SQLModel.metadata`."""

from models.schema import events, exchange, journals, log, papers, people, plans, programs, reference, works

__all__ = ["events", "exchange", "journals", "log", "papers", "people", "plans", "programs", "reference", "works"]
