"""An inspection as tidy tables: answers (long), cases and other evidence (wide), findings, ratings."""

from collections.abc import Iterator, Sequence

from fieldwork.exports.columns import Cell, Column, Missing, Table, yes_no
from fieldwork.exports.names import Names
from fieldwork.exports.readings import Reading, Wanted, plain_value, readings
from fieldwork.findings import counts, divisions, results
from fieldwork.findings.counts import Count, Counts, has_line
from fieldwork.findings.queries import Selection
from fieldwork.findings.results import Findings
from fieldwork.inspection import queries
from fieldwork.inspection.file import Inspection
from fieldwork.programme.model import Fact, Form, Level, Programme, Question

_STATES = {"answered": "Answered", **{one.value: one.label for one in Missing}}
Row = Sequence[Cell]


def tables(inspection: Inspection, wanted: Wanted) -> list[Table]:
    """Every table of an inspection that has rows to hold."""
    programme = inspection.programme
    held = list(readings(inspection, wanted))
    found = results.findings(inspection, Selection(unfinished=wanted.unfinished))
    made = [
        _answers(programme, held, wanted),
        _wide(programme, "cases", "Cases", programme.case_forms, held, wanted),
        *(
            _wide(programme, f"records-{form.id}", form.title, [form], held, wanted)
            for form in programme.evidence_forms
        ),
        _findings(inspection, found),
        _ratings(found),
    ]
    return [table for table in made if table.rows]


# -- answers, long ----------------------------------------------------------------------------


def _answers(programme: Programme, held: Sequence[Reading], wanted: Wanted) -> Table:
    forms = {form.id: form.title for form in programme.forms.values()}
    columns = [
        Column("case", "Case or record"),
        Column("form", "Form", "choice", forms),
        Column("question", "Question's id"),
        Column("ref", "Question's number"),
        Column("standard", "Standard"),
        Column("level", "Level", "choice", {level.value: level.words.capitalize() for level in Level}),
        Column("words", "Question"),
        Column("state", "State", "choice", _STATES),
        Column("answer", "Answer"),
        Column("label", "Answer in words"),
        yes_no("above", "Above the line"),
        yes_no("scored", "Scored"),
    ]
    if wanted.personal:
        columns += [Column("note", "Note"), Column("source", "Source"), Column("reader", "Reader")]
    rows = [row for reading in held for row in _answer_rows(programme, reading, wanted)]
    return Table("answers", "Answers, one a row", tuple(columns), rows)


def _answer_rows(programme: Programme, reading: Reading, wanted: Wanted) -> Iterator[Row]:
    for question in programme.form_questions(reading.row.form):
        if not _exported(question, wanted):
            continue
        missing, value = reading.state(question), reading.value(question)
        standard = programme.ancestor(question, Level.STANDARD)
        counts_so = missing is None and has_line(question)
        assert question.answers is not None
        row: list[Cell] = [
            *(reading.key, reading.row.form, str(question.id), question.ref),
            *(standard.ref if standard else "", question.level.value, question.text),
            missing.value if missing else "answered",
            plain_value(value),
            None if value is None else question.answers.label(value),
            int(value in question.above_line) if counts_so else None,
            int(question.scored),
        ]
        if wanted.personal:
            held = reading.answers.get(question.id)
            row += [held.note if held else "", held.source if held else "", reading.reader]
        yield row


def _exported(question: Question, wanted: Wanted) -> bool:
    """Whether its answers are: words written freely may name somebody."""
    return question.answers is not None and (question.answers.kind != "text" or wanted.personal)


# -- cases and records, wide ---------------------------------------------------------------------


def _wide(
    programme: Programme,
    name: str,
    title: str,
    forms: Sequence[Form],
    held: Sequence[Reading],
    wanted: Wanted,
) -> Table:
    """One row a reading: its facts, then every question of these forms."""
    ids = {form.id: form.title for form in forms}
    mine = [reading for reading in held if reading.row.form in ids]
    names = Names(programme)
    facts = [fact for fact in programme.facts.values() if _has(fact, mine, wanted)]
    asked = {q.id: q for form in forms for q in programme.form_questions(form.id) if _exported(q, wanted)}
    columns = [
        Column("case", "Case or record"),
        Column("form", "Form", "choice", ids),
        Column("status", "Status", "choice", {"complete": "Complete", "reading": "Being read"}),
        Column("reader", "Reader"),
        *(column for fact in facts for column in _fact_columns(names, fact)),
        *(_question_column(names, question) for question in asked.values()),
    ]
    rows = [
        [
            *(reading.key, reading.row.form, reading.row.status.value, reading.reader),
            *(cell for fact in facts for cell in _fact_cells(fact, reading)),
            *(reading.cell(question) for question in asked.values()),
        ]
        for reading in mine
    ]
    return Table(name, title, tuple(columns), rows)


