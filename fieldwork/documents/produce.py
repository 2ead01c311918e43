"""From an inspection file to finished documents: which there are, and what each is made from."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import TypeVar

from fieldwork import whole_files
from fieldwork.documents import (
    blank_form,
    case_summary,
    evidence_list,
    examples,
    interview_notes,
    pack,
    sample,
    sampling,
    timetable_jobs,
)
from fieldwork.documents.page import DocumentContext
from fieldwork.errors import Refused
from fieldwork.inspection import queries
from fieldwork.inspection.file import Inspection
from fieldwork.inspection.records import CaseRow, Person, Status
from fieldwork.reading import examples as practice
from fieldwork.reading.model import CaseReading
from fieldwork.reading.service import Reader
from fieldwork.timetable.appointments import appointments
from fieldwork.wording import file_initials

T = TypeVar("T")
#: Told how many documents of how many are done; may raise, which stops the printing.
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Document:
    """A finished file. `name` is its file name: references and document names, never a person's."""

    name: str
    data: bytes


#: What can be printed: id and title. The command line's names.
DOCUMENTS = {
    "case-summary": "Case summaries",
    "interview-notes": "Interview notes",
    "blank-form": "Blank forms",
    "timetable": "Interview timetable",
    "wall-sheet": "Timetable for the wall",
    "officer-letters": "Letters to officers",
    "change-slips": "Changes and change slips",
    "sample": "Sample",
    "sampling": "How the sample was drawn",
    "evidence": "Other evidence",
    "examples": "Practice examples",
    "findings": "Findings report",
    "pack": "Packs for inspectors",
}


class _Press:
    """Everything that documents of one inspection share."""

    def __init__(self, inspection: Inspection, refs: Sequence[str], printed: date) -> None:
        self.inspection = inspection
        self.refs = tuple(dict.fromkeys(refs))
        self.reader = Reader(inspection)
        self.people = {p.id: p for p in queries.team(inspection)}
        self.officers = {o.id: o.name for o in queries.officers(inspection)}
        self.interviews = queries.interviews(inspection)
        self.appointments = appointments(inspection)
        self.context = DocumentContext(
            inspection=inspection.info(), programme=inspection.programme, printed=printed, people=self.people
        )

    def rows(self) -> list[CaseRow]:
        """The cases asked for, or all that are not withdrawn."""
        if self.refs:
            return [queries.case(self.inspection, ref) for ref in self.refs]
        return queries.cases(self.inspection, withdrawn=False)

    def readings(self, rows: Sequence[CaseRow]) -> list[CaseReading]:
        return [self.reader.open(row.ref) for row in rows]

    def case_summaries(self) -> list[Callable[[], Document]]:
        """One for each case asked for; without a list, for each case that has been begun."""
        rows = [r for r in self.rows() if self.refs or r.status is not Status.SELECTED]
        if not rows:
            raise Refused("No case has been begun yet.", advice="Read some, or name the cases to print.")

        def one(row: CaseRow) -> Document:
            data = case_summary.render(self.reader.open(row.ref), self.context)
            return Document(f"case-summary-{row.ref}.pdf", data)

        return [_bound(one, row) for row in rows]

    def interview_notes(self) -> list[Callable[[], Document]]:
        """One for each officer who is interviewed, about all the officer's cases asked for."""
        forms = self.inspection.programme.forms
        held: dict[str, list[CaseRow]] = {}
        for row in self.rows():
            if forms[row.form].interview:
                held.setdefault(row.officer_id or row.ref, []).append(row)
        if not held:
            words = "Nobody is interviewed about these cases." if self.refs else "No case has an interview."
            raise Refused(words, advice="Choose cases whose responsible officer is interviewed.")
        planned = {i.officer: i for i in self.interviews}

        def one(rows: list[CaseRow]) -> Document:
            officer = rows[0].officer_id
            interview = planned.get(officer) if officer else None
            data = interview_notes.render(self.readings(rows), interview, self.context)
            return Document(f"interview-notes-{rows[0].ref}.pdf", data)

        return [_bound(one, rows) for rows in held.values()]

    def blank_forms(self) -> list[Callable[[], Document]]:
        """Each case form; or for the cases asked for, their own questions."""
        programme = self.inspection.programme

        def form(name: str) -> Document:
            return Document(f"blank-form-{name}.pdf", blank_form.render(programme, name, self.context))

        def case(row: CaseRow) -> Document:
            reading = self.reader.open(row.ref)
            data = blank_form.render(programme, row.form, self.context, reading)
            return Document(f"blank-form-{row.ref}.pdf", data)

        if self.refs:
            return [_bound(case, row) for row in self.rows()]
        return [_bound(form, f.id) for f in programme.case_forms]

    def about_the_timetable(
        self, jobs: Callable[[Inspection, Sequence[str], DocumentContext], Iterator[timetable_jobs.Job]]
    ) -> list[Callable[[], Document]]:
        """The documents of one kind about the interviews: about the cases asked for, or all."""
        self.rows()  # refuses a case that there is not

        def one(job: timetable_jobs.Job) -> Document:
            return Document(job[0], job[1]())

        return [_bound(one, job) for job in jobs(self.inspection, self.refs, self.context)]

    def evidence(self) -> list[Callable[[], Document]]:
        """The records asked for, or those begun or arranged and a blank form of every other kind."""

        def one(job: evidence_list.Job) -> Document:
            return Document(job[0], job[1]())

        return [_bound(one, job) for job in evidence_list.jobs(self.inspection, self.refs, self.context)]

    def examples(self) -> list[Callable[[], Document]]:
        """Every practice example, or those from the cases asked for; none that points to somebody."""
        wanted = {row.ref for row in self.rows()} if self.refs else set()
        held = practice.examples(self.inspection)
        chosen = [example for example in held if not wanted or example.ref in wanted]
        if not chosen:
            raise Refused(
                "There are no practice examples yet.", advice="Write some under the cases they show."
            )
        practice.fit_to_print(self.inspection, chosen)
        return [lambda: Document("practice-examples.pdf", examples.render(chosen, self.context))]

    def sample(self) -> list[Callable[[], Document]]:
        """The whole sample, withdrawn cases included, or the cases asked for."""
        rows = self.rows() if self.refs else queries.cases(self.inspection)
        if not rows:
            raise Refused("There are no cases yet.", advice="Take in the office's list first.")

        def one() -> Document:
            return Document("sample.pdf", sample.render(rows, self.people, self.context))

        return [one]

    def sampling(self) -> list[Callable[[], Document]]:
        """How the sample of each form was drawn, whatever cases are asked for."""
        self.rows()  # refuses a case that is not there
        sheets = sampling.sheets_of(self.inspection)
        if not sheets:
            raise Refused("There are no cases yet.", advice="Draw the sample, or take in the office's list.")
        return [lambda: Document("how-the-sample-was-drawn.pdf", sampling.render(sheets, self.context))]

    def findings(self) -> list[Callable[[], Document]]:
        """The report on the whole inspection, as PDF."""
        from fieldwork.documents.report.formats import Edition  # slow to import: pictures and sheets

        self.rows()  # refuses a case that there is not
        if self.refs:
            raise Refused("The findings are those of the whole inspection.", advice="Name no cases.")
        printed = self.context.printed
        return [
            lambda: next(iter(Edition(self.inspection, printed=printed).files(["pdf"]))),
        ]

    def packs(self) -> list[Callable[[], Document]]:
        """One for each person of the team who has cases; two with the same initials are numbered.

        File names take plain letters only, so that no drive or mail system spoils them: `pack-DW.pdf`
        for Dilys Ŵynne.
        """
        rows = self.rows()
        used: dict[str, int] = {}
        found = []
        for person in self.people.values():
            mine = [row for row in rows if row.inspector == person.id]
            if mine:
                short = file_initials(person.name)
                used[short] = used.get(short, 0) + 1
                name = f"pack-{short}{used[short] if used[short] > 1 else ''}.pdf"
                found.append((person, mine, name))

        def one(item: tuple[Person, list[CaseRow], str]) -> Document:
            person, mine, name = item
            readings = self.readings(mine)
            fixed = self.appointments
            data = pack.render(person, self.interviews, readings, self.officers, self.context, fixed)
            return Document(name, data)

        if not found:
            about = "these cases" if self.refs else "cases to read"
            raise Refused(f"Nobody has been given {about} yet.", advice="Allocate them first.")
        return [_bound(one, item) for item in found]


