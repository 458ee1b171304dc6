"""The life of a report: how much it shows, approval, correction (domain.md §3.6).

An approved report is never unapproved: «Вернуть» does not reach it, a correcting report takes its place. Its figures
and texts stay in the snapshot for good; its files change only when a person's data are destroyed.
"""

import json
from collections.abc import Mapping
from pathlib import Path

from sqlmodel import Session, col, select

from models.commands.attachments import keep_row
from models.commands.store import add, found
from models.database import Actor, Database
from models.errors import UserError
from models.kept_files import keep_content
from models.queries.report_versions import NO_REPORT, read_ready
from models.rows.codes import ActionKind, ReportStatus
from models.rows.draft import typed_text
from models.rows.reports import DETAILED, ReadyReport, TableDetail
from models.rules.periods import parse_period
from models.rules.report_snapshot import ReportSnapshot, read_snapshot, snapshot_text
from models.schema.papers import Report, ReportFile, ReportText
from models.schema.people import Site

ENDINGS = ("pdf", "xlsx", "docx")
"""The files that an approved report keeps."""


def approve_report(db: Database, folder: Path, ready: ReadyReport, files: Mapping[str, bytes], *, actor: Actor) -> None:
    """Freeze a report with the files drawn from it, by ending; `folder` holds the attachments. It is not taken back.

    Raises UserError where the data have changed since they were read, or the report is approved already.
    """
    if set(files) != set(ENDINGS):
        raise ValueError("an approved report keeps a PDF, a workbook and a document")
    title = parse_period(ready.data.period_code).title
    for content in files.values():
        keep_content(folder, content)
    with db.writing(action=f"Отчёт утверждён: {title}", actor=actor, kind=ActionKind.COMPENSATED) as session:
        report = found(session, Report, ready.report_id, NO_REPORT)
        if read_ready(session, ready.report_id, ready.approved_on, today=db.today()) != ready:
            raise UserError(
                "Пока отчёт рисовали, данные изменились. Он не утверждён.",
                "Посмотрите отчёт ещё раз и утвердите снова.",
            )
        if ready.approved_on < ready.data.period_start:
            raise UserError("Утвердить отчёт раньше, чем начался его период, нельзя.", "Проверьте дату.")
        snapshot = ReportSnapshot(approved_by=session.info["action_id"], data=ready.data, records=ready.records)
        report.snapshot = snapshot_text(snapshot)
        report.status, report.approved_on = ReportStatus.APPROVED, ready.approved_on
        report.approved_by_id = actor.person_id
        _keep_files(session, folder, ready.report_id, files)


def reopen_report(db: Database, report_id: int, reason: str, *, actor: Actor) -> int:
    """Begin the correcting report of an approved one: the next version with its texts and detail; gives its id.

    Raises UserError without a reason, for a draft, and where a newer version has been begun.
    """
    said = typed_text(reason).strip()
    if not said:
        raise UserError("Не сказано, почему отчёт исправляют.", "Напишите причину: она останется в отчёте.")
    with db.writing(action="Корректирующий отчёт начат", actor=actor) as session:
        former = found(session, Report, report_id, NO_REPORT)
        if former.snapshot is None:
            raise UserError("Этот отчёт ещё не утверждён.", "Его можно править, пока он черновик.")
        newer = select(Report.id).where(col(Report.period) == former.period, col(Report.version) > former.version)
        if session.exec(newer).first() is not None:
            raise UserError("Корректирующий отчёт уже начат.", "Откройте последнюю версию.")
        new_id = add(
            session,
            Report(
                uid=db.new_uid(),
                type=former.type,
                period=former.period,
                version=former.version + 1,
                corrects_id=former.id,
                correction_reason=said,
                detail=former.detail,
            ),
        )
        site = session.get(Site, 1)
        for section, text in read_snapshot(former.snapshot).data.texts.items():
            if section != "goal" or site is None or text != site.goal:
                session.add(ReportText(report_id=new_id, section=section, text=text))
        return new_id


def choose_detail(db: Database, report_id: int, detail: Mapping[str, TableDetail], *, actor: Actor) -> None:
    """Say how much of its tables (`DETAILED`) a draft shows; those left out are shown in full."""
    if not set(detail) <= set(DETAILED):
        raise ValueError("unknown table of a report")
    chosen = {table: detail[table].value for table in sorted(detail) if detail[table] is not TableDetail.FULL}
    with db.writing(action="Подробность таблиц отчёта выбрана", actor=actor) as session:
        report = found(session, Report, report_id, NO_REPORT)
        if ReportStatus(report.status) is not ReportStatus.DRAFT:
            raise UserError("Этот отчёт утверждён.", "Чтобы изменить его, создайте корректирующий отчёт.")
        report.detail = json.dumps(chosen) if chosen else None


def keep_redrawn_files(db: Database, folder: Path, report_id: int, files: Mapping[str, bytes], *, actor: Actor) -> None:
    """Keep the files of an approved report drawn anew after an act about a person's data dropped the former ones.

    Raises UserError where it has its files.
    """
    if set(files) != set(ENDINGS):
        raise ValueError("an approved report keeps a PDF, a workbook and a document")
    for content in files.values():
        keep_content(folder, content)
    with db.writing(action="Файлы отчёта перерисованы без имени", actor=actor, kind=ActionKind.COMPENSATED) as session:
        report = found(session, Report, report_id, NO_REPORT)
        kept = session.exec(select(ReportFile).where(col(ReportFile.report_id) == report_id)).first()
        if report.snapshot is None or kept is not None:
            raise UserError("У этого отчёта файлы на месте.", "Перерисовывать его не нужно.")
        _keep_files(session, folder, report_id, files)


def _keep_files(session: Session, folder: Path, report_id: int, files: Mapping[str, bytes]) -> None:
    """Hang the files at the report; under the write lock no clearing away passes between."""
    for ending in ENDINGS:
        row = keep_row(session, keep_content(folder, files[ending]), files[ending], name=None)
        session.add(ReportFile(report_id=report_id, ending=ending, attachment_id=row.id or 0))
