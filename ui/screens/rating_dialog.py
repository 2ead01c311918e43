"""Recording a rating: the lead's judgement, or the panel's decision within the rules."""

from collections.abc import Callable

from PySide6.QtWidgets import QButtonGroup, QPlainTextEdit, QRadioButton, QWidget

from fieldwork.errors import FieldworkError, Refused
from fieldwork.findings.ratings import StandardRating
from fieldwork.programme.model import Band
from ui.screens.rating_panel import may_words
from ui.theme.metrics import SMALL
from ui.widgets import CANCEL, Choice, Dialog, Label, Muted

Record = Callable[[str, str], None]


class RatingDialog(Dialog):
    """`record` takes the band's id and the reason; what it refuses is said in place, rule by rule."""

    def __init__(self, one: StandardRating, bands: tuple[Band, ...], record: Record, parent: QWidget) -> None:
        title = f"{'Rate' if one.judged else 'The panel on'} {one.standard.shown} {one.standard.text}"
        choices = (Choice(CANCEL, "Cancel", "quiet"), Choice("save", "Record", "primary"))
        super().__init__(title, "", choices=choices, parent=parent)
        self._record = record
        self.bands = QButtonGroup(self)
        self.reason = QPlainTextEdit()
        self._problem = Label("", "danger", wrap=True)
        self._problem.hide()
        self._build(one, bands)
        self.setMinimumWidth(520)

    def holds(self, choice: str) -> bool:
        """Records the rating; the dialog stays open where that is refused."""
        if choice != "save":
            return False
        chosen = self.bands.checkedButton()
        try:
            if chosen is None:
                raise Refused("No rating is chosen.", advice="Choose one of the ratings.")
            self._record(chosen.objectName(), self.reason.toPlainText())
        except FieldworkError as error:
            self._refuse(error)
            return True
        return False

    @property
    def problem(self) -> str:
        """What is said to be wrong now."""
        return self._problem.text()

    def _refuse(self, error: FieldworkError) -> None:
        rules = [f"{p.place}: {p.problem}." for p in error.problems] if isinstance(error, Refused) else []
        self._problem.setText("\n".join(part for part in (str(error), *rules, error.advice) if part))
        self._problem.show()
        self.setAccessibleDescription(self._problem.text())

    def _build(self, one: StandardRating, bands: tuple[Band, ...]) -> None:
        if words := may_words(one):
            self.body.addWidget(Muted(words))
        if one.indicated:
            what = "Proposed from the reading" if one.judged else "Indicated by the readings"
            self.body.addWidget(Label(f"{what}: {one.indicated.label}", "strong"))
        held = one.decided or one.indicated
        for band in bands:
            button = QRadioButton(band.label)
            button.setObjectName(band.id)
            button.setChecked(held is not None and held.id == band.id)
            self.bands.addButton(button)
            self.body.addWidget(button)
        label = Label("&Reason")
        label.setBuddy(self.reason)
        self.reason.setAccessibleName("Reason")
        self.reason.setTabChangesFocus(True)
        self.reason.setPlaceholderText("What it rests on, in a sentence or two. It is footnoted.")
        self.reason.setPlainText(one.reason)
        self.reason.setFixedHeight(4 * self.fontMetrics().lineSpacing() + 2 * SMALL)
        self.body.addWidget(label)
        self.body.addWidget(self.reason)
        self.body.addWidget(self._problem)
