"""Words that stand for cases in data that leaves the team: the same wherever the inspection's file is."""

import hashlib
import hmac

from fieldwork.inspection.changes import Register
from fieldwork.inspection.file import Inspection
from fieldwork.inspection.setting_up import THE_INSPECTION


def pseudonym(inspection: Inspection, ref: str) -> str:
    """The same word for a case whoever of the team writes it. References are few enough to be tried one by
    one, so the word is keyed: with the id of the inspection's first change, which every copy of the file
    holds, nobody outside the team has seen, and nobody can guess.
    """
    first = inspection.journal.of_register(Register("inspection", THE_INSPECTION, "programme"))[0]
    return hmac.new(first.id.encode(), f"publish {ref}".encode(), hashlib.sha256).hexdigest()[:16]
