"""Layouts of printed forms in one file, so that ИРО can send its own: JSON with its kind, version and hash.

`{"kind": "marshrut-forms", "version": 1, "sender": …, "sha256": …, "forms": {"event_journal": {…}, …}}`; the hash is
that of `forms` written with sorted keys, without spaces, in UTF-8. A file written by hand may have none.
"""

import hashlib
import json
from collections import Counter
from typing import Any, cast

from exports.documents.site_forms import FORMS, specimen_pdf
from exports.form_layouts import FORM_TITLES, MOST_FILE, written
from exports.layout import cleaned
from models.errors import UserError
from models.rows.codes import FormOrigin
from models.rows.form_draft import MOST_LAYOUT, FormDraft
from models.rows.site_forms import FormHead, Layouts

KIND = "marshrut-forms"
VERSION = 1
_WHICH = "Возьмите тот, что выгрузил «Маршрут»."
_REMAIN = "Формы остались прежними."
_MOST_SAID = 40


def write_forms(layouts: Layouts, *, sender: str) -> bytes:
    """The file of these layouts."""
    forms = {form: json.loads(content) for form, content in sorted(layouts.items())}
    whole = {"kind": KIND, "version": VERSION, "sender": sender, "sha256": _hash(forms), "forms": forms}
    return json.dumps(whole, ensure_ascii=False, indent=1).encode()


def read_forms(content: bytes, head: FormHead) -> tuple[FormDraft, ...]:
    """The layouts of a file, checked; raises UserError as `exports.form_layouts.read_forms_file` says."""
    whole = _whole(content)
    version, forms = whole.get("version"), whole.get("forms")
    if type(version) is not int or version < 1 or not isinstance(forms, dict) or not forms:
        raise _stranger()
    if version > VERSION:
        raise UserError(
            f"Этот файл форм сделан более новой программой. {_REMAIN}", "Обновите «Маршрут» и возьмите файл снова."
        )
    named = cast("dict[str, Any]", forms)
    origin = FormOrigin.SITE if whole.get("sender") == head.passport.site_code else FormOrigin.INSTITUTE
    # The place of a fault says more than the hash does, so it is looked for first.
    drafts = tuple(
        FormDraft(form=form, content=_checked(form, layout, head), origin=origin)
        for form, layout in sorted(named.items())
    )
    if whole.get("sha256") not in {None, _hash(named)}:
        raise UserError(
            f"Файл форм изменился по дороге: его контрольная сумма не сходится. {_REMAIN}",
            "Попросите прислать файл ещё раз. Если его правили нарочно, уберите из него «sha256».",
        )
    return drafts


def _whole(content: bytes) -> dict[str, Any]:
    if len(content) > MOST_FILE:
        raise UserError(f"Файл больше {MOST_FILE >> 20} МБ: файл печатных форм не бывает таким.", _WHICH)
    try:
        whole = json.loads(content, object_pairs_hook=_once)
    except (ValueError, RecursionError) as unread:
        raise _stranger() from unread
    if not isinstance(whole, dict) or cast("dict[str, Any]", whole).get("kind") != KIND:
        raise _stranger()
    return cast("dict[str, Any]", whole)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object whose every name stands once: of two, one would be lost without a word."""
    whole = dict(pairs)
    if len(whole) < len(pairs):
        (name, _times), *_ = Counter(name for name, _value in pairs).most_common(1)
        raise UserError(f"В файле форм {_quoted(name)} стоит дважды. {_REMAIN}", "Оставьте одно и возьмите файл снова.")
    return whole


def _stranger() -> UserError:
    return UserError("Это не файл печатных форм.", _WHICH)


def _checked(form: str, layout: object, head: FormHead) -> str:
    known = FORMS.get(form)
    if known is None:
        raise UserError(
            f"Формы {_quoted(form)} в этой программе нет. {_REMAIN}", "Обновите «Маршрут» и возьмите файл снова."
        )
    try:
        content = written(known.layout(json.dumps(layout).encode()))
        # What has a place for everything may still have no room for it on paper.
        specimen_pdf(form, content, head)
    except UserError as misfit:
        raise UserError(f"{FORM_TITLES[form]}. {misfit.message} {_REMAIN}", misfit.advice) from misfit
    if len(content) > MOST_LAYOUT:
        raise UserError(f"{FORM_TITLES[form]}. Форма слишком велика. {_REMAIN}", "Сократите её тексты.")
    return content


def _quoted(name: str) -> str:
    return f"«{cleaned(name)[:_MOST_SAID]}»"


def _hash(forms: dict[str, Any]) -> str:
    plain = json.dumps(forms, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(plain.encode(errors="replace")).hexdigest()
