"""The inspection team: adding people and saying whose copy of the file this is."""

from fieldwork.errors import Refused
from fieldwork.inspection import queries
from fieldwork.inspection.changes import Written, new_id
from fieldwork.inspection.file import Inspection
from fieldwork.inspection.records import Person, PersonId, Role


def add(inspection: Inspection, author: str, name: str, role: Role) -> Person:
    """Adds a person. The first one becomes the file's own user. Refuses a name that is there."""
    words = " ".join(name.split())
    if not words:
        raise Refused("A person needs a name.")
    if any(p.name.casefold() == words.casefold() for p in queries.team(inspection)):
        raise Refused(f"{words} is in the team already.", advice="Give the full name to tell them apart.")
    person = PersonId(new_id())
    with inspection.edit(author or person, "Added a person to the team") as edit:
        edit.set("person", person, "name", words)
        edit.set("person", person, "role", role.value)
    if queries.user(inspection) is None:
        queries.set_user(inspection, person)
    return Person(person, words, role)


def set_role(inspection: Inspection, author: str, person: PersonId, role: Role) -> Written:
    """Says what a person does in the team."""
    with inspection.edit(author, "Changed a person's role") as edit:
        edit.set("person", person, "role", role.value)
    return edit.written


def set_active(inspection: Inspection, author: str, person: PersonId, active: bool) -> Written:
    """Takes a person off the active team, or brings them back; their cases and their work stay."""
    label = "Made a person active" if active else "Made a person inactive"
    with inspection.edit(author, label) as edit:
        edit.set("person", person, "active", active)
    return edit.written


def rename(inspection: Inspection, author: str, person: PersonId, name: str) -> Written:
    """Corrects a person's name. Refuses an empty name and one that somebody else has."""
    words = " ".join(name.split())
    if not words:
        raise Refused("A person needs a name.")
    others = [p for p in queries.team(inspection) if p.id != person]
    if any(p.name.casefold() == words.casefold() for p in others):
        raise Refused(f"{words} is in the team already.", advice="Give the full name to tell them apart.")
    with inspection.edit(author, "Corrected a name") as edit:
        edit.set("person", person, "name", words)
    return edit.written
