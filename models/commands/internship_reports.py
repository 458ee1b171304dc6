"""Reports of trainees on their internship: analytical or mini ([S2], requirement (д))."""

from sqlmodel import col, select

from models.commands.attachments import detach_all
from models.commands.open_card import refuse_nameless_at
from models.commands.store import add, found, known_links, values
from models.database import Actor, Database
from models.rows.attachments import InternshipReportPlace
from models.rows.works import InternshipReportDraft
from models.schema.programs import Enrollment
from models.schema.works import InternshipReport


def write_internship_report(db: Database, enrollment_id: int, draft: InternshipReportDraft, *, actor: Actor) -> int:
    """Write down a trainee's report, or change the one she has; gives its id. An accepted one was handed in."""
    with known_links(), db.writing(action="Отчёт стажёра записан", actor=actor) as session:
        refuse_nameless_at(session, (enrollment_id,))
        said = values(draft)
        said["submitted_on"] = draft.submitted_on or draft.accepted_on
        found(session, Enrollment, enrollment_id, "Этого стажёра нет в потоке.")
        report = session.exec(
            select(InternshipReport).where(col(InternshipReport.enrollment_id) == enrollment_id)
        ).first()
        if report is None:
            return add(session, InternshipReport(enrollment_id=enrollment_id, **said))
        report.sqlmodel_update(said)
        return report.id or 0


def remove_internship_report(db: Database, report_id: int, *, actor: Actor) -> None:
    """Remove a trainee's report with its files."""
    with db.writing(action="Отчёт стажёра убран", actor=actor) as session:
        report = found(session, InternshipReport, report_id, "Этого отчёта уже нет.")
        detach_all(session, InternshipReportPlace(report_id))
        session.delete(report)
