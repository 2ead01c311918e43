"""The groups that readings are divided into: what they are called, and in which order they stand."""

from collections.abc import Collection, Iterable, Mapping

from fieldwork.errors import Problem, Refused
from fieldwork.findings import queries
from fieldwork.findings.queries import Selection
from fieldwork.inspection import queries as held
from fieldwork.inspection.file import Inspection
from fieldwork.programme.model import Programme, Value

#: Ways to divide that are not facts of the programme, and what they are called.
OTHERS = {
    queries.INSPECTOR: "Inspector",
    queries.OFFICE: "Office",
    queries.FORM: "Form",
    queries.AGE_GROUP: "Age group",
}

#: The facts that sub-groups are told by, where cases differ in them.
_USUAL = (
    *("gender", queries.AGE_GROUP, "ethnicity", "disposal_group", "sentence_type", "rosh", "officer_grade"),
)


def divisions(programme: Programme) -> dict[str, str]:
    """What findings can be divided by, with its label: facts that point to nobody, and the rest."""
    facts = {f.id: f.label for f in programme.facts.values() if not f.personal and f.id != "reference"}
    return facts | OTHERS


def telling(programme: Programme, first: str, cases: Iterable[Mapping[str, Value]]) -> list[str]:
    """What to divide by in a report: `first` where there is one, then the usual facts in which these cases
    differ; where sentences are grouped, the groups.
    """
    held = list(cases)
    names = [name for name in dict.fromkeys((first, *_USUAL)) if name]
    if "disposal_group" in programme.facts:
        names.remove("sentence_type")

    def differ(name: str) -> bool:
        fact = "age" if name == queries.AGE_GROUP else name
        return len({str(facts.get(fact)) for facts in held}) > 1

    return [name for name in names if differ(name)]


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
