"""A sealed file as letters and back."""

import email
import hashlib
import random
from email import policy
from email.message import EmailMessage
from pathlib import Path

import pytest

from exports.transport.mail import Joined, joined_pieces, pieces, sealed_in_letter, write_pieces
from exports.transport.road import Parcel, RoadRefusedError
from models.errors import UserError
from tests.exports.transport.servers import NAME, content_of, parcel_of

KILO = 1 << 10


@pytest.fixture
def parcel(tmp_path: Path) -> Parcel:
    return parcel_of(tmp_path / "sealed", b"age-encryption.org/v1\n" + content_of(100_000))


def written(parcel: Parcel, folder: Path, *, piece_bytes: int = 40 * KILO) -> list[Path]:
    folder.mkdir(exist_ok=True)
    return write_pieces(parcel, folder, piece_bytes=piece_bytes, to="institute@example.ru", subject="Отчёт площадки")


def the_one(files: list[Path]) -> Joined:
    (joined,) = joined_pieces(files)
    return joined


def test_letters_and_plain_files_are_written_side_by_side(parcel: Parcel, tmp_path: Path) -> None:
    assert [path.name for path in written(parcel, tmp_path / "out")] == [
        *(f"{NAME}.0{number}-of-03.eml" for number in (1, 2, 3)),
        *(f"{NAME}.age.0{number}-of-03" for number in (1, 2, 3)),
    ]


@pytest.mark.parametrize("suffix", [".eml", "-of-03"])
def test_either_kind_alone_makes_the_whole_in_any_order(parcel: Parcel, tmp_path: Path, suffix: str) -> None:
    files = [path for path in written(parcel, tmp_path / "out") if path.name.endswith(suffix)]
    random.Random(3).shuffle(files)
    joined = the_one(files)
    assert joined.is_whole
    assert b"".join(joined.read()) == parcel.path.read_bytes()
    assert (joined.name, joined.sha256, joined.size) == (NAME, parcel.sha256, parcel.size)


def test_some_by_letter_some_plain_and_some_twice_make_the_whole(parcel: Parcel, tmp_path: Path) -> None:
    files = written(parcel, tmp_path / "out")
    joined = the_one([files[0], files[4], files[1], files[5], files[5]])
    assert b"".join(joined.read()) == parcel.path.read_bytes()


def test_missing_pieces_are_named(parcel: Parcel, tmp_path: Path) -> None:
    joined = the_one([written(parcel, tmp_path / "out")[1]])
    assert (joined.is_whole, joined.missing) == (False, (1, 3))
    assert "нет частей 1, 3" in joined.said()
    with pytest.raises(UserError, match="нет частей 1, 3"):
        next(joined.read())


def test_a_damaged_piece_is_named_and_a_good_copy_mends_it(parcel: Parcel, tmp_path: Path) -> None:
    files = [path for path in written(parcel, tmp_path / "out") if path.suffix != ".eml"]
    bad = tmp_path / "bad"
    content = bytearray(files[1].read_bytes())
    content[-1] ^= 1
    bad.write_bytes(content)
    joined = the_one([files[0], bad, files[2]])
    assert (joined.missing, joined.damaged) == ((), (2,))
    assert "повреждены части 2" in joined.said()
    assert the_one([files[0], bad, files[1], files[2]]).is_whole


def test_a_cut_piece_is_damaged(parcel: Parcel, tmp_path: Path) -> None:
    files = [path for path in written(parcel, tmp_path / "out") if path.suffix != ".eml"]
    files[2].write_bytes(files[2].read_bytes()[:-100])
    assert the_one(files).damaged == (3,)


def test_a_piece_that_changes_after_it_was_found_does_not_pass(parcel: Parcel, tmp_path: Path) -> None:
    files = [path for path in written(parcel, tmp_path / "out") if path.suffix != ".eml"]
    joined = the_one(files)
    files[0].write_bytes(files[0].read_bytes()[:-1] + b"?")
    with pytest.raises(UserError, match="не складываются"):
        list(joined.read())


def test_letters_of_two_packages_are_kept_apart(parcel: Parcel, tmp_path: Path) -> None:
    other = parcel_of(tmp_path / "sealed", content_of(10_000), NAME.replace("001", "002"))
    files = [*written(parcel, tmp_path / "out"), *written(other, tmp_path / "out")]
    assert [(joined.name[-3:], joined.count) for joined in joined_pieces(files)] == [("001", 3), ("002", 1)]


def test_the_same_name_sealed_anew_is_another_package(parcel: Parcel, tmp_path: Path) -> None:
    anew = parcel_of(tmp_path / "anew", content_of(100_022, 9))
    first, second = written(parcel, tmp_path / "out"), written(anew, tmp_path / "out-anew")
    found = joined_pieces([first[0], second[1], second[2]])
    assert sorted(joined.missing for joined in found) == [(1,), (2, 3)]


