"""Why a package is not taken in: one class a reason, each one sentence with what to do next."""

from typing import ClassVar

from fieldwork.errors import Problem, Refused


class PackageRefused(Refused):
    """A package that was not taken in; nothing in the inspection has changed.

    `detail` says exactly what was found, for the log and for whoever looks into it.
    """

    sentence: ClassVar[str] = "This package was not taken in."
    what_to_do: ClassVar[str] = "Ask the sender to send it again."

    def __init__(self, detail: str = "", place: str = "") -> None:
        problems = [Problem(place, detail)] if detail else []
        super().__init__(self.sentence, problems, self.what_to_do)


class NotAPackage(PackageRefused):
    """The file does not begin as a package begins."""

    sentence = "This file is not a Fieldwork package."
    what_to_do = "Choose a file whose name ends in .fwpkg; if this one does, ask the sender to send it again."


class NotForUs(PackageRefused):
    """Sealed to keys that we do not hold. Damage to a package's first lines looks just the same."""

    sentence = "This package is sealed to someone else, so this inspection cannot open it."
    what_to_do = "Check that it is meant for this inspection; if it is, ask the sender to send it again."


class Damaged(PackageRefused):
    """Edited, cut short, or malformed inside."""

    sentence = "This package is damaged: part of it was changed or is missing."
    what_to_do = "Nothing was taken in. Ask the sender to send it again."


class UnknownSender(PackageRefused):
    """Signed by a key that belongs to nobody in the team."""

    sentence = "This package comes from someone who is not known to this inspection."
    what_to_do = (
        "Ask who sent it. If they are one of the team, have the lead accept the card of their laptop first."
    )


class WrongSigner(PackageRefused):
    """Signed by another key than the one expected."""

    sentence = "This package is not signed by the person whose name it bears."
    what_to_do = "Do not use it. Telephone the person and compare the words of their signing key."


class RetiredKey(PackageRefused):
    """Signed with a key that the lead has retired."""

    sentence = "This package is sealed with a key that the lead has retired."
    what_to_do = (
        "Do not use it. If it was sealed before, the lead may take it in with --retired-too and look at it."
    )


class OtherFounder(PackageRefused):
    """Sent by somebody who goes by another lead as the founder of the team."""

    sentence = "This package comes from a team that another lead has founded."
    what_to_do = (
        "Telephone the lead. If the team was founded anew, compare the words of the lead's key and take the "
        "package in with --founder and those words."
    )


class NewerFormat(PackageRefused):
    """Made by a version of Fieldwork that knows more than this one."""

    sentence = "This package was made by a newer version of Fieldwork."
    what_to_do = "Bring Fieldwork up to date on this computer, then receive the package again."


class OtherInspection(PackageRefused):
    """Sealed to a key that we hold, but about another inspection."""

    sentence = "This package belongs to another inspection."
    what_to_do = "Open the inspection it belongs to and receive it there."


class Replayed(PackageRefused):
    """A package that has been received before, where that is not to be passed over."""

    sentence = "This package has been received before."
    what_to_do = "There is nothing to do: what it holds is already here."


class TooLarge(PackageRefused):
    """More than a package may hold, made or received."""

    sentence = "This package is larger than a package may be."
    what_to_do = "Send the changes in several packages, for example a few cases at a time."


class BadKey(Refused):
    """Text that is no key, or the two halves of a key that do not belong together."""

    def __init__(self, what: str) -> None:
        # Never the text itself: it may be a secret with one letter wrong.
        super().__init__(
            f"This is not {what}.", advice="Copy the whole key again, without spaces or line breaks."
        )
