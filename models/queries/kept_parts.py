"""Which records concern a person and what each of their fields is called: the content of «Что мы храним» (152-ФЗ).

A table that points to a person and stands in no part here fails a test, and so does a column of hers.
"""

from models.queries.kept_part import EVENT, KeptPart, day, label, yes
from models.queries.kept_team_parts import TEAM_PARTS
from models.rows.codes import (
    Category,
    CertificateState,
    ConsentForm,
    ConsentPurpose,
    CreativeWorkKind,
    DiagnosticStage,
    Education,
    EnrollmentStatus,
    FilePurpose,
    InternshipReportKind,
    PersonalDataState,
    Presence,
    RequirementKey,
    RestrictedNeed,
    RouteStatus,
    Sex,
    SubmissionState,
)

PARTS = (
    KeptPart(
        "Карточка",
        "person AS p JOIN position AS t ON t.id = p.position_id JOIN organization AS o ON o.id = "
        "p.organization_id WHERE p.id = :person",
        (
            ("фамилия", "p.last_name"),
            ("имя", "p.first_name"),
            ("отчество", "p.patronymic"),
            ("ФИО строчными, чтобы искать", "p.name_key"),
            ("должность", "t.title"),
            ("организация", "o.short_name"),
            ("категория", label("p.category", Category)),
            ("категория действует до", day("p.category_until")),
            ("образование", label("p.education", Education)),
            ("стаж, лет", "p.experience_years"),
            ("телефон", "p.phone"),
            ("эл. почта", "p.email"),
            ("заметка", "p.note"),
            ("состояние данных", label("p.pd_state", PersonalDataState)),
        ),
    ),
    KeptPart(
        "Закрытые сведения",
        "person_restricted AS r WHERE r.person_id = :person",
        (
            ("для чего", label("r.need", RestrictedNeed)),
            ("СНИЛС", "r.snils"),
            ("дата рождения", day("r.birth_date")),
            ("пол", label("r.sex", Sex)),
            ("фамилия в дипломе", "r.diploma_surname"),
            ("серия диплома", "r.diploma_series"),
            ("номер диплома", "r.diploma_number"),
        ),
    ),
    KeptPart(
        "Согласия",
        "consent AS c LEFT JOIN import_batch AS b ON b.id = c.batch_id WHERE c.person_id = :person ORDER BY c.id",
        (
            ("подписано", day("c.signed_on")),
            ("закрытые сведения в нём", "c.data_scope"),
            ("действует до", day("c.valid_until")),
            ("хранится", label("c.form", ConsentForm)),
            ("отозвано", day("c.withdrawn_on")),
            ("уничтожено", day("c.destroyed_on")),
            ("акт", "c.act"),
            ("внесено из списка", "b.file_name"),
        ),
        record=label("c.purpose", ConsentPurpose),
    ),
    KeptPart(
        "Роли в команде",
        "role_assignment AS a JOIN role AS r ON r.id = a.role_id WHERE a.person_id = :person ORDER BY a.id",
        (
            ("с", day("a.starts_on")),
            ("по", day("a.ends_on")),
            ("приказ", "a.order_no"),
            ("приказ от", day("a.order_date")),
        ),
        record="r.title",
    ),
    KeptPart(
        "Потоки",
        "enrollment AS n JOIN stream AS s ON s.id = n.stream_id LEFT JOIN enrollment_order AS i ON i.id = "
        "n.order_in_id LEFT JOIN enrollment_order AS x ON x.id = n.order_out_id LEFT JOIN enrollment AS f ON "
        "f.id = n.came_from_id LEFT JOIN stream AS w ON w.id = f.stream_id WHERE n.person_id = :person ORDER "
        "BY n.id",
        (
            ("состояние", label("n.status", EnrollmentStatus)),
            ("заявка", day("n.applied_on")),
            ("с", day("n.enrolled_on")),
            ("выбытие", day("n.left_on")),
            ("направление", "n.direction"),
            ("индивидуальный план", "n.individual_path"),
            ("приказ о зачислении", "i.number"),
            ("приказ о выбытии", "x.number"),
            ("откуда переведён", "w.title"),
        ),
        record="s.title",
    ),
    KeptPart(
        "Посещение",
        "attendance AS a JOIN event AS e ON e.id = a.event_id WHERE a.person_id = :person ORDER BY e.held_on, e.id",
        (
            ("отметка", label("a.state", Presence)),
            ("минут", "a.minutes"),
            ("подпись", yes("a.signature_kept")),
            ("отработка", day("a.makeup_on")),
            ("форма отработки", "a.makeup_form"),
        ),
        record=EVENT,
    ),
    KeptPart(
        "Консультации",
        "consultation_person AS l JOIN consultation AS c ON c.id = l.consultation_id WHERE l.person_id = "
        ":person ORDER BY c.held_on, c.id",
        (
            ("тема", "c.topic"),
            ("совет", "c.advice"),
            ("минут", "c.minutes"),
        ),
        record=day("c.held_on"),
    ),
    KeptPart(
        "Задания",
        "submission AS w JOIN assignment AS a ON a.id = w.assignment_id JOIN enrollment AS n ON n.id = "
        "w.enrollment_id WHERE n.person_id = :person ORDER BY w.id",
        (
            ("состояние", label("w.state", SubmissionState)),
            ("сдано", day("w.submitted_on")),
            ("самопроверка", "w.self_check"),
            ("оценка тьютора", "w.tutor_score"),
            ("замечание", "w.comment"),
        ),
        record="a.title",
    ),
    KeptPart(
        "Творческие работы",
        "creative_work_member AS m JOIN creative_work AS w ON w.id = m.work_id JOIN enrollment AS n ON n.id = "
        "m.enrollment_id WHERE n.person_id = :person ORDER BY w.id",
        (
            ("вид", label("w.kind", CreativeWorkKind)),
            ("состояние", label("w.state", SubmissionState)),
            ("принята", day("w.accepted_on")),
            ("задание", "w.description"),
            ("замечание", "w.comment"),
        ),
        record="w.title",
    ),
    KeptPart(
        "Дневник",
        "diary_entry AS w JOIN enrollment AS n ON n.id = w.enrollment_id WHERE n.person_id = :person "
        "ORDER BY w.written_on, w.id",
        (
            ("сделано", "w.done"),
            ("что это дало", "w.learned"),
            ("вопросы", "w.questions"),
            ("заметка тьютора", "w.tutor_note"),
        ),
        record=day("w.written_on"),
    ),
    KeptPart(
        "Карта результативности",
        "practice_result AS w JOIN enrollment AS n ON n.id = w.enrollment_id WHERE n.person_id = :person "
        "ORDER BY n.id, w.no, w.id",
        (
            ("цель", "w.purpose"),
            ("условия", "w.conditions"),
            ("результат", "w.result"),
            ("вывод", "w.conclusion"),
        ),
        record="w.technique",
    ),
    KeptPart(
        "Решения по требованиям",
        "requirement_override AS w JOIN enrollment AS n ON n.id = w.enrollment_id WHERE n.person_id = :person "
        "ORDER BY w.id",
        (
            ("требование", label("w.key", RequirementKey)),
            ("причина", "w.reason"),
        ),
        record=day("w.decided_on"),
    ),
    KeptPart(
        "Итоговая работа",
        "final_work AS w JOIN enrollment AS n ON n.id = w.enrollment_id WHERE n.person_id = :person ORDER BY w.id",
        (
            ("состояние", label("w.state", SubmissionState)),
            ("апробация", day("w.approbation_on")),
            ("самоанализ", "w.self_analysis"),
            ("отзыв администрации", "w.admin_review"),
            ("сдана", day("w.submitted_on")),
            ("принята", day("w.accepted_on")),
            ("защита", day("w.defended_on")),
            ("замечание", "w.comment"),
        ),
        record="w.title",
    ),
    KeptPart(
        "Отзывы на работу",
        "peer_review AS v JOIN final_work AS w ON w.id = v.final_work_id JOIN enrollment AS n ON n.id = "
        "w.enrollment_id WHERE n.person_id = :person ORDER BY v.id",
        (
            ("баллы", "v.scores"),
            ("рекомендации", "v.recommendations"),
            ("состояние", label("v.state", SubmissionState)),
            ("сдан", day("v.submitted_on")),
        ),
        record="w.title",
    ),
    KeptPart(
        "Отзывы на чужие работы",
        "peer_review AS v JOIN enrollment AS n ON n.id = v.reviewer_id WHERE n.person_id = :person ORDER BY v.id",
        (
            ("баллы", "v.scores"),
            ("рекомендации", "v.recommendations"),
            ("состояние", label("v.state", SubmissionState)),
            ("сдан", day("v.submitted_on")),
        ),
    ),
    KeptPart(
        "Отчёты стажёра",
        "internship_report AS w JOIN enrollment AS n ON n.id = w.enrollment_id WHERE n.person_id = :person "
        "ORDER BY w.id",
        (
            ("сдан", day("w.submitted_on")),
            ("принят", day("w.accepted_on")),
            ("замечание", "w.comment"),
        ),
        record=label("w.kind", InternshipReportKind),
    ),
    KeptPart(
        "Диагностика",
        "diagnostic_card AS d JOIN enrollment AS n ON n.id = d.enrollment_id JOIN diagnostic_item AS i ON "
        "i.card_id = d.id JOIN competence AS c ON c.id = i.competence_id WHERE n.person_id = :person ORDER BY "
        "d.id, c.sort_order, c.id",
        (
            ("карта", label("d.stage", DiagnosticStage)),
            ("день", day("d.filled_on")),
            ("самооценка", "i.self_score"),
            ("оценка тьютора", "i.tutor_score"),
            ("дефицит", yes("i.is_deficit")),
            ("очерёдность", "i.priority"),
            ("комментарий", "i.comment"),
        ),
        record="c.title",
    ),
    KeptPart(
        "Маршрут",
        "route AS r JOIN enrollment AS n ON n.id = r.enrollment_id WHERE n.person_id = :person ORDER BY r.id",
        (
            ("цель", "r.goal"),
            ("мотивы", "r.motivation"),
            ("условия", "r.context"),
            ("с", day("r.starts_on")),
            ("по", day("r.ends_on")),
            ("состояние", label("r.status", RouteStatus)),
        ),
    ),
    KeptPart(
        "Шаги маршрута",
        "route_item AS i JOIN route AS r ON r.id = i.route_id JOIN enrollment AS n ON n.id = r.enrollment_id "
        "WHERE n.person_id = :person ORDER BY i.id",
        (
            ("результат", "i.result"),
            ("задание", "i.task"),
            ("форма", "i.form"),
            ("ресурс", "i.resource"),
            ("срок", day("i.due_on")),
            ("продукт", "i.product"),
            ("сделано", day("i.done_on")),
            ("рефлексия", "i.reflection"),
            ("заметка тьютора", "i.tutor_note"),
            ("номер шага", "i.no"),
        ),
        record="i.deficit",
    ),
    KeptPart(
        "Сертификаты",
        "certificate AS c JOIN enrollment AS n ON n.id = c.enrollment_id LEFT JOIN certificate AS o ON o.id = "
        "c.duplicate_of_id WHERE n.person_id = :person ORDER BY c.id",
        (
            ("вид", "c.kind"),
            ("год", "c.year"),
            ("выписан", day("c.issue_date")),
            ("часов", "c.hours"),
            ("основание", "c.basis"),
            ("состояние", label("c.state", CertificateState)),
            ("вручён", day("c.handed_on")),
            ("дубликат номера", "o.reg_no || '/' || o.year"),
            ("решение вручную", "c.override_reason"),
            ("из бумажной книги", yes("c.is_from_paper_book")),
            ("кому", "c.name_dative"),
            ("что напечатано", "c.printed"),
            ("код на бланке", "c.signed"),
            ("аннулирован", day("c.annulled_on")),
            ("причина аннулирования", "c.annul_reason"),
        ),
        record="c.reg_no || '/' || c.year",
    ),
    KeptPart(
        "Файлы",
        "attachment_use AS u JOIN attachment AS f ON f.id = u.attachment_id LEFT JOIN consent AS c ON c.id = "
        "u.consent_id LEFT JOIN submission AS s ON s.id = u.submission_id LEFT JOIN final_work AS w ON w.id = "
        "u.final_work_id LEFT JOIN internship_report AS r ON r.id = u.internship_report_id LEFT JOIN diary_entry AS d "
        "ON d.id = u.diary_entry_id LEFT JOIN creative_work_member AS m ON m.work_id = u.creative_work_id LEFT JOIN "
        "enrollment AS n ON n.id IN (s.enrollment_id, w.enrollment_id, r.enrollment_id, d.enrollment_id, "
        "m.enrollment_id) WHERE :person IN (u.person_id, c.person_id, n.person_id) GROUP BY u.id ORDER BY u.id",
        (
            ("имя файла", "f.original_name"),
            ("подпись", "u.caption"),
            ("размер, байт", "f.size"),
        ),
        record=label("u.purpose", FilePurpose),
    ),
    KeptPart(
        "Снимки, где можно узнать",
        "attachment_person AS a JOIN attachment AS f ON f.id = a.attachment_id WHERE a.person_id = :person "
        "ORDER BY f.id",
        (
            ("имя файла", "f.original_name"),
            ("размер, байт", "f.size"),
        ),
    ),
    *TEAM_PARTS,
    KeptPart(
        "Объединённые карточки",
        "person_alias AS a WHERE a.person_id = :person",
        (
            ("прежний код записи", "a.uid"),
            ("прежний номер", "a.former_id"),
        ),
    ),
    KeptPart(
        "Похожие карточки",
        "person_apart AS a WHERE :person IN (a.first_id, a.second_id)",
        (
            (
                "решено, что это другой человек, номер записи",
                "CASE a.first_id WHEN :person THEN a.second_id ELSE a.first_id END",
            ),
        ),
    ),
    KeptPart(
        "История",
        "change AS h WHERE h.table_name = 'person' AND h.pk = json_array(:person) HAVING count(*) > 0",
        (("записей об изменениях карточки", "count(*)"),),
    ),
)
"""All there is, in the order it is told."""
