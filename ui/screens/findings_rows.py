"""Findings as rows from domains down to prompts: what each says in each column. Nothing of Qt here."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from fieldwork.findings.averages import Average
from fieldwork.findings.comparison import NO_DATA, Comparison
from fieldwork.findings.counts import NOT_APPLICABLE, Count
from fieldwork.findings.ratings import StandardRating
from fieldwork.findings.results import Findings
from fieldwork.programme.model import Level, Programme, Question, QuestionId
from ui.widgets.stacked_bar import Kind, Part

_UNWEIGHED: tuple[Kind, ...] = ("first", "second", "third", "fourth")
_ABOVE: tuple[Kind, ...] = ("yes", "second")
_BELOW: tuple[Kind, ...] = ("no", "hindered", "third")


@dataclass(frozen=True)
class Row:
    """One line: its question, the count of its answers (None for headings and for answers in words), what
    it is compared with, and of a standard its rating or score.
    """

    question: Question
    count: Count | None = None
    compared: Comparison | None = None
    rating: StandardRating | None = None
    average: Average | None = None
    lowest: bool = False
    before: str = ""
    ticks: tuple[float, ...] = ()
    published: bool = True
    children: tuple["Row", ...] = field(default=())

    @property
    def id(self) -> QuestionId:
        return self.question.id

    @property
    def title(self) -> str:
        """`2.1.1 Does the assessment …`; questions of guides have no number."""
        return f"{self.question.shown} {self.question.text}".strip()

    @property
    def counted(self) -> str:
        """`63 of 97`; of questions that are not weighed how many answered."""
        if self.count is None or not self.count.of:
            return ""
        return str(self.count.of) if self.count.yes is None else f"{self.count.yes} of {self.count.of}"

    @property
    def left_out(self) -> str:
        """How many said that it does not apply, where anybody could."""
        if self.count is None or not any(value in NOT_APPLICABLE for value in self.count.choices):
            return ""
        return str(sum(n for value, n in self.count.choices.items() if value in NOT_APPLICABLE))

    @property
    def share(self) -> str:
        """`65%`; nothing of few cases, which are written as a count alone; a score's average."""
        if self.average is not None:
            return "" if self.average.percent is None else f"{self.average.percent}%"
        if self.rating is not None and self.rating.lowest is not None:
            return f"{self.rating.lowest.percent}%"
        if self.count is None or self.count.percent is None or self.count.small:
            return ""
        return f"{self.count.percent}%"

    @property
    def interval(self) -> str:
        """`55 to 74`, at 95 per cent."""
        return interval_words(self.count, 0.95)

    @property
    def previous(self) -> str:
        """What the share was before, or a standard's rating."""
        if self.rating is not None:
            return self.before
        if self.compared is None or self.compared.previous is None:
            return ""
        return f"{self.compared.previous}%"

    @property
    def change(self) -> str:
        """The change in words; "significant" stands there only where the method allows it."""
        if self.compared is None or self.count is None or not self.count.of or self.count.yes is None:
            return ""
        words = self.compared.words
        return "not comparable" if words == NO_DATA else words

    def parts(self) -> tuple[Part, ...]:
        """The answers that count, as pieces of a bar."""
        return tuple(part for part in parts_of(self.count) if part.kind != "na") if self.count else ()


def interval_words(count: Count | None, confidence: float) -> str:
    """`55 to 74` per cent, or nothing."""
    found = count.interval(confidence) if count is not None else None
    return f"{100 * found.low:.0f} to {100 * found.high:.0f}" if found else ""


def parts_of(count: Count) -> tuple[Part, ...]:
    """Every answer in order, as pieces of a bar: above the line, below it, left out, or unweighed."""
    kinds = _kinds(count)
    answers = count.question.answers
    return tuple(
        Part(value, answers.label(value) if answers else value, n, kinds[value])
        for value, n in count.choices.items()
    )


