"""Reader by reader, for the lead: how often each says yes, beside all the others."""

from collections.abc import Collection
from dataclasses import replace

from fieldwork.findings import readers
from fieldwork.findings.counts import NOT_APPLICABLE, Counts, has_line
from fieldwork.findings.proportions import percent
from fieldwork.findings.queries import INSPECTOR
from fieldwork.findings.readers import Beside
from fieldwork.findings.results import Findings
from fieldwork.programme.model import Level, Question, QuestionId
from fieldwork.wording import count
from ui.screens.findings_groups import GroupsPage, has_summaries, lines_of
from ui.widgets.figures import Cell, Figures, Head, Line

_ABOUT = (
    "Differences are in points from all the other readers. Cases differ, and of ten comparisons one is as "
    "far apart by chance alone: a mark is a reason to look at the cases, no finding."
)


class ReadersPage(GroupsPage):
    """The same table as of sub-groups, divided by reader, with what sets each apart."""

    title = "Readers"
    fixed = INSPECTOR

    def table(self) -> Figures:
        if self._divided is None:
            return Figures(self.title)
        found = self._divided
        asked = [q for q in self._asked(found) if q.scored and has_line(q)]
        every = [found.counts, *found.groups]
        heads = tuple(_head(group, one=n == 0, few=len(found.groups) <= 5) for n, group in enumerate(every))
        plain = lines_of(found.programme, every, asked)
        lines = (*_summary(found, asked), *(self._marked(found, line) for line in plain))
        return Figures("Reader by reader", "Question", heads, lines, (_ABOUT,))

    def _cautions(self, _found: Findings) -> list[str]:
        return [_ABOUT]

    def _marked(self, found: Findings, line: Line) -> Line:
        """The line with how far each reader is from the others."""
        if line.group:
            return line
        question = found.programme.questions[QuestionId(line.key)]
        whole = found.counts.questions[question.id]
        cells = [replace(line.cells[0], parts=())]
        for group, cell in zip(found.groups, line.cells[1:], strict=True):
            one = readers.beside(group.questions[question.id], whole)
            cells.append(_apart(cell, one) if one else cell)
        return Line(line.key, line.heading, tuple(cells), line.level, line.group, line.tip)


def _head(group: Counts, *, one: bool, few: bool) -> Head:
    readings = count(sum(group.readings.values()), "reading")
    return Head("All readers" if one else group.label, readings, width=0 if few else 8 if one else 11)


def _apart(cell: Cell, one: Beside) -> Cell:
    """A figure with its distance from the others; marked where chance would seldom lead there."""
    points = one.points
    if points is None:
        return cell
    words = f"{points:+d}".replace("-", "−") if points else "±0"
    if not one.apart:
        return Cell(cell.text, words, tip=cell.tip, opens=cell.opens)
    tip = f"{cell.tip}; the others {one.others_yes} of {one.others_of}. Worth looking at."
    return Cell(cell.text, words, mark=("flag", "warning"), tip=tip, opens=cell.opens, strong=True)


def _summary(found: Findings, asked: Collection[Question]) -> tuple[Line, ...]:
    """Over all key questions: how often each reader says yes, and that something does not apply."""
    summaries = has_summaries(found.programme)
    summed = [q for q in asked if q.level is Level.KEY_QUESTION or not summaries]
    what = "key questions" if summaries else "questions"
    yes, na = [_share(_over(found.counts, found.counts, summed))], [_left_out(found.counts)]
    for group in found.groups:
        one = _over(group, found.counts, summed)
        yes.append(_apart(_share(one), one))
        na.append(_left_out(group))
    return (
        Line("=all", "Over all", group=True),
        Line("yes", f"Yes to {what}", tuple(yes), 1),
        Line("na", "Said not to apply", tuple(na), 1),
    )


def _over(group: Counts, every: Counts, asked: Collection[Question]) -> Beside:
    """A group's answers to all these questions as one, beside the others'."""
    pairs = ((group.questions[q.id], every.questions[q.id]) for q in asked)
    return readers.together(one for own, whole in pairs if (one := readers.beside(own, whole)))


def _share(one: Beside) -> Cell:
    if one.percent is None:
        return Cell("–")
    return Cell(f"{one.percent}%", strong=True, tip=f"{one.yes} of {one.of}")


def _left_out(group: Counts) -> Cell:
    """How often an answer says that a question does not apply, of all answers where one may; prompts too."""
    may = [one for one in group.questions.values() if any(value in NOT_APPLICABLE for value in one.choices)]
    left = sum(n for one in may for value, n in one.choices.items() if value in NOT_APPLICABLE)
    total = sum(sum(one.choices.values()) for one in may)
    return Cell(f"{percent(left, total)}%" if total else "–", tip=f"{left} of {total}")
