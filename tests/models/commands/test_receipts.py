"""Receipts of ИРО: what makes a package «принят», by whatever road it came, and why one is refused."""

import re
import subprocess
from collections.abc import Callable
from contextlib import suppress
from datetime import date, timedelta
from email.message import EmailMessage
from io import BytesIO
from pathlib import Path

import pytest
import segno
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from models.commands.institute_link import accept_invitation, forget_institute
from models.commands.receipts import TakenReceipt, take_receipt
from models.database import Database
from models.errors import UserError
from models.queries.institute import question_lines, receipt_lines
from models.receipts import PackageKey, find_receipts, proved_receipt, receipt_code, receipt_letters
from models.rows.codes import PackageState, ReceiptVerdict
from models.rules.minisign import Signature
from models.rules.receipt import COMMENT, Question, Receipt, parse_receipt, receipt_line, receipt_rows
from models.schema.exchange import Package
from resources.loader import read_text
from tests.models.commands import arrange
from tests.models.iro import SIGNED_AT, Iro, SealedRow, asked, iro, linked, sealed_row
from tests.models.make import HEAD, content, go_to, history, make_event, make_person

ISSUED = SIGNED_AT + timedelta(days=1)
SAMPLE = (
    receipt_line(Receipt("ab" * 32, "cd" * 32, "pr-041_2026-Q1_roster_001", ReceiptVerdict.ACCEPTED, SIGNED_AT))
    + Signature(bytes(8), bytes(64), bytes(64)).text(COMMENT).encode()
)
"""A receipt by its form, signed by nobody."""


@pytest.fixture
def institute(db: Database, tmp_path: Path) -> Iro:
    return linked(db, tmp_path / "iro")


@pytest.fixture
def package(db: Database, institute: Iro) -> SealedRow:
    return sealed_row(db)


def taken(db: Database, receipt: bytes | str) -> TakenReceipt:
    return take_receipt(db, receipt, came_by="файл", actor=HEAD)


def state(db: Database, package: SealedRow) -> PackageState:
    return PackageState(arrange.stored(db, Package, package.id).state)


def refusal(db: Database, receipt: bytes | str) -> str:
    """The reason; nothing was written."""
    before = content(db), history(db)
    with pytest.raises(UserError) as refused:
        taken(db, receipt)
    assert (content(db), history(db)) == before
    assert refused.value.advice
    return refused.value.message


def proved(content: bytes, known: list[PackageKey], institute: Iro) -> None:
    for found in find_receipts(content):
        proved_receipt(found, known, [institute.key])


def letter(body: str, attached: bytes = b"") -> bytes:
    """A letter as mail programs save it."""
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "iro@example.ru", "sad@example.ru", "Квитанция"
    mail.set_content(body)
    mail.add_alternative(f"<html><p>{'<br>'.join(body.splitlines())}</p></html>", subtype="html")
    if attached:
        mail.add_attachment(attached, maintype="application", subtype="octet-stream", filename="pr-041.receipt")
    return bytes(mail)


def scan(text: str) -> bytes:
    """A page with the QR code, as a scanner gives it back."""
    drawn, page = BytesIO(), Image.new("L", (1240, 1754), 255)
    segno.make(text, micro=False).save(drawn, kind="png", scale=6)
    page.paste(Image.open(drawn).convert("L").rotate(3, expand=True, fillcolor=255), (300, 300))
    held = BytesIO()
    page.save(held, "PNG")
    return held.getvalue()


def test_a_receipt_makes_the_package_accepted(db: Database, institute: Iro, package: SealedRow) -> None:
    found = taken(db, institute.receipt(package))
    assert (found.name, found.verdict, found.is_new) == (package.name, ReceiptVerdict.ACCEPTED, True)
    assert state(db, package) is PackageState.ACCEPTED
    assert [(line.name, line.came_by, line.signed_at) for line in receipt_lines(db)] == [
        (package.name, "файл", SIGNED_AT)
    ]


def test_a_rejection_says_why(db: Database, institute: Iro, package: SealedRow) -> None:
    questions = (Question("figures", "Пересчитайте участников."),)
    found = taken(db, institute.receipt(package, verdict=ReceiptVerdict.REJECTED, questions=questions))
    assert (state(db, package), found.questions) == (PackageState.REJECTED, questions)


