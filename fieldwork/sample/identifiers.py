"""Numbers that name a person: case reference (CRN) and police national computer (PNC) numbers."""

import re

_CRN = re.compile(r"[A-Z]\d{6}", re.ASCII)
_PNC = re.compile(r"(\d{4}|\d{2})/(\d{1,7})([A-Z])", re.ASCII)

#: The letter for each remainder by 23 (the Ministry of Justice's person record, PNCIdentifier).
_PNC_LETTERS = "ZABCDEFGHJKLMNPQRTUVWXY"


def read_crn(text: str) -> str | None:
    """`X123456` for ` x123456 `; None where it is not one letter and six digits."""
    if _CRN.fullmatch(text):
        return text
    reference = text.strip().upper()
    return reference if _CRN.fullmatch(reference) else None


def read_pnc(text: str) -> str | None:
    """`1999/0123456A` for `1999/123456a`; None where the form or the check letter is wrong.

    The year may have two digits, and stays so. The check letter belongs to the two-digit year followed
    by the seven digits, modulo 23.
    """
    match = _PNC.fullmatch(text.strip().upper())
    if not match:
        return None
    year, serial, letter = match[1], match[2].zfill(7), match[3]
    if _PNC_LETTERS[int(year[-2:] + serial) % 23] != letter:
        return None
    return f"{year}/{serial}{letter}"


def same_pnc(pnc: str) -> str:
    """The form in which long and short numbers of the same person are equal."""
    return pnc[2:] if pnc[4:5] == "/" else pnc
