"""What was read or heard for an answer, by key and in words."""

from collections.abc import Mapping

from fieldwork.inspection import queries
from fieldwork.inspection.file import Inspection
from fieldwork.programme.model import Form

#: For an answer about a case.
SOURCES = {"file": "Case file", "interview": "Interview", "other": "Other"}
#: For evidence about the organisation, besides its meetings.
_ORGANISATION = {
    "document": "Document",
    "readings": "Case readings",
    "officers": "Interviews",
    "data": "Data",
}
#: Begins the key of a meeting, an observation or another record; its id follows.
RECORD = "record."


def sources(inspection: Inspection, form: Form) -> Mapping[str, str]:
    """What an answer of this form may rest on, by key; for the organisation every record is one.

    Nothing for a meeting or an interview, which is itself the source.
    """
    if form.subject == "case":
        return SOURCES
    if form.subject != "organisation":
        return {}
    forms = inspection.programme.forms
    records = [row for row in queries.evidence(inspection) if row.subject == "record"]
    names = {f"{RECORD}{row.ref}": f"{forms[row.form].title}: {row.title}" for row in records if row.title}
    bare = {f"{RECORD}{row.ref}": forms[row.form].title for row in records if not row.title}
    return {**_ORGANISATION, **bare, **names}


def source_words(source: str, known: Mapping[str, str]) -> str:
    """A source in words; one that is no longer offered still says what it was."""
    every = {**SOURCES, **_ORGANISATION, **known}
    return every.get(source, "A meeting" if source.startswith(RECORD) else source)