def _has(fact: Fact, held: Sequence[Reading], wanted: Wanted) -> bool:
    """Whether any of the readings has the fact, and it may be told."""
    if fact.id == "reference" or (fact.personal and not wanted.personal):
        return False
    return any(fact.id in reading.row.facts for reading in held)


def _fact_columns(names: Names, fact: Fact) -> list[Column]:
    name, about = names.fact(fact.id), f"fact {fact.id}"
    if fact.type == "list":
        return [
            yes_no(f"{name}_{names.choice(v)}", f"{fact.label}: {w}", about) for v, w in fact.values.items()
        ]
    kinds = {"choice": "choice", "number": "number", "date": "date"}
    return [Column(name, fact.label, kinds.get(fact.type, "text"), fact.values, about=about)]  # type: ignore[arg-type]


def _fact_cells(fact: Fact, reading: Reading) -> list[Cell]:
    value = reading.row.facts.get(fact.id)
    if fact.type == "list":
        held = value if isinstance(value, tuple) else ()
        return [None if value is None else int(one in held) for one in fact.values]
    return [plain_value(value)]


def _question_column(names: Names, question: Question) -> Column:
    assert question.answers is not None
    values = {option.value: option.label for option in question.answers.options}
    kinds = {"choice": "choice", "number": "number", "date": "date", "text": "text"}
    label = f"{question.shown} {question.text}".strip()
    kind = kinds[question.answers.kind]
    return Column(names.question(question.id), label, kind, values, True, f"question {question.id}")  # type: ignore[arg-type]


# -- findings -------------------------------------------------------------------------------------


def _findings(inspection: Inspection, found: Findings) -> Table:
    columns = (
        Column("divided_by", "Divided by"),
        Column("part", "Group"),
        Column("readings", "Readings in the group", "whole"),
        Column("question", "Question's id"),
        Column("ref", "Question's number"),
        Column("level", "Level", "choice", {level.value: level.words.capitalize() for level in Level}),
        Column("words", "Question"),
        yes_no("scored", "Scored"),
        Column("yes", "Above the line", "whole"),
        Column("of", "Counted", "whole"),
        Column("percent", "Per cent", "whole"),
        Column("low_95", "Low end, 95 per cent", "number"),
        Column("high_95", "High end, 95 per cent", "number"),
        Column("low_80", "Low end, 80 per cent", "number"),
        Column("high_80", "High end, 80 per cent", "number"),
        yes_no("small", "Small base: a count is told, not a share"),
    )
    programme = inspection.programme
    cases = [case.facts for case in queries.cases(inspection, withdrawn=False)]
    rows = list(_finding_rows("", found.counts))
    for name in divisions.telling(programme, results.usual_division(programme), cases):
        for group in counts.count(inspection, Selection(name, unfinished=found.selection.unfinished)):
            rows += _finding_rows(name, group)
    return Table("findings", "Findings, whole and by group", columns, rows)


def _finding_rows(by: str, group: Counts) -> Iterator[Row]:
    readings_of = sum(group.readings.values())
    for one in group.questions.values():
        if one.of:
            question = one.question
            named = (str(question.id), question.ref, question.level.value, question.text)
            ends = [*_ends(one, 0.95), *_ends(one, 0.8)]
            yield (
                *(by, group.label, readings_of, *named, int(question.scored)),
                *(one.yes, one.of, one.percent, *ends, int(one.small)),
            )


def _ends(one: Count, confidence: float) -> tuple[float | None, float | None]:
    found = one.interval(confidence)
    return (round(100 * found.low, 2), round(100 * found.high, 2)) if found else (None, None)


def _ratings(found: Findings) -> Table:
    rule = found.programme.rating
    bands = {band.id: band.label for band in rule.bands} if rule else {}
    columns = (
        Column("standard", "Standard"),
        Column("words", "Title"),
        yes_no("judged", "Rated by judgement"),
        Column("lowest", "Lowest key question"),
        Column("percent", "Its per cent", "whole"),
        *(Column(name, name.capitalize(), "choice", bands) for name in ("indicated", "decided", "rating")),
        Column("points", "Points", "whole"),
        yes_no("near_boundary", "Near a boundary"),
    )
    rows = [
        (
            *(str(one.standard.id), one.standard.text, int(one.judged)),
            one.lowest.question.ref if one.lowest else None,
            one.lowest.percent if one.lowest else None,
            *(band.id if band else None for band in (one.indicated, one.decided, one.rating)),
            one.rating.points if one.rating else None,
            int(one.near_boundary),
        )
        for one in found.standards
    ]
    return Table("ratings", "Ratings by standard", columns, rows)
