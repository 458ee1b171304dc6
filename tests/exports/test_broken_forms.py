"""A form broken by hand in a file is refused with the place of the fault; nothing of such a file is taken."""

import base64
import json
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from exports.form_layouts import MOST_FILE, forms_file, open_form, read_forms_file, written
from models.errors import UserError
from models.rows.site_forms import FormHead
from tests.exports.documents.sample_report import believable_report

Break = Callable[[dict[str, Any]], object]

REPORT = believable_report()
HEAD = FormHead(passport=REPORT.passport, signatures=REPORT.signatures)


def shipped(form: str) -> dict[str, Any]:
    return json.loads(written(open_form(form, {}).shipped))


def by_hand(layout: object, *, form: str = "event_journal", **changes: object) -> bytes:
    whole = {"kind": "marshrut-forms", "version": 1, "sender": "ИРО", "forms": {form: layout}} | changes
    return json.dumps(whole).encode()


def table(layout: dict[str, Any]) -> dict[str, Any]:
    return layout["sections"][0]["parts"][0]


def column(**changes: object) -> Break:
    return lambda layout: table(layout)["columns"][1].update(changes)


def each_column(**changes: object) -> Break:
    return lambda layout: [each.update(changes) for each in table(layout)["columns"]]


def top(**changes: object) -> Break:
    return lambda layout: layout.update(changes)


def in_table(**changes: object) -> Break:
    return lambda layout: table(layout).update(changes)


def emblem(content: bytes) -> Break:
    return top(emblem=base64.b64encode(content).decode())


def picture(width: int, height: int) -> bytes:
    made = BytesIO()
    Image.new("1", (width, height)).save(made, "PNG")
    return made.getvalue()


PLACE = "раздел 1, часть 1, столбец 2"
BROKEN: dict[str, tuple[Break, str]] = {
    "unknown field": (top(title=["{period}"]), "заглавие 1 — у документа нет поля «period»"),
    "inside of a field": (top(title=["{passport.short_name}"]), "нет поля «passport.short_name»"),
    "field without a name": (top(title=["{}"]), "нет поля «»"),
    "open brace": (top(title=["{short_name"]), "заглавие 1 — фигурные скобки не закрыты"),
    "way of printing": (top(title=["{short_name:>99999}"]), "после «short_name» стоит «>99999»"),
    "missing column": (column(key="weather"), "столбец 2, «key» — в таблице «events» нет столбца «weather»"),
    "column without a key": (lambda layout: table(layout)["columns"][1].pop("key"), "«key» — этого не хватает"),
    "column twice": (column(key="no"), f"{PLACE} — «no» здесь уже есть"),
    "no columns": (in_table(columns=[]), "раздел 1, часть 1, столбец — такое значение не подходит"),
    "all hidden": (each_column(hidden=True), "скрыты все столбцы"),
    "no width": (column(width=0), f"{PLACE}, «width» — число вне того"),
    "negative width": (column(width=-5), f"{PLACE}, «width» — число вне того"),
    "endless width": (column(width=float("inf")), f"{PLACE}, «width» — число вне того"),
    "not a width": (column(width="12"), f"{PLACE}, «width» — такое значение не подходит"),
    "narrow": (column(width=0.01), f"{PLACE} — столбец так узок"),
    "wide": (column(width=1000), "столбец 1 — столбец так узок"),
    "long title": (column(title="Тема" * 60), f"{PLACE}, «title» — это длиннее, чем можно"),
    "title is a number": (column(title=5), f"{PLACE}, «title» — такое значение не подходит"),
    "hidden in words": (column(hidden="да"), f"{PLACE}, «hidden» — такое значение не подходит"),
    "unknown table": (in_table(rows="weather"), "«rows» — у документа нет таблицы «weather»"),
    "unknown part": (in_table(part="poem"), "раздел 1, часть 1 — неизвестный вид части"),
    "sheet of Excel": (in_table(sheet="a/b"), "раздел 1, часть 1, «sheet» — такое значение не подходит"),
    "sheets of one name": (top(texts_sheet="Сводка"), "«texts_sheet» — лист «Сводка» уже есть"),
    "unknown key": (top(colour="red"), "«colour» — такого поля у формы нет"),
    "no title": (top(title=[" "]), "заглавие — в нём нет ни слова"),
    "no sections": (lambda layout: layout["sections"][0].update(hidden=True), "скрыты все разделы"),
    "margin": (lambda layout: layout["page"].update(left=1), "лист, «left» — число вне того"),
    "block twice": (top(blocks=[{"heading": "ПРИНЯТО"}] * 2), "блок 2, «heading» — блок «ПРИНЯТО» уже есть"),
    "signature": (top(closing=[{"position": "x", "name": "y"}]), "подпись 1 — у документа нет поля «x»"),
    "emblem is a path": (top(emblem="../../emblem.png"), "эмблема — это не картинка"),
    "emblem is a document": (emblem(b"%PDF-1.4"), "эмблема — это не картинка"),
    "emblem is cut": (emblem(picture(60, 40)[:36]), "эмблема — это не картинка"),
    "emblem is huge": (emblem(picture(2001, 1)), "эмблема — сторона картинки длиннее 2000 точек"),
    "emblem is a bomb": (emblem(picture(13_500, 13_500)), "эмблема — сторона картинки длиннее 2000 точек"),
    "emblem is long": (top(emblem="A" * 70_000), "эмблема — это длиннее, чем можно"),
    "no room on paper": (
        lambda layout: (
            each_column(title="Ш" * 200, width=1)(layout),
            layout["page"].update(orientation="portrait", table_size=14),
        ),
        "не помещается на лист",
    ),
}


