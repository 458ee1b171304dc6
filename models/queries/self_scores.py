"""A table of self-assessments beside the stream it belongs to."""

from collections.abc import Mapping

from models.database import Database
from models.imports.self_scores_table import decide_self_scores
from models.queries.diagnostics import diagnostic_grid
from models.rows.self_scores import SelfScoresPreview, SelfScoresTable


def self_scores_preview(
    db: Database,
    table: SelfScoresTable,
    *,
    stream_id: int,
    chosen: Mapping[str, int],
    said: Mapping[int, Mapping[str, str]],
) -> SelfScoresPreview:
    """What accepting the table would write into the cards of a stream; the arguments are `decide_self_scores`'s."""
    return decide_self_scores(table, diagnostic_grid(db, stream_id), chosen=chosen, said=said)
