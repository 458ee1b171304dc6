"""SQL of deficits marked at entry and of what is done about them: what routes, warnings and the overview share."""

SECOND_MODULE = """(SELECT own.id FROM stream AS going JOIN module AS own ON own.program_id = going.program_id
 WHERE going.id = {0} ORDER BY own.no, own.id LIMIT 1 OFFSET 1)"""
"""SQL of the module of one's own work on deficits (domain.md §3.3), for the stream put in."""

HAS_STEP = """EXISTS (SELECT 1 FROM route AS has JOIN route_item AS step ON step.route_id = has.id
 WHERE has.enrollment_id = {0} AND step.competence_id = {1})"""
"""SQL of whether the route of an enrolment has a step for a competence."""

ENTRY_DEFICITS = """
SELECT d.enrollment_id, i.competence_id, i.priority, i.comment
FROM diagnostic_card AS d JOIN diagnostic_item AS i ON i.card_id = d.id
WHERE d.stage = 'entry' AND i.is_deficit
"""
"""SQL of the deficits marked at entry."""
