"""Reporting periods: calendar quarters, half-years, years, school years 01.09–31.08, any days (domain.md §3.9)."""

import re
from dataclasses import dataclass
from datetime import date

from models.errors import UserError
from models.rows.codes import ReportType
from models.rules.words import day_in_text

ROMAN = ("I", "II", "III", "IV")
_ADVICE = (
    "Напишите период так: 2026-Q1 (квартал), 2026-H1 (полугодие), 2026 (год), 2025/26 (учебный год) "
    "или 2026-01-15..2026-03-20 (любые дни)."
)
_FORMS = re.compile(
    r"(?P<year>\d{4})(?:-Q(?P<quarter>[1-4])|-H(?P<half>[12])|/(?P<next>\d{2}|\d{4}))?", re.IGNORECASE | re.ASCII
)
_DAYS = re.compile(r"(\d{4}-\d{2}-\d{2})\.\.(\d{4}-\d{2}-\d{2})", re.ASCII)
_LONGEST_DAYS = 366 * 5
"""Of days one chooses; nobody reports on more."""


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of days, both ends included: of whole months, save where one chose the days."""

    code: str
    kind: ReportType
    start: date
    end: date

    @property
    def title(self) -> str:
        """Words for a heading: «I квартал 2026 года»."""
        year = self.start.year
        match self.kind:
            case ReportType.QUARTER:
                return f"{ROMAN[(self.start.month - 1) // 3]} квартал {year} года"
            case ReportType.HALF_YEAR:
                return f"{'I' if self.start.month == 1 else 'II'} полугодие {year} года"
            case ReportType.YEAR:
                return f"{year} год"
            case ReportType.DAYS:
                return _days_title(self.start, self.end)
            case _:
                return f"{year}/{year + 1} учебный год"

    @property
    def file_code(self) -> str:
        """The code as a file name may carry it: `2025-26` for a school year, `2026-01-15_2026-03-20` for days."""
        return self.code.replace("/", "-").replace("..", "_")

    def __contains__(self, day: date) -> bool:
        return self.start <= day <= self.end


def parse_period(text: str) -> Period:
    """Read `2026-Q1`, `2026-H1`, `2026`, `2025/26` or `2026-01-15..2026-03-20`; raises UserError for anything else."""
    if chosen := _DAYS.fullmatch(text.strip()):
        return _chosen_days(text, *chosen.groups())
    found = _FORMS.fullmatch(text.strip())
    if not found:
        raise UserError(f"Непонятно, какой это период: «{text}».", _ADVICE)
    year = int(found["year"])
    if not 2000 <= year <= 2100:
        raise UserError(f"Год {year} не похож на год работы площадки.", _ADVICE)
    if found["quarter"]:
        return quarter(year, int(found["quarter"]))
    if found["half"]:
        half = int(found["half"])
        code = f"{year}-H{half}"
        return Period(code, ReportType.HALF_YEAR, *_months(year, 6 * half - 5, 6))
    if found["next"]:
        if found["next"] not in (str(year + 1), str(year + 1)[2:]):
            raise UserError(f"Учебный год идёт два года подряд, а здесь «{text}».", _ADVICE)
        return school_year(year)
    return Period(str(year), ReportType.YEAR, *_months(year, 1, 12))


def days(start: date, end: date) -> Period:
    """Any days, both ends included; raises UserError where they end before they begin, or are too many."""
    if end < start:
        raise UserError("Период кончается раньше, чем начинается.", "Проверьте даты начала и конца.")
    if (end - start).days > _LONGEST_DAYS:
        raise UserError("Период длиннее пяти лет.", "Проверьте даты начала и конца.")
    return Period(f"{start.isoformat()}..{end.isoformat()}", ReportType.DAYS, start, end)


def quarter(year: int, number: int) -> Period:
    """Calendar quarter 1–4 of a year."""
    return Period(f"{year}-Q{number}", ReportType.QUARTER, *_months(year, 3 * number - 2, 3))


def school_year(first: int) -> Period:
    """School year that begins on 1 September of `first`."""
    code = f"{first}/{(first + 1) % 100:02d}"
    return Period(code, ReportType.SCHOOL_YEAR, date(first, 9, 1), date(first + 1, 8, 31))


def last_full_quarter(today: date) -> Period:
    """The calendar quarter that ended most recently before `today`."""
    number = (today.month - 1) // 3
    return quarter(today.year, number) if number else quarter(today.year - 1, 4)


def school_year_of(day: date) -> Period:
    """The school year that holds `day`."""
    return school_year(day.year if day.month >= 9 else day.year - 1)


def periods_around(today: date) -> tuple[Period, ...]:
    """Periods a report may be wanted for on `today`: quarters, half-years, years, of this and the last school year."""
    first = school_year_of(today).start.year
    quarters = [quarter(year, number) for year in (first, first + 1) for number in (1, 2, 3, 4)]
    codes = [f"{year}-H{half}" for year in (first, first + 1) for half in (1, 2)] + [str(first), str(first + 1)]
    others = [parse_period(code) for code in codes] + [school_year(first - 1), school_year(first)]
    begun = [each for each in (*quarters, *others) if each.start <= today]
    return tuple(sorted(begun, key=lambda each: (each.kind.value != ReportType.QUARTER.value, -each.end.toordinal())))


def _days_title(start: date, end: date) -> str:
    """«1–20 февраля 2026 года», «15 января – 20 марта 2026 года», «20 декабря 2025 года – 15 января 2026 года»."""
    last = f"{day_in_text(end)} {end.year} года"
    if start == end:
        return last
    if start.year != end.year:
        return f"{day_in_text(start)} {start.year} года – {last}"
    return f"{start.day}–{last}" if start.month == end.month else f"{day_in_text(start)} – {last}"


def _chosen_days(text: str, first: str, last: str) -> Period:
    try:
        start, end = date.fromisoformat(first), date.fromisoformat(last)
    except ValueError:
        raise UserError(f"Непонятно, какой это период: «{text}». Такого дня нет.", _ADVICE) from None
    if min(start, end).year < 2000 or max(start, end).year > 2100:
        raise UserError(f"Дни «{text}» не похожи на время работы площадки.", _ADVICE)
    return days(start, end)


def _months(year: int, first: int, count: int) -> tuple[date, date]:
    after = first + count
    end = date(year + (after - 1) // 12, (after - 1) % 12 + 1, 1)
    return date(year, first, 1), date.fromordinal(end.toordinal() - 1)


def periods_of(first: date, last: date) -> list[Period]:
    """The school years from `first` to `last` with their quarters, newest first."""
    found: list[Period] = []
    year = school_year_of(last)
    while year.end >= first:
        found.append(year)
        begin = year.start.year
        quarters = [quarter(begin + 1, 3), quarter(begin + 1, 2), quarter(begin + 1, 1), quarter(begin, 4)]
        found += [each for each in quarters if each.start <= last and each.end >= first]
        year = school_year_of(date(begin, 8, 31))
    return found
