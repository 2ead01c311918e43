"""What every document about a case shows in the same way: its heading, facts and warnings."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from fieldwork import wording
from fieldwork.documents import discretion, pieces, style
from fieldwork.documents.page import DocumentContext, bookmarked
from fieldwork.inspection.records import Status
from fieldwork.programme.model import Fact, Value
from fieldwork.reading.concerns import Concern
from fieldwork.reading.model import CaseReading


def title(case: CaseReading, kind: str, level: int = 0) -> list[Any]:
    """`Case summary` over the reference and initials, with the form below."""
    initials = f'  <font name="{style.FONT}">{style.words(discretion.initials(case))}</font>'
    heading = style.markup(f"{style.words(case.ref)}{initials}", style.TITLE)
    heading = bookmarked(heading, f"{kind}: {case.ref}", level)
    return [style.para(kind, style.OVERLINE), heading]


def by_line(case: CaseReading) -> Any:
    """The form, who reads it, the office and the status, in one line."""
    reader = case.inspector.name if case.inspector else "Not allocated"
    parts = [case.form.title, f"Read by {reader}", case.office, case.status.label]
    return style.para("  ·  ".join(part for part in parts if part), style.LEAD)


def fact_rows(facts: Mapping[str, Value], context: DocumentContext) -> list[tuple[str, str]]:
    """Labels and values of the facts of a case header: shown, known, and not personal."""
    return [
        (fact.label, fact_words(fact, facts[fact.id]))
        for fact in context.programme.facts.values()
        if fact.shown and not fact.personal and fact.id != "reference" and _known(facts.get(fact.id))
    ]


def fact_words(fact: Fact, value: Value) -> str:
    """A fact's value as people read it; dates in full."""
    if fact.type == "date":
        try:
            return wording.day(date.fromisoformat(str(value)))
        except ValueError:
            return str(value)
    return fact.words(value)


def answer_words(answers: Any, value: Value) -> str:
    """An answer's value as people read it; dates in full."""
    if answers is not None and answers.kind == "date":
        return fact_words(Fact("", "", type="date"), value)
    return answers.label(value) if answers is not None else str(value)


def facts(case: CaseReading, context: DocumentContext, width: float) -> list[Any]:
    """The facts of the case in columns, and what the office changed under the reading."""
    found = pieces.fact_table(fact_rows(case.facts, context), width)
    for change in case.changed_facts:
        fact = context.programme.facts.get(change.fact)
        if fact is None or fact.personal:
            continue
        before, after = (
            fact_words(fact, value) if _known(value) and value is not None else "not recorded"
            for value in (change.before, change.after)
        )
        line = f"Changed by the office after reading began: {fact.label}, from {before} to {after}."
        found.append(style.para(line, style.SMALL))
    return found


def alerts(case: CaseReading, context: DocumentContext) -> list[Any]:
    """Boxes at the head of a case: open concerns, then whatever makes the reading unfinished."""
    hide = discretion.discreet(case, context.programme)
    found = [concern_box(concern, hide) for concern in case.open_concerns]
    if case.status is Status.WITHDRAWN:
        found.append(style.markup("<b>Withdrawn from the sample.</b>", style.BANNER))
    elif case.to_do:
        shown = [context.programme.questions[q].shown for q in case.to_do]
        first = f"Reading not complete: {wording.count(len(shown), 'question')} to answer"
        rest = style.words(wording.listed(shown)) if len(shown) <= 24 else "They are marked below."
        found.append(style.markup(f"<b>{first}</b><br/>{rest}", style.BANNER))
    return found


def concern_box(concern: Concern, hide: discretion.Discreet, where: str = "") -> Any:
    """An open concern in a heavy frame: what was seen, who was told and when, what was done."""
    told = ", ".join(part for part in (concern.told.strip(), concern.told_at.strip()) if part)
    lines = [f"<b>Immediate concern, open{where}</b>", style.words(hide(concern.seen.strip()))]
    for label, text in (("Told", told), ("Done", concern.done.strip())):
        lines.append(f"<b>{label}:</b> {style.words(hide(text)) if text else 'not recorded yet'}")
    return style.markup("<br/>".join(lines), style.CONCERN)


def _known(value: Value | None) -> bool:
    return value is not None and value != "" and value != ()
