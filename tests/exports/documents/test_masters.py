"""Text papers made from Word masters: filled, refused with the place of a fault, drawn as the same paragraphs."""

import shutil
import subprocess
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import docx
import pytest

from exports.documents.masters import MASTERS
from exports.docx.sheet import element
from exports.registry import paper_bytes
from models.errors import UserError
from models.rows.masters import FormMasterKind, MasteredPaper, MasterKind, TextPaperKind
from tests.exports.documents import program_sample
from tests.exports.documents import sample_papers as sample
from tests.exports.documents.reading import assert_in_order, pdf_pages
from tests.exports.documents.text_papers import saved, text_paper, word_file

LETTER = MASTERS["letter"]
FORMS = {
    FormMasterKind.MINUTES: sample.minutes(),
    FormMasterKind.PROGRAM: program_sample.program(),
    FormMasterKind.ENROLLMENT_ORDER: sample.enrollment_order(),
}


def words(content: bytes) -> list[str]:
    return [each.text for each in docx.Document(BytesIO(content)).paragraphs]


def read_back(content: bytes, folder: Path) -> str:
    """The text of the pages, spaces made alike, the pages parted by «|»."""
    return " | ".join(" ".join(page.split()) for page in pdf_pages(content, folder))


def refusal(content: bytes) -> str:
    with pytest.raises(UserError) as refused:
        LETTER.check(content)
    return refused.value.message


@pytest.mark.parametrize("paper", [*TextPaperKind, *FormMasterKind])
def test_the_master_that_ships_may_be_taken_out_and_brought_in_again(paper: MasterKind) -> None:
    MASTERS[paper.value].check(MASTERS[paper.value].shipped)


@pytest.mark.parametrize("kind", ["pdf", "docx"])
def test_the_same_data_give_the_same_bytes(kind: Any) -> None:
    assert paper_bytes("contract", kind, text_paper()) == paper_bytes("contract", kind, text_paper())


def test_fields_that_word_split_into_runs_are_filled() -> None:
    master = word_file("Сад {¬{ si¬te.short¬_name }¬}, ИНН {{¬ site.inn ¬}}")
    assert words(LETTER.docx(text_paper(own_master=master)))[0] == "Сад МБДОУ №\u00a07, ИНН 2536178800"


def test_typed_lines_become_paragraphs_of_the_same_look_and_are_no_markup() -> None:
    made = words(LETTER.docx(text_paper(text="Приглашаем <всех> & каждого.\nПлата {{ site.inn }} не нужна.")))
    assert made.count("Приглашаем <всех> & каждого.") == made.count("Плата {{ site.inn }} не нужна.") == 1


def test_what_is_missing_leaves_a_line_to_fill_by_hand() -> None:
    assert words(LETTER.docx(text_paper(own_master=word_file("Тел. {{ site.phone }}"))))[0] == f"Тел. {'_' * 20}"


def test_dates_are_said_in_figures_or_in_words() -> None:
    master = word_file("{{ paper.dated_on }}, {{ paper.dated_on | words }}")
    assert words(LETTER.docx(text_paper(own_master=master)))[0] == "02.03.2026, 2 марта 2026\u00a0г."


def test_conditions_and_repetition_stand_in_paragraphs_of_their_own() -> None:
    master = word_file("{%p for item in plan %}", "{{ loop.index }}. {{ item.title }}", "{%p endfor %}")
    assert words(LETTER.docx(text_paper(own_master=master))) == ["1. Семинар 0", "2. Семинар 1"]


@pytest.mark.parametrize(
    ("paragraph", "complaint"),
    [
        ("ИНН {{ site.in }}", "поля site.in нет, есть site.inn"),
        ("{{ paper.experience }}", "поля paper.experience нет"),
        ("{{ head.name.first }}", "у head.name нет частей"),
        ("{{ plan }}", "это список"),
        ("{{ site }}", "назовите часть"),
        ("{{ site.inn | tojson }}", "преобразования tojson нет"),
        ("{{ site.inn.__class__ }}", "поля site.inn.__class__ нет"),
        ("{{ ''.join(audiences) }}", "не вычисляются"),
        ("{{ site. }}", "не читается"),
        ("{{ site.inn", "не закрыта"),
        ("{% if site.inn %}да", "не закрыто в этом абзаце"),
        ("{%p if site.inn %}", "if нигде не закрыто"),
        ("{%p endfor %}", "ничего не закрывает"),
        ("{%p for item in site.inn %}", "не список"),
        ("Слова {%p if site.inn %}", "рядом с {%p стоит другой текст"),
        ("{%tr for item in plan %}", "пишут в строке таблицы"),
        ("{% include 'x' %}", "такой команды нет"),
        ("{%- if site.inn %}{% endif %}", "такой команды нет"),
    ],
)
def test_a_fault_is_told_with_its_place_and_words(paragraph: str, complaint: str) -> None:
    told = refusal(word_file("Письмо", "", paragraph))
    assert told.startswith(f"Шаблон не подходит: абзац 2 («{paragraph}») — ")
    assert complaint in told


