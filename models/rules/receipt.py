"""A receipt of ИРО: what it signed about one package, as a small text file or as letters to type.

The file is like an invitation: the first line is the receipt as JSON, the four that follow are minisign's signature of
that line with its line end, so `head -n 1` and `tail -n 4` give two files that `minisign -V` takes. In letters only
what the site does not know travels: the beginnings of two names, the verdict, the time, the questions, the signatures.
"""

import json
import re
import struct
import unicodedata
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import NamedTuple, cast

from models.rows.codes import ReceiptVerdict
from models.rules.json_said import object_in, object_of, text_of
from models.rules.letters import MistypedError, lettered, letters_in
from models.rules.minisign import SIGNATURE_BYTES, PublicKey, Signature, SignedBy, read_signature

FORMAT = 1
COMMENT = "marshrut receipt 1"
"""The comment that minisign trusts in a receipt's signature."""
MOST_BYTES = 64 << 10
"""No receipt is longer, on any road."""
RECORD_TABLES = ("event", "plan_item", "stream", "program", "product", "indicator", "report_text", "package")
"""What a question may be about; `report_text` is a section of the report by its code."""

_MARK = '{"marshrut_receipt"'
_PURPOSE = "marshrut receipt"
_SHA256 = re.compile("[0-9a-f]{64}")
_NAME = re.compile(r"[A-Za-z0-9_.-]{1,120}")
_WORD = re.compile(r"[a-z0-9_]{1,60}")
_TIME = "%Y-%m-%dT%H:%M:%SZ"
_MOST_QUESTIONS, _MOST_TEXT, _MOST_KEY = 200, 1_000, 100
_VERDICTS: tuple[ReceiptVerdict, ...] = tuple(ReceiptVerdict)
_KEY_START, _ID_START = 2, 5
_HEAD = struct.Struct(f">B{_KEY_START}s{_ID_START}sI{SIGNATURE_BYTES}s{SIGNATURE_BYTES}s")
"""Format and verdict, beginnings of the key's and the package's ids, seconds since 1970, the two signatures."""


class NewerReceiptError(ValueError):
    """The receipt is of a later format than this program reads."""


