"""The portfolio of a trainee: her route, works, reviews, diary and certificate, and the files she takes along."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import NamedTuple

from models.database import Database
from models.errors import UserError
from models.queries.certificates_print import certificate_paper
from models.queries.diary import read_diary
from models.queries.fetch import Source, rows
from models.queries.paper_names import PAPER_FULL_NAME
from models.queries.site_papers import read_passport
from models.queries.spoken_of import speaks_by_code
from models.queries.trainee_heads import read_heads
from models.queries.works_print import printed_pages
from models.rows.codes import InternshipReportKind, PeerCriterion, SubmissionState
from models.rows.works import marks_of
from models.rows.works_print import (
    Portfolio,
    PortfolioAdvice,
    PortfolioCertificate,
    PortfolioCriterion,
    PortfolioFile,
    PortfolioStep,
    PortfolioTask,
    PortfolioWork,
)
from models.rules.file_kinds import SUFFIXES
from models.rules.means import mean


class _Place(NamedTuple):
    stream_id: int
    goal: str | None


class _Final(NamedTuple):
    title: str
    state: SubmissionState
    approbation_on: date | None
    accepted_on: date | None
    defended_on: date | None
    self_analysis: str | None
    admin_review: str | None


class _Report(NamedTuple):
    kind: InternshipReportKind
    accepted_on: date | None
    comment: str | None


class _Review(NamedTuple):
    reviewer: str
    scores: str | None
    recommendations: str | None


class _File(NamedTuple):
    folder: str
    of: int
    sha256: str
    size: int
    kind: str


@speaks_by_code
def portfolio(db: Database, enrollment_id: int, *, attachments: Path) -> Portfolio:
    """The portfolio of a place in a stream; raises UserError when it is gone, and while the passport is not filled.

    Of an original certificate and its duplicates the last that was handed over is bound in.
    """
    with db.reading() as session:
        sql = """SELECT e.stream_id, (SELECT r.goal FROM route AS r WHERE r.enrollment_id = e.id)
                 FROM enrollment AS e WHERE e.id = :place AND e.status <> 'applied'"""
        place = next(iter(rows(session, _Place, sql, place=enrollment_id)), None)
        if place is None:
            raise UserError("Этого стажёра нет в потоке.", "Обновите список: запись могли убрать.")
        passport, signatures = read_passport(session, db.today())
        (head,) = read_heads(session, place.stream_id, [enrollment_id])
        final = next(iter(rows(session, _Final, _FINAL, place=enrollment_id)), None)
        report = next(iter(rows(session, _Report, _REPORT, place=enrollment_id)), None)
        reviews = rows(session, _Review, _REVIEWS, place=enrollment_id)
        marks = [marks_of(review.scores) for review in reviews]
        handed = session.connection().exec_driver_sql(_CERTIFICATE, (enrollment_id,)).scalar()
        hers = Portfolio(
            passport=passport,
            signatures=signatures,
            head=head.head,
            goal=place.goal,
            final_title=final.title if final else None,
            final_state=final.state if final else None,
            approbation_on=final.approbation_on if final else None,
            accepted_on=final.accepted_on if final else None,
            defended_on=final.defended_on if final else None,
            self_analysis=final.self_analysis if final else None,
            admin_review=final.admin_review if final else None,
            report_kind=report.kind.label if report else None,
            report_accepted_on=report.accepted_on if report else None,
            report_comment=report.comment if report else None,
            files=len(_files(session, enrollment_id)),
            steps=tuple(rows(session, PortfolioStep, _STEPS, place=enrollment_id)),
            tasks=tuple(rows(session, PortfolioTask, _TASKS, place=enrollment_id)),
            works=tuple(rows(session, PortfolioWork, _WORKS, place=enrollment_id)),
            criteria=tuple(
                PortfolioCriterion(no, each.label, mean([given[each] for given in marks if each in given]))
                for no, each in enumerate(PeerCriterion, start=1)
            )
            if reviews
            else (),
            advice=tuple(
                PortfolioAdvice(no, review.reviewer, sum(given.values()), review.recommendations)
                for no, (review, given) in enumerate(zip(reviews, marks, strict=True), start=1)
            ),
            entries=printed_pages(read_diary(session, enrollment_id), head.name),
            certificates=tuple(rows(session, PortfolioCertificate, _CERTIFICATES, place=enrollment_id)),
        )
    if handed is None:
        return hers
    return replace(hers, certificate=certificate_paper(db, [int(handed)], attachments=attachments))


def portfolio_files(db: Database, enrollment_id: int) -> list[PortfolioFile]:
    """The files of her works under harmless names: what they belong to, two numbers, the ending of their kind."""
    with db.reading() as session:
        return [
            PortfolioFile(f"{file.folder}-{file.of:02}-{no}{SUFFIXES[file.kind]}", file.sha256, file.size)
            for no, file in _numbered(_files(session, enrollment_id))
        ]


def _numbered(files: list[_File]) -> list[tuple[int, _File]]:
    """Each file with its number among those of one record."""
    seen: dict[tuple[str, int], int] = {}
    numbered: list[tuple[int, _File]] = []
    for file in files:
        record = file.folder, file.of
        seen[record] = seen.get(record, 0) + 1
        numbered.append((seen[record], file))
    return numbered


def _files(session: Source, enrollment_id: int) -> list[_File]:
    return rows(session, _File, _FILES, place=enrollment_id)


_FINAL = """
SELECT title, state, approbation_on, accepted_on, defended_on, self_analysis, admin_review
FROM final_work WHERE enrollment_id = :place
"""

_REPORT = "SELECT kind, accepted_on, comment FROM internship_report WHERE enrollment_id = :place"

_REVIEWS = f"""
SELECT {PAPER_FULL_NAME.format("p")}, r.scores, r.recommendations
FROM final_work AS w JOIN peer_review AS r ON r.final_work_id = w.id
JOIN enrollment AS e ON e.id = r.reviewer_id JOIN person AS p ON p.id = e.person_id
WHERE w.enrollment_id = :place AND r.state <> 'missing' ORDER BY p.name_key, r.id
"""

_STEPS = """
SELECT row_number() OVER (ORDER BY i.no, i.id), i.deficit, i.task, i.due_on, i.done_on, i.reflection
FROM route AS r JOIN route_item AS i ON i.route_id = r.id WHERE r.enrollment_id = :place ORDER BY 1
"""

_TASKS = """
SELECT row_number() OVER (ORDER BY m.no, a.no, a.id), a.title, coalesce(s.state, 'missing'), s.submitted_on,
       s.tutor_score, s.comment