def test_a_fault_in_a_table_or_a_header_is_placed_too() -> None:
    made = docx.Document()
    made.add_table(rows=2, cols=2).rows[1].cells[0].text = "{{ nobody }}"
    made.sections[0].header.paragraphs[0].text = "{{ nothing }}"
    told = refusal(saved(made))
    assert "таблица 1, строка 2, столбец 1 («{{ nobody }}»)" in told
    assert "верхний колонтитул, абзац 1 («{{ nothing }}»)" in told


def test_a_repetition_that_ends_in_another_place_is_refused() -> None:
    made = docx.Document()
    made.add_paragraph("{%p for item in plan %}")
    made.add_table(rows=1, cols=1).rows[0].cells[0].text = "{%p endfor %}"
    assert "endfor здесь ничего не закрывает" in refusal(saved(made))


def test_a_master_of_a_form_is_refused_with_the_place_too() -> None:
    with pytest.raises(UserError, match=r"абзац 1 .* поля decision\.who нет"):
        MASTERS["minutes"].check(word_file("{% for decision in questions %}{{ decision.who }}{% endfor %}"))


def test_what_is_no_word_document_is_refused() -> None:
    assert refusal(b"PK\x03\x04 torn") == "Файл не открывается как документ Word."


@pytest.mark.parametrize(
    ("part", "size", "complaint"),
    [("word/vbaProject.bin", 8, "есть макросы"), ("word/media/image1.bmp", 51_000_000, "слишком велик")],
)
def test_macros_and_what_unpacks_into_a_mountain_are_refused(part: str, size: int, complaint: str) -> None:
    master = BytesIO(word_file("Письмо"))
    with ZipFile(master, "a", ZIP_DEFLATED, compresslevel=1) as packed:
        packed.writestr(part, bytes(size))
    assert complaint in refusal(master.getvalue())


def test_a_broken_master_writes_nothing() -> None:
    with pytest.raises(UserError):
        paper_bytes("letter", "docx", text_paper(own_master=word_file("{{ site.boss }}")))


def test_a_form_is_made_from_the_master_of_the_site(tmp_path: Path) -> None:
    master = word_file("{{ site.site_code }}, № {{ number }}, {{ held_on | words }}", "{{ guests }}")
    data = MasteredPaper(sample.minutes(), master)
    made = words(paper_bytes("minutes", "docx", data))
    assert made == [f"{sample.PASSPORT.site_code}, № 4, 27 марта 2026\u00a0г.", "_" * 20]
    assert "27 марта 2026" in read_back(paper_bytes("minutes", "pdf", data), tmp_path)


def test_minutes_become_academic_hours() -> None:
    master = word_file("{%p for row in plan %}", "{{ row.total | hours }}", "{%p endfor %}")
    data = program_sample.program()
    made = words(paper_bytes("program", "docx", MasteredPaper(data, master)))
    assert made[-1] == f"{data.plan[-1].total // 45}"


def test_fields_in_the_properties_of_a_file_are_not_filled() -> None:
    made = docx.Document()
    made.core_properties.subject = "{{ nobody }}"
    made.add_paragraph("Письмо")
    filled = docx.Document(BytesIO(LETTER.docx(text_paper(own_master=saved(made)))))
    assert (filled.core_properties.subject, filled.core_properties.author) == ("", "МБДОУ № 7")


def test_the_pdf_says_the_same_paragraphs_in_the_same_order(tmp_path: Path) -> None:
    text = read_back(paper_bytes("application", "pdf", text_paper(plan=60)), tmp_path)
    marks = (
        "ЗАЯВКА",
        "1. Сведения",
        "& школа",
        "4. Команда",
        "Фамилия, имя, отчество",
        "8. План работ",
        "Семинар 59",
        "10. Решение",
    )
    assert_in_order(text, marks)


