"""What every change of a programme begins with: it is there, and it is not fixed."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from sqlmodel import Session

from models.commands.store import found
from models.errors import UserError
from models.queries.fetch import number
from models.rows.codes import ProgramStatus
from models.schema.programs import Module, Program

NO_PROGRAM = "Этой программы нет."
NO_MODULE = "Этого модуля нет."
_NEW_VERSION = "Нажмите «Новая версия»: в ней можно менять всё, а начатые потоки доучатся по прежней."
_ABOVE_ALL = 1_000_000
"""Numbers that no row has, while rows of one number are turned round."""


class Numbered(Protocol):
    """A row with its place among others."""

    no: int


def open_program(session: Session, program_id: int, *, today: date) -> Program:
    """The programme that is about to be changed.

    Raises UserError for one that is approved, archived or studied already: it is changed by a new version only.
    """
    program = found(session, Program, program_id, NO_PROGRAM)
    if (status := ProgramStatus(program.status)) is not ProgramStatus.DRAFT:
        raise UserError(f"Эта версия программы {status.label}, её не меняют.", _NEW_VERSION)
    begun = number(
        session,
        "SELECT count(*) FROM stream WHERE program_id = :program AND starts_on <= :today",
        program=program_id,
        today=today,
    )
    if begun:
        raise UserError("По этой версии программы уже учится поток, её не меняют.", _NEW_VERSION)
    return program


def open_module(session: Session, module_id: int, *, today: date) -> Module:
    """The module that is about to be changed; raises as `open_program` does."""
    module = found(session, Module, module_id, NO_MODULE)
    open_program(session, module.program_id, today=today)
    return module


def number_in_order(session: Session, listed: Sequence[Numbered]) -> None:
    """Number rows 1, 2, 3 … as they are listed; those that keep their number are not touched."""
    moved = [(no, row) for no, row in enumerate(listed, start=1) if row.no != no]
    for no, row in moved:
        row.no = _ABOVE_ALL + no
    session.flush()
    for no, row in moved:
        row.no = no
        session.flush()
