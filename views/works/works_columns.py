"""The columns of «Работы»: a trainee and the states of what she made."""

from models.rows.codes import SubmissionState
from models.rows.works import ReportOfTrainee, TraineeWorks
from models.rules.words import day_in_table
from views.theme import ChipLook, Theme
from views.widgets.columns import Column

CREATIVE, FINAL, REPORT = "creative", "final", "report"
"""Keys of the columns that lead to a panel."""
_NOTHING = "нет"


def works_columns(theme: Theme) -> tuple[Column[TraineeWorks], ...]:
    """The columns."""

    def look(state: SubmissionState | None) -> ChipLook | None:
        return None if state is None else theme.chip("submission", state.label)

    return (
        Column("name", "Стажёр", lambda row: row.name, width=190),
        Column(
            CREATIVE,
            "Творческая работа",
            lambda row: row.creative[0].state.label if row.creative else _NOTHING,
            width=140,
            chip=lambda row: look(row.creative[0].state if row.creative else None),
            tooltip=_creative_words,
        ),
        Column("creative_title", "Что выполняет", _creative_words, least=170, rank=2),
        Column(
            FINAL,
            "Итоговая работа",
            lambda row: row.final.state.label if row.final else _NOTHING,
            width=140,
            chip=lambda row: look(row.final.state if row.final else None),
            tooltip=lambda row: row.final.title if row.final else "Работа не начата",
        ),
        Column("approbation", "Апробация", _approbation, width=104, rank=1),
        Column("reviews", "Отзывы", _reviews, width=84, rank=3, align="center"),
        Column("defended", "Защита", _defended, width=104, rank=2),
        Column(
            REPORT,
            "Отчёт",
            lambda row: _report_state(row.report).label if row.report else _NOTHING,
            width=130,
            chip=lambda row: look(_report_state(row.report) if row.report else None),
            tooltip=lambda row: row.report.kind.label if row.report else "Отчёта нет",
        ),
    )


def _creative_words(row: TraineeWorks) -> str:
    return "; ".join(f"{work.title} ({work.members})" if ", " in work.members else work.title for work in row.creative)


def _approbation(row: TraineeWorks) -> str:
    return day_in_table(row.final.approbation_on) if row.final and row.final.approbation_on else ""


def _defended(row: TraineeWorks) -> str:
    return day_in_table(row.final.defended_on) if row.final and row.final.defended_on else ""


def _reviews(row: TraineeWorks) -> str:
    return f"{row.final.written_reviews} из {row.final.reviews}" if row.final and row.final.reviews else ""


def _report_state(report: ReportOfTrainee) -> SubmissionState:
    """Of a report only days are kept."""
    if report.accepted_on is not None:
        return SubmissionState.ACCEPTED
    return SubmissionState.MISSING if report.submitted_on is None else SubmissionState.SUBMITTED
