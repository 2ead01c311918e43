"""The parts of a programme file, from TOML tables to values: answers, facts, conditions, guides."""

from collections.abc import Mapping
from typing import Any, get_args

from fieldwork.programme.conditions import (
    AllOf,
    AnswerIs,
    AnyOf,
    Comparison,
    Condition,
    Derivation,
    FactIs,
    FactNumber,
    FactOnly,
    Not,
)
from fieldwork.programme.model import (
    AnswerKind,
    AnswerSet,
    Fact,
    FactSource,
    FactType,
    Guidance,
    Guide,
    GuideItem,
    Option,
    QuestionId,
)
from fieldwork.programme.problems import Report

Table = Mapping[str, Any]


def answer_set(report: Report, place: str, name: str, table: Table) -> AnswerSet:
    """One `[answers.NAME]` table."""
    report.keys(place, table, ("kind", "options"))
    kind = report.text(place, table, "kind", "choice")
    report.known(place, "the kind", kind, get_args(AnswerKind))
    options = _options(report, place, table.get("options", []))
    if kind == "choice" and not options:
        report.add(place, "a choice needs options")
    return AnswerSet(name, kind, options)  # type: ignore[arg-type]  # checked above


def _options(report: Report, place: str, rows: Any) -> tuple[Option, ...]:
    if not isinstance(rows, list):
        report.add(place, "'options' is not a list")
        return ()
    found = [_option(report, place, row, str(number)) for number, row in enumerate(rows, start=1)]
    for what, values in (("value", [o.value for o in found]), ("key", [o.key for o in found if o.key])):
        if len(set(values)) < len(values):
            report.add(place, f"two options have the same {what}")
    return tuple(found)


#: The keys of the commonest answers; other options without a key of their own take their number.
_USUAL_KEYS = {"yes": "Y", "no": "N", "na": "A"}


def _option(report: Report, place: str, row: Any, number: str) -> Option:
    if isinstance(row, str):
        return Option(row, in_words(row), _USUAL_KEYS.get(row, number))
    if not isinstance(row, dict):
        report.add(place, f"the option {row!r} is neither text nor a table")
        return Option("", "")
    report.keys(place, row, ("value", "label", "key"))
    value = report.text(place, row, "value")
    label = report.text(place, row, "label", in_words(value))
    return Option(value, label, str(row.get("key", _USUAL_KEYS.get(value, number))).upper())


def in_words(value: str) -> str:
    """A stored value as a label: `too_high` becomes `Too high`."""
    words = value.replace("_", " ")
    return words[:1].upper() + words[1:]


def answers_of(report: Report, place: str, table: Table, sets: Mapping[str, AnswerSet]) -> AnswerSet | None:
    """The answer set of a row: by name, or an inline list of options."""
    named = table.get("answers")
    if named is None:
        return None
    if isinstance(named, list):
        return AnswerSet("", "choice", _options(report, place, named))
    if report.known(place, "the answer set", str(named), sets):
        return sets[str(named)]
    return None


_FACT_KEYS = (
    *("label", "type", "source", "values", "required", "personal", "shown"),
    *("stands_in", "derive", "years_between", "default"),
)


def fact(report: Report, place: str, name: str, table: Table) -> Fact:
    """One `[facts.NAME]` table; its derivations are read later, when every fact is known."""
    report.keys(place, table, _FACT_KEYS)
    kind = report.text(place, table, "type", "text")
    source = report.text(place, table, "source", "list")
    report.known(place, "the type", kind, get_args(FactType))
    report.known(place, "the source", source, get_args(FactSource))
    values = table.get("values", {})
    if isinstance(values, list):
        values = {str(v): in_words(str(v)) for v in values}
    if not isinstance(values, dict):
        report.add(place, "'values' is neither a table nor a list")
        values = {}
    if kind == "choice" and not values:
        report.add(place, "a choice needs values")
    years = report.texts(place, table, "years_between")
    if years and len(years) != 2:
        report.add(place, "'years_between' needs two facts, the earlier date first")
    return Fact(
        id=name,
        label=report.text(place, table, "label"),
        type=kind,  # type: ignore[arg-type]  # checked above
        source=source,  # type: ignore[arg-type]
        values={str(k): str(v) for k, v in values.items()},
        required=bool(table.get("required", False)),
        personal=bool(table.get("personal", False)),
        shown=bool(table.get("shown", True)),
        stands_in=table.get("stands_in"),
        years_between=(years[0], years[1]) if len(years) == 2 else None,
        default=table.get("default"),
    )


def derivations(
    report: Report, place: str, own: Fact, table: Table, facts: Mapping[str, Fact]
) -> tuple[Derivation, ...]:
    """The `derive` rows of the fact `own`."""
    found = []
    for row in report.tables(place, table, "derive"):
        report.keys(place, row, ("value", "when"))
        value = report.text(place, row, "value")
        if own.values:
            report.known(place, "the derived value", value, own.values)
        when = condition(report, place, row.get("when"), facts, answers=True)
        if when is not None:
            found.append(Derivation(value, when))
    return tuple(found)


