"""A person's name in the dative, as a certificate is given: «Ивановой Марии Петровне»."""

import logging
from typing import Any

# It logs the names it is asked about, and no log of ours holds a name.
logging.getLogger("pytrovich").setLevel(logging.CRITICAL)


def dative(last: str, first: str, patronymic: str | None) -> str:
    """The name in the dative; where nobody can tell whether it is a woman's or a man's, it stays as it is."""
    import pytrovich.detector
    import pytrovich.enums
    import pytrovich.maker

    enums: Any = pytrovich.enums  # its types leave much unknown
    maker: Any = pytrovich.maker.PetrovichDeclinationMaker()
    detector: Any = pytrovich.detector.PetrovichGenderDetector()
    parts = [
        (enums.NamePart.LASTNAME, last),
        (enums.NamePart.FIRSTNAME, first),
        (enums.NamePart.MIDDLENAME, patronymic or ""),
    ]
    gender = detector.detect(lastname=last, firstname=first, middlename=patronymic)
    if gender is enums.Gender.ANDROGYNOUS:
        return " ".join(part for _kind, part in parts if part)
    return " ".join(maker.make(kind, gender, enums.Case.DATIVE, part) for kind, part in parts if part)
