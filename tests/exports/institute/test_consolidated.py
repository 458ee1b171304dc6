"""The consolidated report: whose report counts, what is summed and what is counted once, and the workbook."""

from dataclasses import replace
from io import BytesIO

import pytest
from openpyxl import load_workbook

from exports.institute.consolidated import Consolidated, consolidated, consolidated_bytes, summed
from exports.institute.receive import Desk, answer
from exports.packages.contents import Content, correction_of
from models.errors import UserError
from models.institute.queries import received_by_name
from models.rows.codes import ReceiptVerdict
from models.rows.report import ReportTotals
from models.rules.report_figures import TOTAL_TITLES
from tests.exports.institute.office import Office, Site
from tests.exports.packages.sealing import Q1
from tests.models.make import HEAD


def stating(content: Content, **figures: int) -> Content:
    """The report with other figures."""
    tables = tuple(
        replace(
            each,
            table=replace(
                each.table,
                rows=[
                    (row[0], row[1], row[2], str(figures[str(row[1])]))
                    if row[0] == "figure" and row[1] in figures
                    else row
                    for row in each.table.rows
                ],
            ),
        )
        if each.table.name == "facts"
        else each
        for each in content.tables
    )
    return replace(content, tables=tables)


@pytest.fixture
def other(site: Site) -> Site:
    return site.named("artem-042")


def of(report: Consolidated, site: Site, figure: str) -> int | float | None:
    (found,) = [each.figure(figure) for each in report.sites if each.site.code == site.code]
    return found


def test_figures_of_sites_are_summed_and_what_they_share_is_counted_once(office: Office, site: Site, other: Site):
    office.take(site.seal(office.invite(site)))
    office.take(other.seal(office.invite(other)))
    report = consolidated(office.db, office.folder, Q1)
    assert (of(report, site, "visits"), of(report, other, "visits"), report.total("visits")) == (1, 1, 2)
    assert (of(report, site, "organisations"), report.total("organisations")) == (1, 1)


def test_corrections_are_merged(office: Office, site: Site):
    invitation = office.invite(site)
    first = site.seal(invitation)
    office.take(first)
    change = correction_of(stating(site.content, guests=7), site.content.tables, former_id=first.id)
    office.take(site.seal(invitation, change, serial=2, introduces=False))
    assert consolidated(office.db, office.folder, Q1).total("guests") == 7


def test_a_rejected_report_does_not_count(office: Office, site: Site):
    invitation = office.invite(site)
    office.take(site.seal(invitation))
    later = site.seal(invitation, stating(site.content, guests=7), serial=2, introduces=False)
    office.take(later)
    line = received_by_name(office.db, later.name)
    assert line
    answer(Desk(office.db, office.folder, HEAD), line, ReceiptVerdict.REJECTED, [])
    assert consolidated(office.db, office.folder, Q1).total("guests") == 0


def test_a_site_without_a_report_is_named(office: Office, site: Site, other: Site):
    office.take(site.seal(office.invite(site)))
    office.invite(other)
    report = consolidated(office.db, office.folder, Q1)
    assert [each.site.code for each in report.sites if each.totals is None] == [other.code]


def test_without_any_report_there_is_nothing_to_sum_up(office: Office, site: Site):
    office.invite(site)
    with pytest.raises(UserError, match="нет ни от одной площадки"):
        consolidated(office.db, office.folder, Q1)


def test_means_of_surveys_are_weighed():
    one = ReportTotals(survey_responses=30, satisfaction=5.0, nps=100)
    two = ReportTotals(survey_responses=10, satisfaction=3.0, nps=-20)
    whole = summed([one, two, ReportTotals()])
    assert (whole.satisfaction, whole.nps, whole.survey_responses) == (4.5, 70, 40)


def test_the_workbook_says_it_all_in_numbers(office: Office, site: Site, other: Site):
    office.take(site.seal(office.invite(site)))
    office.invite(other)
    book = load_workbook(BytesIO(consolidated_bytes(consolidated(office.db, office.folder, Q1))))
    assert book.sheetnames == ["Сводка", "Показатели", "Мероприятия", "Пакеты"]
    figures = [[cell.value for cell in row] for row in book["Сводка"].iter_rows()]
    assert figures[0][0] == "Сводный отчёт, I квартал 2026 года"
    assert figures[1][2:] == list(TOTAL_TITLES.values())
    visits = 2 + list(TOTAL_TITLES).index("visits")
    assert [row[visits] for row in figures[2:]] == [None, 1, 1]
    assert figures[-1][0] == "Всего"
    packages = [[cell.value for cell in row] for row in book["Пакеты"].iter_rows()]
    assert packages[0][0] == "Из чего составлено: 1\xa0отчёт, ещё не прислали: 1"
    assert packages[2][2] == "отчёта нет"


def test_a_text_that_looks_like_a_formula_stays_a_text(office: Office, site: Site):
    office.take(site.seal(office.invite(site), replace(site.content, site_name="=1+1")))
    book = load_workbook(BytesIO(consolidated_bytes(consolidated(office.db, office.folder, Q1))))
    cell = book["Сводка"]["A3"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")


def test_the_same_reports_give_the_same_bytes(office: Office, site: Site):
    office.take(site.seal(office.invite(site)))
    report = consolidated(office.db, office.folder, Q1)
    assert consolidated_bytes(report) == consolidated_bytes(report)


def test_a_kept_package_that_is_gone_is_told_about(office: Office, site: Site):
    sealed = site.seal(office.invite(site))
    office.take(sealed)
    office.folder.kept(sealed.sha256).write_bytes(sealed.content[:100])
    with pytest.raises(UserError, match="пропал или повреждён"):
        consolidated(office.db, office.folder, Q1)
