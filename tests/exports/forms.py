"""Every form of every programme on the shelf, in every edition, and one awkward programme."""

from functools import cache
from pathlib import Path
from typing import NamedTuple

from pyxform.xls2xform import convert

from fieldwork.exports import xlsform
from fieldwork.programme import library
from fieldwork.programme.loader import load
from fieldwork.programme.model import Programme
from tests.exports.awkward import AWKWARD


class OneForm(NamedTuple):
    """A form of a programme."""

    programme: Programme
    form_id: str

    @property
    def name(self) -> str:
        """`adult second-round supervision`, for the tests' ids."""
        return f"{self.programme.id} {self.programme.edition.id} {self.form_id}"


@cache
def shelf() -> tuple[OneForm, ...]:
    """The forms that come with Fieldwork, and those of the awkward programme."""
    programmes = [
        library.load(shelved.id, edition)
        for shelved in library.programmes()
        for edition, _ in shelved.editions
    ]
    programmes.append(load(AWKWARD))
    return tuple(OneForm(programme, form) for programme in programmes for form in programme.forms)


class Converted(NamedTuple):
    """What pyxform makes of a workbook, and what it warns of."""

    xml: str
    warnings: tuple[str, ...]


@cache
def converted(form: OneForm, folder: Path) -> Converted:
    """Writes the form's workbook into the folder and has pyxform convert it."""
    path = xlsform.write(form.programme, form.form_id, folder)
    warnings: list[str] = []
    result = convert(path, warnings=warnings)
    return Converted(result.xform, tuple(warnings))
