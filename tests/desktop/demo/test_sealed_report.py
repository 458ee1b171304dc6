"""The report that the receiver draws from a sealed package of the demo is the one that the site printed."""

from dataclasses import asdict

import pytest

from exports.packages.quarterly import quarterly_report
from exports.packages.quarterly_figures import differing_figures
from exports.packages.quarterly_schema import QUARTERLY
from exports.packages.report_tables import report_from_tables
from exports.packages.wide import Laid, laid_files, read_laid
from exports.registry import report_bytes
from models.queries.quarter import quarter_contents
from models.rows.report import ReportData
from models.rules.periods import parse_period
from tests.desktop.demo.made import demo_site, opened


def travelled(code: str) -> tuple[ReportData, tuple[Laid, ...]]:
    """The report of the site, and its tables as they arrive."""
    period = parse_period(code)
    with opened(demo_site()) as db:
        _rows, _quarter, report = quarter_contents(db, period)
        sent = quarterly_report(db, period).tables
    tables, problems = read_laid(QUARTERLY, laid_files(sent))
    assert problems == []
    return report, tables


@pytest.mark.parametrize("code", ["2026-Q1", "2025-Q4"])
def test_the_paper_drawn_by_the_receiver_is_that_of_the_site(code: str) -> None:
    sent, tables = travelled(code)
    period = parse_period(code)
    assert differing_figures(tables, period) == ()
    drawn = report_from_tables(tables, period)
    stated, counted = asdict(drawn.totals), asdict(sent.totals)
    assert stated.pop("satisfaction") == pytest.approx(counted.pop("satisfaction"), abs=1e-6)
    assert stated == counted
    assert report_bytes("pdf", drawn) == report_bytes("pdf", sent)


def test_tables_of_another_package_are_no_report() -> None:
    with pytest.raises(ValueError, match="not the tables"):
        report_from_tables((), parse_period("2026-Q1"))
