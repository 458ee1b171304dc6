"""An invented text paper, and Word masters as a person makes them."""

from datetime import date
from io import BytesIO
from typing import Any

import docx

from models.rows.masters import PaperPerson, PaperPlanItem, PaperProduct, PaperProgram, TextPaper
from models.rows.report import ReportSignatures, SitePassport

HEAD = PaperPerson(
    "Маякова Анна Сергеевна",
    "А.С. Маякова",
    "заведующий",
    "руководитель площадки",
    "высшая",
    "высшее педагогическое",
    12,
)


def text_paper(*, plan: int = 2, own_master: bytes | None = None, **typed: str) -> TextPaper:
    items = (
        PaperPlanItem("Развитие", f"Семинар {no}", "семинар", "12.03.2026", "Маякова А. С.", "Сборник")
        for no in range(plan)
    )
    return TextPaper(
        site=SitePassport(
            site_code="vl-07",
            full_name="Детский сад № 7 «Маяк» & школа",
            short_name="МБДОУ № 7",
            theme="Игра и речь",
            municipality="Артёмовский городской округ",
            inn="2536178800",
            coordinator="ПК ИРО",
        ),
        goal="Научить слышать ребёнка",
        signatures=ReportSignatures(approver_position="Заведующий МБДОУ № 7", approver_name="А.С. Маякова"),
        head=HEAD,
        team=(HEAD,),
        programs=(PaperProgram("Речь в игре", "вне ДПП", 12, "очно", "воспитатели", "утверждена"),),
        audiences=("воспитатели", "методисты"),
        plan=tuple(items),
        plan_title="План на 2026 год",
        products=(PaperProduct("сборник материалов", "Семинар", date(2026, 3, 12)),),
        today=date(2026, 3, 1),
        number="17",
        dated_on=date(2026, 3, 2),
        typed=typed,
        own_master=own_master,
    )


def word_file(*paragraphs: str) -> bytes:
    """A Word document of these paragraphs; «¬» parts their runs, as Word does where it checks spelling."""
    made = docx.Document()
    for words in paragraphs:
        paragraph = made.add_paragraph()
        for run in words.split("¬"):
            paragraph.add_run(run)
    return saved(made)


def saved(made: Any) -> bytes:
    target = BytesIO()
    made.save(target)
    return target.getvalue()
