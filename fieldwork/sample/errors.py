"""Why a cell cannot be read."""


class Unreadable(Exception):
    """A cell's value is not one that its column may hold; `str(error)` says what was expected."""


class Restricted(Unreadable):
    """The cell is masked because access to the record is restricted."""
