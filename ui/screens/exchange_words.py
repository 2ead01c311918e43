"""What sending and receiving came to, in words, and the table of packages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from fieldwork import wording
from fieldwork.exchange.queries import PackageRow, Waiting
from fieldwork.exchange.receive import Received
from fieldwork.exchange.send import Sent
from fieldwork.inspection.clock import moment
from ui.screens.exchange_work import Dispatched, NotReceived
from ui.theme import Tone
from ui.widgets import Column, DataTable, EmptyState, Message


@dataclass(frozen=True, slots=True)
class PackageLine:
    """A package with the name of the person whose changes it carries."""

    row: PackageRow
    person: str

    @property
    def what(self) -> str:
        return "Received" if self.row.direction == "in" else "Sent"

    @property
    def arrived(self) -> str:
        """Whether the other side has said that it arrived."""
        if self.row.direction == "in":
            return ""
        return when(self.row.acknowledged) if self.row.acknowledged else "Not yet"


def when(stamp: str) -> str:
    """A stamp as `Mon 16 Sep, 9:30am`, in the computer's own time."""
    at = moment(stamp).astimezone()
    return f"{wording.short_day(at.date())}, {wording.clock(at)}"


def packages_table() -> DataTable[PackageLine]:
    """Every package of this copy."""
    columns = (
        Column[PackageLine](
            "What",
            lambda p: p.what,
            mark=lambda p: ("download" if p.row.direction == "in" else "send", "neutral"),
            width=14,
        ),
        Column[PackageLine]("When", lambda p: when(p.row.at), sort=lambda p: p.row.at, width=21),
        Column[PackageLine]("From", lambda p: p.person, width=0),
        Column[PackageLine](
            "Changes", lambda p: f"{p.row.changes:,}", sort=lambda p: p.row.changes, width=9, right=True
        ),
        Column[PackageLine](
            "New here",
            lambda p: f"{p.row.new_changes:,}" if p.row.direction == "in" else "",
            sort=lambda p: p.row.new_changes,
            width=9,
            right=True,
        ),
        Column[PackageLine](
            "Cases", lambda p: str(p.row.cases), sort=lambda p: p.row.cases, width=7, right=True
        ),
        Column[PackageLine](
            "Arrived",
            lambda p: p.arrived,
            mark=lambda p: (
                None
                if p.row.direction == "in"
                else ("check", "good")
                if p.row.acknowledged
                else ("clock", "neutral")
            ),
            width=23,
        ),
        Column[PackageLine]("File", lambda p: p.row.name, width=22, muted=True),
    )
    empty = EmptyState(
        "package",
        "Nothing has been sent or received yet.",
        detail="Packages are sealed to the team: whoever finds one cannot read it.",
    )
    return DataTable("Packages", columns, lambda p: p.row.id, empty=empty)


def waiting_words(waiting: Waiting) -> str:
    """`12 changes in 3 cases`."""
    if not waiting.changes:
        return "Everything is sent."
    changes = wording.count(waiting.changes, "change")
    cases = wording.count(len(waiting.cases), "case")
    return f"{changes} in {cases} to send." if waiting.cases else f"{changes} to send."


def dispatched_message(found: Dispatched) -> Message:
    """What went out, to whom where it is known, and what waits because its place is away."""
    sealed = [one for one in found.sent if one.package is not None]
    if found.why is not None:
        words = f"{wording.count(found.waiting, 'package')} sealed, waiting in the outbox: {found.why}"
        return Message(words, "warning", "Nothing is lost. It goes when you send again.")
    if not found.people:
        return sent_message(found.sent[0]) if found.sent else _NOTHING
    return Message(
        f"Sent: {wording.count(len(sealed), 'package')}, for {wording.listed(list(found.people))}.",
        "good",
        "A receipt will say that each arrived.",
    )


_NOTHING = Message("There is nothing to send: everything has been sent.", "info")


def sent_message(sent: Sent) -> Message:
    """What went out."""
    if sent.package is None:
        return _NOTHING
    about = f"{wording.count(sent.changes, 'change')} in {wording.count(sent.cases, 'case')}"
    words = f"Sent: {about}, sealed as {sent.package.name}."
    if sent.concerns:
        concern = f"A concern is open about {wording.listed(list(sent.concerns))}."
        return Message(
            f"{words} {concern}", "warning", "Tell the lead at once; do not wait until it arrives."
        )
    detail = "Hand the file over, or let the folder be copied. A receipt will say that it arrived."
    return Message(words, "good", detail)


def received_message(results: Sequence[Received | NotReceived]) -> Message:
    """What came in and what did not, with why."""
    good = [one for one in results if isinstance(one, Received)]
    bad = [one for one in results if isinstance(one, NotReceived)]
    packages = [one for one in good if one.kind != "receipt"]
    receipts = len(good) - len(packages)
    parts = []
    if packages:
        new = wording.count(sum(one.new_changes for one in packages), "new change")
        names = wording.listed(list(dict.fromkeys(one.sender for one in packages)))
        parts.append(f"{wording.count(len(packages), 'package')} received from {names}: {new}.")
    if receipts:
        parts.append(f"{wording.count(receipts, 'receipt')} received.")
    if bad:
        parts.append(f"{wording.count(len(bad), 'package')} not taken in.")
    concerns = list(dict.fromkeys(ref for one in packages for ref in one.concerns))
    if concerns:
        holder = "This package holds" if len(packages) == 1 else "These packages hold"
        parts.append(f"{holder} an open concern about {wording.listed(concerns)}.")
    lines = [f"{one.package.name}: {one.error} {one.error.advice}".strip() for one in bad]
    without = sum(one.receipt is None for one in packages)
    if without:
        count = wording.count(without, "receipt")
        lines.append(f"{count} could not be written beside the package: tell the sender that it arrived.")
    tone: Tone = "danger" if bad or concerns else "good"
    return Message(" ".join(parts) or "Nothing was received.", tone, "\n".join(lines))


def first_message(results: Sequence[Received | NotReceived]) -> Message | None:
    """Laptops heard of for the first time, with the words to compare."""
    fresh = {one.fingerprint: one.sender for one in results if isinstance(one, Received) and one.first}
    if not fresh:
        return None
    lines = [f"{sender}: {words}" for words, sender in fresh.items()]
    laptops = "a laptop" if len(fresh) == 1 else f"{len(fresh)} laptops"
    return Message(
        f"The first package from {laptops}. Compare these words with the sender once, by telephone.",
        "warning",
        "\n".join(lines),
    )


def lines(rows: Sequence[PackageRow], people: Mapping[str, str]) -> list[PackageLine]:
    """Packages with their people's names."""
    return [PackageLine(row, people.get(row.person, "Somebody not in the team")) for row in rows]
