"""A receipt as a picture: printed or shown, it is scanned or photographed at the site."""

from io import BytesIO

import segno

from models.errors import UserError
from models.receipts import receipt_code

_SCALE = 8
"""Pixels of a square: 300 dpi print it 0.7 mm wide."""


def code_picture(content: bytes) -> bytes:
    """The QR code of a receipt's file as PNG; UserError where its questions are too long for one."""
    try:
        code = segno.make(receipt_code(content), error="l", micro=False, boost_error=True)
    except segno.DataOverflowError:
        raise UserError(
            "В QR-код эта квитанция не помещается: в ней слишком много вопросов.",
            "Передайте файл квитанции или её буквы (--text).",
        ) from None
    picture = BytesIO()
    code.save(picture, kind="png", scale=_SCALE)
    return picture.getvalue()
