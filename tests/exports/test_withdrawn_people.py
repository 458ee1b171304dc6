"""Nobody who withdrew her consent leaves by any of the ways out, present or future (152-ФЗ, issue «Trainees»).

The ways are the registry, and whatever the window and the command line take from `exports`: one without a case here
fails by its name. Each case is drawn before the withdrawal too, where it names her: so the reading does find her.
"""

import ast
from collections.abc import Callable
from datetime import date
from functools import partial
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from exports.master_text import shipped_master
from exports.packages.open_package import PersonalDataFoundError, write_open_package
from exports.portfolio_folder import write_portfolio
from exports.registry import (
    EXPORTERS,
    FileKind,
    calendar_file,
    certificate_batch,
    frdo_file,
    paper_bytes,
    placed_report,
    report_bytes,
)
from models.commands.consents import give_consent, resume_processing, withdraw_consent
from models.commands.frdo import hand_over_to_frdo
from models.database import Database
from models.queries.analytics import analytics_paper
from models.queries.certificates_print import certificate_book, certificate_paper
from models.queries.diagnostics_print import change_paper, deficit_maps, practice_maps, route_sheets
from models.queries.documents_print import document_register_paper
from models.queries.feedback import feedback_form, feedback_paper
from models.queries.indicators_print import indicator_paper
from models.queries.intake_print import intake_paper
from models.queries.journals_print import attendance_journal, consultation_journal, event_journal, registration_sheet
from models.queries.masters import text_paper
from models.queries.minutes_print import minutes_paper
from models.queries.orders_print import order_paper
from models.queries.outbox import exchange_journal_paper
from models.queries.people_print import people_paper
from models.queries.person_print import person_paper
from models.queries.personal_acts import destruction_act
from models.queries.personal_data import consent_sheet, kept_data_paper, register_paper
from models.queries.plan_calendar import calendar_entries
from models.queries.plan_print import plan_history_paper, plan_paper, roadmap_paper
from models.queries.portfolio import portfolio, portfolio_files
from models.queries.program_print import program_paper
from models.queries.programs import program_lines
from models.queries.report import report_data
from models.queries.requirements_print import requirement_sheet
from models.queries.team_papers import team_works, week_sheet
from models.queries.works_print import assignment_sheet, diary_sheets, review_sheets
from models.rows.codes import ConsentPurpose, DiagnosticStage, PackageKind
from models.rows.consents import ConsentDraft
from models.rows.documents import DocumentFilter, DocumentSort
from models.rows.masters import TextPaper, TextPaperKind
from models.rows.people import PeopleSort
from models.rows.people_print import PeopleWish
from models.rows.site_forms import AS_SHIPPED
from models.rows.text_paper_draft import TextPaperDraft
from models.rules.periods import parse_period
from models.rules.person_code import person_code
from models.rules.plan_periods import Span
from tests.exports.packages.outgoing import invited
from tests.exports.withdrawn import (
    DAY,
    NAME,
    PATRONYMIC,
    SURNAME,
    Planted,
    certificates_of,
    certified_place,
    found_in,
    graduated,
    planted,
    spoken_of,
    unsaid,
    withdrawn,
)
from tests.models.commands import arrange
from tests.models.commands.graduates import SPRING
from tests.models.conftest import db
from tests.models.make import HEAD

__all__ = ["db"]

ROOT = Path(__file__).parents[2]
START, END = date(2026, 1, 1), date(2026, 3, 31)
QUARTER, HALF_YEAR = parse_period("2026-Q1"), parse_period("2026-H1")


def text_paper_naming_her(db: Database, _her: Planted, *, paper: TextPaperKind) -> TextPaper:
    """A text paper into whose every field her name was typed."""
    said = f"Слово {SURNAME[:-1]}ой {NAME[0]}. {PATRONYMIC[0]}., тел. 8 914 771-33-55"
    typed = {each.key: said for each in shipped_master(paper).typed}
    return text_paper(db, paper, TextPaperDraft(title="Документ", typed=typed), attachments=db.path.parent)


