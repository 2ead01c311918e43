"""Every building block on two pages, in made-up surroundings: shown, photographed and walked by tests.

Run `python -m tests.ui.gallery FOLDER` to write PNGs of both pages in light and dark at 1366 by 768.
"""

import operator
import os
import sys
from dataclasses import dataclass
from pathlib import Path

if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QRadioButton,
    QScrollArea,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from fieldwork.programme.model import AnswerSet, Option
from ui import theme
from ui import widgets as w

YES_NO = AnswerSet("yes_no", "choice", (Option("yes", "Yes", "Y"), Option("no", "No", "N")))
YES_NO_NA = AnswerSet("yes_no_na", "choice", (*YES_NO.options, Option("na", "Not applicable", "A")))
HARM = AnswerSet(
    "harm",
    "choice",
    (
        Option("low", "Low"),
        Option("medium", "Medium"),
        Option("high", "High"),
        Option("very_high", "Very high"),
    ),
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
    w.FactLine("Requirements", "Rehabilitation activity, unpaid work, alcohol treatment, curfew"),
    w.FactLine("Office", "Wrecsam – Tŷ'r Ŵyr"),
    w.FactLine("Appointments missed", "3"),
    w.FactLine("Breach", ""),
)

APART = w.Message(
    "Two answers were made apart.", "warning", "Settle them before completing.", (("go", "Settle"),)
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
            w.Message(
                "Two answers were made apart.",
                "warning",
                "Settle them before completing.",
                (("go", "Settle"),),
            )
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
            letter_label = w.Muted(letter, wrap=False)
            letter_label.setFixedWidth(12)
            line.addWidget(letter_label)
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
        area.setAccessibleName("Questions")
        return area


@dataclass(frozen=True)
class Case:
    """A row of the table."""

    ref: str
    status: str
    officer: str
    office: str
    done: int


STATUSES: dict[str, tuple[str, theme.Tone]] = {
    "Complete": ("circle-check", "good"),
    "Started": ("circle-half", "info"),
    "Not started": ("circle", "neutral"),
    "Two answers to settle": ("conflict", "danger"),
}


def cases(count: int) -> list[Case]:
    """Made-up rows."""
    names = list(STATUSES)
    offices = ("Wrecsam", "Ashington", "North Shields")
    return [
        Case(f"X{100001 + n}", names[n % 4], f"Officer {n % 17}", offices[n % 3], n % 41)
        for n in range(count)
    ]


def case_columns() -> list[w.Column[Case]]:
    """The table's columns."""
    return [
        w.Column("CRN", operator.attrgetter("ref"), width=10),
        w.Column("Status", operator.attrgetter("status"), mark=_mark, width=22),
        w.Column("Responsible officer", operator.attrgetter("officer"), width=20),
        w.Column("Office", operator.attrgetter("office"), width=0, muted=True),
        w.Column("Answered", _answered, sort=operator.attrgetter("done"), width=10, right=True),
    ]


def case_key(row: Case) -> str:
    """What tells one row from another."""
    return row.ref


def _mark(row: Case) -> tuple[str, theme.Tone]:
    return STATUSES[row.status]


def _answered(row: Case) -> str:
    return f"{row.done} of 41"


OUTLINE = (
    w.OutlineItem("2.1", "2.1 Assessment", 14, 22, "started"),
    w.OutlineItem("2.1.1", "2.1.1 Engagement", 3, 3, "complete", 1),
    w.OutlineItem("2.1.2", "2.1.2 Offending and desistance", 3, 8, "warning", 1),
    w.OutlineItem("2.1.3", "2.1.3 Safety of others", 0, 6, "open", 1),
    w.OutlineItem("2.2", "2.2 Planning", 2, 19, "conflict"),
    w.OutlineItem("2.2.1", "2.2.1 Engagement", 2, 5, "ask", 1),
)


class Tables(QWidget):
    """Lists and tables, and what stands where there are none."""

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 16, 16, 16)
        row.setSpacing(12)
        self.outline = w.OutlineList()
        self.outline.setFixedWidth(280)
        self.outline.show_state(OUTLINE, "2.1.2")
        row.addWidget(self.outline)
        column = QVBoxLayout()
        row.addLayout(column, 1)
        top = QHBoxLayout()
        self.search = w.SearchField("Search cases")
        self.search.setText("wrecsam")
        top.addWidget(self.search, 1)
        top.addWidget(w.Muted("40 of 120 cases", wrap=False))
        top.addWidget(w.KeyHint("Ctrl+F"))
        column.addLayout(top)
        self.table = w.DataTable("Cases", case_columns(), case_key)
        self.table.show_state(cases(120))
        self.table.sort_by(1)
        self.table.select(["X100005", "X100009"])
        column.addWidget(self.table, 3)
        low = QHBoxLayout()
        column.addLayout(low, 2)
        low.addWidget(self._empty())
        low.addWidget(self._controls())

    def _empty(self) -> QWidget:
        card = w.Card()
        card.body.addWidget(
            w.EmptyState(
                "sample",
                "No cases have been read in.",
                detail="Bring in the list that the office sent, as a sheet or as text.",
                action="Read in a list…",
            )
        )
        return card

    def _controls(self) -> QWidget:
        card = w.Card("Plain controls")
        buttons = QHBoxLayout()
        for words, kind in (("Plain", "plain"), ("Quiet", "quiet"), ("Remove", "danger"), ("More", "link")):
            buttons.addWidget(w.Button(words, kind))  # type: ignore[arg-type]
        disabled = w.Button("Disabled")
        disabled.setEnabled(False)
        buttons.addWidget(disabled)
        buttons.addWidget(w.IconButton("more", "More", bordered=True))
        card.body.addLayout(buttons)
        line = QHBoxLayout()
        box = QComboBox()
        box.setAccessibleName("Status")
        box.addItems(["Every status", "Complete"])
        ticked, part, radio = QCheckBox("Withdrawn too"), QCheckBox("Some"), QRadioButton("By office")
        ticked.setChecked(True)
        part.setCheckState(Qt.CheckState.PartiallyChecked)
        radio.setChecked(True)
        number = QSpinBox()
        number.setAccessibleName("Rooms")
        for part_of in (box, ticked, part, radio, QRadioButton("By date"), number):
            line.addWidget(part_of)
        card.body.addLayout(line)
        bar, dots = w.ProgressBarThin("Read"), w.ProgressDots()
        bar.set(14, 41)
        dots.set(2, 5)
        card.body.addWidget(bar)
        card.body.addWidget(dots)
        wrong = w.DateEntry("Released")
        QTest.keyClicks(wrong, "31 February")
        wrong.flush()
        card.body.addWidget(wrong)
        card.body.addWidget(w.PassphraseField())
        card.body.addStretch(1)
        return card


