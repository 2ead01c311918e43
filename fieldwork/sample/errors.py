"""Why a cell cannot be read."""

from fieldwork.sample.model import Kind


class Unreadable(Exception):
    """A cell's value is not one that its column may hold; `str(error)` says what was expected."""

    kind: Kind = "other"


class Restricted(Unreadable):
    """The cell is masked because access to the record is restricted."""

    kind = "restricted"


class InFuture(Unreadable):
    """The day is still to come where only a past one makes sense."""

    kind = "future"