def _kinds(count: Count) -> dict[str, Kind]:
    """How each answer is drawn. Several on one side of the line are told apart by their patterns."""
    weighed = [value for value in count.choices if value not in NOT_APPLICABLE]
    found: dict[str, Kind] = dict.fromkeys(count.choices, "na")
    if count.yes is None:
        return found | {v: _UNWEIGHED[n % len(_UNWEIGHED)] for n, v in enumerate(weighed)}
    above = [value for value in weighed if value in count.question.above_line]
    below = [value for value in weighed if value not in above]
    below.sort(key=lambda value: value != "no")  # the plain no first, whatever stands before it
    for values, looks in ((above, _ABOVE), (below, _BELOW)):
        found |= {value: looks[min(n, len(looks) - 1)] for n, value in enumerate(values)}
    return found


@lru_cache(maxsize=8)
def _published(programme: Programme) -> frozenset[QuestionId]:
    """The domains that a programme publishes: those of its rated standards, or its outcomes."""
    rule = programme.rating
    if rule is None:
        rows = programme.questions.values()
        return frozenset(q.id for q in rows if q.level is Level.DOMAIN and "outcome" in q.tags)
    rated = (programme.questions[name] for name in (*rule.standards, *rule.judged))
    return frozenset(top.id for one in rated if (top := programme.ancestor(one, Level.DOMAIN)))


def is_published(programme: Programme, question: Question) -> bool:
    """Whether a question belongs to what the programme publishes: a rated standard, or an outcome."""
    domain = programme.ancestor(question, Level.DOMAIN)
    return domain is not None and domain.id in _published(programme)


@lru_cache(maxsize=8)
def _asked_by(programme: Programme) -> Mapping[QuestionId, tuple[str, ...]]:
    """The forms that ask each question."""
    found: dict[QuestionId, tuple[str, ...]] = {}
    for form in programme.forms:
        for question in programme.form_questions(form):
            found[question.id] = (*found.get(question.id, ()), form)
    return found


def rows(found: Findings) -> tuple[Row, ...]:
    """The domains with what is under them, those that are published first; what nobody read is left out."""
    maker = _Maker(found)
    tops = [maker.row(question) for question in found.programme.children(None)]
    shown = [row for row in tops if row is not None]
    return tuple(sorted(shown, key=lambda row: not is_published(found.programme, row.question)))


def every(tops: tuple[Row, ...]) -> Iterator[Row]:
    """All rows, each before those under it."""
    for row in tops:
        yield row
        yield from every(row.children)


class _Maker:
    """Makes rows of one set of findings."""

    def __init__(self, found: Findings) -> None:
        self.found = found
        rule = found.programme.rating
        self.ticks = tuple(band.start / 100 for band in rule.bands[1:]) if rule else ()
        self.ratings = {one.standard.id: one for one in found.standards}
        self.lowest = {one.lowest.question.id for one in found.standards if one.lowest}
        self.averages = _averages(found)
        self.rated = set(rule.standards) if rule else set()

    def row(self, question: Question) -> Row | None:
        """The row of a question, or None where neither it nor anything under it has been read."""
        under = [self.row(child) for child in self.found.programme.children(question.id)]
        children = tuple(row for row in under if row is not None)
        count = self.found.counts.questions.get(question.id)
        rating = self.ratings.get(question.id)
        in_words = question.answers is not None and question.answers.kind != "choice"
        read = count is not None and (count.base.readings > 0 or sum(count.choices.values()) > 0)
        if not (children or read or rating or (in_words and self._is_read(question))):
            return None
        parent = question.parent
        return Row(
            question,
            count if question.level is not Level.STANDARD or rating is None else None,
            self.found.previous.get(question.id) if self.found.against else None,
            rating,
            self.averages.get(question.ref) if not question.asks else None,
            question.id in self.lowest,
            self._before(question.id) if rating else "",
            self.ticks if parent in self.rated and question.scored else (),
            is_published(self.found.programme, question),
            children,
        )

    def _before(self, standard: QuestionId) -> str:
        band = self.found.against.ratings.get(standard) if self.found.against else None
        return band.label if band else ""

    def _is_read(self, question: Question) -> bool:
        """Whether a form that asks this question in words has been read at all."""
        asking = _asked_by(self.found.programme).get(question.id, ())
        return any(self.found.counts.readings.get(form) for form in asking)


def _averages(found: Findings) -> Mapping[str, Average]:
    if found.averages is None:
        return {}
    return {one.ref: one for one in (*found.averages.outcomes, *found.averages.criteria)}
