"""The emblem at the head of a form."""

import base64
from io import BytesIO

from reportlab.lib.units import mm
from reportlab.platypus import Image

_HEIGHT = 20 * mm
_MOST_WIDTH = 3 * _HEIGHT


def draw_emblem(emblem: str) -> Image:
    """A picture (base64) in the middle of the line, as high as an emblem is."""
    picture = Image(BytesIO(base64.b64decode(emblem)), hAlign="CENTER")
    share = min(_HEIGHT / picture.imageHeight, _MOST_WIDTH / picture.imageWidth)
    picture.drawWidth, picture.drawHeight = picture.imageWidth * share, picture.imageHeight * share
    picture.spaceAfter = 3 * mm
    return picture
