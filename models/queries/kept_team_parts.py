"""Which records of the team's work concern a person: what she leads, signs, answers for and has made (152-ФЗ)."""

from models.queries.kept_part import EVENT, KeptPart, day, yes

TEAM_PARTS = (
    KeptPart(
        "Продукты",
        "product_author AS a JOIN product AS w ON w.id = a.product_id WHERE a.person_id = :person ORDER BY w.id",
        (("автор", "w.title"),),
    ),
    KeptPart(
        "Мероприятия",
        "event AS e LEFT JOIN event_leader AS l ON l.event_id = e.id AND l.person_id = :person WHERE "
        "e.leader_id = :person OR l.person_id IS NOT NULL ORDER BY e.held_on, e.id",
        (("ведёт", EVENT),),
    ),
    KeptPart(
        "Отработки, которые приняты",
        "attendance AS a JOIN event AS e ON e.id = a.event_id WHERE a.makeup_tutor_id = :person ORDER BY "
        "e.held_on, e.id",
        (("тьютор", EVENT),),
    ),
    KeptPart(
        "Консультации, которые проведены",
        "consultation AS c WHERE c.consultant_id = :person ORDER BY c.held_on, c.id",
        (("тема", "c.topic"),),
        record=day("c.held_on"),
    ),
    KeptPart(
        "Заседания",
        "meeting AS m LEFT JOIN meeting_attendee AS a ON a.meeting_id = m.id AND a.person_id = :person WHERE "
        ":person IN (m.chair_id, m.secretary_id, a.person_id) ORDER BY m.held_on, m.id",
        (
            ("протокол", "m.number"),
            ("председатель", yes("m.chair_id = :person")),
            ("секретарь", yes("m.secretary_id = :person")),
        ),
        record=day("m.held_on"),
    ),
    KeptPart(
        "Выступления на заседаниях",
        "agenda_item AS i WHERE i.speaker_id = :person ORDER BY i.id",
        (
            ("выступление", "i.heard"),
            ("обсуждение", "i.discussed"),
        ),
        record="i.question",
    ),
    KeptPart(
        "Поручения",
        "decision AS d WHERE d.responsible_id = :person ORDER BY d.id",
        (
            ("поручено", "d.text"),
            ("срок", day("d.due_on")),
            ("сделано", day("d.done_on")),
        ),
    ),
    KeptPart(
        "Подпись на сертификатах",
        "certificate_signer AS c WHERE c.person_id = :person ORDER BY c.no",
        (("должность", "c.position"),),
    ),
    KeptPart(
        "Планы",
        "plan AS w WHERE w.tutor_id = :person ORDER BY w.id",
        (("тьютор плана", "w.title"),),
    ),
    KeptPart(
        "Пункты планов",
        "plan_item AS i WHERE i.responsible_id = :person ORDER BY i.id",
        (("ответственный", "i.title"),),
    ),
    KeptPart(
        "Ведёт потоки",
        "stream AS s WHERE s.tutor_id = :person ORDER BY s.id",
        (("тьютор потока", "s.title"),),
    ),
    KeptPart(
        "Утверждённые отчёты",
        "report AS r WHERE r.approved_by_id = :person ORDER BY r.approved_on, r.id",
        (("отчёт", "r.period"),),
        record=day("r.approved_on"),
    ),
    KeptPart(
        "Документы",
        "document AS d WHERE d.person_id = :person ORDER BY d.dated_on, d.id",
        (("документ", "d.title"), ("номер", "d.number")),
        record=day("d.dated_on"),
    ),
)
"""In the order they are told."""
