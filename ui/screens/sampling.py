"""Sampling: how the sample of each form is drawn from a long list, and kept with its reserves."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from fieldwork.sample.kept import DRAW, REPLACEMENT, RESERVE, kept
from fieldwork.sample.methods import methods
from ui.screens.live import LiveScreen
from ui.screens.sampling_draw import DrawPanel
from ui.screens.sampling_kept import KeptPanel
from ui.session import Session
from ui.theme.metrics import LARGE, MEDIUM, SMALL
from ui.widgets import Button, Heading

SHEET = "sampling"


class SamplingScreen(LiveScreen):
    """One form at a time: its kept sample, or drawing one."""

    print_wanted = Signal(str, object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent, about=frozenset({DRAW, RESERVE, REPLACEMENT, "case", "inspection"}))
        self._methods = methods(session.inspection.programme)
        self._drawing: dict[str, bool] = {}
        self.form = QComboBox()
        self.back = Button("Back to the &kept sample", "quiet", "arrow-left")
        self.draw = DrawPanel(session)
        self.kept = KeptPanel(session)
        self._pages = QStackedWidget()
        self._lay_out()
        self._connect()
        self.draw.show_method(self._methods[0])

    def refresh(self) -> None:
        """Show the kept sample of the form, or drawing where there is none."""
        held = kept(self.session.inspection, self._form())
        drawing = held is None or self._drawing.get(self._form(), False)
        self.back.setVisible(drawing and held is not None)
        self._pages.setCurrentWidget(self.draw if drawing else self.kept)
        if held is not None:
            self.kept.show_state(held)

    def arrive(self, argument: str) -> None:
        """Show a form."""
        self._read_if_due()
        if (place := self.form.findData(argument)) >= 0:
            self.form.setCurrentIndex(place)
            self._on_form_chosen()

    def place(self) -> str:
        """The form that is shown."""
        return self._form()

    def _form(self) -> str:
        return str(self.form.currentData())

    def _on_form_chosen(self) -> None:
        method = next(one for one in self._methods if one.form == self._form())
        self.draw.show_method(method)
        self.refresh()

    def _on_again_wanted(self) -> None:
        self._drawing[self._form()] = True
        self.refresh()

    def _on_back(self) -> None:
        self._drawing[self._form()] = False
        self.refresh()

    def _on_kept(self) -> None:
        self._on_back()
        self.session.said.emit("The sample is kept, with its reserves.")

    def _on_print_wanted(self) -> None:
        self.print_wanted.emit(SHEET, ())

    def _on_case_wanted(self, ref: str) -> None:
        self.go.emit("reading", ref)

    def _connect(self) -> None:
        self.form.activated.connect(self._on_form_chosen)
        self.back.clicked.connect(self._on_back)
        self.draw.kept.connect(self._on_kept)
        self.kept.again_wanted.connect(self._on_again_wanted)
        self.kept.print_wanted.connect(self._on_print_wanted)
        self.kept.case_wanted.connect(self._on_case_wanted)

    def _lay_out(self) -> None:
        for method in self._methods:
            self.form.addItem(method.title, method.form)
        self.form.setAccessibleName("Sample of")
        if len(self._methods) < 2:
            self.form.hide()
        top = QHBoxLayout()
        top.setSpacing(MEDIUM)
        top.addWidget(Heading("Sampling", 1))
        top.addWidget(self.form)
        top.addStretch(1)
        top.addWidget(self.back)
        self._pages.addWidget(self.kept)
        self._pages.addWidget(self.draw)
        column = QVBoxLayout(self)
        column.setContentsMargins(LARGE, MEDIUM, LARGE, MEDIUM)
        column.setSpacing(SMALL)
        column.addLayout(top)
        column.addWidget(self._pages, 1)
        self.setFocusProxy(self.form)