def test_the_same_receipt_taken_twice_is_harmless(db: Database, institute: Iro, package: SealedRow) -> None:
    receipt = institute.receipt(package)
    first = taken(db, receipt)
    before = content(db), history(db)
    again = taken(db, receipt_letters(receipt))
    assert (again.is_new, again.receipt_id, (content(db), history(db))) == (False, first.receipt_id, before)


def test_a_question_leads_to_the_record_here(db: Database, institute: Iro, package: SealedRow) -> None:
    event_id = make_event(db, leader_id=make_person(db))
    with db.reading() as session:
        uid = session.connection().exec_driver_sql("SELECT uid FROM event").scalar_one()
    about = (
        asked(uid),
        asked(),
        Question("text", "Где вывод?", "report_text", "summary"),
        Question("other", "Спасибо."),
    )
    found = taken(db, institute.receipt(package, questions=about))
    lines = question_lines(db, found.receipt_id)
    assert [(line.no, line.record_table, line.record_id) for line in lines] == [
        (1, "event", event_id),
        (2, "event", None),
        (3, "report_text", None),
        (4, None, None),
    ]
    assert lines[0].record_field == "remote_count"


def test_a_receipt_without_questions_is_eight_rows(institute: Iro, package: SealedRow) -> None:
    rows = receipt_letters(institute.receipt(package)).splitlines()
    assert (len(rows), max(map(len, rows))) == (8, 43)


ROADS: dict[str, Callable[[bytes], bytes | str]] = {
    "file": lambda receipt: receipt,
    "file saved with another line end": lambda receipt: receipt.replace(b"\n", b"\r\n"),
    "text": lambda receipt: f"Пакет принят.\n{receipt_letters(receipt)}\nИРО",
    "letter": lambda receipt: letter(receipt_letters(receipt)),
    "letter with the file": lambda receipt: letter("Квитанция во вложении.", receipt),
    "scan": lambda receipt: scan(receipt_code(receipt)),
    "quoted text in cp1251": lambda receipt: "\n".join(
        f"> {row}" for row in ["Принят", *receipt_letters(receipt).splitlines()]
    ).encode("cp1251"),
}


@pytest.mark.parametrize("road", ROADS)
@pytest.mark.parametrize("questions", [(), (asked(),) * 2])
def test_a_receipt_comes_by_any_road(
    db: Database, institute: Iro, package: SealedRow, road: str, questions: tuple[Question, ...]
) -> None:
    receipt = institute.receipt(package, questions=questions)
    found = taken(db, ROADS[road](receipt))
    assert (found.is_new, found.questions, state(db, package)) == (True, questions, PackageState.ACCEPTED)
    with db.reading() as session:
        stored = session.connection().exec_driver_sql("SELECT content FROM receipt").scalar_one()
    assert stored.encode() == receipt


def test_minisign_checks_a_receipt_by_the_commands_of_the_help_page(
    institute: Iro, package: SealedRow, tmp_path: Path
) -> None:
    (tmp_path / "a.receipt").write_bytes(institute.receipt(package, questions=(asked(),)))
    (tmp_path / "iro.pub").write_text(f"untrusted comment: iro\n{institute.key.text.splitlines()[1]}\n", "ascii")
    (script,) = re.findall(r"```sh\n(.*?)```", read_text("help/receipt_check.md"), re.DOTALL)
    done = subprocess.run(["sh", "-e", "-c", script], cwd=tmp_path, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    assert package.content_id in done.stdout


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (lambda whole: whole[:-20], "повреждена"),
        (lambda whole: b"", "нет квитанции"),
        (lambda whole: b"\xff\xd8\xff broken", "повреждён"),
        (lambda whole: b'{"marshrut_receipt": ' + b"[" * 70_000, "повреждена"),
        (lambda whole: whole.replace(b'"accepted"', b'"rejected"'), "Подпись квитанции не сходится"),
        (lambda whole: whole.replace(b"marshrut receipt 1", b"marshrut receipt 2"), "Подпись квитанции не сходится"),
        (lambda whole: whole.replace(b'"marshrut_receipt": 1', b'"marshrut_receipt": 2'), "более новой"),
        (lambda whole: whole.replace(b", ", b",", 1), "повреждена"),
        (lambda whole: letter("Принят.", whole.replace(b'"accepted"', b'"rejected"')), "Подпись квитанции не сходится"),
    ],
)
def test_a_spoilt_receipt_is_refused(
    db: Database, institute: Iro, package: SealedRow, spoil: Callable[[bytes], bytes], reason: str
) -> None:
    assert reason in refusal(db, spoil(institute.receipt(package)))


