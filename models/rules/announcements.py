"""The text of an announcement, to be pasted into a messenger: plain lines, no markup."""

from models.rows.codes import Mode
from models.rows.team_papers import EventAnnouncement
from models.rules.words import capitalised, counted, quoted, weekday_and_day


def announcement(event: EventAnnouncement) -> str:
    """Lines in the order people look for them: what, when, where, who, for whom."""
    lasts = counted(event.minutes, "минута", "минуты", "минут")
    begins = f", начало в {event.starts_at}" if event.starts_at else ""
    lines = [
        f"{capitalised(event.format)} {quoted(event.title)}",
        "",
        f"Когда: {weekday_and_day(event.held_on)} {event.held_on.year} года{begins}, {lasts}",
        f"Где: {_where(event)}",
    ]
    if event.link:
        lines.append(f"Ссылка: {event.link}")
    lines.append(f"Ведёт: {event.leader}")
    if event.streams:
        lines.append(f"Для кого: {', '.join(event.streams)}")
    if event.description:
        lines += ["", event.description.strip()]
    if event.site:
        lines += ["", event.site]
    return "\n".join(lines)


def _where(event: EventAnnouncement) -> str:
    if event.place:
        return event.place if event.mode is Mode.IN_PERSON else f"{event.place} ({event.mode.label})"
    return event.mode.label