def test_numbers_that_word_counts_itself_are_drawn(tmp_path: Path) -> None:
    made = docx.Document()
    for point in ("Создать группу", "Назначить"):
        made.add_paragraph(point, style="List Number")
    made.add_paragraph("Проверить", style="List Bullet")
    text = read_back(LETTER.pdf(text_paper(own_master=saved(made))), tmp_path)
    assert_in_order(text, ("1. Создать группу", "2. Назначить", "– Проверить"))


def test_merged_cells_and_a_page_break_of_a_master_are_drawn(tmp_path: Path) -> None:
    made = docx.Document()
    table = made.add_table(rows=2, cols=3, style="Table Grid")
    table.cell(0, 0).merge(table.cell(0, 2)).text = "Итоги"
    table.cell(0, 0).merge(table.cell(0, 2))
    table.cell(1, 2).text = "Три"
    made.add_page_break()
    made.add_paragraph("Вторая страница")
    text = read_back(LETTER.pdf(text_paper(own_master=saved(made))), tmp_path)
    assert_in_order(text, ("Итоги", "Три", "|", "Вторая страница"))
    assert text.count("Итоги") == 1


def test_what_stands_in_a_content_control_is_drawn_too(tmp_path: Path) -> None:
    made = docx.Document()
    first, last = made.add_paragraph("В рамке: {{ site.inn }}"), made.add_paragraph("После рамки")
    control, inside = element("w:sdt"), element("w:sdtContent")
    last._p.addprevious(control)
    control.append(inside)
    inside.append(first._p)
    text = read_back(LETTER.pdf(text_paper(own_master=saved(made))), tmp_path)
    assert_in_order(text, ("В рамке: 2536178800", "После рамки"))


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not there")
def test_libreoffice_opens_every_text_paper(tmp_path: Path) -> None:
    names = [f"{paper.value}.docx" for paper in (*TextPaperKind, *FormMasterKind)]
    for paper in TextPaperKind:
        made = paper_bytes(paper.value, "docx", text_paper(experience="Опыт", points="1. Создать группу"))  # pyright: ignore[reportArgumentType] - keys of the registry
        (tmp_path / f"{paper.value}.docx").write_bytes(made)
    for form, data in FORMS.items():
        (tmp_path / f"{form.value}.docx").write_bytes(
            paper_bytes(form.value, "docx", MasteredPaper(data, MASTERS[form.value].shipped))  # pyright: ignore[reportArgumentType] - keys of the registry
        )
    home = f"-env:UserInstallation=file://{tmp_path / 'home'}"
    asked = ["soffice", home, "--headless", "--convert-to", "txt:Text", "--outdir", str(tmp_path), *names]
    subprocess.run(asked, cwd=tmp_path, capture_output=True, check=True, timeout=120)
    said = {
        name: " ".join((tmp_path / name).with_suffix(".txt").read_text(encoding="utf-8-sig").split()) for name in names
    }
    assert_in_order(said["application.docx"], ("ЗАЯВКА", "Артёмовский", "Маякова Анна", "Речь в игре", "Семинар 1"))
    assert_in_order(said["contract.docx"], ("ДОГОВОР № 17", "2 марта 2026", "Предмет договора", "А.С. Маякова"))
    assert_in_order(said["regulations.docx"], ("ПОЛОЖЕНИЕ", "Научить слышать", "воспитатели; методисты"))
    assert_in_order(said["order.docx"], ("ПРИКАЗ", "ПРИКАЗЫВАЮ", "1. Создать группу", "Заведующий МБДОУ № 7"))
    assert_in_order(
        said["minutes.docx"], ("ПРОТОКОЛ № 4", "ПОВЕСТКА", "СЛУШАЛИ: Вымышленная", "2.2. Провести вебинар.")
    )
    assert_in_order(said["program.docx"], ("УТВЕРЖДАЮ", "ПРОГРАММА СТАЖИРОВКИ", "Учебно-тематический план", "Итого"))
    assert_in_order(said["enrollment-order.docx"], ("ПРИКАЗ № 7", "Вымышленная3", "Основание: Заявления"))
    assert "{" not in "".join(said.values())
