"""Who has what: how far everybody is, each laptop's last word, and what was sent and acknowledged."""

from datetime import datetime

from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from fieldwork import wording
from fieldwork.exchange.standing import Holding, SentPackage, standing
from fieldwork.inspection.records import Status
from ui.session import Session
from ui.theme.metrics import LARGE, SMALL
from ui.widgets import Column, DataTable, EmptyState, Heading, Muted

_KINDS = {
    "return": "What was new",
    "assignment": "Cases given out",
    "update": "What was new",
    "hand-over": "Cases handed over",
}


class StandingPanel(QWidget):
    """For the lead everybody, for an inspector what of theirs has arrived."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._says = Muted("")
        self.people = DataTable("Who has what", _PEOPLE, _key_of, empty=EmptyState("team", "Nobody is here."))
        nothing = EmptyState("send", "Nothing has been sent from this laptop yet.")
        self.sent = DataTable("What this laptop sent", _SENT, lambda s: s.name, empty=nothing)
        self._lay_out()

    def refresh(self) -> None:
        """Read it again."""
        found = standing(self._session.inspection)
        self.people.show_state(found.holdings)
        self.sent.show_state(found.sent)
        words = [f"{wording.count(found.outstanding, 'case')} still to be completed."]
        if found.unsent:
            words.append(f"{wording.count(found.unsent, 'change')} on this laptop not sent yet.")
        if found.unacknowledged:
            words.append(
                f"{wording.count(len(found.unacknowledged), 'package')} nobody has acknowledged yet."
            )
        missing = sum(holding.missing for holding in found.holdings)
        if missing:
            words.append(f"{wording.count(missing, 'change')} of others known of and not here.")
        self._says.setText(" ".join(words))

    def _lay_out(self) -> None:
        both = QSplitter()
        both.setStyleSheet("QSplitter::handle { background: transparent; }")
        both.setHandleWidth(LARGE)
        for heading, table in (("Everybody", self.people), ("Sent from this laptop", self.sent)):
            side = QWidget()
            column = QVBoxLayout(side)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(SMALL)
            column.addWidget(Heading(heading, 2))
            column.addWidget(table, 1)
            both.addWidget(side)
        both.setStretchFactor(0, 3)
        both.setStretchFactor(1, 2)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, SMALL, 0, 0)
        whole.setSpacing(SMALL)
        whole.addWidget(self._says)
        whole.addWidget(both, 1)


def _key_of(holding: Holding) -> str:
    return str(holding.person.id) if holding.person else "nobody"


def _when(at: datetime | None) -> str:
    if at is None:
        return "Nothing yet"
    local = at.astimezone()
    return f"{wording.short_day(local.date())}, {wording.clock(local)}"


def _last(holding: Holding) -> str:
    ours = any(laptop.ours for laptop in holding.laptops)
    return "This laptop" if ours else _when(holding.last_word) if holding.person else ""


def _arrived(sent: SentPackage) -> str:
    names = [word.person for word in sent.acknowledged]
    return wording.listed(names) if names else "Not yet"


_PEOPLE = (
    Column[Holding]("Name", lambda h: h.person.name if h.person else "Given to nobody", width=0),
    Column[Holding](
        "Complete",
        lambda h: str(h.cases.get(Status.COMPLETE, 0)),
        sort=lambda h: h.cases.get(Status.COMPLETE, 0),
        width=11,
        right=True,
    ),
    Column[Holding](
        "To finish",
        lambda h: str(len(h.outstanding)),
        sort=lambda h: len(h.outstanding),
        width=11,
        right=True,
        tip=lambda h: ", ".join(h.outstanding[:30]),
    ),
    Column[Holding]("Last word", _last, sort=lambda h: str(h.last_word or ""), width=21),
    Column[Holding](
        "Missing",
        lambda h: wording.count(h.missing, "change") if h.missing else "",
        mark=lambda h: ("warning", "warning") if h.missing else None,
        sort=lambda h: h.missing,
        tip=lambda h: "Changes known to exist that have not arrived here." if h.missing else "",
        width=13,
    ),
)
_SENT = (
    Column[SentPackage]("When", lambda s: _when(s.at), sort=lambda s: s.at, width=20),
    Column[SentPackage]("What", lambda s: _KINDS.get(s.kind, s.kind), width=17),
    Column[SentPackage]("Cases", lambda s: str(s.cases or ""), sort=lambda s: s.cases, width=7, right=True),
    Column[SentPackage](
        "Arrived at",
        _arrived,
        mark=lambda s: ("check", "good") if s.acknowledged else ("clock", "neutral"),
        width=0,
    ),
)