def timetable() -> w.GridView:
    """Four people over five days."""
    days = ("Mon 16 Nov", "Tue 17 Nov", "Wed 18 Nov", "Thu 19 Nov", "Fri 20 Nov")
    columns = tuple(w.GridColumn(day, part) for day in days for part in ("Morning", "Afternoon"))
    people = ("Alis Ŵyn", "B. Khan", "C. Obi")
    rows = tuple(w.GridRow(f"p{n}", name, "Wrecsam") for n, name in enumerate(people))
    tones: tuple[theme.Tone, ...] = ("info", "info", "warning", "neutral", "danger")
    entries = []
    for n in range(24):
        tone, at = tones[n % 5], "9:30am" if n % 2 else "11:15am"
        row, column = f"p{n % 3}", n * 7 % 6
        entries.append(w.GridEntry(f"e{n}", row, column, at, f"Officer {n}", "Room 2", tone, n % 4 == 0))
    return w.GridView(columns, rows, tuple(entries))


class Timetable(QWidget):
    """A timetable, and the messages in every tone."""

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(8)
        self.grid = w.TimetableGrid()
        self.grid.show_state(timetable())
        self.grid.go_to("e7")
        column.addWidget(self.grid, 1)
        tones: tuple[theme.Tone, ...] = ("info", "good", "warning", "danger")
        for tone in tones:
            banner = w.Banner()
            banner.show_state(w.Message("Three interviews moved; nobody else is touched.", tone))
            column.addWidget(banner)
        chips = QHBoxLayout()
        words: tuple[tuple[str, theme.Tone], ...] = (
            ("Not started", "neutral"),
            ("Started", "info"),
            ("Complete", "good"),
            ("Warning", "warning"),
            ("Not saved", "danger"),
            ("Yes", "yes"),
            ("No", "no"),
            ("Not applicable", "na"),
        )
        for word, tone in words:
            chips.addWidget(w.Badge(word, tone))
        chips.addStretch(1)
        column.addLayout(chips)


PAGES: dict[str, type[QWidget]] = {"reading": Reading, "tables": Tables, "timetable": Timetable}


def photograph(folder: Path) -> None:
    """Write each page, and the passphrase dialog, in each scheme into `folder`."""
    app = QApplication.instance() or QApplication(["fieldwork"])
    assert isinstance(app, QApplication)
    for scheme in ("light", "dark"):
        theme.apply(app, scheme)  # type: ignore[arg-type]
        for name, page in PAGES.items():
            made = page()
            made.setObjectName("page")
            made.resize(1366, 768)
            made.show()
            focused = getattr(made, "table", None) or getattr(made, "grid", None) or made.bars[3]  # type: ignore[attr-defined]
            made.activateWindow()
            focused.setFocus()
            QTest.qWait(50)
            made.grab().save(str(folder / f"{name}-{scheme}.png"))
            made.close()
        dialog = w.PassphraseDialog("A new inspection", "Choose a passphrase for this file.", twice=True)
        dialog.show()
        dialog.fail("The two are not the same.")
        dialog.grab().save(str(folder / f"dialog-{scheme}.png"))
        dialog.close()


if __name__ == "__main__":
    photograph(Path(sys.argv[1]))
