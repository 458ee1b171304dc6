"""The folder that a trainee takes away: whole or not at all, and its names tell of nobody."""

from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from exports.portfolio_folder import PDF_NAME, write_portfolio
from exports.registry import paper_bytes
from models.commands.attachments import attach_file
from models.commands.certificates import hand_over, issue_duplicate
from models.commands.diary import add_diary_entry
from models.commands.submissions import mark_submissions
from models.database import Database
from models.errors import UserError
from models.progress import Cancelled
from models.queries.portfolio import portfolio, portfolio_files
from models.rows.assignments import SubmissionKey
from models.rows.attachments import DiaryEntryPlace, FinalWorkPlace, NewFile, SubmissionPlace
from models.rows.codes import SubmissionState
from models.rows.works import DiaryDraft
from models.rows.works_print import PortfolioFile
from tests.models.commands import arrange, arrange_works
from tests.models.commands.issuing import DAY, issue, keys_of, ready_stream
from tests.models.conftest import db
from tests.models.make import HEAD

__all__ = ["db"]


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    return tmp_path / "attachments"


@pytest.fixture
def place(db: Database, kept: Path) -> int:
    """A trainee with an answer, a final work and a page of her diary, a file at each; two at the answer."""
    arrange.fill_passport(db)
    stream_id, (her, _other) = arrange_works.stream_of(db, "Агапова", "Бурова")
    task = arrange_works.assignment(db, arrange_works.module(db, stream_id))
    (answer,) = mark_submissions(db, [SubmissionKey(task, her)], SubmissionState.ACCEPTED, actor=HEAD)
    work = arrange_works.final_work(db, her)
    page = add_diary_entry(db, her, DiaryDraft(written_on=arrange_works.DAY, done="Провела игру"), actor=HEAD)
    places = (SubmissionPlace(answer), SubmissionPlace(answer), FinalWorkPlace(work), DiaryEntryPlace(page))
    for number, at in enumerate(places):
        file = NewFile(f"%PDF-1.4 {number}".encode(), name=f"Агапова М. {number}.pdf")
        attach_file(db, kept, file, place=at, actor=HEAD)
    return her


def ignored(_done: int, _total: int) -> None:
    """Nobody looks at the progress."""


def test_files_are_called_by_what_they_are(db: Database, place: int) -> None:
    names = [file.name for file in portfolio_files(db, place)]
    assert names == ["dnevnik-01-1.pdf", "itogovaya-rabota-01-1.pdf", "zadanie-01-1.pdf", "zadanie-01-2.pdf"]


def test_the_folder_holds_the_papers_and_every_file(db: Database, place: int, kept: Path, tmp_path: Path) -> None:
    target, files = tmp_path / "portfolio", portfolio_files(db, place)
    seen: list[tuple[int, int]] = []
    written = write_portfolio(
        target, b"%PDF", files, attachments=kept, progress=lambda done, total: seen.append((done, total))
    )
    assert written == portfolio(db, place, attachments=kept).files + 1 == 5
    assert {path.name for path in target.iterdir()} == {PDF_NAME, *(file.name for file in files)}
    assert (target / "zadanie-01-2.pdf").read_bytes() == b"%PDF-1.4 1"
    assert seen[-1] == (5, 5)


def test_stopped_it_leaves_nothing(db: Database, place: int, kept: Path, tmp_path: Path) -> None:
    def stop(done: int, _total: int) -> None:
        if done == 3:
            raise Cancelled

    with pytest.raises(Cancelled):
        write_portfolio(tmp_path / "portfolio", b"%PDF", portfolio_files(db, place), attachments=kept, progress=stop)
    assert [path.name for path in tmp_path.glob("portfolio*")] == []


def test_a_file_that_is_missing_leaves_nothing(kept: Path, tmp_path: Path) -> None:
    gone = [PortfolioFile("zadanie-01-1.pdf", "0" * 64, 10)]
    with pytest.raises(UserError, match="нет в папке данных"):
        write_portfolio(tmp_path / "portfolio", b"%PDF", gone, attachments=kept, progress=ignored)
    assert [path.name for path in tmp_path.glob("portfolio*")] == []


def test_what_is_there_is_not_written_over(tmp_path: Path, kept: Path) -> None:
    (tmp_path / "portfolio").mkdir()
    with pytest.raises(UserError, match="уже есть"):
        write_portfolio(tmp_path / "portfolio", b"%PDF", [], attachments=kept, progress=ignored)


def test_the_certificate_that_was_handed_to_her_last_is_bound_in(db: Database, kept: Path) -> None:
    def bound(place: int) -> list[str]:
        paper = portfolio(db, place, attachments=kept).certificate
        return [] if paper is None else [page.number for page in paper.pages]

    place, other, _third = ready_stream(db)
    (lost,) = issue(db, place)
    assert bound(place) == []
    hand_over(db, [lost], DAY, actor=HEAD)
    [original] = bound(place)
    copy = issue_duplicate(db, lost, DAY, keys=keys_of(db), actor=HEAD)
    assert bound(place) == [original]
    hand_over(db, [copy], DAY, actor=HEAD)
    [duplicate] = bound(place)
    assert duplicate != original
    assert bound(other) == []
    pages = PdfReader(BytesIO(paper_bytes("portfolio", "pdf", portfolio(db, place, attachments=kept)))).pages
    assert "СЕРТИФИКАТ" not in pages[0].extract_text()
    assert "СЕРТИФИКАТ" in pages[-1].extract_text()
    assert duplicate in pages[-1].extract_text()
