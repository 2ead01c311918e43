"""Every building block on two pages, in made-up surroundings: shown, photographed and walked by tests.

Run `python -m tests.ui.gallery FOLDER` to write PNGs of both pages in light and dark at 1366 by 768.
"""

import os
import sys
from pathlib import Path

if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from fieldwork.programme.model import AnswerSet, Option
from ui import theme
from ui import widgets as w

YES_NO = AnswerSet("yes_no", "choice", (Option("yes", "Yes", "Y"), Option("no", "No", "N")))
YES_NO_NA = AnswerSet("yes_no_na", "choice", (*YES_NO.options, Option("na", "Not applicable", "A")))
HARM = AnswerSet(
    "harm",
    "choice",
    (Option("low", "Low"), Option("medium", "Medium"), Option("high", "High"), Option("very_high", "Very high")),
)
DATE = AnswerSet("date", "date")
NUMBER = AnswerSet("number", "number")
WORDS = AnswerSet("words", "text")

PLACES = w.NavState(
    (
        w.NavItem("overview", "Overview", "overview"),
        w.NavItem("cases", "Cases", "cases", "12", "to read"),
        w.NavItem("reading", "Reading", "reading"),
        w.NavItem("timetable", "Timetable", "timetable", "2", "to settle"),
        w.NavItem("findings", "Findings", "findings"),
        w.NavItem("documents", "Documents", "documents", section=True),
        w.NavItem("exchange", "Hand over", "exchange", "5", "not sent"),
        w.NavItem("team", "Team", "team", enabled=False),
        w.NavItem("settings", "Settings", "settings", section=True),
    ),
    "reading",
)

FACTS = (
    w.FactLine("Sentence", "Community order", strong=True),
    w.FactLine("Started", "14 January 2026"),
    w.FactLine("Serious harm", "Medium", strong=True),
    w.FactLine("Likelihood of reoffending", "50 to 74%"),
    w.FactLine("Requirements", "Rehabilitation activity, unpaid work, alcohol treatment, drug rehabilitation"),
    w.FactLine("Office", "Wrecsam – Tŷ'r Ŵyr"),
    w.FactLine("Appointments missed", "3"),
    w.FactLine("Breach", ""),
)

PROMPTS = (
    ("a", "Assessment weighs motivation and how ready they are to comply.", YES_NO, "yes"),
    ("b", "Assessment weighs diversity and circumstances and what these mean for taking part.", YES_NO, "no"),
    ("c", "The person had a real part in the assessment and was heard.", YES_NO_NA, "na"),
    ("d", "Diversity needs and personal circumstances are analysed.", YES_NO_NA, None),
    ("e", "What is the serious harm level, in your own judgement?", HARM, "medium"),
    ("f", "How many appointments were offered?", NUMBER, 12),
    ("g", "When was the plan agreed?", DATE, "2026-02-03"),
    ("h", "What stood out?", WORDS, "Careful work with a wary person."),
)


class Reading(QWidget):
    """What a reading screen is made of."""

    def __init__(self) -> None:
        super().__init__()
        self.rail = w.NavRail()
        self.rail.show_state(PLACES)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addLayout(self._middle(), 1)

    def _middle(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        column.addLayout(self._head())
        facts = w.FactGrid()
        facts.show_state(FACTS)
        card = w.Card()
        card.body.addWidget(facts)
        column.addWidget(card)
        banner = w.Banner()
        banner.show_state(
            w.Message("Two answers were made apart.", "warning", "Settle them before completing.", (("go", "Settle"),))
        )
        column.addWidget(banner)
        column.addWidget(self._prompts(), 1)
        return column

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(w.Heading("X123456 – SAJ", 1))
        head.addWidget(w.Badge("In progress", "info"))
        head.addWidget(w.Badge("Ask at interview", "warning", "ask"))
        head.addStretch(1)
        for state in (w.Saved("9:41am"), w.Saving(), w.NotSaved("disk full")):
            mark = w.SavedMark()
            mark.show_state(state)
            head.addWidget(mark)
        head.addWidget(w.Button("Back to cases", icon_name="arrow-left"))
        head.addWidget(w.Button("Complete", "primary", "check"))
        return head

    def _prompts(self) -> QWidget:
        inner = QFrame()
        inner.setProperty("surface", "panel")
        column = QVBoxLayout(inner)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(6)
        column.addWidget(w.Heading("2.1.1  Engaging the person in assessment", 2))
        self.bars = []
        for letter, text, answers, value in PROMPTS:
            line = QHBoxLayout()
            line.addWidget(w.Muted(letter, wrap=False))
            line.addWidget(w.Label(text, wrap=True), 1)
            bar = w.AnswerBar(w.AnswerState(answers, value, f"Prompt {letter}"))
            self.bars.append(bar)
            line.addWidget(bar, 1 if answers.kind == "text" else 0)
            column.addLayout(line)
        self.note = w.NoteEditor("Note on 2.1.1", hint="Note: evidence, where it is in the record")
        column.addWidget(self.note)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(inner)
        return area


PAGES = {"reading": Reading}


def photograph(folder: Path) -> None:
    """Write each page in each scheme into `folder`."""
    app = QApplication.instance() or QApplication(["fieldwork"])
    assert isinstance(app, QApplication)
    for scheme in ("light", "dark"):
        theme.apply(app, scheme)
        for name, page in PAGES.items():
            made = page()
            made.setObjectName("page")
            made.resize(1366, 768)
            made.show()
            app.sendPostedEvents()
            made.grab().save(str(folder / f"{name}-{scheme}.png"))
            made.close()


if __name__ == "__main__":
    photograph(Path(sys.argv[1]))