def _bound(make: Callable[[T], Document], what: T) -> Callable[[], Document]:
    return lambda: make(what)


def produce(
    inspection: Inspection,
    document: str,
    refs: Sequence[str] = (),
    *,
    printed: date | None = None,
    progress: Progress | None = None,
) -> Iterator[Document]:
    """The documents of a kind, one after another: for these cases, or for all that it makes sense for.

    Raises `Refused` for an unknown kind or case before the first document.
    """
    press = _Press(inspection, refs, printed or date.today())
    makers: dict[str, Callable[[], list[Callable[[], Document]]]] = {
        "case-summary": press.case_summaries,
        "interview-notes": press.interview_notes,
        "blank-form": press.blank_forms,
        "timetable": partial(press.about_the_timetable, timetable_jobs.lists),
        "wall-sheet": partial(press.about_the_timetable, timetable_jobs.wall_sheets),
        "officer-letters": partial(press.about_the_timetable, timetable_jobs.letters),
        "change-slips": partial(press.about_the_timetable, timetable_jobs.slips),
        "sample": press.sample,
        "sampling": press.sampling,
        "evidence": press.evidence,
        "examples": press.examples,
        "findings": press.findings,
        "pack": press.packs,
    }
    if document not in makers:
        known = ", ".join(DOCUMENTS)
        raise Refused(f"There is no document {document}.", advice=f"The documents are: {known}.")
    jobs = makers[document]()
    for number, job in enumerate(jobs):
        if progress:
            progress(number, len(jobs))
        yield job()


def print_to(
    inspection: Inspection,
    document: str,
    folder: Path,
    refs: Sequence[str] = (),
    *,
    printed: date | None = None,
    progress: Progress | None = None,
) -> list[Path]:
    """Writes the documents of a kind into a folder; each file appears whole."""
    made = produce(inspection, document, refs, printed=printed, progress=progress)
    return [whole_files.write(folder, one.name, one.data) for one in made]
