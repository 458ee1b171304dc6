"""The announcement of an event, put on the clipboard to be pasted into a messenger."""

from PySide6.QtGui import QGuiApplication

from models.errors import UserError
from models.queries.team_papers import event_announcement
from models.rules.announcements import announcement
from views.workplace import Workplace


def copy_announcement(workplace: Workplace, event_id: int) -> None:
    """Copy the text and say so."""
    try:
        text = announcement(event_announcement(workplace.db, event_id))
    except UserError as gone:
        workplace.messages.refuse(gone)
        return
    QGuiApplication.clipboard().setText(text)
    workplace.messages.tell("Объявление скопировано: вставьте его в сообщение.")
