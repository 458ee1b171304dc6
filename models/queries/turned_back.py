"""Actions that were undone and not repeated: in a history they never happened."""

TURNED_BACK = """turned(id, by, depth) AS (
    SELECT inverts_id, id, 1 FROM action WHERE inverts_id IS NOT NULL
    UNION ALL
    SELECT t.id, a.id, t.depth + 1 FROM turned AS t JOIN action AS a ON a.inverts_id = t.by
),
gone AS (SELECT id FROM turned GROUP BY id HAVING max(depth) % 2 = 1)"""
"""SQL of two tables of a WITH RECURSIVE; `gone` holds the ids of such actions."""
