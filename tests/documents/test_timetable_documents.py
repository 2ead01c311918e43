"""Timetables for the wall, letters and change slips, read back: all there, nothing clipped, nobody named."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import combinations

import pypdfium2 as pdfium
import pytest

from fieldwork.documents import change_slips, officer_letters, timetable, wall_sheet
from fieldwork.documents.change_slips import Names
from fieldwork.documents.officer_letters import Letter
from fieldwork.documents.page import DocumentContext
from fieldwork.documents.produce import produce
from fieldwork.errors import Refused
from fieldwork.inspection.file import Inspection
from fieldwork.inspection.records import Interview, OfficerId, Person, PersonId, Role
from fieldwork.programme.model import Programme
from fieldwork.timetable.appointments import Appointment
from fieldwork.timetable.marks import mark
from fieldwork.timetable.moves import Move
from fieldwork.timetable.plan import PlannedInterview
from fieldwork.timetable.plan_file import keep_plan, planned, set_absences
from fieldwork.timetable.telling import notify
from tests.conftest import LEAD, READER, REFS
from tests.documents import reading_back
from tests.timetable.test_today import MONDAY, at, planned_file, who

__all__ = ["planned_file"]

OFFICES, INSPECTORS = 20, 30
DAYS = tuple(date(2019, 9, day) for day in (16, 17, 18, 19, 20, 23, 24, 25, 26, 27))
_FIRST = ("Bartholomew", "Llŷr", "Wilhelmina-Alexandrina", "Jo")
_LAST = ("Featherstonehaugh-Cholmondeley", "Ng", "Ŵyn-Pritchard", "O'Shaughnessy")
_SITES = ("Stoke-on-Trent and North Staffordshire Neighbourhood Delivery Unit", "Hull", "Berwick-upon-Tweed")


def name(kind: str, n: int) -> str:
    return f"{_FIRST[n % 4]} {_LAST[n // 4 % 4]} {kind}{n}"


NAMES = {f"o{n}": name("O", n) for n in range(250)} | {f"i{n}": name("I", n) for n in range(INSPECTORS)}
NAMES |= {f"s{n}": f"{_SITES[n % 3]} {n}" for n in range(OFFICES)}


def plan(officers: int, inspectors: int = INSPECTORS, offices: int = OFFICES) -> list[PlannedInterview]:
    """So many officers over ten days, each day at four times, with long names and up to three cases."""
    found = []
    for n in range(officers):
        starts = datetime.combine(
            DAYS[(n + n // 10) % 10], (time(9, 30), time(11), time(13, 30), time(15, 15))[n // 10 % 4]
        )
        refs = tuple(f"E{100000 + 3 * n + k}" for k in range(1 + n % 3))
        ends = starts + timedelta(minutes=75)
        found.append(
            PlannedInterview(
                f"o{n}",
                f"i{n // 2 % inspectors}",
                f"s{(n // 10 + n) % offices}",
                1 + n % 3,
                starts,
                ends,
                refs,
            )
        )
    return found


def whole(data: bytes) -> list[reading_back.Page]:
    """The pages, with no line of text outside the margins and none over another."""
    found = reading_back.pages(data)
    for page in found:
        for line in page.lines:
            assert line.left > 40 and line.right < page.width - 40, line.text
            assert line.bottom > 20 and line.top < page.height - 20, line.text
        for one, other in combinations(page.body, 2):
            across = min(one.right, other.right) - max(one.left, other.left)
            down = min(one.top, other.top) - max(one.bottom, other.bottom)
            assert across < 1 or down < 1.5, f"{one.text} / {other.text}"
    return found


def text(data: bytes) -> str:
    """All of it without spaces, which lines and broken words lose."""
    return "".join("".join(page.text for page in reading_back.pages(data)).split())


def solid(words: str) -> str:
    return "".join(words.split())


@pytest.fixture
def team(context: DocumentContext) -> DocumentContext:
    people = {
        PersonId(f"i{n}"): Person(PersonId(f"i{n}"), NAMES[f"i{n}"], Role.INSPECTOR)
        for n in range(INSPECTORS)
    }
    lead = Person(PersonId("lead"), "Morag Ellis", Role.LEAD)
    return replace(context, people={lead.id: lead, **people})


# -- wall sheets ----------------------------------------------------------------------------------


@pytest.mark.parametrize("by", ["inspector", "office"])
def test_the_wall_sheet_is_a3_and_holds_everybody(team: DocumentContext, by: wall_sheet.By) -> None:
    data = wall_sheet.render(plan(250), (), NAMES, DAYS, by, team)
    pages = whole(data)
    assert {(round(page.width), round(page.height)) for page in pages} == {(1191, 842)}
    found = text(data)
    for n in range(250):
        assert solid(NAMES[f"o{n}"]) in found
    for n in range(OFFICES):
        assert solid(NAMES[f"s{n}"]) in found
    assert "E100000" not in found  # cases are not on a wall
    assert reading_back.fonts_not_embedded(data) == 0


def test_a_plan_of_usual_size_is_on_one_sheet(team: DocumentContext) -> None:
    short = {key: f"{key} Shortname" for key in NAMES}
    for by in ("inspector", "office"):
        data = wall_sheet.render(plan(62, 10, 6), (), short, DAYS, by, team)  # type: ignore[arg-type]
        assert len(whole(data)) == 1


def test_meetings_are_on_the_wall_and_the_debrief_is_said_once(team: DocumentContext) -> None:
    def fixed(key: str, title: str, day: date, hour: int) -> Appointment:
        starts = datetime.combine(day, time(hour))
        return Appointment(key, title, day, starts, starts + timedelta(minutes=30), "", "Judges", ("i1",))

    meetings = [fixed(f"debrief:{day}", "Team debrief", day, 16) for day in DAYS[:-1]]
    meetings.append(fixed("m1", "Meeting with sentencers", DAYS[2], 14))
    found = reading_back.words(wall_sheet.render(plan(10), meetings, NAMES, DAYS, "inspector", team))
    assert "10 interviews and 1 meeting or visit, and a team debrief from 4:00pm to 4:30pm" in found
    assert "on every day but Fri 27 Sep" in found
    assert found.count("Team debrief") + found.count("team debrief") == 1
    assert found.count("Meeting with sentencers") == 1


# -- lists ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("by", ["inspector", "office", "officer", "day"])
def test_lists_of_a_large_plan_lose_nobody(team: DocumentContext, by: timetable.By) -> None:
    rows = [
        Interview(
            i.officer,
            OfficerId(i.officer),
            PersonId(i.inspector),
            NAMES[i.office],
            i.room,
            i.starts.isoformat("T", "minutes"),
            i.ends.isoformat("T", "minutes"),
            i.cases,
        )
        for i in plan(250)
    ]
    names = {OfficerId(f"o{n}"): NAMES[f"o{n}"] for n in range(250)}
    data = timetable.render(rows, names, DAYS, by, team)
    whole(data)
    found = text(data)
    for i in plan(250):
        assert solid(NAMES[i.officer]) in found
        assert all(ref in found for ref in i.cases)


# -- letters --------------------------------------------------------------------------------------


def letter(i: PlannedInterview, programme: Programme, **more: object) -> Letter:
    guide = programme.guides["responsible_officer_adult"]
    made = Letter(i, NAMES[i.officer], NAMES[i.inspector], NAMES[i.office], guide=guide)
    return replace(made, **more)  # type: ignore[arg-type]


def test_each_officer_has_a_letter_of_one_page(team: DocumentContext, adult: Programme) -> None:
    letters = [letter(i, adult, language="Welsh" if n % 2 else "") for n, i in enumerate(plan(24))]
    data = officer_letters.render(letters, "Hull", team)
    pages = whole(data)
    assert len(pages) == 24
    for page, one in zip(pages, sorted(letters, key=lambda one: one.officer.casefold()), strict=True):
        words = " ".join(page.text.split())
        assert solid(one.officer) in solid(words) and solid(one.inspector) in solid(words)
        assert all(ref in words for ref in one.interview.cases)
        assert "1 hour 15 minutes" in words
        assert ("Language Welsh" in words) == bool(one.language)
        assert "leadership, workload, skills" in words
        assert "Morag Ellis Lead inspector" in words


def test_a_telephone_interview_has_no_place_to_come_to(team: DocumentContext, adult: Programme) -> None:
    (i,) = plan(1)
    data = officer_letters.render(
        [letter(replace(i, room=0), adult, interpreted=True, language="Urdu")], "", team
    )
    words = reading_back.words(data)
    assert "By telephone or video: the inspector calls you." in words
    assert "Urdu with an interpreter" in words
    assert "Your interview about one of your cases" in words


# -- change slips ---------------------------------------------------------------------------------


def struck(data: bytes, page: int = 0) -> int:
    """How many lines are drawn on a page of a document."""
    document = pdfium.PdfDocument(data)
    try:
        return sum(1 for item in document[page].get_objects() if item.type == pdfium.raw.FPDF_PAGEOBJ_PATH)
    finally:
        document.close()


MOVES = [
    Move(
        i.officer,
        i,
        replace(i, starts=i.starts + timedelta(days=1), ends=i.ends + timedelta(days=1), inspector="i29"),
        f"Somebody is away on day {n}.",
        list(change_slips._FOR_OFFICERS)[n % 14],
    )
    for n, i in enumerate(plan(60))
]
WORDS = Names(NAMES, {i.officer: NAMES[i.office] for i in plan(60)})


def test_the_leads_list_has_every_change_with_its_reason(team: DocumentContext) -> None:
    data = change_slips.overview(MOVES, WORDS, team)
    whole(data)
    found = text(data)
    for move in MOVES:
        assert solid(NAMES[move.officer]) in found and solid(move.why) in found
    assert "60interviewschangedsincepeopleweretold" in found
    assert "Nothing has changed" in reading_back.words(change_slips.overview([], WORDS, team))


def test_everybody_concerned_has_a_slip_that_names_nobody_else(team: DocumentContext) -> None:
    officers = change_slips.officer_slips(MOVES, WORDS, team)
    whole(officers)
    found = reading_back.words(officers)
    assert found.count("You were told") == 60
    assert "Somebody is away" not in found  # the lead's words may name others
    assert found.count("You are away at that time.") == sum(m.because == "officer_absent" for m in MOVES)
    inspectors = change_slips.inspector_slips(MOVES, WORDS, team)
    whole(inspectors)
    told = text(inspectors)
    for person in {i.inspector for m in MOVES for i in (m.before, m.after) if i}:
        assert solid(NAMES[person]) in told


def test_what_no_longer_holds_is_struck_through_and_what_is_gone_says_so(team: DocumentContext) -> None:
    (move, *_) = MOVES
    assert move.before
    one = struck(change_slips.officer_slips([move], WORDS, team))
    new = struck(change_slips.officer_slips([replace(move, before=None, because="new")], WORDS, team))
    assert one > new
    gone = reading_back.words(change_slips.officer_slips([replace(move, after=None)], WORDS, team))
    assert "No time yet: you will hear of a new one" in gone
    over = replace(move, after=None, because="not_expected")
    assert "Now No interview" in reading_back.words(change_slips.officer_slips([over], WORDS, team))


# -- from the file --------------------------------------------------------------------------------


def printed(inspection: Inspection, document: str, *refs: str) -> dict[str, str]:
    found = produce(inspection, document, refs, printed=MONDAY)
    return {one.name: reading_back.words(one.data) for one in found}


def test_slips_compare_with_what_people_were_told(planned_file: Inspection) -> None:
    with pytest.raises(Refused, match="Nobody has been told"):
        printed(planned_file, "change-slips")
    notify(planned_file, LEAD)
    assert list(printed(planned_file, "change-slips")) == ["timetable-changes.pdf"]
    fox = who(planned_file, "Farah Fox")
    set_absences(planned_file, LEAD, "officer", fox, [(MONDAY, "am")])
    moved = [
        replace(i, starts=at(MONDAY, 13, 30), ends=at(MONDAY, 14, 45)) if i.officer == fox else i
        for i in planned(planned_file)
    ]
    keep_plan(planned_file, LEAD, moved)
    mark(planned_file, READER, who(planned_file, "Tom Reed"), "missed", note="In court")
    files = printed(planned_file, "change-slips")
    assert list(files) == [
        "timetable-changes.pdf",
        "change-slips-officers.pdf",
        "change-slips-inspectors.pdf",
    ]
    slips = files["change-slips-officers.pdf"]
    assert "Farah Fox, Newcastle" in slips and "You are away at that time." in slips
    assert "1:30pm to 2:45pm" in slips and "tell Carys Lead, who leads the inspection" in slips
    assert "Una Price" not in slips
    assert "The officer did not attend: In court." in files["timetable-changes.pdf"]
    assert "In court" not in slips
    (only,) = {name for name in printed(planned_file, "change-slips", REFS[0]) if "officers" in name}
    assert "Tom Reed" not in printed(planned_file, "change-slips", REFS[0])[only]


def test_letters_go_by_office_and_name_nobody_on_probation(planned_file: Inspection) -> None:
    files = printed(planned_file, "officer-letters")
    assert list(files) == ["officer-letters-Newcastle.pdf"]
    assert all(
        name in files["officer-letters-Newcastle.pdf"] for name in ("Farah Fox", "Tom Reed", "Una Price")
    )
    assert not any(word in str(files) for word in ("Walker", "Dylan"))


def test_wall_sheets_are_printed_by_inspector_and_office(planned_file: Inspection) -> None:
    assert list(printed(planned_file, "wall-sheet")) == [
        "wall-sheet-by-inspector.pdf",
        "wall-sheet-by-office.pdf",
    ]
    assert "timetable-by-day.pdf" in printed(planned_file, "timetable")
