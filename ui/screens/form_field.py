"""A labelled field of a form with room below it for a hint, or for what is wrong with it."""

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ui.theme import restyle
from ui.theme.metrics import TIGHT
from ui.widgets import Label


class FormField(QWidget):
    """`&Label` over a field. `whole` is what stands there, where the field is a part of it."""

    def __init__(
        self,
        label: str,
        field: QWidget,
        *,
        hint: str = "",
        beside: QWidget | None = None,
        whole: QWidget | None = None,
    ) -> None:
        super().__init__()
        self.field = field
        self._hint, self._error = hint, ""
        self._words = Label(hint, "small", wrap=True)
        row = QHBoxLayout()
        row.addWidget(whole or field, 1)
        if beside is not None:
            row.addWidget(beside)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(TIGHT)
        if label:
            title = Label(label)
            title.setBuddy(field)
            field.setAccessibleName(label.replace("&", ""))
            column.addWidget(title)
        column.addLayout(row)
        column.addWidget(self._words)
        self._words.setMinimumHeight(self._words.fontMetrics().height())

    @property
    def error(self) -> str:
        """What is said to be wrong now."""
        return self._error

    def show_state(self, hint: str | None = None, error: str = "") -> None:
        """Show what is wrong, or else the hint; None keeps the hint there was."""
        if hint is not None:
            self._hint = hint
        self._error = error
        self._words.setText(error or self._hint)
        self._words.setVisible(bool(error or self._hint) or isinstance(self.field, QLineEdit))
        if self._words.property("role") != ("danger" if error else "small"):
            self._words.setProperty("role", "danger" if error else "small")
            restyle(self._words)
        self.field.setAccessibleDescription(error or self._hint)
        if isinstance(self.field, QLineEdit) and bool(self.field.property("wrong")) != bool(error):
            self.field.setProperty("wrong", bool(error))
            restyle(self.field)