PAPERS: dict[str, Callable[[Database, Planted], object]] = {
    "report": lambda db, _her: report_data(db, QUARTER),
    "plan": lambda db, her: plan_paper(db, her.plan_id),
    "roadmap": lambda db, her: roadmap_paper(db, her.roadmap_id),
    "plan-history": lambda db, her: plan_history_paper(db, her.plan_id),
    "event-journal": lambda db, _her: event_journal(db, QUARTER),
    "attendance-journal": lambda db, her: attendance_journal(db, her.stream_id),
    "consultation-journal": lambda db, _her: consultation_journal(db, QUARTER),
    "registration-sheet": lambda db, her: registration_sheet(db, her.event_id),
    "registration-sheet-contacts": lambda db, her: registration_sheet(db, her.event_id),
    "minutes": lambda db, her: minutes_paper(db, her.meeting_id),
    "enrollment-order": lambda db, her: order_paper(db, her.order_id),
    "consent-processing": lambda db, her: consent_sheet(db, ConsentPurpose.PROCESSING, her.person_id),
    "consent-publication": lambda db, her: consent_sheet(db, ConsentPurpose.PUBLICATION, her.person_id),
    "consent-frdo": lambda db, her: consent_sheet(db, ConsentPurpose.FRDO, her.person_id),
    "certificate": lambda db, _her: certificate_paper(db, certificates_of(db), attachments=db.path.parent),
    "certificate-book": lambda db, _her: certificate_book(db, 2026),
    "destruction-act": lambda db, her: destruction_act(db, her.act_id),
    "personal-data-register": lambda db, _her: register_paper(db, START, END),
    "exchange-journal": lambda db, _her: exchange_journal_paper(db, START, END),
    "deficit-map": lambda db, her: deficit_maps(db, her.stream_id, DiagnosticStage.ENTRY),
    "practice-map": lambda db, her: practice_maps(db, her.stream_id),
    "route": lambda db, her: route_sheets(db, her.stream_id),
    "diagnostic-change": lambda db, her: change_paper(db, her.stream_id),
    "assignment-sheet": lambda db, her: assignment_sheet(db, her.stream_id),
    "peer-review": lambda db, her: review_sheets(db, her.stream_id),
    "diary": lambda db, her: diary_sheets(db, her.stream_id),
    "portfolio": lambda db, her: portfolio(db, certified_place(db, her.person_id), attachments=db.path.parent),
    "person-card": lambda db, her: person_paper(db, her.person_id),
    "requirement-sheet": lambda db, her: requirement_sheet(db, her.stream_id),
    "feedback": lambda db, her: feedback_paper(db, her.stream_id),
    "indicators": lambda db, _her: indicator_paper(db, 2026),
    "speaker-certificate": lambda db, her: team_works(db, her.person_id, Span(START, END)),
    "team-works": lambda db, her: team_works(db, her.person_id, Span(START, END)),
    "week-sheet": lambda db, _her: week_sheet(db, DAY),
    "analytics": lambda db, _her: analytics_paper(db, Span(START, END), "I квартал 2026"),
    "feedback-form": lambda db, her: feedback_form(db, her.stream_id),
    "program": lambda db, _her: program_paper(db, program_lines(db)[0].id),
    "document-register": lambda db, _her: document_register_paper(
        db, DocumentFilter(), sort=DocumentSort.DAY, descending=True
    ),
    "roster": lambda db, _her: people_paper(db, PeopleWish(columns=tuple(PeopleSort))),
    **{paper.value: partial(text_paper_naming_her, paper=paper) for paper in TextPaperKind},
}
"""What each paper is drawn from."""

HANDED_TO_HERSELF = {"kept-data": "what is kept about her, on her own request (152-ФЗ, ст. 14); noted in the register"}
"""Papers whose only reader is the person: withdrawing does not take that right from her."""

NAMES_NOBODY = {
    "certificate-check": "how anybody checks a certificate, with the public keys of the site",
    "recovery-sheet": "the site's own key, to bring it back on another computer",
    "intake-form": "blank forms that kindergartens fill in",
}
"""Papers that tell of no person at all."""


