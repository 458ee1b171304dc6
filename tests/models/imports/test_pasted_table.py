"""Tables copied in Word and Excel, as the clipboard hands them over."""

from datetime import date
from pathlib import Path

import pytest

from models.errors import UserError
from models.imports.pasted_table import pasted_rows
from models.imports.roster_file import read_pasted_roster
from models.rows.roster import RosterRow, RowStatus

TODAY = date(2026, 3, 1)
HEAD = ["ФИО", "Должность", "Место работы", "Телефон"]

OF_EXCEL = """<html xmlns:x="urn:schemas-microsoft-com:office:excel">
<head><meta name=ProgId content=Excel.Sheet><style><!--table {mso-displayed-decimal-separator:","} --></style></head>
<body><!--StartFragment--><table border=0 cellpadding=0><col width=120><col width=90 span=3>
 <tr height=20><td class=xl65 width=120>ФИО</td><td>Должность</td><td>Место<br style='mso-data-placement:same-cell'>
    работы</td><td>Телефон</td></tr>
 <tr height=40><td class=xl66>Ким<br style='mso-data-placement:same-cell'>Анна&nbsp;Львовна</td>
  <td>музыкальный&nbsp;<span style='mso-spacerun:yes'>   </span>руководитель</td>
  <td rowspan=2>МБДОУ &quot;Детский сад № 5 <span style='display:none'>&quot;Рыбка&quot;</span></td>
  <td align=right>89141112233</td></tr>
 <tr height=20><td>Цой Вера Ильинична</td><td>методист</td><td colspan=2 style='mso-ignore:colspan'></td></tr>
</table><!--EndFragment--></body></html>"""

OF_WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office">
<head><meta name=Generator content="Microsoft Word 15">
<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]-->
<style>p.MsoNormal {margin:0cm}</style></head><body lang=RU><!--StartFragment-->
<p class=MsoNormal>Список слушателей<o:p></o:p></p>
<table class=MsoTableGrid border=1><tr style='mso-yfti-irow:0'><td><p><b>ФИО<o:p></o:p></b></p></td>
<td><p><b>Долж&shy;ность</b></p></td><td><p>Место работы</p></td><td><p>Телефон</p></td></tr>
<tr><td><p class=MsoNormal>Ким<o:p></o:p></p><p class=MsoNormal>Анна Львовна<o:p></o:p></p></td>
<td><p><del cite="mailto:x" datetime="2026-01-01">методист</del><ins>тьютор</ins></p></td>
<td><p>МБДОУ<br>№ 5</p></td><td><p><span lang=EN-US>8 914 111 22 33</span><o:p>&nbsp;</o:p></p></td></tr>
<tr><td><p>Цой Вера<![if !supportEmptyParas]> <![endif]>Ильинична</p></td><td><p>методист</p></td>
<td><p>МБДОУ № 5</p></td><td><p>&nbsp;</p></td></tr></table>
<p><o:p>&nbsp;</o:p></p><!--EndFragment--></body></html>"""


def people(text: str = "", html: str = "") -> list[RosterRow]:
    return list(read_pasted_roster(Path("Таблица"), text=text, html=html, today=TODAY, columns={}).roster.rows)


def told(rows: list[RosterRow]) -> list[tuple[str | None, ...]]:
    assert all(row.status is RowStatus.NEW for row in rows), [row.problems for row in rows]
    persons = [row.person for row in rows]
    return [(each.last_name, each.first_name, each.position, each.organization, each.phone) for each in persons]


def test_cells_of_excel_with_line_breaks_and_merged_cells_are_read() -> None:
    garden = 'МБДОУ "Детский сад № 5 "Рыбка"'
    assert told(people(html=OF_EXCEL)) == [
        ("Ким", "Анна", "музыкальный руководитель", garden, "+79141112233"),
        ("Цой", "Вера", "методист", garden, None),
    ]


def test_cells_of_word_with_paragraphs_and_tracked_deletions_are_read() -> None:
    assert told(people("что угодно", OF_WORD)) == [
        ("Ким", "Анна", "тьютор", "МБДОУ № 5", "+79141112233"),
        ("Цой", "Вера", "методист", "МБДОУ № 5", None),
    ]


def test_a_text_with_quoted_line_breaks_and_tabs_is_cut_as_excel_cut_it() -> None:
    text = "\t".join(HEAD) + '\r\n"Ким\nАнна\tЛьвовна"\tтьютор\t"МБДОУ ""Сад\n№ 5"""\t89141112233\r\n'
    assert pasted_rows(text) == [HEAD, ["Ким\nАнна\tЛьвовна", "тьютор", 'МБДОУ "Сад\n№ 5"', "89141112233"]]
    assert told(people(text)) == [("Ким", "Анна", "тьютор", 'МБДОУ "Сад № 5"', "+79141112233")]


def test_a_quotation_mark_that_opens_a_cell_does_not_swallow_the_rows_below() -> None:
    rows = [
        HEAD,
        ["Ким Анна Львовна", "тьютор", '"Рыбка, д/с № 5', ""],
        ["Цой Вера Ильинична", "методист", "Д/с № 9", ""],
    ]
    found = told(people("\n".join("\t".join(row) for row in rows)))
    assert [each[0] for each in found] == ["Ким", "Цой"]


def test_the_last_line_break_of_a_copied_text_is_no_row() -> None:
    assert pasted_rows("а\tб\r\nв\tг\r\n") == [["а", "б"], ["в", "г"]]


def test_empty_rows_and_cells_keep_their_places() -> None:
    text = "\t".join(HEAD) + "\n\t\t\t\n\nКим Анна Львовна\tтьютор\tД/с № 9\t\n"
    assert [row.row for row in people(text)] == [4]


def test_a_table_inside_words_is_found_and_words_alone_are_refused() -> None:
    with pytest.raises(UserError, match="нет таблицы"):
        pasted_rows("Добрый день! Список пришлю завтра.", "<p>Добрый день!</p>")
