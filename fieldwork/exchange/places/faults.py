"""What can go wrong with a place: it is away, it will not, it is not who it was."""

from fieldwork.errors import Fault, Refused

NOT_LET_IN = "it does not accept who we say we are, or gives no right to the folder"
GIVE_ANEW = "Give the name and password or key anew with: fieldwork place FILE ADDRESS --user NAME."


class PlaceAway(Fault):
    """The place does not answer now; what is to be sent waits, and nothing is lost."""

    def __init__(self, shown: str, why: str = "") -> None:
        reason = f" ({why})" if why else ""
        super().__init__(
            f"{shown} cannot be reached now{reason}.",
            "Nothing is lost: what is to be sent waits in the outbox, and goes when the place is there.",
        )


class PlaceRefuses(Fault):
    """The place answers and does not let us: no access, no room, no such folder."""

    def __init__(self, shown: str, why: str, advice: str) -> None:
        super().__init__(f"{shown} does not let packages through: {why}.", f"Nothing is lost. {advice}")


class NotCarriedWhole(Fault):
    """What the place gave back is not what was put there."""

    def __init__(self, shown: str) -> None:
        super().__init__(
            f"A package did not reach {shown} whole.",
            "It was taken back and waits in the outbox; send again.",
        )


class NameTaken(Fault):
    """Another file has the name of a package that is to be put there."""

    def __init__(self, shown: str) -> None:
        super().__init__(f"In {shown} the name of a package is taken.", "It is sent under another name.")


class HostUnknown(Refused):
    """A server whose key nobody on this laptop has confirmed yet."""

    def __init__(self, server: str, fingerprint: str) -> None:
        self.fingerprint = fingerprint
        super().__init__(
            f"{server} has not been used from this laptop before. Its key is {fingerprint}.",
            advice="Compare the key with what the people who run the server say, then confirm it: "
            "fieldwork place FILE ADDRESS --trust KEY.",
        )


class HostChanged(Refused):
    """A server that shows another key than the one that was confirmed."""

    def __init__(self, server: str, was: str, now: str) -> None:
        self.fingerprint = now
        super().__init__(
            f"{server} shows another key than before, so nothing was sent to it: {now}, where {was} "
            "was confirmed.",
            advice="Ask the people who run the server whether they changed it; somebody may be standing in "
            "for it. Confirm the new key only if they did.",
        )


class NoBackEnd(Refused):
    """The library for this kind of place is not installed."""

    def __init__(self, kind: str, package: str) -> None:
        super().__init__(
            f"This installation of Fieldwork cannot reach {kind} places: {package} is missing.",
            advice=f"Install it (pip install {package}), or ask for it to be installed on this laptop; "
            "or choose a folder.",
        )
