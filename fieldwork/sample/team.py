"""The inspection team: adding people and saying whose copy of the file this is."""

from fieldwork.errors import Refused
from fieldwork.inspection import queries
from fieldwork.inspection.file import Inspection
from fieldwork.inspection.journal import new_id
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