def test_a_letter_opens_as_a_draft_in_other_programs(parcel: Parcel, tmp_path: Path) -> None:
    letter = email.message_from_bytes(written(parcel, tmp_path / "out")[1].read_bytes(), policy=policy.default)
    assert isinstance(letter, EmailMessage)
    assert (letter["X-Unsent"], letter["To"]) == ("1", "institute@example.ru")
    assert letter["Subject"] == "Отчёт площадки (2 из 3)"
    body = letter.get_body()
    assert body is not None
    assert "часть 2 из 3" in body.get_content()
    (attached,) = letter.iter_attachments()
    assert attached.get_filename() == f"{NAME}.age.02-of-03"


def test_a_letter_needs_no_addressee_and_no_header_can_be_slipped_in(parcel: Parcel, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    files = write_pieces(parcel, tmp_path / "out", piece_bytes=200 * KILO, to=" ", subject="Отчёт\r\nBcc: a@example.ru")
    letter = email.message_from_bytes(files[0].read_bytes(), policy=policy.default)
    assert (letter["To"], letter["Bcc"]) == (None, None)


@pytest.mark.parametrize("to", ["iro@", "<", '"'])
def test_a_broken_address_is_told_before_anything_is_written(parcel: Parcel, tmp_path: Path, to: str) -> None:
    (tmp_path / "out").mkdir()
    with pytest.raises(UserError, match="не похоже на адрес"):
        write_pieces(parcel, tmp_path / "out", piece_bytes=200 * KILO, to=to, subject="Отчёт")
    assert list((tmp_path / "out").iterdir()) == []


def test_a_forwarded_letter_is_looked_into(parcel: Parcel, tmp_path: Path) -> None:
    files = written(parcel, tmp_path / "out", piece_bytes=200 * KILO)
    around = EmailMessage()
    around["Subject"] = "Fwd:"
    around.set_content("Пересылаю.")
    around.add_attachment(email.message_from_bytes(files[0].read_bytes(), policy=policy.default))
    forwarded = tmp_path / "forwarded.eml"
    forwarded.write_bytes(around.as_bytes())
    assert b"".join(the_one([forwarded]).read()) == parcel.path.read_bytes()


def test_a_whole_sealed_file_in_a_letter_is_found(parcel: Parcel, tmp_path: Path) -> None:
    letter = EmailMessage()
    letter.set_content("Пакет.")
    letter.add_attachment(parcel.path.read_bytes(), maintype="application", subtype="octet-stream", filename="x.age")
    path = tmp_path / "letter.eml"
    path.write_bytes(letter.as_bytes())
    assert sealed_in_letter(path) == [parcel.path.read_bytes()]
    assert joined_pieces([path]) == []


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00\xff" * 100,
        b"marshrut-piece 1 x\n",
        b"marshrut-piece 1 ../escape " + b"0" * 64 + b" 1 1 5 " + b"0" * 64 + b"\nhello",
        b"marshrut-piece 1 name " + b"0" * 64 + b" 5 3 5 " + hashlib.sha256(b"hello").hexdigest().encode() + b"\nhello",
        b"Content-Type: multipart/mixed; boundary=a\n\n" + b"--a\nContent-Type: multipart/mixed; boundary=a\n\n" * 5000,
        b"Content-Transfer-Encoding: base64\n\n%%%%",
        b"Content-Type: text/plain; charset=\xff\xfe\nContent-Transfer-Encoding: nonsense\n\n=?",
    ],
)
def test_what_is_no_piece_is_passed_over(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "letter.eml"
    path.write_bytes(content)
    assert joined_pieces([path, tmp_path / "missing.eml", tmp_path]) == []


def test_pieces_of_every_size_cover_the_file(parcel: Parcel) -> None:
    for piece_bytes in (16 * KILO, 50_011, 100_021, 100_022, 10**9):
        cut = pieces(parcel, piece_bytes)
        assert [piece.offset for piece in cut] == [(piece.number - 1) * piece_bytes for piece in cut]
        assert sum(piece.size for piece in cut) == parcel.size
        assert all(0 < piece.size <= piece_bytes and piece.of == len(cut) for piece in cut)


def test_too_many_or_too_small_letters_are_refused(parcel: Parcel) -> None:
    with pytest.raises(UserError, match="не имеют смысла"):
        pieces(parcel, 100)
    with pytest.raises(UserError, match="слишком много"):
        pieces(Parcel(parcel.path, parcel.name, parcel.sha256, 10**9), 16 * KILO)


def test_a_file_that_is_not_the_sealed_one_makes_no_letters_that_pass(parcel: Parcel, tmp_path: Path) -> None:
    parcel.path.write_bytes(parcel.path.read_bytes()[:-1] + b"?")
    with pytest.raises(RoadRefusedError, match="изменился"):
        written(parcel, tmp_path / "out")
    assert not any(joined.is_whole for joined in joined_pieces((tmp_path / "out").iterdir()))


def test_a_folder_that_is_gone_is_told(parcel: Parcel, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="Папки"):
        write_pieces(parcel, tmp_path / "gone", piece_bytes=40 * KILO, to="", subject="x")