@pytest.mark.parametrize("road", ["file", "text", "scan"])
def test_the_receipt_of_a_stranger_is_refused(
    db: Database, institute: Iro, package: SealedRow, road: str, tmp_path: Path
) -> None:
    stranger = iro(tmp_path / "stranger")
    assert "не институтом" in refusal(db, ROADS[road](stranger.receipt(package)))


def test_a_forged_receipt_under_the_name_of_the_key_is_refused(
    db: Database, institute: Iro, package: SealedRow, tmp_path: Path
) -> None:
    stranger = iro(tmp_path / "stranger")
    forged = parse_receipt(stranger.receipt(package))
    line, signature = forged.line, forged.signed.signature
    signature = type(signature)(institute.key.key_id, signature.of_file, signature.of_comment)
    whole = line + signature.text(forged.signed.comment).encode()
    assert "не сходится" in refusal(db, whole)
    assert "не сходится" in refusal(db, receipt_letters(whole))


@pytest.mark.parametrize("road", ["file", "text"])
def test_a_receipt_on_another_package_is_refused(db: Database, institute: Iro, package: SealedRow, road: str) -> None:
    other = SealedRow(0, "ab" * 32, "cd" * 32, package.name)
    assert "выдана на другой" in refusal(db, ROADS[road](institute.receipt(other)))


def test_a_receipt_on_other_bytes_is_refused(db: Database, institute: Iro, package: SealedRow) -> None:
    receipt = institute.receipt(package, sealed_sha256="cd" * 32)
    assert "другой файл" in refusal(db, receipt)
    assert "не на эти байты" in refusal(db, receipt_letters(receipt))


def test_a_receipt_that_names_the_package_otherwise_is_refused(
    db: Database, institute: Iro, package: SealedRow
) -> None:
    assert "другой файл" in refusal(db, institute.receipt(package, name="pr-041_2026-Q1_roster_001"))


def test_one_receipt_of_two_refused_stores_neither(db: Database, institute: Iro, package: SealedRow) -> None:
    other = SealedRow(0, "ab" * 32, "cd" * 32, "pr-041_2026-Q1_roster_001")
    both = receipt_letters(institute.receipt(package)) + "\n" + receipt_letters(institute.receipt(other))
    assert "выдана на другой" in refusal(db, both)


def test_mistyped_letters_are_refused_with_their_rows(db: Database, institute: Iro, package: SealedRow) -> None:
    rows = receipt_letters(institute.receipt(package)).splitlines()
    rows[1] = rows[1].replace(rows[1][4:8], "2222")
    del rows[6]
    assert "описка в строке 2; не хватает строки 7" in refusal(db, "\n".join(rows))


def test_an_older_receipt_does_not_take_back_a_later_one(db: Database, institute: Iro, package: SealedRow) -> None:
    rejected = institute.receipt(package, verdict=ReceiptVerdict.REJECTED)
    taken(db, institute.receipt(package, signed_at=ISSUED))
    assert "более поздняя" in refusal(db, rejected)
    assert state(db, package) is PackageState.ACCEPTED


def test_a_later_receipt_has_the_last_word(db: Database, institute: Iro, package: SealedRow) -> None:
    taken(db, institute.receipt(package))
    taken(db, institute.receipt(package, verdict=ReceiptVerdict.REJECTED, signed_at=ISSUED))
    assert state(db, package) is PackageState.REJECTED


def test_a_retired_key_proves_only_the_receipts_of_its_time(db: Database, institute: Iro, package: SealedRow) -> None:
    go_to(db, date(2026, 4, 3))
    former = institute.key
    institute.key = institute.keys.make()
    accept_invitation(db, institute.invitation(signed_by=former.name), actor=HEAD)
    late = institute.receipt(package, signed_by=former.name, signed_at=SIGNED_AT + timedelta(days=2))
    assert "прежним ключом" in refusal(db, late)
    assert taken(db, institute.receipt(package, signed_by=former.name)).is_new


