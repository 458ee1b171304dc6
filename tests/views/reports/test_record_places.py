"""Every record behind a figure of the invented site's report is opened somewhere, save what has no page of its own."""

from models.database import Database
from models.queries.report_versions import kept_rows_behind, report_to_show
from models.rows.report_checks import CheckRow, Mended, ReportCheck
from models.rows.report_records import TOTALS, RecordKind
from models.rules.report_figures import figures_of
from tests.views.reports.approving import newest
from views.places import InStream, OneCard, OneIndicator, OneOrganization
from views.reports.record_places import place_of_finding, place_of_record


def test_a_record_behind_every_total_has_its_place(db: Database) -> None:
    report = newest(db, "2025-Q4")
    figures = [each for each in figures_of(report_to_show(db, report)) if each.table == TOTALS]
    firsts = {row.kind: row for figure in figures for row in kept_rows_behind(db, report, figure)}
    places = {kind: place_of_record(db, kind, row.id, row.other) for kind, row in firsts.items()}
    assert None not in places.values()
    assert places[RecordKind.PERSON] == ("trainees", OneCard(firsts[RecordKind.PERSON].id))
    in_stream = places[RecordKind.SCORE]
    assert in_stream is not None
    assert isinstance(in_stream[1], InStream)
    assert (in_stream[1].tab, in_stream[1].person_id is None) == ("diagnostics", False)


def test_a_keyed_in_value_is_opened_at_its_indicator(db: Database) -> None:
    assert place_of_record(db, RecordKind.VALUE, 0, 7) == ("reports", OneIndicator(7))
    assert place_of_record(db, RecordKind.ROUTE, 999_999) is None
    assert place_of_record(db, None, 1) is None


def test_every_finding_but_a_figure_has_its_place() -> None:
    places = {at: place_of_finding(CheckRow(ReportCheck.SUM_DIFFERS, at, 3, "", ""), "2025-Q4") for at in Mended}
    assert [at for at, place in places.items() if place is None] == [Mended.FIGURE]
    assert places[Mended.ORGANIZATION] == ("trainees", OneOrganization(3))
    assert places[Mended.INDICATOR] == ("reports", OneIndicator(3, "2025-Q4"))
