"""Tells screen readers what has happened when nothing has moved to it."""

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent


def announce(source: QObject, words: str, *, urgent: bool = False) -> None:
    """Have `words` spoken; `urgent` interrupts what is being read out."""
    if not QAccessible.isActive():
        return
    event = QAccessibleAnnouncementEvent(source, words)
    polite = QAccessible.AnnouncementPoliteness
    event.setPoliteness(polite.Assertive if urgent else polite.Polite)
    QAccessible.updateAccessibility(event)
