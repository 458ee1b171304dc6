"""Everything the invented site consists of, in one place; frozen rows only, no database.

The lists are split by concept over the modules beside this one; whoever fills the database imports from here.
"""

from desktop.demo.events import EVENTS, Mark, mark
from desktop.demo.journals import AMENDMENT, CONSULTATIONS, MEETINGS, ROADMAP, ROADMAP_ITEMS
from desktop.demo.people import ORGANIZATIONS, TEAM, TRAINEES
from desktop.demo.plan import MODULE_PLANS, PLAN_ITEMS, YEAR_PLAN
from desktop.demo.programs import LEAVERS, PROGRAMS, SITE, STREAMS
from desktop.demo.results import INDICATOR_VALUES, PRODUCTS, REPORT_TEXTS

__all__ = (
    "AMENDMENT",
    "CONSULTATIONS",
    "EVENTS",
    "INDICATOR_VALUES",
    "LEAVERS",
    "MEETINGS",
    "MODULE_PLANS",
    "ORGANIZATIONS",
    "PLAN_ITEMS",
    "PRODUCTS",
    "PROGRAMS",
    "REPORT_TEXTS",
    "ROADMAP",
    "ROADMAP_ITEMS",
    "SITE",
    "STREAMS",
    "TEAM",
    "TRAINEES",
    "YEAR_PLAN",
    "Mark",
    "mark",
)
