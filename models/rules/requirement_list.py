"""The requirements of a certificate as data: what each is called and how much it usually asks for ([S2])."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from models.rows.codes import RequirementKey, RequirementNumber
from models.rows.requirements import RequirementNumbers
from resources.loader import read_json

_LIST: list[dict[str, Any]] = read_json("reference/certificate_requirements.json")

TITLES: Mapping[RequirementKey, str] = MappingProxyType({RequirementKey(each["key"]): each["title"] for each in _LIST})
"""What each requirement is called, in the order а–д."""

SHORT_TITLES: Mapping[RequirementKey, str] = MappingProxyType(
    {RequirementKey(each["key"]): each["short"] for each in _LIST}
)
"""The same in one word, over a column."""

USUAL_NUMBERS = RequirementNumbers(
    **{number.value: each[number.value] for each in _LIST for number in RequirementNumber if number.value in each}
)
"""How much is asked for where a programme says nothing else."""


def numbers_of(differing: Mapping[RequirementNumber, int]) -> RequirementNumbers:
    """The numbers of a programme: the usual ones, but for those that it sets itself."""
    return USUAL_NUMBERS._replace(**{number.value: needed for number, needed in differing.items()})