@pytest.mark.parametrize("fault", BROKEN)
def test_a_broken_form_is_refused_with_the_place(fault: str) -> None:
    spoil, words = BROKEN[fault]
    layout = shipped("event_journal")
    spoil(layout)
    with pytest.raises(UserError) as refused:
        read_forms_file(by_hand(layout), HEAD)
    assert refused.value.message.startswith("Журнал мероприятий. ")
    assert words in refused.value.message
    assert refused.value.message.endswith("Формы остались прежними.")


def test_a_chart_needs_numbers_and_a_grid_signs() -> None:
    feedback, journal = shipped("feedback"), shipped("attendance_journal")
    feedback["sections"][1]["parts"][1]["value"] = "question"
    grid = next(part for part in journal["sections"][0]["parts"] if part["part"] == "grid")
    grid["signs"] = "name"
    for form, layout, words in (
        ("feedback", feedback, "«value» — в столбце «question» не числа"),
        ("attendance_journal", journal, "«signs» — в столбце «name» не знаки"),
    ):
        with pytest.raises(UserError, match=words):
            read_forms_file(by_hand(layout, form=form), HEAD)


JOURNAL = shipped("event_journal")
WHOLE = by_hand(JOURNAL)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "не файл печатных форм"),
        (b"[]", "не файл печатных форм"),
        (WHOLE[:500], "не файл печатных форм"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "не файл печатных форм"),
        (b"[" * 200_000, "не файл печатных форм"),
        (b" " * (MOST_FILE + 1), "больше 8 МБ"),
        (b'{"kind": "marshrut-forms"}', "не файл печатных форм"),
        (by_hand(JOURNAL, kind="other"), "не файл печатных форм"),
        (by_hand(JOURNAL, forms={}), "не файл печатных форм"),
        (by_hand(JOURNAL, version=0), "не файл печатных форм"),
        (by_hand(JOURNAL, version=2), "более новой программой"),
        (by_hand(JOURNAL, sha256="0" * 64), "контрольная сумма"),
        (by_hand(JOURNAL | {"title": ["{x}"]}, sha256="0" * 64), "нет поля «x»"),
        (WHOLE.replace(b'"forms": {', b'"forms": {"event_journal": {}, '), "«event_journal» стоит дважды"),
        (by_hand(JOURNAL, form="unheard"), "Формы «unheard» в этой программе нет"),
        (by_hand(JOURNAL, form="../plan"), "Формы «../plan» в этой программе нет"),
        (by_hand(JOURNAL, form="\ud800"), "в этой программе нет"),
        (by_hand([1, 2]), "Журнал мероприятий. .* весь файл"),
        (by_hand(JOURNAL | {"title": ["\ud800"]}), "Журнал мероприятий. .* весь файл"),
        (by_hand(JOURNAL, form="plan"), "План работ. .* заглавие 3 — у документа нет поля «period_title»"),
    ],
    ids=[
        "nothing",
        "list",
        "cut",
        "picture",
        "deep",
        "large",
        "bare",
        "kind",
        "none",
        "old",
        "newer",
        "damaged",
        "fault-first",
        "twice",
        "unknown",
        "path",
        "surrogate",
        "no-form",
        "bad-letters",
        "another",
    ],
)
def test_a_bad_file_of_forms_is_refused(content: bytes, words: str) -> None:
    with pytest.raises(UserError, match=words):
        read_forms_file(content, HEAD)


def test_a_file_with_one_broken_form_gives_none() -> None:
    broken = written(open_form("plan", {}).layout).replace("{term_title}", "{x}")
    with pytest.raises(UserError, match="План работ"):
        read_forms_file(forms_file({"event_journal": json.dumps(JOURNAL), "plan": broken}, sender="ИРО"), HEAD)


def test_a_form_written_by_hand_needs_no_hash() -> None:
    (draft,) = read_forms_file(WHOLE, HEAD)
    assert json.loads(draft.content) == JOURNAL
