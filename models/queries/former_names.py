"""What people were called before: after an edit of the card, or under a card that was merged into theirs."""

from typing import NamedTuple

from models.queries.fetch import Source, rows
from models.queries.short_name import FULL_NAME
from models.queries.turned_back import TURNED_BACK


class FormerName(NamedTuple):
    """A surname that a person had, beside her name of today."""

    person_id: int
    surname: str
    name: str


def former_names(session: Source) -> list[FormerName]:
    """Every former surname inside an open snapshot, a person's latest first.

    From the log: what was undone never was, and a surname that came with a merge went with the split. The log of a
    person without a name is not asked.
    """
    return rows(session, FormerName, _FORMER)


_FORMER = f"""
WITH RECURSIVE
{TURNED_BACK},
renamed AS (
    SELECT c.pk, c.action_id, c.old ->> 'last_name' AS surname FROM change AS c
    WHERE c.table_name = 'person' AND c.op = 'U' AND c.old ->> 'last_name' <> c.new ->> 'last_name'
),
merged AS (
    SELECT m.person_id, c.action_id, c.old ->> 'last_name' AS surname
    FROM person_alias AS m JOIN change AS c
        ON c.table_name = 'person' AND c.op = 'D' AND c.pk = json_array(m.former_id)
),
told AS (
    SELECT r.pk ->> 0 AS person_id, r.action_id, r.surname FROM renamed AS r
    UNION ALL
    SELECT m.person_id, r.action_id, r.surname
    FROM renamed AS r JOIN person_alias AS m ON m.former_id = r.pk ->> 0
    UNION ALL
    SELECT person_id, action_id, surname FROM merged
)
SELECT p.id, t.surname, {FULL_NAME.format("p")}
FROM told AS t JOIN action AS a ON a.id = t.action_id JOIN person AS p ON p.id = t.person_id
WHERE a.inverts_id IS NULL AND a.id NOT IN (SELECT id FROM gone)
  AND p.pd_state IN ('active', 'blocked') AND t.surname <> p.last_name
  AND NOT EXISTS (
    SELECT 1 FROM change AS s WHERE s.action_id = t.action_id AND s.table_name = 'person_alias' AND s.op = 'D')
GROUP BY p.id, t.surname
ORDER BY p.id, max(t.action_id) DESC
"""
