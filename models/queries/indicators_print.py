"""«Показатели» of a year as they are printed."""

from datetime import date

from models.database import Database
from models.queries.indicators import read_indicator_year
from models.queries.site_papers import read_passport
from models.queries.spoken_of import speaks_by_code
from models.rows.indicators import IndicatorPaper, IndicatorPaperLine, IndicatorYearLine
from models.rules.indicators import percent_of
from models.rules.periods import parse_period
from models.rules.plan_periods import short_title


@speaks_by_code
def indicator_paper(db: Database, year: int) -> IndicatorPaper:
    """The indicators of a calendar year, without the hidden ones; raises UserError without a passport."""
    today = db.today()
    with db.reading() as session:
        passport, signatures = read_passport(session, min(today, date(year, 12, 31)))
        lines = [line for line in read_indicator_year(session, year, today=today) if not line.row.is_hidden]
    return IndicatorPaper(
        passport=passport,
        signatures=signatures,
        year_title=parse_period(str(year)).title,
        printed_on=today,
        lines=tuple(_line(no, line) for no, line in enumerate(lines, start=1)),
    )


def _line(no: int, line: IndicatorYearLine) -> IndicatorPaperLine:
    first, second, third, fourth = (figure.fact for figure in line.quarters)
    return IndicatorPaperLine(
        no=no,
        title=line.row.title,
        unit=line.row.unit,
        first=first,
        second=second,
        third=third,
        fourth=fourth,
        fact=line.year.fact,
        target=line.year.target,
        percent=percent_of(line.year.fact, line.year.target),
        forecast=line.forecast.value,
        standing=line.year.standing.label,
        note="\n".join(_remarks(line)),
    )


def _remarks(line: IndicatorYearLine) -> list[str]:
    """What was said of the year and of each quarter, with what proves it."""
    said: list[str] = []
    for figure in (line.year, *line.quarters):
        keyed = figure.keyed
        words = ". ".join(part.rstrip(".") for part in (keyed.note or "", keyed.evidence or "") if part)
        if words:
            said.append(f"{short_title(parse_period(figure.period))}: {words}.")
    return said
