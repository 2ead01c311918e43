"""The tables of second readings: who reads what again, both readings side by side, how far they agree."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from fieldwork.findings.agreement import Agreement, Line
from fieldwork.inspection import queries
from fieldwork.inspection.file import Inspection
from fieldwork.programme.model import Question, Value
from fieldwork.reading.second_outcomes import Compared, Standing
from fieldwork.wording import count
from ui.theme import Tone
from ui.widgets import Column, DataTable, EmptyState

_MARKS: dict[str, tuple[str, Tone]] = {
    "To be read": ("circle", "neutral"),
    "Being read": ("circle-half", "info"),
    "Complete": ("circle-check", "good"),
    "Cancelled": ("ban", "neutral"),
}


@dataclass(frozen=True, slots=True)
class SecondLine:
    """One second reading with the names of both readers."""

    standing: Standing
    form: str
    first: str
    again: str

    @property
    def id(self) -> str:
        return self.standing.second.id

    @property
    def status(self) -> str:
        second = self.standing.second
        if second.cancelled:
            return "Cancelled"
        if second.completed:
            return "Complete"
        return "Being read" if self.standing.answered else "To be read"

    @property
    def how_far(self) -> str:
        if self.status != "Being read":
            return self.status
        return f"Being read, {self.standing.answered} of {self.standing.applicable}"

    @property
    def differing(self) -> str:
        n = self.standing.differing
        return "" if n is None else count(n, "question") if n else "None"

    @property
    def to_agree(self) -> str:
        n = self.standing.to_agree
        return "" if n is None else str(n) if n else "All agreed"


@dataclass(frozen=True, slots=True)
class AgreementLine:
    """One line of the agreement: what it is about, and its figures."""

    key: str
    what: str
    line: Line


def lines(inspection: Inspection, standings: list[Standing]) -> list[SecondLine]:
    """The second readings in words."""
    people = {str(p.id): p.name for p in queries.team(inspection)}
    forms = inspection.programme.forms
    return [
        SecondLine(
            standing=one,
            form=forms[one.form].title if one.form in forms else "",
            first=people.get(str(one.second.first_reader), "Nobody"),
            again=people.get(str(one.second.reader), "Somebody"),
        )
        for one in standings
    ]


def seconds_table(empty: EmptyState) -> DataTable[SecondLine]:
    """Who reads what again, how far it is, and what differs."""
    columns = (
        Column[SecondLine]("Case", lambda s: s.standing.second.ref, width=10),
        Column[SecondLine]("Form", lambda s: s.form, width=22, muted=True),
        Column[SecondLine]("Read first by", lambda s: s.first, width=0),
        Column[SecondLine]("Read again by", lambda s: s.again, width=0),
        Column[SecondLine]("Status", lambda s: s.how_far, mark=lambda s: _MARKS[s.status], width=22),
        Column[SecondLine](
            "Differ", lambda s: s.differing, sort=lambda s: s.standing.differing or 0, width=13
        ),
        Column[SecondLine](
            "To agree on",
            lambda s: s.to_agree,
            sort=lambda s: s.standing.to_agree or 0,
            mark=lambda s: ("warning", "warning") if s.standing.to_agree else None,
            width=13,
        ),
    )
    return DataTable("Second readings", columns, lambda s: s.id, empty=empty)


def said(question: Question, value: Value | None) -> str:
    """An answer in words; "" where the question was not asked in that reading."""
    if value is None:
        return "Not asked"
    return question.answers.label(value) if question.answers else str(value)


def became(row: Compared) -> str:
    """What was agreed on a question that differs."""
    if not row.differs:
        return "Read alike" if row.kind == "same" else "In words"
    if row.outcome is None:
        return "To agree on"
    if row.outcome.conflict:
        return "Agreed in two ways"
    words = {"first": "First stands", "second": "Second stands"}.get(row.outcome.stands)
    return words or f"Agreed: {said(row.question, row.outcome.value)}"


def compared_table() -> DataTable[Compared]:
    """Both readings question by question."""
    columns = (
        Column[Compared]("No.", lambda c: c.question.shown, width=9),
        Column[Compared]("Question", lambda c: c.question.text, tip=lambda c: c.question.text, width=0),
        Column[Compared]("First", lambda c: said(c.question, c.first), width=14),
        Column[Compared]("Second", lambda c: said(c.question, c.again), width=14),
        Column[Compared](
            "Outcome",
            became,
            mark=lambda c: ("warning", "warning") if c.open else ("check", "good") if c.differs else None,
            width=20,
        ),
    )
    empty = EmptyState("check", "Both readings say the same.")
    return DataTable("Questions of both readings", columns, lambda c: str(c.question.id), empty=empty)


def agreement_lines(found: Agreement, people: Mapping[str, str]) -> Iterator[AgreementLine]:
    """The whole, then by standard, first reader, second reader and question."""
    questions = found.programme.questions
    yield AgreementLine("whole", "All questions", found.whole)
    for standard, line in found.standards.items():
        asked = questions[standard]
        yield AgreementLine(f"standard {standard}", f"Standard {asked.shown}  {asked.text}", line)
    for person, line in found.readers.items():
        yield AgreementLine(f"first {person}", f"Read first by {people.get(person, 'somebody')}", line)
    for person, line in found.seconds.items():
        yield AgreementLine(f"second {person}", f"Read again by {people.get(person, 'somebody')}", line)
    for question, line in found.questions.items():
        asked = questions[question]
        yield AgreementLine(f"question {question}", f"{asked.shown}  {asked.text}", line)


def agreement_table() -> DataTable[AgreementLine]:
    """Agreement in per cent and kappa; small numbers as counts."""
    columns = (
        Column[AgreementLine]("What", lambda a: a.what, tip=lambda a: a.what, width=0),
        Column[AgreementLine](
            "Agree", lambda a: f"{a.line.agreed.same} of {a.line.agreed.of}", width=12, right=True
        ),
        Column[AgreementLine](
            "Per cent", _percent, sort=lambda a: a.line.agreed.percent or 0, width=10, right=True
        ),
        Column[AgreementLine](
            "Kappa", _kappa, sort=lambda a: a.line.agreed.kappa or 0.0, tip=_why, width=22, right=True
        ),
        Column[AgreementLine]("Not agreed yet", lambda a: str(a.line.stood.open or ""), width=14, right=True),
    )
    empty = EmptyState("check", "No second reading is complete yet.", detail="Agreement is counted then.")
    return DataTable("Agreement", columns, lambda a: a.key, empty=empty)


def _percent(one: AgreementLine) -> str:
    """Small numbers are counts: a per cent of them would say more than is known."""
    return "few" if one.line.small else f"{one.line.agreed.percent}%"


def _kappa(one: AgreementLine) -> str:
    kappa, ends = one.line.agreed.kappa, one.line.agreed.kappa_interval
    if kappa is None or one.line.small:
        return "–"
    between = f" ({ends.low:.2f} to {ends.high:.2f})" if ends else ""
    return f"{kappa:.2f}{between}"


def _why(one: AgreementLine) -> str:
    if one.line.agreed.undefined:
        return f"Not defined: {one.line.agreed.undefined}."
    return "Too few pairs to say." if one.line.small else ""
