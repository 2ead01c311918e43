"""Many inspections side by side: a league table, and a map of bands over time."""

from collections.abc import Collection, Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from fieldwork import wording
from fieldwork.findings.league import Place, league
from fieldwork.findings.results import Findings
from fieldwork.inspection.file import SUFFIX
from fieldwork.programme.model import Band, QuestionId
from ui.screens.findings_others import Opened, Placing, Side
from ui.screens.findings_page import FindingsPage
from ui.screens.working import Working
from ui.session import Session
from ui.theme.metrics import SMALL
from ui.widgets import Banner, Button, Message, Muted, PassphraseDialog
from ui.widgets.bands import look_of
from ui.widgets.figure_table import FigureTable
from ui.widgets.figures import Cell, Figures, Head, Line

_ABOUT = "Other inspections are read once and nothing of them is kept here; they go when this file is closed."


class LeaguePage(FindingsPage):
    """This inspection is among them as it stands now; others are opened with their passphrase."""

    title = "Inspections"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._found: Findings | None = None
        self._others: list[Side] = []
        self._paths: list[Path] = []
        self._asking: PassphraseDialog | None = None
        self.banner = Banner()
        self.working = Working(session)
        self.add = Button("&Add inspections…", icon_name="folder")
        self.remove = Button("Take o&ut", "quiet")
        self.ranked = Button("&League table")
        self.over_time = Button("&Over time")
        self.both = QButtonGroup(self)
        self.sides = FigureTable("Inspections side by side")
        self._lay_out()
        self._connect()

    def show_state(self, found: Findings, _changed: Collection[QuestionId] | None) -> None:
        """Show this inspection, as it stands, among the others."""
        self._found = found
        self._show()

    def table(self) -> Figures:
        if self._found is None:
            return Figures(self.title)
        every = [self._own(self._found), *self._others]
        rule = self._found.programme.rating
        bands = rule.bands if rule else ()
        whole = rule.overall if rule else ()
        if self.over_time.isChecked():
            return _over_time(every, bands, whole)
        return _league(every, bands, whole) if rule else _scores(every)

    # -- opening others ---------------------------------------------------------------------------------

    def take(self, paths: list[str]) -> None:
        """Ask for the passphrase of these files, then read them."""
        self._paths = [Path(path) for path in paths]
        self._asking = PassphraseDialog(
            "Open to set beside this one",
            "One passphrase for all of them. Nothing in them is changed.",
            parent=self,
        )
        self._asking.given.connect(self.open_with)
        self._asking.rejected.connect(self._on_asking_left)
        self._asking.open()

    def open_with(self, passphrase: str) -> None:
        """Read the chosen files."""
        self.working.start(
            "Reading the other inspections…",
            Placing(self._paths, passphrase),
            done=self._on_opened,
            failed=self._on_failed,
        )

    def _on_opened(self, opened: Opened) -> None:
        if not opened.sides and opened.failed and self._asking is not None:
            error = opened.failed[0][1]
            self._asking.fail(f"{error} {error.advice}".strip())
            return
        self._close_asking()
        known = {(s.place.title, s.place.starts) for s in opened.sides}
        held = [s for s in self._others if (s.place.title, s.place.starts) not in known]
        programme = self.session.inspection.programme.id
        fitting = [s for s in opened.sides if s.place.programme == programme]
        self._others = [*held, *fitting]
        self._tell(opened, len(opened.sides) - len(fitting))
        self._show()

    def _tell(self, opened: Opened, other: int) -> None:
        said = [f"{path.name}: {error}" for path, error in opened.failed]
        if other:
            said.append(f"{wording.count(other, 'inspection')} of another programme left out.")
        message = (
            Message("Not all could be set beside this one.", "warning", "\n".join(said)) if said else None
        )
        self.banner.show_state(message)

    def _on_failed(self, error: BaseException) -> None:
        self._close_asking()
        raise error

    def _on_asking_left(self) -> None:
        self._asking = None

    def _close_asking(self) -> None:
        asking, self._asking = self._asking, None
        if asking is not None:
            asking.accept()

    def _on_add(self) -> None:
        dialog = QFileDialog(self, "Choose inspections", "", f"Inspections (*{SUFFIX})")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(self.take)
        dialog.open()

    def _on_remove(self) -> None:
        key, _ = self.sides.current()
        self._others = [side for side in self._others if _key(side.place) != key]
        self._show()

    # -- showing ----------------------------------------------------------------------------------------

    def _own(self, found: Findings) -> Side:
        info = self.session.inspection.info()
        programme = found.programme
        ids = (programme.id, programme.edition.id)
        place = Place(info.title, info.provider, info.starts, *ids, found.standards, found.overall)
        return Side(place, found.averages)

    def _show(self) -> None:
        self.sides.show_state(self.table())
        self._on_current_changed()

    def _on_current_changed(self) -> None:
        key, _ = self.sides.current()
        self.remove.setEnabled(any(_key(side.place) == key for side in self._others))

    def _connect(self) -> None:
        self.add.clicked.connect(self._on_add)
        self.remove.clicked.connect(self._on_remove)
        self.both.buttonClicked.connect(self._show)
        self.sides.current_changed.connect(self._on_current_changed)

    def _lay_out(self) -> None:
        rated = self.session.inspection.programme.rating is not None
        for button in (self.ranked, self.over_time):
            button.setCheckable(True)
            if not rated:
                button.hide()
            self.both.addButton(button)
        self.ranked.setChecked(True)
        top = QHBoxLayout()
        top.setSpacing(SMALL)
        for button in (self.ranked, self.over_time):
            top.addWidget(button)
        top.addStretch(1)
        for button in (self.remove, self.add):
            top.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, SMALL, 0, 0)
        column.setSpacing(SMALL)
        for widget in (self.banner, self.working):
            column.addWidget(widget)
        column.addLayout(top)
        column.addWidget(self.sides, 1)
        column.addWidget(Muted(_ABOUT, small=True))
        self.setFocusProxy(self.sides)


