"""«Программа стажировки» as PDF and for Word: its parts in their order, its page rules, read back by other programs."""

import shutil
import subprocess
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.shared import Mm

from exports.registry import paper_bytes
from models.commands.program_example import add_example_program
from models.database import Database
from models.queries.program_print import program_paper
from tests.exports.documents.program_sample import MODULE, program
from tests.exports.documents.reading import assert_in_order, pdf_pages
from tests.exports.documents.sample_papers import PASSPORT
from tests.models.commands import arrange
from tests.models.make import HEAD, copied_database

PARTS = (
    "1. Пояснительная записка",
    "2. Профессиональные дефициты",
    "3. Учебно-тематический план",
    "4. Календарный график",
    "5. Содержание модулей",
    "6. Условия реализации",
    "7. Аттестация",
    "8. Литература",
)


def opened(content: bytes) -> Any:
    """The document, its types aside."""
    return docx.Document(BytesIO(content))


def test_the_pdf_has_a_title_page_and_every_part_in_order(tmp_path: Path) -> None:
    first, *others = pdf_pages(paper_bytes("program", "pdf", program()), tmp_path)
    assert "ПРОГРАММА СТАЖИРОВКИ" in first
    assert "УТВЕРЖДАЮ" in first
    assert "Пояснительная" not in first
    assert_in_order(" ".join(" ".join(others).split()), PARTS)


def test_the_plan_shows_academic_hours(tmp_path: Path) -> None:
    text = " ".join("\n".join(pdf_pages(paper_bytes("program", "pdf", program()), tmp_path)).split())
    assert "Погружение в практику 4 0 4 0" in text
    assert "0,67" in text


def test_the_document_for_word_has_every_part_in_order() -> None:
    made = opened(paper_bytes("program", "docx", program()))
    assert_in_order("\n".join(each.text for each in made.paragraphs), ("ПРОГРАММА СТАЖИРОВКИ", *PARTS))
    assert [each.text for each in made.paragraphs if each.text.startswith("Первый абзац")]


def test_its_page_follows_the_rules_of_offices() -> None:
    section = opened(paper_bytes("program", "docx", program())).sections[0]
    margins = (section.left_margin, section.right_margin, section.top_margin, section.bottom_margin)
    assert [round(each / Mm(1)) for each in margins] == [20, 10, 20, 20]
    assert section.different_first_page_header_footer
    assert "PAGE" in section.header._element.xml


def test_the_table_of_a_module_stands_under_its_heading() -> None:
    tables = opened(paper_bytes("program", "docx", program(activities=3))).tables
    [work] = [each for each in tables if each.rows[0].cells[1].text.startswith("Вид работы")]
    assert work.rows[1].cells[0].text == MODULE
    assert [row.cells[2].text for row in work.rows[2:]] == ["30", "30", "30"]


def test_modules_and_the_total_stand_out_from_their_activities() -> None:
    plan = opened(paper_bytes("program", "docx", program(activities=2))).tables[-3]
    assert [row.cells[1].paragraphs[0].runs[0].bold for row in plan.rows[1:]] == [True, False, False, True]


def test_parts_without_a_word_leave_no_gap_in_the_numbers(tmp_path: Path) -> None:
    bare = replace(program(), explanatory_note="", goal="", results="", audience="", form="", control="", approved="")
    pages = pdf_pages(paper_bytes("program", "pdf", bare), tmp_path)
    assert_in_order(" ".join(pages), ("1. Профессиональные дефициты", "2. Учебно-тематический план"))
    made = opened(paper_bytes("program", "docx", bare))
    assert_in_order("\n".join(each.text for each in made.paragraphs), ("1. Профессиональные", "7. Литература"))


def test_a_title_longer_than_a_property_of_the_file_holds_is_printed_whole() -> None:
    title = "Сопровождение педагогов " * 20
    made = opened(paper_bytes("program", "docx", replace(program(), title=title.strip())))
    assert any(title.strip() in each.text for each in made.paragraphs)
    assert made.core_properties.title.endswith("…")


def test_a_number_is_not_parted_from_its_sign() -> None:
    passport = replace(PASSPORT, full_name="Детский сад № 38 имени А. С. Пушкина")
    made = opened(paper_bytes("program", "docx", replace(program(), passport=passport)))
    assert any("№\u00a038 имени А.\u00a0С. Пушкина" in each.text for each in made.paragraphs)


def test_the_same_programme_gives_the_same_bytes() -> None:
    for kind in ("pdf", "docx"):
        assert paper_bytes("program", kind, program()) == paper_bytes("program", kind, program())


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not there")
def test_libreoffice_opens_the_document_and_finds_its_parts(tmp_path: Path) -> None:
    (tmp_path / "program.docx").write_bytes(paper_bytes("program", "docx", program()))
    home = f"-env:UserInstallation=file://{tmp_path / 'home'}"
    subprocess.run(
        ["soffice", home, "--headless", "--convert-to", "txt:Text", "--outdir", str(tmp_path), "program.docx"],
        cwd=tmp_path,
        capture_output=True,
        check=True,
        timeout=120,
    )
    text = (tmp_path / "program.txt").read_text(encoding="utf-8-sig")
    assert_in_order(text, ("ПРОГРАММА СТАЖИРОВКИ", "Пояснительная записка", "Содержание модулей", "Литература"))


@pytest.fixture
def db(tmp_path: Path) -> Database:
    return copied_database(tmp_path)


def test_the_example_is_printed_whole(db: Database, tmp_path: Path) -> None:
    arrange.fill_passport(db)
    paper = program_paper(db, add_example_program(db, actor=HEAD))
    text = " ".join("\n".join(pdf_pages(paper_bytes("program", "pdf", paper), tmp_path)).split())
    assert "12 академических часов" in text
    assert_in_order(text, PARTS)
    assert len(paper.work) == 15
    db.close()
