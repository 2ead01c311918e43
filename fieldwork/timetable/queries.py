"""What calendar files from this copy of the inspection held: a table of this laptop's, not of the journal."""

from collections.abc import Iterable

from fieldwork.inspection.file import Inspection


def calendar_events(inspection: Inspection, calendar: str) -> dict[str, str]:
    """The last word about each event of a calendar, as JSON by UID."""
    rows = inspection.store.rows("SELECT uid, event FROM calendar_event WHERE calendar = ?", (calendar,))
    return dict(rows)


def keep_calendar_events(inspection: Inspection, calendar: str, events: Iterable[tuple[str, str]]) -> None:
    """Remember the last word about events of a calendar, in one step."""
    with inspection.store.transaction():
        for uid, event in events:
            inspection.store.execute(
                "INSERT INTO calendar_event (calendar, uid, event) VALUES (?, ?, ?) "
                "ON CONFLICT (calendar, uid) DO UPDATE SET event = excluded.event",
                (calendar, uid, event),
            )