def _key(place: Place) -> str:
    return f"{place.starts.isoformat()} {place.title}"


def _standards(places: Sequence[Place]) -> dict[str, str]:
    """The standards of all inspections by what is shown of them, with their titles."""
    return {one.standard.shown: one.standard.text for place in places for one in place.standards}


def _league(every: Sequence[Side], bands: Sequence[Band], whole: Sequence[Band]) -> Figures:
    """One inspection a line, the highest points first; a mark a standard."""
    ordered = league(side.place for side in every)
    titles = _standards(ordered)
    heads = (
        Head("Starts", width=17),
        Head("Points", width=9),
        Head("Over all", width=21),
        *(Head(shown, tip=f"{shown} {text}", width=3) for shown, text in titles.items()),
    )
    lines = []
    for place in ordered:
        held = {one.standard.shown: one.rating for one in place.standards}
        points = f"{place.overall.score} of {place.overall.out_of}" if place.overall else "–"
        rating = look_of(place.overall.rating if place.overall else None, whole)
        marks = (_mark(held.get(shown), bands) for shown in titles)
        cells = (
            Cell(wording.day(place.starts)),
            Cell(points),
            Cell("" if rating else "–", band=rating),
            *marks,
        )
        lines.append(Line(_key(place), place.title, cells, detail="", tip=f"{place.title}, {place.provider}"))
    return Figures("Inspections side by side", "Inspection", heads, tuple(lines), (_legend(bands),))


def _over_time(every: Sequence[Side], bands: Sequence[Band], whole: Sequence[Band]) -> Figures:
    """One standard a line, one inspection a column, the earliest first."""
    places = sorted((side.place for side in every), key=lambda place: (place.starts, place.title))
    heads = tuple(Head(place.title, wording.day(place.starts), width=23) for place in places)
    lines = []
    for shown, text in _standards(places).items():
        held = [
            next((one.rating for one in place.standards if one.standard.shown == shown), None)
            for place in places
        ]
        cells = tuple(Cell("" if band else "–", band=look_of(band, bands)) for band in held)
        lines.append(Line(shown, f"{shown} {text}", cells, 1))
    overall = tuple(
        Cell("" if look else "–", f"{place.overall.score} points" if place.overall else "", band=look)
        for place in places
        for look in (look_of(place.overall.rating if place.overall else None, whole),)
    )
    lines.append(Line("=overall", "Over all", overall))
    return Figures("Ratings over time", "Standard", heads, tuple(lines), (_legend(bands),))


def _scores(every: Sequence[Side]) -> Figures:
    """Inspections without ratings: their outcomes' averages, the earliest first."""
    ordered = sorted(every, key=lambda side: (side.place.starts, side.place.title))
    titles = {one.ref: one.title for side in ordered if side.averages for one in side.averages.outcomes}
    heads = tuple(Head(f"{ref} {title}", tip=title, width=0) for ref, title in titles.items())
    lines = []
    for side in ordered:
        held = {one.ref: one for one in (side.averages.outcomes if side.averages else ())}
        cells = tuple(
            Cell(f"{one.percent}%" if one and one.percent is not None else "–", strong=True)
            for one in (held.get(ref) for ref in titles)
        )
        detail = wording.day(side.place.starts)
        lines.append(Line(_key(side.place), f"{side.place.title}, {detail}", cells))
    return Figures("Outcomes side by side", "Inspection", heads, tuple(lines))


def _mark(band: Band | None, bands: Sequence[Band]) -> Cell:
    look = look_of(band, bands)
    return Cell("" if look else "–", band=look, short=True)


def _legend(bands: Sequence[Band]) -> str:
    looks = [look for look in (look_of(band, bands) for band in bands) if look]
    return ", ".join(f"{look.short} {look.label}" for look in looks)
