"""The case summary: one or two pages that a colleague who has not read the case could act on."""

from collections.abc import Iterator, Sequence
from typing import Any

from reportlab.platypus import Flowable, Spacer

from fieldwork import wording
from fieldwork.documents import case_parts, discretion, grids, marks, page, pieces, style
from fieldwork.documents.page import DocumentContext
from fieldwork.documents.question_rows import mark, quiet, row, small_ref
from fieldwork.documents.sections import Group, Section, asked_at_interview, sections
from fieldwork.programme.model import Question
from fieldwork.reading.model import CaseReading, JudgementWarning, QuestionState
from fieldwork.reading.sources import source_words

_WIDTH = style.PORTRAIT_WIDTH
_MARK_WIDTH = 78.0


def render(case: CaseReading, context: DocumentContext) -> bytes:
    """The PDF of one case. Names on the office list are never in it, nor is the officer's."""
    return page.build(story(case, context), f"Case summary {case.ref}", context)


def story(case: CaseReading, context: DocumentContext) -> list[Any]:
    """The flowables of the summary, for this document or a larger one."""
    found = [*case_parts.title(case, "Case summary"), case_parts.by_line(case)]
    found += case_parts.alerts(case, context)
    found += case_parts.facts(case, context, _WIDTH)
    parts = sections(case.questions)
    found += _overview(parts)
    writer = _Writer(case, context)
    for section in parts:
        found += writer.section(section)
    return found + writer.ending()


def _overview(parts: Sequence[Section]) -> list[Any]:
    """A strip of judgements: a row for each standard, its key questions side by side."""
    rows = []
    for section in parts:
        if section.standard is None:
            continue
        cells = [_strip_cell(state) for state in section.key_questions] or _share(section)
        for at in range(0, len(cells), 4):
            name = f"{section.standard.question.shown} {section.standard.question.text}" if not at else ""
            rows.append([name, *cells[at : at + 4], *[""] * (4 - len(cells[at : at + 4]))])
    if not rows:
        return []
    name_width = 151.0
    widths = [name_width, *[(_WIDTH - name_width) / 4] * 4]
    table = pieces.list_table((), rows, widths)
    return pieces.keep([style.para("Judgements", style.SUBHEADING)], [table], _WIDTH)


def _strip_cell(state: QuestionState) -> Flowable:
    return mark(state, f"{state.question.shown} ")


def _share(section: Section) -> list[Any]:
    """For a standard without key questions: how many of its scored prompts are above the line."""
    scored = [p for p in section.prompts if p.question.scored and marks.mark_kind(p.question, "") == "no"]
    weighed = [marks.mark_kind(p.question, p.answer.value) for p in scored]
    counted = sum(1 for kind in weighed if kind in ("yes", "no"))
    return [f"{weighed.count('yes')} of {counted} enough"] if counted else []


def _row(question: Question, right: Flowable | None) -> Flowable:
    # References of key questions are short, and their texts fit one line in what is left.
    return row(question, right, _WIDTH, _MARK_WIDTH, ref_width=34.0)