def batch_of(db: Database, folder: Path) -> bytes:
    """Everything that a batch of certificates writes, the names of its files too."""
    target = folder / "batch"
    target.mkdir()
    paper = certificate_paper(db, certificates_of(db), attachments=folder)
    certificate_batch(lambda _done, _total: None, paper, target)
    bundle = BytesIO()
    with ZipFile(bundle, "w") as package:
        for path in target.iterdir():
            package.write(path, path.name)
    return bundle.getvalue()


def folder_of_everybody(db: Database, folder: Path) -> bytes:
    """The folders with portfolios of everybody who has a place, the names of their files too."""
    bundle = BytesIO()
    with db.reading() as session:
        places = list(session.connection().exec_driver_sql("SELECT id FROM enrollment").scalars())
    for place in places:
        target = folder / f"portfolio-{place}"
        pdf = paper_bytes("portfolio", "pdf", portfolio(db, place, attachments=folder))
        files = portfolio_files(db, place)
        write_portfolio(target, pdf, files, attachments=folder, progress=lambda _done, _total: None)
        with ZipFile(bundle, "a") as package:
            for path in target.iterdir():
                package.write(path, f"{target.name}/{path.name}")
    return bundle.getvalue()


def sealed_everything(db: Database, folder: Path) -> bytes:
    """What ИРО reads in a sealed package of every kind; news are refused while a text of theirs tells of anybody."""
    site, bundle = invited(db, folder), BytesIO()
    with db.reading() as session:
        events = tuple(session.connection().exec_driver_sql("SELECT id FROM event").scalars())
    with pytest.raises(PersonalDataFoundError):
        site.seal(PackageKind.NEWS, period=HALF_YEAR, events=events)
    for kind in PackageKind:
        if kind not in (PackageKind.OPEN_REPORT, PackageKind.NEWS):
            sealed = site.seal(kind, period=HALF_YEAR)
            with site.open(sealed) as opened, ZipFile(bundle, "a") as package:
                package.writestr(f"{sealed.name}.zip", opened.file.read())
    return bundle.getvalue()


OTHER_WAYS: dict[str, Callable[[Database, Path], bytes]] = {
    "exports.portfolio_folder.write_portfolio": folder_of_everybody,
    "exports.registry.calendar_file": lambda db, _folder: calendar_file(calendar_entries(db, START, END), "План"),
    "exports.registry.certificate_batch": batch_of,
    "exports.registry.frdo_file": lambda db, _folder: frdo_file(hand_over_to_frdo(db, SPRING, actor=HEAD)),
    "exports.registry.placed_report": lambda db, _folder: placed_report(report_data(db, QUARTER))[0],
    "exports.registry.report_bytes": lambda db, _folder: report_bytes("pdf", report_data(db, QUARTER)),
    "exports.packages.open_package.write_open_package": lambda db, folder: write_open_package(
        db, QUARTER, folder, actor=HEAD, program_version="1.0"
    ).path.read_bytes(),
    "exports.packages.sealing.seal_package": sealed_everything,
}
"""What is taken from `exports` besides the registry and draws a file out of the database."""

_GUARDED = "exports.packages.open_package.write_open_package"
"""It is not built at all while a text in it names anybody."""