@dataclass(frozen=True, slots=True)
class Question:
    """What ИРО asks: `record_key` is the record's uid (the code of a section or an indicator), or nothing is meant.

    `record_field` is the field's name in the form of the record.
    """

    code: str
    text: str
    record_table: str = ""
    record_key: str = ""
    record_field: str = ""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What ИРО says of a package: its id (SHA-256 of the tag manifest), the SHA-256 of the sealed file, the verdict.

    `signed_at` is aware UTC in whole seconds.
    """

    package_id: str
    sealed_sha256: str
    name: str
    verdict: ReceiptVerdict
    signed_at: datetime
    questions: tuple[Question, ...] = ()


class SignedReceipt(NamedTuple):
    """A receipt with the line that was signed, and the signature; not checked yet."""

    receipt: Receipt
    line: bytes
    signed: SignedBy

    @property
    def content(self) -> bytes:
        """The file."""
        return self.line + self.signed.signature.text(self.signed.comment).encode()

    def fits_key(self, key: PublicKey) -> bool:
        """Whether it names this key."""
        return self.signed.signature.key_id == key.key_id


class PackedReceipt(NamedTuple):
    """A receipt that came as letters: it becomes whole beside the package and the key that it means."""

    key_start: bytes
    id_start: str
    verdict: ReceiptVerdict
    signed_at: datetime
    questions: tuple[Question, ...]
    of_file: bytes
    of_comment: bytes

    def fits_key(self, key: PublicKey) -> bool:
        """Whether it names this key, as far as it says."""
        return key.key_id.startswith(self.key_start)

    def of_package(self, package_id: str, sealed_sha256: str, *, name: str, key: PublicKey) -> SignedReceipt:
        """The receipt as ИРО signed it, if it is on this package: the signature tells."""
        said = Receipt(package_id, sealed_sha256, name, self.verdict, self.signed_at, self.questions)
        signed = SignedBy(Signature(key.key_id, self.of_file, self.of_comment), COMMENT)
        return SignedReceipt(said, receipt_line(said), signed)


FoundReceipt = SignedReceipt | PackedReceipt


def receipt_line(receipt: Receipt) -> bytes:
    """The first line of the file, with its line end; ValueError for what no receipt holds."""
    said = {
        "marshrut_receipt": FORMAT,
        "package_id": receipt.package_id,
        "sealed_sha256": receipt.sealed_sha256,
        "name": receipt.name,
        "verdict": receipt.verdict.value,
        "signed_at": receipt.signed_at.astimezone(UTC).strftime(_TIME),
        "questions": [
            {
                "code": each.code,
                "text": each.text,
                "record_table": each.record_table,
                "record_key": each.record_key,
                "record_field": each.record_field,
            }
            for each in receipt.questions
        ],
    }
    line = json.dumps(said, ensure_ascii=False).encode() + b"\n"
    if len(line) > MOST_BYTES // 2 or _receipt(json.loads(line)) != receipt:
        raise ValueError("not a receipt")
    return line


def parse_receipt(content: bytes) -> SignedReceipt:
    """Take the file apart; ValueError for anything that is not exactly a receipt. The signature is not checked."""
    if len(content) > MOST_BYTES:
        raise ValueError("too large")
    line, _end, signature = content.partition(b"\n")
    receipt = _receipt(object_in(line))
    if receipt_line(receipt) != line + b"\n":
        raise ValueError("not written as the program writes it")
    return SignedReceipt(receipt, line + b"\n", read_signature(signature.decode("utf-8")))


def receipt_rows(found: SignedReceipt) -> list[str]:
    """The receipt in letters, eight rows without questions; each begins with its number («1/8»)."""
    said, signature = found.receipt, found.signed.signature
    head = _HEAD.pack(
        FORMAT << 4 | _VERDICTS.index(said.verdict),
        signature.key_id[:_KEY_START],
        bytes.fromhex(said.package_id)[:_ID_START],
        int(said.signed_at.timestamp()),
        signature.of_file,
        signature.of_comment,
    )
    return lettered(head + _packed(said.questions), purpose=_PURPOSE)


def receipts_in(text: str) -> list[FoundReceipt]:
    """Every receipt in a text: whole ones and ones in letters, whatever stands around them.

    Raises MistypedError for letters with slips, ValueError for a damaged receipt.
    """
    lines = text.replace("\r\n", "\n").split("\n")
    found: list[FoundReceipt] = [
        parse_receipt("\n".join([*lines[at : at + 5], ""]).encode())
        for at, line in enumerate(lines)
        if line.startswith(_MARK)
    ]
    for written in letters_in("\n".join(lines), purpose=_PURPOSE):
        if written.wrong or written.missing:
            raise MistypedError(written)
        found.append(_unpacked(written.content))
    return found


def _unpacked(content: bytes) -> PackedReceipt:
    if not content or content[0] >> 4 > FORMAT:
        raise NewerReceiptError("a later format")
    try:
        first, key_start, id_start, seconds, of_file, of_comment = _HEAD.unpack_from(content)
        verdict = _VERDICTS[int(first) & 15]
    except (struct.error, IndexError) as problem:
        raise ValueError("not a receipt") from problem
    signed_at = datetime.fromtimestamp(seconds, UTC)
    questions = _questions_of(content[_HEAD.size :])
    return PackedReceipt(key_start, id_start.hex(), verdict, signed_at, questions, of_file, of_comment)


def _packed(questions: tuple[Question, ...]) -> bytes:
    if not questions:
        return b""
    rows = [[each.code, each.text, each.record_table, each.record_key, each.record_field] for each in questions]
    squeezed = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    return squeezed.compress(json.dumps(rows, ensure_ascii=False).encode()) + squeezed.flush()


def _questions_of(content: bytes) -> tuple[Question, ...]:
    if not content:
        return ()
    opened = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        found = json.loads(opened.decompress(content, MOST_BYTES))
    except (zlib.error, RecursionError) as problem:
        raise ValueError("not a receipt") from problem
    if not isinstance(found, list):
        raise ValueError("not a receipt")  # noqa: TRY004 - the letters are wrong, not our call
    names = ("code", "text", "record_table", "record_key", "record_field")
    questions: list[Question] = []
    for row in cast("list[object]", found):
        if not isinstance(row, list) or len(cast("list[object]", row)) != len(names):
            raise ValueError("not a receipt")
        questions.append(_question(dict(zip(names, cast("list[object]", row), strict=True))))
    return tuple(questions)


def _receipt(said: Mapping[str, object]) -> Receipt:
    version = said.get("marshrut_receipt")
    if isinstance(version, int) and version > FORMAT:
        raise NewerReceiptError("a later format")
    asked = said.get("questions")
    if version != FORMAT or not isinstance(asked, list):
        raise ValueError("not a receipt")
    receipt = Receipt(
        package_id=text_of(said, "package_id"),
        sealed_sha256=text_of(said, "sealed_sha256"),
        name=text_of(said, "name"),
        verdict=ReceiptVerdict(text_of(said, "verdict")),
        signed_at=datetime.strptime(text_of(said, "signed_at"), _TIME).replace(tzinfo=UTC),
        questions=tuple(_question(object_of(each)) for each in cast("list[object]", asked)),
    )
    is_hashed = all(map(_SHA256.fullmatch, (receipt.package_id, receipt.sealed_sha256)))
    is_named = is_hashed and _NAME.fullmatch(receipt.name) is not None
    is_timely = 0 <= receipt.signed_at.timestamp() < 1 << 32
    if not is_named or not is_timely or len(receipt.questions) > _MOST_QUESTIONS:
        raise ValueError("not a receipt")
    return receipt


def _question(said: Mapping[str, object]) -> Question:
    question = Question(
        *(text_of(said, name) for name in ("code", "text", "record_table", "record_key", "record_field"))
    )
    is_of_record = question.record_table in RECORD_TABLES and bool(question.record_key)
    is_about = is_of_record or (question.record_table, question.record_key) == ("", "")
    is_field = not question.record_field or (is_of_record and _WORD.fullmatch(question.record_field) is not None)
    is_text = bool(question.text.strip()) and len(question.text) <= _MOST_TEXT and len(question.record_key) <= _MOST_KEY
    is_plain = not any(unicodedata.category(sign) == "Cc" for sign in question.text + question.record_key)
    if not (_WORD.fullmatch(question.code) and is_about and is_field and is_text and is_plain):
        raise ValueError("not a question")
    return question
