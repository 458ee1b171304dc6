"""Reports begun, and their texts, kept with them."""

from sqlmodel import col, select

from models.commands.store import add
from models.database import Actor, Database
from models.errors import UserError
from models.rows.codes import ReportStatus
from models.rows.draft import typed_text
from models.rows.report import TEXT_CODES
from models.rules.periods import Period
from models.schema.papers import Report, ReportText


def begin_report(db: Database, period: Period, *, actor: Actor) -> int:
    """Begin the report of a period, or give the one that has been begun."""
    with db.writing(action=f"Отчёт начат: {period.title}", actor=actor) as session:
        same = select(Report.id).where(col(Report.period) == period.code).order_by(col(Report.version).desc())
        begun = session.exec(same).first()
        return begun or add(session, Report(uid=db.new_uid(), type=period.kind, period=period.code))


def save_report_text(db: Database, period: Period, section: str, text: str, *, actor: Actor) -> None:
    """Keep the text of one section (a code of `TEXT_CODES`) of a period's report; the report is begun if needed."""
    if section not in TEXT_CODES:
        raise ValueError(f"unknown report section: {section}")
    said = typed_text(text).strip()
    label = f"Отчёт за {period.title}: текст «{TEXT_CODES[section]}»"
    with db.writing(action=label, actor=actor) as session:
        newest = select(Report).where(col(Report.period) == period.code).order_by(col(Report.version).desc())
        report = session.exec(newest).first()
        if report is not None and ReportStatus(report.status) is not ReportStatus.DRAFT:
            raise UserError("Этот отчёт утверждён.", "Чтобы изменить его, создайте корректирующий отчёт.")
        report_id = add(session, report or Report(uid=db.new_uid(), type=period.kind, period=period.code))
        row = session.get(ReportText, (report_id, section))
        if row is None:
            session.add(ReportText(report_id=report_id, section=section, text=said))
        else:
            row.text = said
