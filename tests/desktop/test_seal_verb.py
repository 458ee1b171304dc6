"""The verb `seal`, as a person or a script says it."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from desktop import cli
from desktop.paths import Paths
from desktop.verb import DONE, REFUSED, Answer
from models.commands.reports import save_report_text
from models.database import Database
from models.rows.codes import PackageState
from tests.exports.packages.outgoing import Site, invited
from tests.exports.packages.sealing import Q1, fill
from tests.models.make import HEAD, copied_database, new_database, run

Say = Callable[..., Answer]


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    db = copied_database(tmp_path)
    fill(db)
    yield invited(db, tmp_path)
    db.close()


def said(folder: Path, db: Database, *words: str) -> tuple[Answer, Database]:
    """What the program answers, in this process; the payload must be one that `--json` can print."""
    db.close()
    answer = cli._answered(cli._parser().parse_args(["seal", *words]), Paths.under(folder))
    json.dumps(answer.payload)
    return answer, new_database(folder)


def test_a_report_is_sealed_and_a_correction_after_it(site: Site):
    first, db = said(site.folder, site.db, "--period", "2026-Q1")
    assert (first.exit_code, first.payload["new"], first.payload["corrects"]) == (DONE, True, None)
    assert Path(str(first.payload["file"])).is_file()
    run(db, "UPDATE package SET state = ?", PackageState.ACCEPTED.value)
    save_report_text(db, Q1, "goal", "Другой текст.", actor=HEAD)
    second, db = said(site.folder, db, "--period", "2026-Q1")
    db.close()
    assert second.payload["corrects"] == first.payload["name"]
    assert "исправление" in second.lines[1]


def test_every_kind_has_its_word(site: Site):
    roster, db = said(site.folder, site.db, "--kind", "roster", "--period", "2026-Q1")
    again, db = said(site.folder, db, "--kind", "roster", "--period", "2026-Q1")
    news, db = said(site.folder, db, "--kind", "news", "--period", "2026-Q1", "--event", "10.02.2026")
    db.close()
    assert [each.payload["new"] for each in (roster, again, news)] == [True, False, True]
    assert "Данные не изменились" in again.lines[0]


def test_without_an_invitation_it_says_what_to_do(tmp_path: Path):
    db = copied_database(tmp_path)
    fill(db)
    answer, db = said(tmp_path, db, "--period", "2026-Q1")
    db.close()
    assert answer.exit_code == REFUSED
    assert "приглашение" in answer.lines[0]