NO_WAY_OUT = {
    "exports.documents.messy_roster.RosterPerson": "invented people of the demonstration",
    "exports.documents.messy_roster.write_messy_roster": "invented people of the demonstration",
    "exports.documents.report.write_report_pdf": "the paper `report` of the registry, written to a place",
    "exports.documents.report.write_report_xlsx": "the paper `report` of the registry, written to a place",
    "exports.files.write_whole": "writes what another way out has drawn",
    "exports.form_layouts.FORM_TITLES": "what forms are called",
    "exports.form_layouts.MOST_FILE": "the size of a file",
    "exports.form_layouts.OpenedForm": "a layout: words and columns, no data",
    "exports.form_layouts.forms_file": "layouts: words and columns, no data",
    "exports.form_layouts.open_form": "a layout, as before",
    "exports.form_layouts.read_forms_file": "reads such a file",
    "exports.form_layouts.specimen_bytes": "invented rows, looked at and never written",
    "exports.form_layouts.written": "a layout, as before",
    "exports.layout.FormLayout": "a layout, as before",
    "exports.layout.MOST_EMBLEM": "the size of a picture",
    "exports.layout_edits": "changes a layout",
    "exports.layout.date_in_words": "a date in words",
    "exports.layout.shown": "a figure in words",
    "exports.master_text.shipped_master": "which fields are typed",
    "exports.packages.age.new_key_pair": "keys",
    "exports.packages.contents.Content": "what the program tries itself on",
    "exports.packages.open_package.BuiltPackage": "what was built",
    "exports.packages.open_package.PersonalDataFoundError": "a refusal",
    "exports.packages.opening.identity_from": "reads a key",
    "exports.packages.opening.verify_sealed": "reads a package",
    "exports.packages.seal.Signer": "a key",
    "exports.packages.seal.seal": "seals what the program tries itself on",
    "exports.packages.sealing.PackageWish": "what is wanted",
    "exports.packages.sealing.Sealed": "what was sealed",
    "exports.packages.verify.VerifiedPackage": "what was read",
    "exports.packages.verify.verify_package": "reads a package",
    "exports.transport.connection.Login": "a name and a password for a server",
    "exports.transport.credentials.Credentials": "names and passwords for servers",
    "exports.transport.estimates.USUAL_SPEED": "a figure",
    "exports.transport.estimates.left_words": "minutes in words",
    "exports.transport.estimates.seconds": "seconds",
    "exports.transport.estimates.words": "a size and minutes in words",
    "exports.transport.folder.receipts_in": "reads receipts",
    "exports.transport.folder.write_to_folder": "copies what was sealed",
    "exports.transport.mail.write_pieces": "writes what was sealed in pieces",
    "exports.transport.outbox.Did": "what a step did",
    "exports.transport.outbox.OutboxRunner": "sends what was sealed",
    "exports.transport.outbox.Step": "what a step did",
    "exports.transport.outbox.outbox_runner": "sends what was sealed",
    "exports.transport.road.Parcel": "a sealed file",
    "exports.pdf.squares.square_of": "draws the code of a text it is given",
    "exports.redrawn_reports.redraw_reports": "keeps beside the database what `report_bytes` draws",
    "exports.registry.EXPORTERS": "the registry",
    "exports.registry.FileKind": "a kind of file",
    "exports.registry.Paper": "the name of a paper",
    "exports.registry.bound_papers": "joins what was drawn before",
    "exports.registry.check_master_file": "reads a master",
    "exports.registry.paper_bytes": "the registry, by name",
    "exports.registry.shipped_master_file": "a master with fields in place of data",
    "exports.registry.written_pdf": "draws a Word file whose names were looked at: models/queries/kept_documents.py",
}
"""Taken from `exports` too, and why it needs no case."""


def names_taken_from_exports() -> set[str]:
    """Everything the window and the command line import from `exports`.

    Not `exports.institute`: it has a program and data of its own, and nobody in them but what sites sent.
    """
    taken: set[str] = set()
    for source in (path for root in ("views", "desktop") for path in (ROOT / root).rglob("*.py")):
        for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "exports":
                taken |= {f"{node.module}.{name.name}" for name in node.names}
            if isinstance(node, ast.Import):
                taken |= {name.name for name in node.names if name.name.split(".")[0] == "exports"}
    return {name for name in taken if not name.startswith("exports.institute.")}


def test_every_exporter_has_a_case_of_a_person_who_withdrew() -> None:
    assert {
        each.key.rpartition(".")[0] for each in EXPORTERS
    } == PAPERS.keys() | HANDED_TO_HERSELF.keys() | NAMES_NOBODY.keys()


def test_every_other_way_out_has_a_case_or_a_reason() -> None:
    assert names_taken_from_exports() == OTHER_WAYS.keys() | NO_WAY_OUT.keys()


@pytest.mark.parametrize("paper", PAPERS)
def test_no_paper_names_who_withdrew(db: Database, paper: str) -> None:
    exporters = [each for each in EXPORTERS if each.key.rpartition(".")[0] == paper]
    her = planted(db)
    spoken_of(db)
    for each in exporters:
        assert found_in(each.write(PAPERS[paper](db, her), AS_SHIPPED)), each.key
    withdrawn(db, her)
    for each in exporters:
        assert not found_in(each.write(PAPERS[paper](db, her), AS_SHIPPED)), each.key


