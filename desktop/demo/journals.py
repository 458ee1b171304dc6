"""What the invented site advised, decided and promised: consultations, minutes, the дорожная карта, an amendment."""

from datetime import date

from desktop.demo.shapes import Amendment, Consultation, Decision, Meeting, Plan, Question, RoadmapItem
from models.rows.codes import MeetingBody, Mode, PlanKind

CONSULTATIONS = (
    Consultation(
        held_on=date(2025, 10, 15),
        minutes=40,
        mode=Mode.REMOTE,
        topic="С чего начать личный маршрут",
        advice="Выбрать один дефицит и две встречи на него",
        consultant="tutor_a",
        trainees=(3,),
    ),
    Consultation(
        held_on=date(2025, 11, 12),
        minutes=60,
        mode=Mode.REMOTE,
        topic="Карта наблюдения: частые затруднения",
        advice="Записывать то, что видно, и только потом толковать",
        consultant="tutor_a",
        trainees=(1, 4, 8, 12),
        outsiders=2,
    ),
    Consultation(
        held_on=date(2026, 2, 4),
        minutes=30,
        mode=Mode.IN_PERSON,
        topic="Речевой уголок в группе с малым числом мест",
        advice="Сменные наборы на неделю",
        consultant="tutor_b",
        trainees=(25,),
    ),
    Consultation(
        held_on=date(2026, 4, 15),
        minutes=45,
        mode=Mode.MIXED,
        topic="Как описать находку для сборника",
        advice="Условия, ход, что изменилось у детей",
        consultant="adviser",
        trainees=(43, 47, 51),
    ),
    Consultation(
        held_on=date(2026, 6, 10),
        minutes=30,
        mode=Mode.REMOTE,
        topic="Подготовка к аттестации: что приложить из стажировки",
        advice="Справку, две разработки, отзыв тьютора",
        consultant="adviser",
        trainees=(11,),
    ),
)

MEETINGS = (
    Meeting(
        body=MeetingBody.COUNCIL,
        number="1",
        held_on=date(2025, 9, 1),
        plan="year",
        questions=(
            Question(
                text="План работ на учебный год и модульный план на сентябрь",
                speaker="head",
                heard="Представлены цель, разделы и сроки плана",
                decisions=(
                    Decision(
                        text="Рекомендовать план к утверждению",
                        responsible="head",
                        due_on=date(2025, 9, 4),
                        done_on=date(2025, 9, 4),
                    ),
                ),
            ),
        ),
    ),
    Meeting(
        body=MeetingBody.COUNCIL,
        number="2",
        held_on=date(2025, 9, 26),
        plan="q4",
        questions=(
            Question(
                text="Модульный план на IV квартал",
                speaker="organiser",
                heard="План на квартал, занятость ведущих",
                decisions=(
                    Decision(
                        text="Рекомендовать план к утверждению",
                        responsible="head",
                        due_on=date(2025, 9, 30),
                        done_on=date(2025, 9, 30),
                    ),
                ),
            ),
        ),
    ),
    Meeting(
        body=MeetingBody.COUNCIL,
        number="3",
        held_on=date(2025, 12, 23),
        plan="q1",
        questions=(
            Question(
                text="Итоги осени",
                speaker="tutor_a",
                heard="Участие в занятиях первого потока и отзывы",
                discussed="Предложено раньше рассылать материалы занятий",
                decisions=(
                    Decision(
                        text="Рассылать материалы за три дня до занятия",
                        responsible="tutor_b",
                        due_on=date(2026, 1, 16),
                        done_on=date(2026, 1, 14),
                    ),
                ),
            ),
            Question(
                text="Модульный план на I квартал",
                speaker="organiser",
                decisions=(
                    Decision(
                        text="Рекомендовать план к утверждению",
                        responsible="head",
                        due_on=date(2025, 12, 26),
                        done_on=date(2025, 12, 26),
                    ),
                ),
            ),
        ),
    ),
    Meeting(
        body=MeetingBody.COUNCIL,
        number="4",
        held_on=date(2026, 3, 27),
        plan="q2",
        questions=(
            Question(
                text="Модульный план на II квартал",
                speaker="organiser",
                decisions=(
                    Decision(
                        text="Рекомендовать план к утверждению",
                        responsible="head",
                        due_on=date(2026, 3, 31),
                        done_on=date(2026, 3, 31),
                    ),
                ),
            ),
        ),
    ),
    Meeting(
        body=MeetingBody.WORKING_GROUP,
        number="1",
        held_on=date(2026, 6, 18),
        plan="",
        questions=(
            Question(
                text="Материалы года для сборника",
                speaker="adviser",
                heard="Собрано двенадцать разработок, у трёх нет описания условий",
                discussed="Предложено вернуть их авторам с вопросами",
                decisions=(
                    Decision(
                        text="Дописать условия в трёх разработках",
                        responsible="tutor_b",
                        due_on=date(2026, 6, 29),
                    ),
                    Decision(text="Сдать сборник в вёрстку", responsible="adviser", due_on=date(2026, 7, 6)),
                ),
            ),
        ),
    ),
)
"""On the demo's day one decision is overdue and one is due within the week."""

ROADMAP = Plan(
    key="roadmap",
    title="Развитие площадки в 2025/26 учебном году",
    kind=PlanKind.ROADMAP,
    starts_on=date(2025, 9, 1),
    ends_on=date(2026, 8, 31),
    council_protocol_no="1",
    council_on=date(2025, 9, 1),
    agreed_on=date(2025, 9, 3),
    approved_on=date(2025, 9, 4),
)

ROADMAP_ITEMS = (
    RoadmapItem(
        task="best_practice",
        title="Провести вебинары и открытые показы для педагогов края",
        format="webinar",
        due_from=date(2025, 10, 1),
        due_to=date(2026, 5, 29),
        responsible="adviser",
        indicator="web_products",
        planned_value=5,
        expected_result="Записи и страницы с материалами",
        done_on=date(2026, 5, 28),
    ),
    RoadmapItem(
        task="teacher_agency",
        title="Принять локальные акты о сопровождении стажёров",
        format="other",
        due_from=date(2025, 9, 8),
        due_to=date(2025, 12, 19),
        responsible="head",
        indicator="local_acts",
        planned_value=4,
        expected_result="Положение, приказы",
        done_on=date(2025, 12, 18),
    ),
    RoadmapItem(
        task="result_monitoring",
        title="Подготовить аналитическую справку за год",
        format="other",
        due_from=date(2026, 6, 1),
        due_to=date(2026, 8, 28),
        responsible="organiser",
        indicator="analytical_note",
        planned_value=1,
        expected_result="Справка",
    ),
    RoadmapItem(
        task="publishing",
        title="Выпустить сборник находок стажёров",
        format="other",
        due_from=date(2026, 5, 11),
        due_to=date(2026, 8, 14),
        responsible="adviser",
        indicator="",
        planned_value=None,
        expected_result="Сборник",
    ),
)
"""Task → activity → indicator → planned value → deadline (domain.md §5)."""

AMENDMENT = Amendment(
    item="3.2",
    on=date(2025, 10, 21),
    planned_before=25,
    reason="Записались педагоги ещё двух округов: число участников увеличено",
)