class _Writer:
    """Writes the body of one case, standard by standard."""

    def __init__(self, case: CaseReading, context: DocumentContext) -> None:
        self.case = case
        self.context = context
        self.hide = discretion.discreet(case, context.programme)
        self.warnings: dict[str, list[JudgementWarning]] = {}
        for warning in case.warnings:
            self.warnings.setdefault(warning.question, []).append(warning)

    def section(self, section: Section) -> list[Any]:
        """A standard: its heading, kept with its first key question or answers."""
        state = section.standard or section.domain
        heads = []
        if state is not None:
            name = f"{state.question.shown} {state.question.text}"
            heads.append(page.bookmarked(style.para(name, style.HEADING), name, 1))
        found: list[Any] = []
        if state is not None and state.question.asks:
            found += self._key_question(state, heads)
            heads = []
        programme = self.context.programme
        for group in grids.without_grid(section, programme).groups:
            found += self._group(group, heads)
            heads = []
        return found + self._grid(section, heads)

    def _grid(self, section: Section, heads: list[Any]) -> list[Any]:
        """The standard's grid, and under it what was written in its cells."""
        table = grids.answers(section, self.context.programme, _WIDTH)
        if not table:
            return []
        found = pieces.keep(heads, table, _WIDTH)
        found.append(Spacer(0, 3))
        for where, state in grids.noted(section, self.context.programme):
            asked = " <b>Ask at interview.</b>" if state.answer.ask else ""
            line = style.markup(f"{where} {style.words(state.question.text)}{asked}", style.ITEM)
            found += pieces.keep([line], self._under(state, style.ITEM_NOTE), _WIDTH)
        return found

    def _group(self, group: Group, heads: list[Any]) -> list[Any]:
        """A key question and its prompts; all on one page where they are short."""
        found = self._key_question(group.head, heads) if group.head is not None else []
        plain = [p for p in group.prompts if self._is_plain(p)]
        rest = Group(group.head, [p for p in group.prompts if p not in plain and not self._in_facts(p)])
        lines = self._plain_answers(plain)
        lines += [flowable for kind in _KINDS for flowable in self._kind(rest, *kind)]
        if not found and heads:
            found = pieces.keep(heads, lines, _WIDTH)
            lines = []
        return pieces.unbroken([*found, *lines], _WIDTH)

    def _in_facts(self, state: QuestionState) -> bool:
        """Whether the facts at the head of the page already say all that this unscored answer says."""
        fact = self.context.programme.facts.get(state.question.sets or "")
        bare = state.answered and not state.question.scored and not self._has_more(state)
        return bare and fact is not None and fact.shown and not fact.personal

    def _is_plain(self, state: QuestionState) -> bool:
        """An unscored choice with nothing beside it: short enough to share a line."""
        answers = state.question.answers
        choice = answers is not None and answers.kind == "choice"
        return (
            choice
            and state.answered
            and not (state.question.scored or self._has_more(state) or self._in_facts(state))
        )

    @staticmethod
    def _has_more(state: QuestionState) -> bool:
        answer = state.answer
        return bool(answer.note or answer.source or answer.reason or answer.ask or answer.conflict)

    def _plain_answers(self, states: Sequence[QuestionState]) -> list[Any]:
        """All in one paragraph; a question that settles a fact goes by the fact's label."""
        facts = self.context.programme.facts
        texts = []
        for state in states:
            question, value = state.question, state.answer.value
            fact = facts.get(question.sets or "")
            label = fact.label if fact else question.text
            answer = case_parts.answer_words(question.answers, value) if value is not None else ""
            # Spaces that do not break hold the answer to the last word of its question.
            bold = f"<b>{style.words(answer)}</b>".replace(" ", "\u00a0")
            texts.append(f"{small_ref(question)}\u00a0{style.words(label)}\u00a0{bold}")
        return [style.markup("  ·  ".join(texts), style.RUN_IN)] if texts else []

    def _key_question(self, state: QuestionState, heads: list[Any]) -> list[Any]:
        """The question with its judgement at the right, then what is recorded under it."""
        question = state.question
        if not question.asks:
            return pieces.keep([*heads, _row(question, None)], [], _WIDTH)
        found = [_row(question, mark(state)), *self._under(state, style.NOTE)]
        for warning in self.warnings.get(question.id, ()):
            reason = f" Reason: {self.hide(warning.reason)}" if warning.reason else " No reason given yet."
            found.append(style.para(f"{warning.text}{reason}", style.NOTE, "Check"))
        return pieces.keep([*heads, found[0]], found[1:], _WIDTH)

    def _kind(self, group: Group, kind: marks.MarkKind, label: str) -> Iterator[Any]:
        """The prompts of one kind: a line each, with its evidence; the label beside the first."""
        for state in group.by_kind(kind):
            if kind == "other":
                line = style.markup(self._answer_line(state), style.ITEM, label)
            else:
                line = style.fixed(self._line(state), style.ITEM, label)
            yield from pieces.keep([line], self._under(state, style.ITEM_NOTE), _WIDTH)
            label = ""

    def _line(self, state: QuestionState) -> str:
        asked = " <b>Ask at interview.</b>" if state.answer.ask else ""
        return f"{small_ref(state.question)} {style.words(state.question.text)}{asked}"

    def _answer_line(self, state: QuestionState) -> str:
        value = state.answer.value
        answer = case_parts.answer_words(state.question.answers, value) if value is not None else ""
        return f"{self._line(state)} <b>{style.words(self.hide(answer))}</b>"

    def _under(self, state: QuestionState, look: Any) -> list[Any]:
        """The evidence note with its source, and the reason given for an answer."""
        answer = state.answer
        lines = self.hide(answer.note).splitlines()
        if answer.reason:
            lines += f"Reason: {self.hide(answer.reason)}".splitlines()
        texts = [style.words(line) for line in lines if line.strip()]
        if answer.source:
            source = quiet(f"— {style.words(self.hide(source_words(answer.source, self.case.sources)))}")
            texts = [*texts[:-1], f"{texts[-1]} {source}" if texts else source]
        if answer.ask and look is style.NOTE:
            texts = [*texts[:-1], f"{texts[-1] if texts else ''} <b>Ask at interview.</b>".strip()]
        found = [style.markup(text, look) for text in texts]
        if answer.conflict:
            found.append(style.markup("<b>Answered apart by two people; not settled yet.</b>", look))
        return found

    def ending(self) -> list[Any]:
        """What to ask at interview and the practice examples."""
        found: list[Any] = []
        asks = asked_at_interview(self.case)
        if asks:
            texts = [f"{small_ref(s.question)} {style.words(s.question.text)}" for s in asks]
            lines = [style.fixed(text, _ENDING) for text in texts]
            title = f"To ask at interview: {wording.count(len(asks), 'question')}"
            heading = page.bookmarked(style.para(title, style.SUBHEADING), "To ask at interview", 1)
            found += pieces.keep([heading], lines, _WIDTH)
        for example in self.case.examples:
            question = self.context.programme.question(example.question)
            about = f", {question.shown}" if question else ""
            title = f"Example of {example.kind} practice{about}"
            heading = page.bookmarked(style.para(title, style.SUBHEADING), title, 1)
            found += pieces.keep([heading], style.paras(self.hide(example.text)), _WIDTH)
        return found


_KINDS: tuple[tuple[marks.MarkKind, str], ...] = (
    ("yes", "Strengths"),
    ("no", "Gaps"),
    ("na", "Not applicable"),
    ("other", "Answers"),
    ("open", "To answer"),
)
_ENDING = style.ITEM.clone("ending", leftIndent=0)