def condition(
    report: Report, place: str, table: Any, facts: Mapping[str, Fact], *, answers: bool = False
) -> Condition | None:
    """A condition table; None where it is absent or wrong (then a problem is noted)."""
    if table is None:
        return None
    if not isinstance(table, dict) or not table:
        report.add(place, 'a condition is a table such as { rosh = ["medium", "high"] }')
        return None
    parts = [_part(report, place, key, value, facts, answers) for key, value in table.items()]
    kept = tuple(part for part in parts if part is not None)
    if not kept:
        return None
    return kept[0] if len(kept) == 1 else AllOf(kept)


def _part(
    report: Report, place: str, key: str, value: Any, facts: Mapping[str, Fact], answers: bool
) -> Condition | None:
    if key in ("all", "any"):
        rows = value if isinstance(value, list) else []
        parts = [condition(report, place, row, facts, answers=answers) for row in rows]
        kept = tuple(part for part in parts if part is not None)
        if not kept:
            report.add(place, f"{key!r} needs a list of conditions")
            return None
        return AllOf(kept) if key == "all" else AnyOf(kept)
    if key == "not":
        inner = condition(report, place, value, facts, answers=answers)
        return Not(inner) if inner is not None else None
    if key == "answer" and answers:
        return _answer_part(report, place, value)
    if not report.known(place, "the fact", key, facts):
        return None
    return _fact_part(report, place, facts[key], value)


def _answer_part(report: Report, place: str, value: Any) -> Condition | None:
    if not isinstance(value, dict) or not all(isinstance(v, list) for v in value.values()):
        report.add(place, '\'answer\' needs a table such as { "3.1.1" = ["sufficient"] }')
        return None
    parts = tuple(AnswerIs(question, tuple(map(str, values))) for question, values in value.items())
    return parts[0] if len(parts) == 1 else AllOf(parts)


def _fact_part(report: Report, place: str, fact: Fact, value: Any) -> Condition | None:
    if isinstance(value, list):
        return FactIs(fact.id, _values(report, place, fact, value))
    if isinstance(value, dict) and set(value) == {"only"} and isinstance(value["only"], list):
        if fact.type != "list":
            report.add(place, f"'only' needs a list fact, and {fact.id} is a {fact.type} fact")
        return FactOnly(fact.id, _values(report, place, fact, value["only"]))
    if isinstance(value, dict) and len(value) == 1:
        comparison, number = next(iter(value.items()))
        if report.known(place, "the comparison", comparison, get_args(Comparison)):
            if fact.type == "number" and isinstance(number, int | float):
                return FactNumber(fact.id, comparison, number)
            report.add(place, f"{comparison!r} needs a number, and {fact.id} is a {fact.type} fact")
        return None
    report.add(place, f'the condition on {fact.id} needs a list of values, such as ["yes"]')
    return None


def _values(report: Report, place: str, fact: Fact, values: list[Any]) -> tuple[str, ...]:
    if not values:
        report.add(place, f"the condition on {fact.id} has no values, so it can never hold")
    for value in values:
        if fact.values:
            report.known(place, f"the value of {fact.id}", str(value), fact.values)
    return tuple(str(value) for value in values)


def guidance(report: Report, place: str, table: Any) -> Guidance:
    """The `guidance` table of a question."""
    if table is None:
        return Guidance()
    if not isinstance(table, dict):
        report.add(place, "'guidance' is not a table")
        return Guidance()
    report.keys(place, table, ("good", "no", "not_applicable"))
    return Guidance(*(report.text(place, table, key, "") for key in ("good", "no", "not_applicable")))


def guide(report: Report, table: Table, sets: Mapping[str, AnswerSet], facts: Mapping[str, Fact]) -> Guide:
    """One `[[guides]]` table. Items are numbered from 1 for their ids unless they name one."""
    name = report.text(report.name, table, "id")
    place = report.place("guides", name)
    report.keys(place, table, ("id", "title", "items", "case_topics"))
    items = []
    for number, row in enumerate(report.tables(place, table, "items"), start=1):
        report.keys(place, row, ("id", "topic", "text", "answers", "applies", "sets", "guidance"))
        items.append(
            GuideItem(
                topic=report.text(place, row, "topic"),
                text=report.text(place, row, "text"),
                answers=answers_of(report, place, row, sets) or AnswerSet("", "text"),
                id=QuestionId(str(row.get("id", f"{name}.{number}"))),
                applies=condition(report, place, row.get("applies"), facts),
                sets=row.get("sets"),
                guidance=guidance(report, place, row.get("guidance")),
            )
        )
    title = report.text(place, table, "title")
    return Guide(name, title, tuple(items), report.texts(place, table, "case_topics"))