FROM enrollment AS e JOIN stream AS t ON t.id = e.stream_id JOIN module AS m ON m.program_id = t.program_id
JOIN assignment AS a ON a.module_id = m.id
LEFT JOIN submission AS s ON s.assignment_id = a.id AND s.enrollment_id = e.id
WHERE e.id = :place ORDER BY 1
"""

_WORKS = """
SELECT row_number() OVER (ORDER BY w.accepted_on IS NULL, w.accepted_on, w.id), w.kind, w.title, w.state,
       w.accepted_on, w.comment
FROM creative_work_member AS m JOIN creative_work AS w ON w.id = m.work_id WHERE m.enrollment_id = :place ORDER BY 1
"""

_CERTIFICATES = """
SELECT row_number() OVER (ORDER BY c.year, c.reg_no), c.reg_no || '/' || c.year, c.issue_date, c.hours, c.state
FROM certificate AS c WHERE c.enrollment_id = :place AND c.state <> 'annulled' ORDER BY 1
"""

_CERTIFICATE = """
SELECT id FROM certificate WHERE enrollment_id = ? AND state IN ('issued', 'duplicate') AND printed IS NOT NULL
ORDER BY year DESC, reg_no DESC LIMIT 1
"""

_FILES = """
WITH place AS (SELECT :place AS id),
work AS (
    SELECT 'zadanie' AS folder, row_number() OVER (ORDER BY m.no, a.no, a.id) AS no, s.id AS submission_id,
           NULL AS creative_work_id, NULL AS final_work_id, NULL AS internship_report_id, NULL AS diary_entry_id
    FROM submission AS s JOIN assignment AS a ON a.id = s.assignment_id JOIN module AS m ON m.id = a.module_id
    WHERE s.enrollment_id = (SELECT id FROM place)
    UNION ALL
    SELECT 'tvorcheskaya-rabota', row_number() OVER (ORDER BY c.work_id), NULL, c.work_id, NULL, NULL, NULL
    FROM creative_work_member AS c WHERE c.enrollment_id = (SELECT id FROM place)
    UNION ALL
    SELECT 'itogovaya-rabota', 1, NULL, NULL, w.id, NULL, NULL
    FROM final_work AS w WHERE w.enrollment_id = (SELECT id FROM place)
    UNION ALL
    SELECT 'otchet', 1, NULL, NULL, NULL, r.id, NULL
    FROM internship_report AS r WHERE r.enrollment_id = (SELECT id FROM place)
    UNION ALL
    SELECT 'dnevnik', row_number() OVER (ORDER BY d.written_on, d.id), NULL, NULL, NULL, NULL, d.id
    FROM diary_entry AS d WHERE d.enrollment_id = (SELECT id FROM place)
)
SELECT k.folder, k.no, f.sha256, f.size, f.kind
FROM work AS k JOIN attachment_use AS u
    ON u.submission_id = k.submission_id OR u.creative_work_id = k.creative_work_id
    OR u.final_work_id = k.final_work_id OR u.internship_report_id = k.internship_report_id
    OR u.diary_entry_id = k.diary_entry_id
JOIN attachment AS f ON f.id = u.attachment_id
ORDER BY k.folder, k.no, u.id
"""
