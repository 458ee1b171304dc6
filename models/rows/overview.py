"""What the first window says about a site at a glance."""

from typing import NamedTuple


class SiteOverview(NamedTuple):
    """The site's short name (empty while it is not described) and how many records of each kind it has."""

    site: str
    trainees: int
    organizations: int
    programs: int
    streams: int
    plan_items: int
    events: int
    products: int
