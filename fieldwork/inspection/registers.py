"""Reading the current values of an open file: of one field, of one thing, of every thing of a kind."""

from datetime import date, timedelta
from typing import Any

from fieldwork.inspection.changes import Head, Register
from fieldwork.inspection.journal import Journal
from fieldwork.inspection.records import InspectionInfo
from fieldwork.inspection.setting_up import THE_INSPECTION
from fieldwork.inspection.store import Store


class Registers:
    """What an open inspection says of itself and of each of its things."""

    store: Store
    journal: Journal

    @property
    def id(self) -> str:
        """The id that all copies of this inspection share."""
        return self.store.setting("inspection")

    def info(self) -> InspectionInfo:
        """Title, provider and dates; the fieldwork days are weekdays unless they were set."""
        record = self.record("inspection", THE_INSPECTION)
        starts, ends = date.fromisoformat(record["starts"]), date.fromisoformat(record["ends"])
        span = (starts + timedelta(n) for n in range((ends - starts).days + 1))
        days = [date.fromisoformat(d) for d in record.get("days") or ()]
        weekdays = tuple(days) or tuple(d for d in span if d.weekday() < 5)
        return InspectionInfo(self.id, record["title"], record["provider"], starts, ends, weekdays)

    def head(self, entity: str, entity_id: str, field: str) -> Head | None:
        return self.journal.head(Register(entity, entity_id, field))

    def value(self, entity: str, entity_id: str, field: str) -> Any:
        """The current value of one field, or None."""
        head = self.head(entity, entity_id, field)
        return head.value if head else None

    def record(self, entity: str, entity_id: str) -> dict[str, Any]:
        """The fields of one thing; those without a value are left out."""
        found = self.journal.heads(entity, entity_id, entity_id + "\0")
        return {register.field: head.value for register, head in found if head.value is not None}

    def records(self, entity: str) -> dict[str, dict[str, Any]]:
        """Every thing of a kind, by id."""
        found: dict[str, dict[str, Any]] = {}
        for register, head in self.journal.heads(entity):
            if head.value is not None:
                found.setdefault(register.entity_id, {})[register.field] = head.value
        return found
