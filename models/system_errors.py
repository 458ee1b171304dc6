"""What the system refuses outside of the database (a full disk, no permission, a drive pulled out), said in a sentence.

The window imports this before SQLAlchemy; what SQLite is refused is in `models.environment`.
"""

import errno
from pathlib import Path

from models.errors import UserError

_PROGRAM = Path(__file__).resolve().parents[1]
_GONE_ON_WINDOWS = frozenset({21, 55, 433, 1006, 1117, 1167})
"""Not ready, does not exist, no such device, volume altered, I/O error, not connected: errno mixes them with others."""
_SENTENCES: tuple[tuple[frozenset[int], str, str], ...] = (
    (
        frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG}),
        "На диске не осталось места, дело не доведено до конца. Записанное раньше не пострадало.",
        "Освободите место или выберите другой диск и повторите.",
    ),
    (
        frozenset({errno.EIO, errno.ENODEV, errno.ENXIO, errno.ESTALE, errno.ENOTCONN, errno.ETIMEDOUT}),
        "Диск не отвечает{place}. Записанное раньше не пострадало.",
        "Проверьте, вставлена ли флешка и подключён ли диск, и повторите.",
    ),
    (
        frozenset({errno.EACCES, errno.EPERM, errno.EROFS}),
        "Система не разрешает открыть файл или папку{place}.",
        "Закройте файл в других программах, снимите отметку «только чтение» или выберите другую папку.",
    ),
    (
        frozenset({errno.ENOENT, errno.ENOTDIR}),
        "Файла или папки нет на месте{place}.",
        "Проверьте, не перенесли ли папку и подключён ли диск, и повторите.",
    ),
    (
        frozenset({errno.EBUSY, errno.ETXTBSY}),
        "Файл занят другой программой{place}.",
        "Закройте её и повторите.",
    ),
    (
        frozenset({errno.ENOMEM, errno.EMFILE, errno.ENFILE}),
        "Компьютеру не хватило памяти, дело не доведено до конца. Записанное раньше не пострадало.",
        "Закройте лишние программы и повторите.",
    ),
    (
        frozenset({errno.ENAMETOOLONG, errno.EILSEQ}),
        "Такое имя не подходит для этого диска{place}.",
        'Выберите имя короче, без знаков \\ / : * ? " < > |.',
    ),
)
"""Codes of the system, what happened, what to do.

{place} is the name of the file, where the system names it: the folders above it may be called after a person.
"""


def system_error(problem: BaseException) -> UserError | None:
    """The sentence for an error of the machine that a person can mend; None for a bug.

    A file of the program itself that is missing, or one without a name, is a bug too.
    """
    code = errno.ENOMEM if isinstance(problem, MemoryError) else None
    place = ""
    if isinstance(problem, OSError):
        code = errno.EIO if getattr(problem, "winerror", None) in _GONE_ON_WINDOWS else problem.errno
        named = problem.filename if isinstance(problem.filename, str) else ""
        if code in {errno.ENOENT, errno.ENOTDIR} and (not named or Path(named).is_relative_to(_PROGRAM)):
            return None
        name = Path(named).name
        place = f" («{name}»)" if name else ""
    for codes, message, advice in _SENTENCES:
        if code in codes:
            return UserError(message.format(place=place), advice)
    return None
