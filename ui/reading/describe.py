"""The reading in words: the head of the case, its messages, what was changed and by whom."""

from datetime import datetime

from fieldwork import wording
from fieldwork.inspection import queries
from fieldwork.inspection.clock import moment
from fieldwork.inspection.file import Inspection
from fieldwork.inspection.projection import answer_id
from fieldwork.inspection.records import Status
from fieldwork.programme.model import Programme, QuestionId
from fieldwork.reading import evidence
from fieldwork.reading.evidence import Record
from fieldwork.reading.model import CaseReading
from ui.reading.case_notes import CaseNote, concern_note, example_note
from ui.reading.conflict import ConflictState, conflicts_of, written_at
from ui.reading.evidence import EvidenceState
from ui.reading.facts import key_facts, words_of
from ui.reading.header import HeaderState
from ui.reading.view_state import CaseView, PageState, RowState
from ui.widgets import Message


def is_open(view: CaseView) -> bool:
    """Whether anything may be written: neither complete nor withdrawn."""
    return view.reading.status not in (Status.COMPLETE, Status.WITHDRAWN)


def header_of(inspection: Inspection, view: CaseView, *, again: bool = False) -> HeaderState:
    """The head of a case, perhaps read `again`; the person goes by initials."""
    reading, programme = view.reading, inspection.programme
    name = f"{reading.given.get('first_names', '')} {reading.given.get('family_name', '')}"
    people: tuple[str, ...] = (
        f"Read {again * 'again '}by {reading.inspector.name}" if reading.inspector else "Not allocated",
        f"Officer {reading.officer}" if reading.officer else "",
        reading.office,
        key_facts(programme, reading.facts),
    )
    if reading.is_record:
        people = record_words(inspection, evidence.read(inspection, reading.ref))
    asking = view.asking()
    done = sum(not row.open for row in asking)
    about = " · ".join(part for part in people if part)
    return HeaderState(
        ref=reading.name if reading.is_record else reading.ref,
        initials=wording.initials(name),
        form="" if reading.is_record else f"{again * 'Second reading, '}{reading.form.title}",
        status=reading.status,
        about=about,
        done=done,
        total=len(asking),
        interview=reading.form.interview,
        is_record=reading.is_record,
        again=again,
    )


def record_words(inspection: Inspection, record: Record) -> tuple[str, ...]:
    """When and where a meeting is, with whom, and who of the team is there."""
    day = wording.short_day(record.day) if record.day else ""
    time = wording.clock(record.starts) if record.starts else ""
    team = {p.id: p.name for p in queries.team(inspection)}
    people = wording.listed([team[p] for p in record.people if p in team])
    when = ", ".join(part for part in (day, time) if part)
    return (when, record.place, record.with_whom, people)


def evidence_of(inspection: Inspection, reading: CaseReading, row: RowState, ref: str) -> EvidenceState:
    """What stands under a row of what is read as `ref`: who last changed it, what was changed apart."""
    answer, short, full = row.answer, "", ""
    if answer.at:
        people = {str(p.id): p.name for p in queries.team(inspection)}
        who, at = people.get(answer.author, ""), moment(answer.at).astimezone()
        today = at.date() == datetime.now().astimezone().date()
        when = wording.clock(at) if today else wording.short_day(at.date())
        short = f"{wording.initials(who)} {when}".strip()
        full = f"Last changed by {who or 'somebody'}, {written_at(answer.at)}"
    conflicts = (
        conflicts_of(inspection, frozenset({answer_id(ref, row.question)}), row.question)
        if answer.conflict
        else ()
    )
    hint = "Evidence: what you read, and what it shows"
    if reading.is_record:
        hint = (
            "Why this rating, from all the evidence"
            if row.rates
            else "What was said or seen, and what it shows"
        )
    asks = not reading.is_record and ref == reading.ref
    return EvidenceState(row, short, full, conflicts, reading.sources, hint, asks)


def case_conflicts(inspection: Inspection, view: CaseView) -> tuple[ConflictState, ...]:
    """What was changed apart about the case itself, its concerns and its examples."""
    if not inspection.journal.conflicts():
        return ()
    reading = view.reading
    keys = {reading.ref, *(c.id for c in reading.concerns), *(e.id for e in reading.examples)}
    return conflicts_of(inspection, frozenset(keys))


def notes_of(view: CaseView) -> tuple[CaseNote, ...]:
    """The concerns and examples of a case, open concerns first."""
    reading = view.reading
    concerns = sorted(reading.concerns, key=lambda concern: not concern.is_open)
    shown = {state.question.id: state.question.shown for state in reading.questions}
    told = (example_note(e, shown.get(QuestionId(e.question), "")) for e in reading.examples)
    return (*map(concern_note, concerns), *told)


def key_question_of(page: PageState, question: QuestionId | None) -> QuestionId | None:
    """The key question under which a row of a page stands: the first judgement from there on."""
    block = False
    for row in page.rows:
        if row.key.part == "heading":
            block = False
        if row.question == question and row.asks:
            block = True
        if block and row.key.part == "judgement":
            return None if row.rates else row.question
    return None


def first_of(page: PageState, key_question: QuestionId) -> QuestionId:
    """The first row of a key question's block, or of the page."""
    found = False
    for row in page.rows:
        if row.key.part == "heading" and row.question == key_question:
            found = True
        elif found and row.asks:
            return row.question
    return page.asking[0].question


def standing_message(programme: Programme, view: CaseView, *, again: bool = False) -> Message | None:
    """What stays in sight until it is dealt with: that it is read blind, changed facts, then conflicts."""
    if again and is_open(view):
        words = "You read this case a second time, without the first reading."
        return Message(words, "info", "Both are shown side by side once yours is complete.", closable=False)
    changed = view.reading.changed_facts
    if changed:
        lines = []
        for change in changed:
            fact = programme.facts.get(change.fact)
            if fact is not None:
                before, after = words_of(fact, change.before), words_of(fact, change.after)
                lines.append(f"{fact.label}: {before}, now {after}.")
        words = f"The office’s list changed {wording.count(len(changed), 'fact')} after reading began."
        seen = ("acknowledge", "I have seen this")
        return Message(words, "warning", " ".join(lines), (seen,), closable=False)
    if view.conflicts:
        verb = "was" if view.conflicts == 1 else "were"
        answers = wording.count(view.conflicts, "answer")
        words = f"{answers} {verb} changed on two laptops. Choose which to keep."
        return Message(words, "danger", "", (("conflict", "Show"),), closable=False)
    return None


def completed_message(view: CaseView, *, again: bool = False) -> Message:
    """What is said once a case is complete; warnings without a reason are counted, not hidden."""
    if again:
        words = f"Your second reading of {view.reading.ref} is complete."
        return Message(words, "good", "", (("next_case", "Compare both readings"),))
    bare = sum(row.needs_reason for row in view.asking())
    detail = ""
    next_words = "All evidence" if view.reading.is_record else "Next case"
    if bare:
        detail = f"{wording.count(bare, 'judgement')} without a reason although most prompts say otherwise."
    return Message(f"{view.reading.name} is complete.", "good", detail, (("next_case", next_words),))
