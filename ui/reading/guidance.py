"""Guidance on the current question: what good looks like, when to say no, when it is asked at all."""

from dataclasses import dataclass

from PySide6.QtWidgets import QVBoxLayout, QWidget

from fieldwork.programme.model import Level, Programme, QuestionId
from fieldwork.programme.wording import describe
from ui.theme.metrics import MEDIUM, SMALL
from ui.widgets import Label, Muted


@dataclass(frozen=True, slots=True)
class GuidanceState:
    """The guidance of one question as (heading, words), in the order in which it is read."""

    shown: str
    text: str
    parts: tuple[tuple[str, str], ...]


def guidance_of(programme: Programme, question_id: QuestionId) -> GuidanceState:
    """What there is to say about a question. Prompts without guidance take their key question's."""
    question = programme.questions[question_id]
    own = question.guidance
    if not (own.good or own.no or own.not_applicable):
        above = programme.ancestor(question, Level.KEY_QUESTION)
        own = above.guidance if above is not None else own
    parts = [("What good looks like", own.good), ("When to say no", own.no)]
    options = question.answers.options if question.answers is not None else ()
    if question.asks and all(option.value != "no" for option in options):
        choosing = "Choosing between the answers" if options else "Keep in mind"
        parts = [("What to look for", own.good), (choosing, own.no)]
    parts.append(("Not applicable", own.not_applicable))
    asked = [f"{describe(c, programme)}." for c in question.binding]
    parts.append(("When it is asked", " ".join(dict.fromkeys(asked))))
    if question.sets and question.sets in programme.facts:
        parts.append(("What it decides", f"Sets ‘{programme.facts[question.sets].label}’ for this case."))
    if not question.scored:
        parts.append(("Not scored", "This answer is not counted in any score."))
    return GuidanceState(question.shown, question.text, tuple(p for p in parts if p[1]))


class GuidanceView(QWidget):
    """Headings and paragraphs; the labels are kept and filled anew."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pairs: list[tuple[Label, Label]] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(MEDIUM, 0, SMALL, SMALL)
        self._column.setSpacing(2)
        self._nothing = Muted("No guidance was written for this question.")
        self._column.addWidget(self._nothing)
        self._column.addStretch(1)

    def show_state(self, state: GuidanceState | None) -> None:
        """Show this guidance."""
        parts = state.parts if state else ()
        self._nothing.setVisible(not parts)
        while len(self._pairs) < len(parts):
            self._add_pair()
        for number, (heading, words) in enumerate(self._pairs):
            shown = number < len(parts)
            heading.setVisible(shown)
            words.setVisible(shown)
            if shown:
                heading.setText(parts[number][0])
                words.setText(parts[number][1])

    def words(self) -> str:
        """Everything it says."""
        return "\n".join(f"{h.text()}: {w.text()}" for h, w in self._pairs if not w.isHidden())

    def _add_pair(self) -> None:
        heading, words = Label(role="fact"), Label(wrap=True)
        at = self._column.count() - 1
        self._column.insertWidget(at, heading)
        self._column.insertWidget(at + 1, words)
        self._column.insertSpacing(at + 2, 4)
        self._pairs.append((heading, words))
