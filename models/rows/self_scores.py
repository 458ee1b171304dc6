"""Self-assessments read from somebody's table, and what accepting them would write."""

from collections.abc import Mapping
from dataclasses import dataclass

from models.rows.choice import Choice
from models.rows.diagnostics import DiagnosedCompetence, ScoreDraft
from models.rows.table_import import CellProblem


@dataclass(frozen=True, slots=True)
class ScoreColumn:
    """A competence as the file writes it; `key` tells columns apart, it is a letter where the file has a column."""

    key: str
    heading: str


@dataclass(frozen=True, slots=True)
class SelfScoresRow:
    """A person as the file writes her, and what stands under each column's key; `row` is the spreadsheet's number."""

    row: int
    name: str
    said: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class SelfScoresTable:
    """People × competences, however the file holds them; nothing is matched with the site yet."""

    sheet: str
    columns: tuple[ScoreColumn, ...]
    rows: tuple[SelfScoresRow, ...]


@dataclass(frozen=True, slots=True)
class ScoreColumnDecision:
    """A column beside the competences of the stream: the one it means, or those it may mean."""

    column: ScoreColumn
    competence: DiagnosedCompetence | None
    problem: str = ""
    proposals: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class SelfScoresDecision:
    """A row beside the people of the stream: her place in it, her scores by competence, and what could not be read."""

    row: SelfScoresRow
    enrollment_id: int | None
    scores: Mapping[int, int]
    problems: tuple[CellProblem, ...] = ()

    @property
    def drafts(self) -> list[ScoreDraft]:
        """What `accept_self_scores` takes."""
        if self.enrollment_id is None:
            return []
        return [
            ScoreDraft(enrollment_id=self.enrollment_id, competence_id=competence_id, self_score=score)
            for competence_id, score in self.scores.items()
        ]


@dataclass(frozen=True, slots=True)
class SelfScoresPreview:
    """What accepting the table would write."""

    columns: tuple[ScoreColumnDecision, ...]
    people: tuple[SelfScoresDecision, ...]
