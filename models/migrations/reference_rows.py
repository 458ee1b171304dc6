"""Filling the reference tables of a new file from `resources/reference` (domain.md §2, §3.11, §5, §6)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from resources.loader import read_json

if TYPE_CHECKING:
    from models.migrations.runner import Migration

Rows = list[dict[str, Any]]


def insert(migration: Migration) -> None:
    """Insert every row that ships with the program; they are marked `is_builtin` and stand in the order to show."""
    for table in ("position", "support_function", "assessment_form", "plan_section", "role"):
        _insert(migration, table, [_open(row) for row in _read(f"{table}s")])
    _insert(
        migration,
        "event_format",
        [
            _open(row)
            | {
                "is_seminar": row["seminar"],
                "is_practical": row["practical"],
                "is_masterclass": row["masterclass"],
                "is_web_product": row["web_product"],
            }
            for row in _read("event_formats")
        ],
    )
    _insert(
        migration,
        "product_kind",
        [
            _open(row) | {"is_web_product": row["web_product"], "is_local_act": row["local_act"]}
            for row in _read("product_kinds")
        ],
    )
    tasks = [
        _open(row) | {"scope": scope} for scope in ("support", "site", "project") for row in _read(f"{scope}_tasks")
    ]
    _insert(migration, "support_task", tasks)
    _insert_competences(migration)
    _insert_municipalities(migration)
    _insert(migration, "normative_act", [_act(row) for row in _read("normative_acts")])
    _insert(migration, "indicator", [_indicator(row) for row in _read("indicators")])
    _insert(
        migration,
        "non_working_day",
        [{"day": row["day"], "title": row["title"]} for row in _read("non_working_days")],
    )


def _read(name: str) -> Rows:
    """Rows of a file, each with its place in `sort_order`."""
    found: Rows = read_json(f"reference/{name}.json")
    return [row | {"sort_order": place} for place, row in enumerate(found, start=1)]


def _open(row: Mapping[str, Any]) -> dict[str, Any]:
    return {"code": row["code"], "title": row["title"], "sort_order": row["sort_order"], "is_builtin": True}


def _act(row: Mapping[str, Any]) -> dict[str, Any]:
    kept = {name: row[name] for name in ("code", "title", "kind", "authority", "status", "source", "sort_order")}
    optional = {
        "number": row["number"],
        "issued_on": row["date"],
        "replaced_by": row["replaced_by"],
        "note": row["note"],
    }
    return kept | {name: value or None for name, value in optional.items()} | {"is_builtin": True}


def _indicator(row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "code": row["code"],
        "title": row["name"],
        "unit": row["unit"],
        "target": row["target"],
        "formula": row["formula"] or None,
        "note": row["note"],
        "sort_order": row["sort_order"],
        "is_builtin": True,
        "created_at": "",
        "updated_at": "",
    }


def _insert_competences(migration: Migration) -> None:
    found = _read("competences")
    areas = {row["area_code"]: row["area"] for row in found}
    ids = {code: place for place, code in enumerate(areas, start=1)}
    _insert(
        migration,
        "competence_area",
        [{"code": code, "title": areas[code], "sort_order": place, "is_builtin": True} for code, place in ids.items()],
    )
    _insert(migration, "competence", [_open(row) | {"area_id": ids[row["area_code"]]} for row in found])


def _insert_municipalities(migration: Migration) -> None:
    found = _read("municipalities")
    _insert(
        migration,
        "municipality",
        [
            {
                "oktmo": row["oktmo8"],
                "name": row["name"],
                "kind": row["kind"],
                "predecessor": "; ".join(row["old_names"]),
            }
            for row in found
        ],
    )


def _insert(migration: Migration, table: str, rows: Iterable[Mapping[str, Any]]) -> None:
    for row in rows:
        names = ", ".join(f'"{name}"' for name in row)
        marks = ", ".join("?" for _ in row)
        migration.connection.exec_driver_sql(f'INSERT INTO "{table}" ({names}) VALUES ({marks})', tuple(row.values()))
