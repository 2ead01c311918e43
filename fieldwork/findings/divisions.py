"""The groups that readings are divided into: what they are called, and in which order they stand."""

from collections.abc import Collection, Mapping

from fieldwork.errors import Problem, Refused
from fieldwork.findings import queries
from fieldwork.findings.queries import Selection
from fieldwork.inspection import queries as held
from fieldwork.inspection.file import Inspection
from fieldwork.programme.model import Programme

#: Ways to divide that are not facts of the programme, and what they are called.
OTHERS = {
    queries.INSPECTOR: "Inspector",
    queries.OFFICE: "Office",
    queries.FORM: "Form",
    queries.AGE_GROUP: "Age group",
}


def divisions(programme: Programme) -> dict[str, str]:
    """What findings can be divided by, with its label: facts that point to nobody, and the rest."""
    facts = {f.id: f.label for f in programme.facts.values() if not f.personal and f.id != "reference"}
    return facts | OTHERS


def check(programme: Programme, selection: Selection) -> None:
    """Refuses a selection by what the programme does not know, or by what points to a person."""
    known = divisions(programme)
    names = [name for name in (selection.by, *(name for name, _ in selection.where)) if name]
    wrong = [name for name in names if name not in known]
    if wrong:
        raise Refused(
            f"Findings are not divided by {', '.join(wrong)}.",
            [Problem(name, "it is no fact of the programme, or it points to a person") for name in wrong],
            f"Choose from: {', '.join(sorted(known))}.",
        )
    for name, wanted in selection.where:
        fact = programme.facts.get(name)
        if fact and fact.values and (unknown := [v for v in wanted if v not in fact.values]):
            raise Refused(
                f"{fact.label} is never {', '.join(unknown)}.",
                advice=f"Its values are: {', '.join(fact.values)}.",
            )


def labels(inspection: Inspection, by: str) -> Mapping[str, str]:
    """The words for the groups' values, in the order in which they are shown."""
    programme = inspection.programme
    if by == queries.INSPECTOR:
        return {person.id: person.name for person in held.team(inspection)}
    if by == queries.FORM:
        return {form.id: form.title for form in programme.forms.values()}
    if by == queries.AGE_GROUP:
        return {queries.UNDER_25: "Under 25", queries.FROM_25: "25 and over"}
    fact = programme.facts.get(by)
    return fact.values if fact else {}


def in_order(groups: Collection[str | None], words: Mapping[str, str]) -> list[str | None]:
    """Groups in the order of their labels, others by themselves, those without a value last."""
    places = {value: place for place, value in enumerate(words)}
    return sorted(groups, key=lambda g: (g is None, places.get(g or "", len(places)), g or ""))
