"""The three lists in tests/samples, read as offices send them."""

from fieldwork.programme.library import load
from fieldwork.sample.compare import compare
from fieldwork.sample.read import read_list
from tests.sample.conftest import SAMPLES, SMALL, TODAY

CLEAN = SAMPLES / "northumbria-sample.csv"
AS_SENT = SAMPLES / "northumbria-sample-as-sent.xlsx"
LONG = SAMPLES / "long-list.xlsx"

#: Cells that the office left empty in the list as sent, though the clean list has a value.
LEFT_EMPTY = {"domestic_abuse", "child_safeguarding"}
#: Row of the list as sent, and the case of the clean list that it is.
WITHOUT_REFERENCE = {16: "N249924", 20: "D145304"}


def test_the_clean_list_has_no_problems_and_every_column_is_used() -> None:
    found = read_list(CLEAN, SMALL, today=TODAY)
    assert (len(found.rows), found.total_rows, found.problems, found.unused) == (133, 133, (), ())
    assert found.path == "northumbria-sample.csv"
    assert found.columns["reference"] == "CRN"
    assert found.columns["lor"] == "Likelihood of reoffending"
    assert found.columns["mappa_level"] == found.columns["mappa_category"] == "MAPPA"
    first = found.rows[0]
    assert (first.row, first.reference) == (2, "E255766")
    assert first.facts["start_date"] == "2019-02-23"
    assert first.facts["requirements"] == ("alcohol_treatment",)
    assert found.rows[17].facts["mappa_category"] == "2"
    assert found.rows[17].facts["mappa_level"] == "1"


def test_the_list_as_sent_has_exactly_its_seven_faults() -> None:
    found = read_list(AS_SENT, SMALL, today=TODAY)
    assert [(p.row, p.column.strip(), p.value) for p in found.problems] == [
        (8, "Commencement", "31/02/2019"),
        (12, "ROSH LEVEL", "TBC"),
        (16, "Offender Ref (CRN)", ""),
        (20, "Offender Ref (CRN)", "X12345"),
        (30, "Offender Manager", ""),
        (35, "Disposal", "Caution"),
        (46, "Offender Ref (CRN)", "J654895"),
    ]
    assert all("xpected" in problem.problem for problem in found.problems)
    assert "a date such as 23/02/2019" in found.problems[0].problem
    assert "Low, Medium, High or Very high" in found.problems[1].problem
    assert "row 25" in found.problems[6].problem
    assert (found.total_rows, len(found.rows), found.faulty_rows) == (134, 127, 7)
    assert (found.sheet, found.heading_row) == ("Sample", 4)
    assert found.unused == ("Comments",)


def test_the_list_as_sent_says_the_same_as_the_clean_one() -> None:
    clean = {row.reference: dict(row.facts) for row in read_list(CLEAN, SMALL, today=TODAY).rows}
    as_sent = read_list(AS_SENT, SMALL, today=TODAY)
    for row in as_sent.rows:
        expected = clean[row.reference]
        differing = {fact for fact in expected | row.facts if expected.get(fact) != row.facts.get(fact)}
        assert differing <= LEFT_EMPTY, row
        assert not differing & set(row.facts), row
    named = {row.reference for row in as_sent.rows} | {row.reference for row in as_sent.waiting}
    assert set(clean) - named == set(WITHOUT_REFERENCE.values())


def test_faulty_rows_of_the_list_as_sent_withdraw_nobody() -> None:
    current = {row.reference: row.facts for row in read_list(CLEAN, SMALL, today=TODAY).rows}
    found = compare(read_list(AS_SENT, SMALL, today=TODAY), current, ())
    assert (found.added, found.withdrawn, found.returned) == ((), (), ())
    assert set(found.held_back) == {"N595179", "N371963", "E180178", "E225559", *WITHOUT_REFERENCE.values()}
    assert {(change.fact, change.after) for change in found.changed} == {(fact, None) for fact in LEFT_EMPTY}


def test_the_long_list_leaves_out_whom_the_case_sampler_leaves_out() -> None:
    found = read_list(LONG, SMALL, today=TODAY)
    assert [(p.row, p.column, p.value) for p in found.problems] == [
        (7, "Family name", "****"),
        (12, "Gender", "N"),
        (17, "Date of sentence or release on licence", "05/01/2031"),
        (423, "PNC", "2005/0163761B"),
        (424, "CRN", "X999002"),
    ]
    assert (found.total_rows, len(found.rows)) == (422, 417)
    assert found.heading_row == 2
    assert found.columns["sentence_type"].startswith("Case/sentence type\n[Licence]")
    assert (found.columns["ldu"], found.columns["office"]) == ("LDU\n(as recorded on nDelius)", "Office")
    assert [heading.split("\n")[0] for heading in found.unused] == ["Cluster", "Manager"]
    kinds = {row.facts["sentence_type"] for row in found.rows}
    assert kinds == {"community_order", "suspended_sentence_order", "licence", "post_sentence_supervision"}
    assert sum(row.facts["rosh"] == "very_high" for row in found.rows) == 2
    assert sum("ended_date" in row.facts for row in found.rows) == 30


def test_the_samples_read_alike_with_the_adult_programme() -> None:
    adult = load("adult")
    assert read_list(CLEAN, adult, today=TODAY).problems == ()
    assert len(read_list(AS_SENT, adult, today=TODAY).problems) == 7
    assert len(read_list(LONG, adult, today=TODAY).problems) == 5