def test_a_forgotten_institute_confirms_nothing(db: Database, institute: Iro, package: SealedRow) -> None:
    forget_institute(db, actor=HEAD)
    assert "приглашение института ещё не открыто" in refusal(db, institute.receipt(package))


def test_a_receipt_before_the_invitation_is_refused(db: Database, tmp_path: Path) -> None:
    assert "приглашение института ещё не открыто" in refusal(db, iro(tmp_path).receipt(sealed_row(db)))


@pytest.mark.parametrize(
    "question",
    [
        Question("", "Текст"),
        Question("code", " "),
        Question("code", "Две\nстроки"),
        Question("code", "Кто это?", "person", "1"),
        Question("code", "Какое?", "event"),
        Question("code", "Какое?", record_field="title"),
        Question("code", "Какое?", "event", "1", "title; DROP"),
    ],
)
def test_what_no_receipt_holds_is_not_written(institute: Iro, package: SealedRow, question: Question) -> None:
    receipt = parse_receipt(institute.receipt(package)).receipt
    with pytest.raises(ValueError, match="not"):
        receipt_line(
            type(receipt)(**{**{name: getattr(receipt, name) for name in receipt.__slots__}, "questions": (question,)})
        )


def test_a_receipt_with_any_bit_turned_is_refused(institute: Iro, package: SealedRow) -> None:
    receipt = institute.receipt(package, questions=(asked(),))
    known = [PackageKey(package.content_id, package.sha256, package.name)]
    for at in range(len(receipt)):
        turned = bytearray(receipt)
        turned[at] ^= 1 << at % 8
        with pytest.raises(UserError):
            proved(bytes(turned), known, institute)


@given(st.one_of(st.binary(max_size=400), st.text(max_size=200)), st.integers(0, 300), st.integers(0, 300))
def test_whatever_is_brought_is_a_receipt_or_refused_in_words(junk: bytes | str, start: int, end: int) -> None:
    rows = "\n".join(receipt_rows(parse_receipt(SAMPLE)))
    brought = rows[:start] + junk + rows[end:] if isinstance(junk, str) else SAMPLE[:start] + junk + SAMPLE[end:]
    with suppress(UserError):
        assert find_receipts(brought)


def test_a_broken_emblem_in_a_letter_does_no_harm(db: Database, institute: Iro, package: SealedRow) -> None:
    mail = letter(receipt_letters(institute.receipt(package)), b"\x89PNG\r\n\x1a\n broken")
    assert taken(db, mail).is_new


def test_a_letter_whose_text_is_wrapped_still_has_the_file(db: Database, institute: Iro, package: SealedRow) -> None:
    receipt = institute.receipt(package)
    wrapped = "\n".join(receipt.decode()[at : at + 70] for at in range(0, len(receipt), 70))
    assert taken(db, letter(wrapped, receipt)).is_new


@pytest.mark.parametrize("written", ["text/plain; x*1*", "text/html;a*", "multipart/mixed"])
def test_a_letter_that_is_not_as_it_should_be_is_read_all_the_same(
    db: Database, institute: Iro, package: SealedRow, written: str
) -> None:
    mail = f"From: a@example.ru\r\nTo: b@example.ru\r\nContent-Type: {written}\r\n\r\n"
    assert taken(db, mail.encode() + institute.receipt(package)).is_new


def test_letters_within_letters_without_end_hold_no_receipt() -> None:
    head = "From: a@example.ru\r\nTo: b@example.ru\r\nSubject: c\r\n"
    nested = "".join(f"Content-Type: multipart/mixed; boundary=b{no}\r\n\r\n--b{no}\r\n" for no in range(2000))
    with pytest.raises(UserError, match="нет квитанции"):
        find_receipts((head + nested).encode())


def test_a_long_line_is_read_in_a_moment() -> None:
    with pytest.raises(UserError, match="нет квитанции"):
        find_receipts("1/8 " + "ABCD " * 200_000)
