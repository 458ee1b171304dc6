"""The window around the sections: what hangs over it, what it says, and why it may not open."""

import sqlite3
from contextlib import closing
from pathlib import Path

from desktop.crashes import ADVICE, APOLOGY
from models.errors import UserError
from models.migrations.file_header import APPLICATION_ID
from tests.views.scenes import Scene
from tests.views.stage import Stage
from views.places import Place
from views.widgets.dialogs import Question


def damaged_site(folder: Path) -> None:
    """A data folder whose file makes no sense."""
    folder.mkdir(parents=True)
    (folder / "marshrut.db").write_bytes(b"not a database at all" * 500)


def newer_site(folder: Path) -> None:
    """A data folder that a later version of the program has written."""
    folder.mkdir(parents=True)
    with closing(sqlite3.connect(folder / "marshrut.db")) as db:
        db.execute("CREATE TABLE later (id INTEGER)")
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        db.execute("PRAGMA user_version = 999")
        db.commit()


def lost_site(folder: Path) -> None:
    """A data folder whose disk is not there."""
    assert not folder.parent.exists()



def _palette(stage: Stage) -> None:
    stage.window.open_palette()
    stage.settle()


def _keys(stage: Stage) -> None:
    stage.window.keys_help.open_over()
    stage.settle()


def _undo_bar(stage: Stage) -> None:
    stage.go("plan")
    stage.workplace.messages.did("Пункт 3.2: внесён факт — 34 участника")
    stage.settle()


def _refusal(stage: Stage) -> None:
    stage.go("events")
    stage.workplace.messages.refuse(
        UserError("На диске не осталось места. Данные не изменены.", "Освободите место и повторите."),
        ("Открыть папку", lambda: None),
    )
    stage.settle()


def _crash(stage: Stage) -> None:
    stage.workplace.messages.crashed(APOLOGY, ADVICE, "")
    stage.settle()


def _question(stage: Stage) -> None:
    question = Question(
        stage.window,
        stage.session.theme,
        question="Утвердить план на II квартал?",
        consequence="После утверждения пункты меняются только через «Изменить план» с указанием причины.",
        verb="Утвердить",
    )
    question.show()
    question.move(stage.window.mapToGlobal(stage.window.rect().center()) - question.rect().center())
    stage.settle()


def _as_it_is(_stage: Stage) -> None:
    """What the program shows by itself."""


SCENES = (
    Scene("shell-palette", _palette),
    Scene("shell-keys", _keys),
    Scene("shell-undo-bar", _undo_bar),
    Scene("shell-refusal", _refusal),
    Scene("shell-crash", _crash),
    Scene("shell-question", _question),
    Scene("problem-damaged", _as_it_is, damaged_site),
    Scene("problem-newer", _as_it_is, newer_site),
    Scene("problem-lost", _as_it_is, lost_site),
    Scene("settings-team", lambda stage: stage.go("settings", Place.TEAM)),
    Scene("settings-look", lambda stage: stage.go("settings", "folder")),
    Scene("settings-history", lambda stage: stage.go("settings", "history")),
    Scene("new-settings-team", lambda stage: stage.go("settings", Place.TEAM)),
)
