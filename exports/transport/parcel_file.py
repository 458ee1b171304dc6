"""The sealed file while it is sent: its bytes were frozen when it was sealed, and must be those still."""

from collections.abc import Generator
from contextlib import contextmanager
from typing import BinaryIO

from exports.transport.road import Parcel, RoadRefusedError


@contextmanager
def opened_parcel(parcel: Parcel) -> Generator[BinaryIO]:
    """The file opened for reading; RoadRefusedError where it is gone, held or of another size."""
    try:
        file = parcel.path.open("rb")
    except FileNotFoundError as problem:
        raise RoadRefusedError(f"Файла пакета {parcel.name} нет на диске.", _AGAIN) from problem
    except PermissionError as problem:
        raise RoadRefusedError(
            f"Файл пакета {parcel.name} не открывается.", "Закройте программу, которая держит его, и повторите."
        ) from problem
    with file:
        if file.seek(0, 2) != parcel.size:
            raise changed(parcel)
        file.seek(0)
        yield file


def changed(parcel: Parcel) -> RoadRefusedError:
    """What is said where the file is not the one that was sealed."""
    return RoadRefusedError(f"Файл пакета {parcel.name} изменился после сборки и не отправлен.", _AGAIN)


_AGAIN = "Соберите пакет заново."
