"""Adds a person to the team, or corrects a name: a name, a role, and what is wrong with them in place."""

from collections.abc import Callable

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from fieldwork.errors import FieldworkError
from fieldwork.inspection.records import Role
from ui.screens.form_field import FormField
from ui.widgets import CANCEL, Choice, Dialog


class PersonDialog(Dialog):
    """`save` gets the name and the role, writes them and may refuse: then the dialog stays and says why.

    Without `role` only the name is asked for.
    """

    def __init__(
        self,
        title: str,
        save: Callable[[str, Role], object],
        *,
        name: str = "",
        role: Role | None = None,
        text: str = "",
        action: str = "&Add",
        parent: QWidget,
    ) -> None:
        choices = (Choice(CANCEL, "Cancel"), Choice("save", action, "primary"))
        super().__init__(title, text, choices=choices, parent=parent)
        self._save = save
        self.name = QLineEdit(name)
        self.role = QComboBox()
        for one in Role:
            self.role.addItem(one.label, one.value)
        self.role.setCurrentIndex(self.role.findData((role or Role.INSPECTOR).value))
        self.name_field = FormField("&Name", self.name, hint="First name and family name.")
        role_field = FormField("&Role", self.role)
        role_field.setVisible(role is not None)
        self.body.addWidget(self.name_field)
        self.body.addWidget(role_field)
        self.name.setFocus()

    def holds(self, choice: str) -> bool:
        if choice != "save":
            return False
        try:
            self._save(self.name.text(), Role(self.role.currentData()))
        except FieldworkError as error:
            self.name_field.show_state(error=f"{error} {error.advice}".strip())
            self.name.setFocus()
            self.name.selectAll()
            return True
        return False
