"""What a draw comes to, on pages: strata, make-up, what was left out, the drawn cases, the reserves."""

from PySide6.QtWidgets import QTabWidget, QWidget

from fieldwork.programme.model import Programme
from fieldwork.sample.draw import Drawn, planned
from fieldwork.sample.eligible import REASONS, Eligible
from fieldwork.sample.sizes import margin_reached
from fieldwork.sample.strata import EVERYONE, FIVE
from fieldwork.wording import count
from ui.screens import sampling_tables as tables
from ui.screens.sampling_work import Options
from ui.widgets.figure_table import FigureTable
from ui.widgets.figures import Figures

_STRATA, _MAKEUP, _LEFT_OUT = 0, 1, 2


class DrawnTabs(QTabWidget):
    """Before anything is drawn there are the planned strata and what is left out."""

    def __init__(self, programme: Programme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._programme = programme
        self.strata, self.makeup = FigureTable("Strata"), FigureTable("Make-up of the sample")
        self.makeup.set_shape(heading=0.3)
        self.excluded = tables.excluded_table()
        self.drawn = tables.cases_table("Drawn cases", "Nothing is drawn yet.")
        self.reserves = tables.cases_table("Reserves", "There is no reserve.")
        for widget in (self.strata, self.makeup, self.excluded, self.drawn, self.reserves):
            self.addTab(widget, "")
        self.setDocumentMode(True)
        self.setAccessibleName("Sample")
        self.tabBar().setDrawBase(False)

    def show_state(self, found: Eligible, wanted: int, *, five: bool, drawn: Drawn | None) -> None:
        """Show what can be drawn, or what was."""
        labels = FIVE if five else EVERYONE
        plan = drawn.strata if drawn else planned(found.candidates, wanted, five=five)
        self.strata.show_state(tables.strata(plan, drawn=drawn is not None))
        self.excluded.show_state(found.excluded)
        by_ref = {case.ref: case for case in found.candidates}
        held = [ref for refs in drawn.reserves.values() for ref in refs] if drawn else []
        of = drawn.of if drawn else {}
        self.drawn.show_state(tables.drawn_cases(drawn.refs if drawn else (), of, labels, by_ref))
        self.reserves.show_state(tables.drawn_cases(held, of, labels, by_ref))
        self.makeup.show_state(
            tables.makeup(self._programme, drawn.composition) if drawn else Figures("Make-up of the sample")
        )
        self._name(len(found.excluded), len(drawn.refs) if drawn else None, len(held))

    def table(self) -> Figures:
        """The make-up where it is seen, else the strata, to be copied."""
        seen = self.makeup if self.currentIndex() == _MAKEUP else self.strata
        return seen.figures.figures

    def _name(self, left_out: int, drawn: int | None, reserves: int) -> None:
        numbers = ("", "") if drawn is None else (f" ({drawn})", f" ({reserves})")
        titles = (
            "Strata",
            "Make-up",
            f"Left out ({left_out})",
            f"Drawn{numbers[0]}",
            f"Reserves{numbers[1]}",
        )
        for place, title in enumerate(titles):
            self.setTabText(place, title)
            self.setTabEnabled(place, drawn is not None or place in (_STRATA, _LEFT_OUT))


def standing(found: Eligible, wanted: int, options: Options) -> str:
    """How many can be drawn, how many not and why, how many are wanted and how near that comes."""
    population = len(found.candidates)
    reasons = ", ".join(f"{REASONS[kind].lower()} {n}" for kind, n in found.reasons().items())
    out = f"; {len(found.excluded)} left out ({reasons})" if found.excluded else ""
    margin = margin_reached(min(wanted, population), population, options.confidence)
    within = "" if margin is None else f", within {margin:.1f} points"
    return f"{count(population, 'case')} can be drawn{out}. {wanted} wanted{within}."
