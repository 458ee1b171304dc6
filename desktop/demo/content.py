"""Everything the invented site consists of, in one place; frozen rows only, no database.

The lists are split by concept over the modules beside this one; whoever fills the database imports from here.
"""

from desktop.demo.events import EVENTS, Mark, mark
from desktop.demo.journals import AMENDMENT, CONSULTATIONS, MEETINGS, ROADMAP, ROADMAP_ITEMS
from desktop.demo.papers import DOCUMENTS
from desktop.demo.people import ORGANIZATIONS, TEAM, TRAINEES
from desktop.demo.plan import MODULE_PLANS, PLAN_ITEMS, YEAR_PLAN
from desktop.demo.programs import LEAVERS, PROGRAMS, SITE, STREAMS
from desktop.demo.results import INDICATOR_VALUES, PRODUCTS, REPORT_TEXTS
from desktop.demo.works import (
    ADVICE,
    CREATIVE_WORKS,
    DECISIONS,
    DIARY,
    FINAL_DAYS,
    FINAL_WORKS,
    ISSUES,
    MAKE_UPS,
    PECULIARITIES,
    PRACTICE,
    REPLACED,
    SELF_ANALYSES,
    SIGNERS,
)

__all__ = (
    "ADVICE",
    "AMENDMENT",
    "CONSULTATIONS",
    "CREATIVE_WORKS",
    "DECISIONS",
    "DIARY",
    "DOCUMENTS",
    "EVENTS",
    "FINAL_DAYS",
    "FINAL_WORKS",
    "INDICATOR_VALUES",
    "ISSUES",
    "LEAVERS",
    "MAKE_UPS",
    "MEETINGS",
    "MODULE_PLANS",
    "ORGANIZATIONS",
    "PECULIARITIES",
    "PLAN_ITEMS",
    "PRACTICE",
    "PRODUCTS",
    "PROGRAMS",
    "REPLACED",
    "REPORT_TEXTS",
    "ROADMAP",
    "ROADMAP_ITEMS",
    "SELF_ANALYSES",
    "SIGNERS",
    "SITE",
    "STREAMS",
    "TEAM",
    "TRAINEES",
    "YEAR_PLAN",
    "Mark",
    "mark",
)