def test_the_sheet_for_frdo_names_her_until_she_withdraws(db: Database) -> None:
    her = planted(db)
    graduated(db, her)
    assert found_in(frdo_file(hand_over_to_frdo(db, SPRING, actor=HEAD))) >= {"жемчужников", "112-233-44595"}
    withdrawn(db, her)
    assert not found_in(frdo_file(hand_over_to_frdo(db, SPRING, actor=HEAD)))


@pytest.mark.parametrize("kind", ["pdf", "xlsx"])
def test_blank_forms_name_nobody(db: Database, kind: FileKind) -> None:
    planted(db)
    assert not found_in(paper_bytes("intake-form", kind, intake_paper(db)))


@pytest.mark.parametrize("way", OTHER_WAYS)
def test_no_other_way_out_names_who_withdrew(db: Database, tmp_path: Path, way: str) -> None:
    her = planted(db)
    graduated(db, her)
    withdrawn(db, her)
    spoken_of(db)
    if way == _GUARDED:
        with pytest.raises(PersonalDataFoundError):
            OTHER_WAYS[way](db, tmp_path)
        unsaid(db)
    assert not found_in(OTHER_WAYS[way](db, tmp_path))


def test_who_withdrew_is_given_everything_that_is_kept_about_her(db: Database) -> None:
    her = planted(db)
    withdrawn(db, her)
    given = found_in(paper_bytes("kept-data", "pdf", kept_data_paper(db, her.person_id)))
    assert {"жемчужников", "эсфир", "(914)771-33-55", "esfir.zh", "112-233-44595", "17.05.1983"} <= given


def test_who_signed_anew_is_named_only_once_work_is_resumed(db: Database) -> None:
    her = planted(db)
    withdrawn(db, her)
    anew = ConsentDraft(purpose=ConsentPurpose.PROCESSING, signed_on=db.today())
    give_consent(db, her.person_id, anew, actor=HEAD)
    code = person_code(her.person_id)
    assert (person_paper(db, her.person_id).person, attendance_journal(db, her.stream_id).tutor) == (code, code)
    resume_processing(db, her.person_id, actor=HEAD)
    assert person_paper(db, her.person_id).person == f"{SURNAME} {NAME} {PATRONYMIC}"


def test_papers_call_who_withdrew_by_her_code(db: Database) -> None:
    her = planted(db)
    withdrawn(db, her)
    journal = attendance_journal(db, her.stream_id)
    assert person_code(her.person_id) in [person.name for person in journal.people]
    assert journal.tutor == person_code(her.person_id)


def test_the_code_on_a_certificate_of_who_withdrew_is_not_drawn(db: Database) -> None:
    her = planted(db)
    (page,) = certificate_paper(db, certificates_of(db), attachments=db.path.parent).pages
    assert page.code
    withdrawn(db, her)
    (page,) = certificate_paper(db, certificates_of(db), attachments=db.path.parent).pages
    assert (page.name, page.code) == (person_code(her.person_id), "")
    assert page.first_name == person_code(her.person_id)


def test_a_namesake_who_may_be_named_keeps_her_name(db: Database) -> None:
    garden = arrange.organization(db, "Детский сад «Маяк»")
    arrange.fill_passport(db, organization_id=garden)
    gone = arrange.person(db, "Иванов", first_name="Андрей", patronymic="Сергеевич", at=garden)
    stays = arrange.person(db, "Иванова", first_name="Анна", patronymic="Сергеевна", at=garden)
    stream_id = arrange.stream(db, stays, gone, stays)
    arrange.event(db, stays, stream_ids=[stream_id], title="Опыт Иванова Андрея и мастер-класс Ивановой А. С.")
    given = ConsentDraft(purpose=ConsentPurpose.PROCESSING, signed_on=date(2026, 1, 12))
    withdraw_consent(db, give_consent(db, gone, given, actor=HEAD), db.today(), actor=HEAD)
    names = {person.name for person in attendance_journal(db, stream_id).people}
    assert names == {person_code(gone), "Иванова Анна Сергеевна"}
    (line,) = event_journal(db, QUARTER).events
    assert line.title == f"Опыт {person_code(gone)} и мастер-класс Ивановой А. С."
