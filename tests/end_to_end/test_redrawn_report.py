"""An approved report that named somebody: after her data are destroyed it is there again, without a letter of hers."""

import shutil
import subprocess
import zipfile
from collections.abc import Callable
from datetime import date
from hashlib import sha256
from html import unescape
from io import BytesIO
from pathlib import Path

import pytest

from desktop.paths import Paths
from exports.redrawn_reports import redraw_reports
from exports.registry import report_bytes
from models.backups import restore_backup
from models.commands.depersonalise import destroy_person, finish_erasing
from models.commands.report_life import ENDINGS, approve_report
from models.database import Database
from models.progress import Cancelled
from models.queries.integrity import check_database
from models.queries.report_versions import kept_file, report_to_approve, report_to_show, reports_without_files
from models.queries.reports import report_list
from models.rules.person_code import person_code
from models.rules.report_snapshot import read_snapshot
from models.schema.papers import Report
from tests.end_to_end.person import Person
from tests.end_to_end.planted import SURNAME, Planted, act, files_that_hold, opened, patterns, plant
from tests.models.commands import arrange
from tests.models.make import HEAD, clock
from views.drafts import forget_person
from views.remembered import Remembered

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

REPORT = 1
"""The report that `plant` begins, with a text that names her."""


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Planted:
    planted = plant(Paths.under(tmp_path_factory.mktemp("reported") / "site"))
    db = opened(planted.paths)
    arrange.fill_passport(db)
    ready = report_to_approve(db, REPORT, date(2026, 3, 2))
    files = {ending: report_bytes(ending, ready.data) for ending in ENDINGS}
    approve_report(db, planted.paths.attachments, ready, files, actor=HEAD)
    db.close()
    return planted


@pytest.fixture
def planted(original: Planted, tmp_path: Path) -> Planted:
    root = shutil.copytree(original.paths.root, tmp_path / "site")
    return original._replace(paths=Paths.under(root))


def unwatched(_done: int, _total: int) -> None:
    """Nobody looks how far it is."""


def erase(planted: Planted, db: Database) -> None:
    forget_person(planted.paths.root, (), planted.person_id, lambda text: SURNAME.casefold() in text.casefold())
    Remembered(planted.paths.root).forget_folders(lambda text: SURNAME.casefold() in text.casefold())
    destroy_person(db, planted.person_id, act(db, planted.person_id), actor=HEAD)
    finish_erasing(db, planted.paths.attachments)


def said_in_files(root: Path) -> dict[str, str]:
    """What a reader gets out of every PDF and every packed document below a folder."""
    found: dict[str, str] = {}
    for path in sorted(each for each in root.rglob("*") if each.is_file()):
        content = path.read_bytes()
        if content.startswith(b"%PDF"):
            read = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, check=False)
            found[path.name] = read.stdout.decode()
        elif zipfile.is_zipfile(BytesIO(content)):
            with zipfile.ZipFile(BytesIO(content)) as packed:
                parts = [packed.read(name).decode("utf-8", "replace") for name in packed.namelist()]
            found[path.name] = unescape("".join(parts))
    return found


def test_its_files_are_there_again_without_her_name_and_with_the_note(planted: Planted) -> None:
    db = opened(planted.paths)
    folder = planted.paths.attachments
    before = report_to_show(db, REPORT)
    former = {ending: kept_file(db, folder, REPORT, ending) or b"" for ending in ENDINGS}
    assert sum(SURNAME in text for text in said_in_files(folder).values()) == len(ENDINGS)

    erase(planted, db)
    assert reports_without_files(db) == [REPORT]
    assert redraw_reports(db, folder, unwatched, actor=HEAD) == 1

    code = person_code(planted.person_id)
    anew = {ending: kept_file(db, folder, REPORT, ending) for ending in ENDINGS}
    assert None not in anew.values()
    said = said_in_files(folder)
    assert sum(code in text for text in said.values()) == len(ENDINGS)
    assert [name for name, text in said.items() if SURNAME[:5] in text] == []
    assert files_that_hold(planted.paths.root, patterns()) == {}

    after = report_to_show(db, REPORT)
    assert after.totals == before.totals
    assert after.texts["difficulties"] == f"Заболела {code} ({code})."
    kept = arrange.stored(db, Report, REPORT).snapshot or ""
    assert [(each.act, each.files) for each in read_snapshot(kept).rewritten] == [
        ("№ 1", {ending: sha256(content).hexdigest() for ending, content in former.items()})
    ]
    assert [line.redrawn for line in report_list(db)] == ["акт № 1 от 02.03.2026"]
    assert redraw_reports(db, folder, unwatched, actor=HEAD) == 0
    assert check_database(db) == []
    db.close()


def test_a_stopped_drawing_leaves_the_report_to_the_next(planted: Planted) -> None:
    def stop(_done: int, _total: int) -> None:
        raise Cancelled

    db = opened(planted.paths)
    erase(planted, db)
    with pytest.raises(Cancelled):
        redraw_reports(db, planted.paths.attachments, stop, actor=HEAD)
    assert reports_without_files(db) == [REPORT]
    db.close()


def test_an_older_copy_put_back_is_drawn_anew_when_the_window_opens(
    planted: Planted, open_session: Callable[[Path], Person], tmp_path: Path
) -> None:
    kept = tmp_path / "on a stick.db"
    shutil.copyfile(planted.paths.database, kept)
    db = opened(planted.paths)
    erase(planted, db)
    db.close()
    assert restore_backup(planted.paths.database, kept, clock=clock()).erased == 1
    person = open_session(planted.paths.root)
    person.qtbot.waitUntil(lambda: reports_without_files(person.db) == [], timeout=30_000)
    person.settle()
    pdf = kept_file(person.db, planted.paths.attachments, REPORT, "pdf")
    assert pdf is not None
    assert [name for name, text in said_in_files(planted.paths.root).items() if SURNAME[:5] in text] == []
