"""Why a site takes another signing key."""

from models.rows.codes import Code


class KeyLoss(Code):
    """What became of the present key; it decides what the person is told to do."""

    LOST = "lost", "ключ потерян"
    STOLEN = "stolen", "ключ мог попасть к чужому"
    PLANNED = "planned", "плановая замена"
