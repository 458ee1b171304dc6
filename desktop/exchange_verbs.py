"""The verbs of exchange with ИРО at the site: invitation, sealing, sending, receipts."""

from desktop.link_verbs import LINK_VERBS
from desktop.outbox_verbs import OUTBOX_VERBS
from desktop.seal_verb import SEAL_VERBS
from desktop.verb import Verb

EXCHANGE_VERBS: tuple[Verb, ...] = (*LINK_VERBS, *SEAL_VERBS, *OUTBOX_VERBS)
"""In the order of the help."""
