"""Receipts of ИРО: signed there, found at a site in whatever they came by, and checked offline."""

from collections.abc import Iterable
from typing import NamedTuple

from models.errors import UserError
from models.imports.texts_in import texts_in
from models.key_store import KeyStore
from models.rules.letters import MistypedError
from models.rules.minisign import PublicKey
from models.rules.receipt import (
    COMMENT,
    FoundReceipt,
    NewerReceiptError,
    PackedReceipt,
    Receipt,
    SignedReceipt,
    parse_receipt,
    receipt_line,
    receipt_rows,
    receipts_in,
)
from models.signatures import is_genuine

_ASK_AGAIN = "Ничего не изменено. Попросите институт прислать квитанцию ещё раз."


class PackageKey(NamedTuple):
    """What a receipt names a package by: its id, the SHA-256 of its sealed file, its name."""

    content_id: str
    sha256: str
    name: str


def receipt_file(receipt: Receipt, keys: KeyStore, signed_by: str) -> bytes:
    """Write a receipt, signed by ИРО's key `signed_by`.

    Raises UserError where the key is not on this computer, ValueError for what no receipt holds.
    """
    line = receipt_line(receipt)
    return line + keys.sign(signed_by, line, comment=COMMENT).text(COMMENT).encode("ascii")


def receipt_letters(content: bytes) -> str:
    """A receipt's file as rows of letters for a letter, a telephone or a keyboard: eight, if nothing is asked.

    Raises ValueError for what is no receipt.
    """
    return "\n".join(receipt_rows(parse_receipt(content)))


def receipt_code(content: bytes) -> str:
    """The same as the text of a QR code."""
    return " ".join(receipt_rows(parse_receipt(content)))


def find_receipts(content: bytes | str) -> list[FoundReceipt]:
    """Every receipt in a file, a letter (.eml), a text, a scan (PDF, a picture): each once, none of them checked yet.

    A scan may take seconds: call it in a spawned process. Raises UserError where there is none, where a receipt is
    damaged or mistyped (with the rows that have slips).
    """
    found: list[FoundReceipt] = []
    problem: UserError | None = None
    for text in texts_in(content):
        try:
            found += receipts_in(text)
        except NewerReceiptError:
            raise UserError(
                "Квитанция сделана более новой программой.",
                "Ничего не изменено. Обновите программу и откройте её снова.",
            ) from None
        # Another part of the letter may have it whole.
        except MistypedError as slips:
            problem = UserError(
                f"Квитанция набрана не полностью: {slips.said}.",
                "Сверьте эти строки с письмом или листом и наберите снова.",
            )
        except ValueError:
            problem = problem or UserError("Квитанция повреждена.", _ASK_AGAIN)
    if not found and problem is not None:
        raise problem
    if not found:
        raise UserError(
            "Здесь нет квитанции института.",
            "Выберите файл «….receipt», письмо института, скан листа с QR-кодом или наберите буквы квитанции.",
        )
    return list(dict.fromkeys(found))


def proved_receipt(found: FoundReceipt, packages: Iterable[PackageKey], keys: Iterable[PublicKey]) -> SignedReceipt:
    """Check a receipt against ИРО's keys and the site's packages, or raise UserError with the reason."""
    fitting = [key for key in keys if found.fits_key(key)]
    if not fitting:
        raise UserError(
            "Квитанция подписана не институтом: этого ключа у Вас нет.",
            "Ничего не изменено. Если институт сменил ключ, сначала откройте его новое приглашение.",
        )
    if isinstance(found, PackedReceipt):
        return _whole(found, packages, fitting)
    if not any(_is_signed(found, key) for key in fitting):
        raise _forged()
    said = found.receipt
    same = [each for each in packages if each.content_id == said.package_id]
    if not same:
        raise _of_another()
    if all((each.sha256, each.name) != (said.sealed_sha256, said.name) for each in same):
        raise UserError(
            "Квитанция выдана на другой файл этого пакета: его байты не те, что у Вас.",
            "Ничего не изменено. Позвоните в институт: там лежит не тот файл, который Вы передали.",
        )
    return found


def _whole(found: PackedReceipt, packages: Iterable[PackageKey], keys: list[PublicKey]) -> SignedReceipt:
    meant = [each for each in packages if each.content_id.startswith(found.id_start)]
    if not meant:
        raise _of_another()
    for package in meant:
        for key in keys:
            whole = found.of_package(package.content_id, package.sha256, name=package.name, key=key)
            if _is_signed(whole, key):
                return whole
    raise _forged()


def _is_signed(found: SignedReceipt, key: PublicKey) -> bool:
    return found.signed.comment == COMMENT and is_genuine(key, found.line, found.signed)


def _forged() -> UserError:
    return UserError("Подпись квитанции не сходится: она изменена по дороге или выдана не на эти байты.", _ASK_AGAIN)


def _of_another() -> UserError:
    return UserError(
        "Такого пакета Вы не собирали: квитанция выдана на другой.",
        "Ничего не изменено. Проверьте, для Вашей ли площадки эта квитанция.",
    )
