import pytest
from hypothesis import given
from hypothesis import strategies as st

from exports.packages.bag import check_paths
from exports.packages.names import PackageName, package_name, parse_package_name

periods = st.sampled_from(["2026", "2026-Q1", "2026-Q4", "2026-H2", "2025/26", "1999/00", "2026-01-15..2026-03-20"])


def test_a_site_without_a_code_is_written_in_latin_letters():
    name = package_name("без-кода-1a2b3c", "2026-Q1", "quarterly-report", 1)
    assert name == "bez-koda-1a2b3c_2026-Q1_quarterly-report_001"


def test_a_school_year_has_no_slash_in_a_name_and_gets_it_back():
    name = package_name("Щёлково 12/3", "2025/26", "yearly-report", 12)
    assert name == "shchelkovo-12-3_2025-26_yearly-report_012"
    assert parse_package_name(name) == PackageName("shchelkovo-12-3", "2025/26", "yearly-report", 12)


@given(site=st.text(min_size=1), period=periods, serial=st.integers(1, 99_999))
def test_any_site_code_gives_a_portable_name_that_can_be_taken_apart(site: str, period: str, serial: int):
    try:
        name = package_name(site, period, "quarterly-report", serial)
    except ValueError:
        assert not any(sign.isascii() and sign.isalnum() for sign in site)
        return
    check_paths([name])
    assert parse_package_name(name)[1:] == (period, "quarterly-report", serial)


@pytest.mark.parametrize(
    ("site", "period", "kind", "serial"),
    [
        ("", "2026", "report", 1),
        ("№ «»", "2026", "report", 1),
        ("a", "2026-Q5", "report", 1),
        ("a", "2025/27", "report", 1),
        ("a", "٢٠٢٦", "report", 1),
        ("a", "2026", "Отчёт", 1),
        ("a", "2026", "report_x", 1),
        ("a", "2026", "report", 0),
        ("a", "2026", "report", 100_000),
    ],
)
def test_what_does_not_fit_into_a_name_is_refused(site: str, period: str, kind: str, serial: int):
    with pytest.raises(ValueError, match="package name"):
        package_name(site, period, kind, serial)


@pytest.mark.parametrize(
    "name",
    ["", "a_2026_report", "a_2026_report_1", "a_2026_report_0001", "a_2025-27_report_001", "a_2025/26_report_001",
     "A_2026_report_001", "a_2026_report_001.zip", "a_2026_report_٠٠١", "a--b_2026_report_001"],
)  # fmt: skip
def test_a_name_that_the_program_does_not_write_is_none(name: str):
    with pytest.raises(ValueError, match="package name"):
        parse_package_name(name)
