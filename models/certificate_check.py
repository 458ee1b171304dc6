"""Whether a certificate is the site's own: checked offline, by the text of its QR code and the site's public keys."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from models.errors import UserError
from models.rows.codes import Code
from models.rules.certificate_text import END, MARK, TRUSTED_COMMENT, CertificateText, Packed, read_text, unpack
from models.rules.minisign import PublicKey, SignedBy, key_name
from models.signatures import is_genuine

_CODE = re.compile(rf"{re.escape(MARK)}(?:(?!{re.escape(MARK)})[0-9A-Z $%*+./:\r\n-])*")
"""A code and what follows it in the letters of base45; mail breaks long lines."""


class Verdict(Code):
    """What a check found."""

    GENUINE = "genuine", "подлинный"
    FORGED = "forged", "не подлинный"
    UNKNOWN_KEY = "unknown_key", "подписан другим ключом"


@dataclass(frozen=True, slots=True)
class CheckedCertificate:
    """The verdict; `said` is what was signed, and only a genuine one's may be believed."""

    verdict: Verdict
    key_name: str
    said: CertificateText | None


def certificate_code(found: Iterable[str]) -> str:
    """The certificate's code among texts that were read or pasted; raises UserError where there is none."""
    for text in found:
        if there := _CODE.search(text):
            # Base45 has a blank of its own, which stays.
            code = there[0].replace("\r", "").replace("\n", "")
            return code[: code.rfind(END) + len(END)] or code
    raise UserError("Здесь нет кода сертификата.", f"Нужен QR-код с сертификата или его текст: он начинается с {MARK}")


def check_certificate(code: str, keys: Iterable[PublicKey]) -> CheckedCertificate:
    """Check a code against public keys; raises UserError for a text that is no code of a certificate."""
    try:
        packed = unpack(code)
    except ValueError as problem:
        raise UserError(
            "Код прочитан не полностью или повреждён.", "Отсканируйте QR-код ещё раз, крупнее и ровнее."
        ) from problem
    name = key_name(packed.signature.key_id)
    fitting = [key for key in keys if key.key_id == packed.signature.key_id]
    if not fitting:
        return CheckedCertificate(Verdict.UNKNOWN_KEY, name, None)
    signed = SignedBy(packed.signature, TRUSTED_COMMENT)
    said = _said(packed) if any(is_genuine(key, packed.text.encode(), signed) for key in fitting) else None
    return CheckedCertificate(Verdict.GENUINE if said else Verdict.FORGED, name, said)


def _said(packed: Packed) -> CertificateText | None:
    try:
        return read_text(packed.text)
    except ValueError:
        # The key signs other files too: only a certificate's text is a certificate.
        return None
