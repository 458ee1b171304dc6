"""What the folder of the invented site holds: most of the kit of 11 ([S1] §5), local acts, a project, invented too.

The composition of the working group and of the expert council have not come from the institute yet. The agreement runs
a year: at the end of the school year it is to be renewed.
"""

from datetime import date

from desktop.demo.shapes import Document
from models.rows.codes import DocumentStatus

DOCUMENTS = (
    Document(kit_code="ministry_order", number="612-а", dated_on=date(2025, 5, 26)),
    Document(kit_code="iro_order", number="108-о", dated_on=date(2025, 6, 4)),
    Document(kit_code="regulation", number="108-о", dated_on=date(2025, 6, 4), note="Утверждено приказом № 108-о"),
    Document(kit_code="kindergarten_list", dated_on=date(2025, 6, 10)),
    Document(kit_code="roadmap", number="126-о", dated_on=date(2025, 6, 25), valid_until=date(2026, 12, 31)),
    Document(kit_code="application", number="47", dated_on=date(2025, 6, 9)),
    Document(
        kit_code="agreement",
        number="38/СП-25",
        dated_on=date(2025, 8, 25),
        valid_until=date(2026, 8, 25),
        note="Второй экземпляр в ИРО",
    ),
    Document(
        title="Положение о региональной стажировочной площадке детского сада",
        number="58",
        dated_on=date(2025, 9, 1),
        parties="Утверждено заведующим, принято педагогическим советом",
    ),
    Document(
        title="Договор о сетевом партнёрстве с сельской библиотекой",
        number="3",
        dated_on=date(2025, 9, 15),
        valid_until=date(2026, 5, 10),
        parties="Площадка и сельская библиотека",
    ),
    Document(
        title="Положение о конкурсе карт наблюдения",
        dated_on=date(2026, 2, 16),
        status=DocumentStatus.DRAFT,
        note="Обсудить на совете площадки",
    ),
)
