"""The reference data holds what domain.md §2, §5 and §6 say, with stable codes."""

import re
from datetime import date

import pytest

from models.rows.codes import ActStatus
from resources import loader

COUNTS = {
    "municipalities": 33,
    "event_formats": 12 + 10 + 2,
    "support_functions": 6,
    "support_tasks": 12,
    "site_tasks": 6,
    "project_tasks": 5,
    "product_kinds": 13 + 3 + 1,
    "assessment_forms": 7 + 5,
    "positions": 21,
    "plan_sections": 7,
    "roles": 10,
    "document_kit": 11,
    "indicators": 3 + 5,
}
CODED = (*(name for name in COUNTS if name != "municipalities"), "competences", "normative_acts")


def rows(name):
    return loader.read_json(f"reference/{name}.json")


@pytest.mark.parametrize(("name", "count"), COUNTS.items())
def test_a_list_has_as_many_rows_as_its_source(name, count):
    assert len(rows(name)) == count


@pytest.mark.parametrize("name", CODED)
def test_codes_are_unique_lower_case_ascii(name):
    codes = [row["code"] for row in rows(name)]

    assert len(set(codes)) == len(codes)
    assert all(re.fullmatch(r"[a-z][a-z0-9_]*", code) for code in codes)


@pytest.mark.parametrize("name", [*CODED, "municipalities"])
def test_titles_are_unique_and_clean(name):
    titles = [row.get("title") or row["name"] for row in rows(name)]

    assert len({title.casefold() for title in titles}) == len(titles)
    assert all(title == " ".join(title.split()) for title in titles)


@pytest.mark.parametrize("name", [*CODED, "frdo_columns", "municipalities", "non_working_days"])
def test_every_row_of_a_list_has_the_same_fields(name):
    assert len({tuple(row) for row in rows(name)}) == 1


def test_every_reference_file_is_known_to_these_tests():
    stems = {name.removeprefix("reference/").removesuffix(".json") for name in loader.names("reference")}

    assert stems == {*CODED, "certificate_requirements", "frdo_columns", "municipalities", "non_working_days"}


def test_there_are_eight_urban_and_twenty_five_municipal_units_with_their_own_codes():
    units = rows("municipalities")

    assert [unit["kind"] for unit in units].count("городской округ") == 8
    assert [unit["kind"] for unit in units].count("муниципальный округ") == 25
    assert len({unit["oktmo8"] for unit in units}) == 33
    assert all(re.fullmatch(r"05[57]\d{5}", unit["oktmo8"]) for unit in units)


def test_doubtful_municipal_units_are_marked():
    notes = {unit["oktmo8"]: unit["note"] for unit in rows("municipalities") if unit["note"]}

    assert notes == {
        "05502000": "inferred",
        "05507000": "inferred",
        "05514000": "inferred",
        "05529000": "unconfirmed",
        "05530000": "unconfirmed",
    }


def test_an_old_name_or_code_leads_to_one_unit_only():
    units = rows("municipalities")
    spelled = [name.casefold() for unit in units for name in (unit["name"], *unit["old_names"])]
    coded = [code for unit in units for code in (unit["oktmo8"], *unit["old_codes"])]

    assert len(set(spelled)) == len(spelled)
    assert len(set(coded)) == len(coded)


def test_seminars_are_the_two_of_the_certificate_rule():
    assert [row["code"] for row in rows("event_formats") if row["seminar"]] == ["seminar", "seminar_workshop"]


def test_a_master_class_is_practical_and_every_practical_format_says_why():
    formats = rows("event_formats")

    assert [row["code"] for row in formats if row["masterclass"]] == ["master_class"]
    assert all(row["practical"] for row in formats if row["masterclass"])
    assert all(row["note"] for row in formats if row["practical"])


@pytest.mark.parametrize(("source", "count"), [("S1", 12 + 1), ("S2", 10), ("own", 1)])
def test_formats_name_their_source(source, count):
    assert [row["source"] for row in rows("event_formats")].count(source) == count


def test_an_act_has_a_known_status_and_its_successor_is_listed():
    acts = rows("normative_acts")
    codes = {act["code"] for act in acts}

    assert {act["status"] for act in acts} <= {status.value for status in ActStatus}
    assert {act["replaced_by"] for act in acts} - {""} <= codes
    assert all(act["replaced_by"] for act in acts if act["status"] == ActStatus.REPLACED)


def test_the_acts_of_both_reviews_are_there_with_real_dates():
    acts = rows("normative_acts")

    assert sum("S1" in act["source"] for act in acts) == 11
    assert sum("S2" in act["source"] for act in acts) == 13
    assert all(date.fromisoformat(act["date"]) for act in acts if act["source"] != "own")


def test_the_order_on_remote_teaching_is_replaced():
    act = next(act for act in rows("normative_acts") if act["number"] == "816")

    assert (act["status"], act["replaced_by"]) == ("replaced", "resolution_1678")


def test_project_indicators_have_the_targets_of_the_project():
    targets = {row["code"]: row["target"] for row in rows("indicators") if row["target"]}

    assert targets == {"web_products": 5, "local_acts": 4, "analytical_note": 1}
    assert all((row["kind"] == "formula") == bool(row["formula"]) for row in rows("indicators"))


def test_the_kit_is_numbered_from_one():
    assert [row["no"] for row in rows("document_kit")] == list(range(1, 12))


def test_an_area_of_competences_has_one_code_and_stands_together():
    areas = [(row["area_code"], row["area"]) for row in rows("competences")]
    met = list(dict.fromkeys(areas))

    assert len({code for code, _ in met}) == len(met) == 7
    assert areas == sorted(areas, key=met.index)


def test_days_off_are_real_dates_in_order():
    days = [date.fromisoformat(row["day"]) for row in rows("non_working_days")]

    assert days == sorted(set(days))
