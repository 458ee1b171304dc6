"""The institute's one SQLite file: opened, brought to today's schema and logged as a site's is, but of another kind."""

from collections.abc import Generator
from contextlib import contextmanager

from models.database import Database, connect
from models.environment import environment_said
from models.errors import UserError
from models.files import refuse_read_only
from models.identity import Clock, UidSource, random_uid, system_clock
from models.institute import m0001_received
from models.institute.folder import InstituteFolder
from models.migrations.file_header import refuse_stranger
from models.migrations.runner import FileKind, MigrationStep, migrate

INSTITUTE = FileKind(0x4D525349, is_searched=False)
"""«MRSI»: a site's program takes this file for a foreign one, and the other way round."""

STEPS: tuple[MigrationStep, ...] = (MigrationStep(1, m0001_received.upgrade),)
NEWEST = STEPS[-1].version


@contextmanager
def institute_of(
    folder: InstituteFolder, *, clock: Clock = system_clock, uids: UidSource = random_uid
) -> Generator[Database]:
    """The institute's database, open; raises UserError for a folder without one, which is not filled."""
    if not folder.database.exists():
        raise UserError(
            f"В папке «{folder.root}» нет данных института.",
            "Укажите другую папку после --data или начните с команды institute init.",
        )
    with open_institute(folder, clock=clock, uids=uids) as db:
        yield db


@contextmanager
def open_institute(
    folder: InstituteFolder, *, clock: Clock = system_clock, uids: UidSource = random_uid
) -> Generator[Database]:
    """The same, made where the folder has none yet; raises UserError for a site's folder and as `open_database`."""
    folder.refuse_site()
    path = folder.database
    folder.root.mkdir(parents=True, exist_ok=True)
    refuse_read_only(folder.root)
    refuse_stranger(path, newest=NEWEST, is_encrypted=False, application=INSTITUTE.application)
    engine = connect(path)
    try:
        with environment_said():
            migrate(engine, path, clock=clock, open_copy=connect, steps=STEPS, kind=INSTITUTE)
        db = Database(engine, path, clock=clock, uids=uids)
        yield db
    finally:
        engine.dispose()
