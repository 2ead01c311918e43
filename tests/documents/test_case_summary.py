"""The case summary on paper: complete, private, and fit to be acted on."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fieldwork.documents import case_summary
from fieldwork.documents.page import DocumentContext
from fieldwork.inspection.records import Status
from fieldwork.programme.model import Programme, QuestionId
from fieldwork.reading.model import CaseReading, ChangedFact, JudgementWarning
from tests.documents import reading_back
from tests.documents.conftest import SMALL, context_for
from tests.documents.readings import full, reading

GIVEN = {"reference": "A1/23", "family_name": "Walker", "first_names": "Dylan", "date_of_birth": "1980-10-12"}


def small_case(programme: Programme, note: str = "", **more: object) -> CaseReading:
    answers = {"1.1.1": "yes", "1.1.1.a": "no", "1.1.1.c": "Nothing else."}
    return reading(programme, "reading", GIVEN, answers, {"1.1.1": note}, frozenset({"1.1.1.a"}), **more)


def test_a_full_reading_with_notes_is_two_pages(adult: Programme, context: DocumentContext) -> None:
    assert len(reading_back.pages(case_summary.render(full(adult), context))) == 2


def test_every_page_says_its_number_its_marking_and_when_it_was_printed(
    adult: Programme, context: DocumentContext
) -> None:
    found = reading_back.pages(case_summary.render(full(adult), context))
    for number, page in enumerate(found, 1):
        assert f"Page {number} of {len(found)}" in page.text
        assert page.text.count("OFFICIAL-SENSITIVE") == 2
        assert "Printed 22 November 2026" in page.text
        assert "Gogledd Cymru ŵ a ŷ 2019" in page.text


def test_the_marking_is_the_context_s(small: Programme, small_context: DocumentContext) -> None:
    marked = replace(small_context, marking="OFFICIAL – NODYN ŴY")
    text = reading_back.pages(case_summary.render(small_case(small), marked))[0].text
    assert text.count("OFFICIAL – NODYN ŴY") == 2


def test_no_name_of_a_person_is_printed_even_from_a_note(adult: Programme, context: DocumentContext) -> None:
    case = full(
        adult,
        concern="Dylan Walker rang; WALKER was not at home, dylan said. "
        "PNC 2003/1234567X, born 12 October 1980.",
        example="Dylan’s sister helped Farah Fox to find him.",
    )
    data = case_summary.render(case, context)
    everything = (
        reading_back.words(data) + str(reading_back.metadata(data)) + str(reading_back.bookmarks(data))
    )
    for name in ("dylan", "walker", "farah", "fox", "1234567x", "october 1980"):
        assert name not in everything.lower()
    assert "D W rang; W was not at home, D said." in everything
    assert "E255766" in everything and "DW" in everything


def test_words_that_only_look_like_a_name_stay(small: Programme, small_context: DocumentContext) -> None:
    case = small_case(small, "The walker will ask whether Walkers Lane is open.")
    assert "The walker will ask whether Walkers Lane is open." in reading_back.words(
        case_summary.render(case, small_context)
    )


def test_facts_that_are_personal_or_not_shown_are_left_out(
    adult: Programme, context: DocumentContext
) -> None:
    text = reading_back.words(case_summary.render(full(adult), context))
    assert "Suspended sentence order" in text and "23 February 2019" in text
    for label in (
        "Date of birth",
        "Responsible officer",
        "Police national computer",
        "Community or post-release",
    ):
        assert label not in text


def test_questions_that_do_not_apply_are_not_printed(adult: Programme, context: DocumentContext) -> None:
    low = full(adult, {"rosh": "low"})
    text = reading_back.words(case_summary.render(low, context))
    assert "2.2.3" not in text
    assert "2.2.2" in text


def test_judgements_strengths_and_gaps_are_set_apart(
    small: Programme, small_context: DocumentContext
) -> None:
    answers = {"1.1.1": "no", "1.1.1.a": "yes", "1.1.1.b": "no", "1.1.1.c": "Nothing."}
    text = reading_back.words(case_summary.render(reading(small, "reading", GIVEN, answers), small_context))
    assert "1.1.1 Was there enough contact? No" in text
    assert "Strengths 1.1.1.a Were appointments missed?" in text
    assert "Gaps 1.1.1.b Absences were followed up." in text
    assert "Answers 1.1.1.c What else matters? Nothing." in text


def test_an_unfinished_case_says_what_is_left(adult: Programme, context: DocumentContext) -> None:
    text = reading_back.words(case_summary.render(full(adult, left=4), context))
    assert "Reading not complete: 4 questions to answer" in text
    assert "2.4.3.a, 2.4.3.b, 2.4.3.c and 2.4.3.d" in text
    assert "Reading not complete" not in reading_back.words(case_summary.render(full(adult), context))


def test_a_concern_stands_above_everything_but_the_reference(
    adult: Programme, context: DocumentContext
) -> None:
    text = reading_back.words(case_summary.render(full(adult, concern="Act today."), context))
    box = "Immediate concern, open Act today. Told: not recorded yet Done: not recorded yet"
    assert text.index(box) < text.index("Sentence type")


def test_a_closed_concern_is_not_printed_over_the_case(adult: Programme, context: DocumentContext) -> None:
    case = full(adult, concern="Act today.")
    closed = replace(case, concerns=(replace(case.concerns[0], closed_at="2019"),))
    assert "Act today." not in reading_back.words(case_summary.render(closed, context))


def test_a_withdrawn_case_says_so(small: Programme, small_context: DocumentContext) -> None:
    case = small_case(small, status=Status.WITHDRAWN)
    assert "Withdrawn from the sample." in reading_back.words(case_summary.render(case, small_context))


def test_reasons_sources_asks_conflicts_and_changed_facts_are_there(
    small: Programme, small_context: DocumentContext
) -> None:
    case = small_case(
        small,
        "Seen weekly.",
        warnings=(
            JudgementWarning(QuestionId("1.1.1"), "Judged yes against its prompts.", "Checked twice."),
        ),
        changed_facts=(
            ChangedFact("missed", None, "yes", "2026"),
            ChangedFact("family_name", "A", "B", "2026"),
        ),
    )
    state = case.questions[2]
    apart = replace(state, answer=replace(state.answer, conflict=True))
    case = replace(case, questions=(*case.questions[:2], apart, *case.questions[3:]))
    text = reading_back.words(case_summary.render(case, small_context))
    assert "Seen weekly. — Case record" in text
    assert "Judged yes against its prompts. Reason: Checked twice." in text
    assert "Ask at interview." in text and "To ask at interview: 1 question" in text
    assert "Answered apart by two people" in text
    assert "Appointments missed, from not recorded to Yes." in text
    assert "Family name" not in text


def test_markup_in_a_note_prints_literally(small: Programme, small_context: DocumentContext) -> None:
    note = "<b>not bold</b> & <font size=99>x</font> </para> &lt;b&gt; 3 < 4"
    assert note in reading_back.words(case_summary.render(small_case(small, note), small_context))


def test_welsh_letters_are_right(small: Programme, small_context: DocumentContext) -> None:
    note = "Dŵr, tŷ, Ŵ Ŷ, âêîôûŵŷ, to\u0302 (composed), “quotes” – dash… £5"
    text = reading_back.words(case_summary.render(small_case(small, note), small_context))
    assert "Dŵr, tŷ, Ŵ Ŷ, âêîôûŵŷ, tô (composed), “quotes” – dash… £5" in text


def test_what_the_font_lacks_is_replaced_visibly(small: Programme, small_context: DocumentContext) -> None:
    note = "Smile 😀, kanji 漢, tab\tand bell\x07, lone \ud800 surrogate"
    text = reading_back.words(case_summary.render(small_case(small, note), small_context))
    assert "Smile [grinning face], kanji □, tab and bell , lone □ surrogate" in text


def test_fonts_are_embedded(adult: Programme, context: DocumentContext) -> None:
    data = case_summary.render(full(adult, left=3, concern="Act."), context)
    assert reading_back.fonts_not_embedded(data) == 0
    assert b"Helvetica" not in data


def test_the_file_describes_itself(adult: Programme, context: DocumentContext) -> None:
    data = case_summary.render(full(adult), context)
    about = reading_back.metadata(data)
    assert about["Title"] == "Case summary E255766: Gogledd Cymru ŵ a ŷ 2019"
    assert about["Author"] == "Fieldwork"
    assert b"/Lang (en-GB)" in data
    marks = reading_back.bookmarks(data)
    assert (0, "Case summary: E255766", 1) in marks
    assert (1, "2.4 Reviewing", 2) in marks


def test_every_word_of_a_long_note_is_there_and_no_line_of_it_stands_alone(
    small: Programme, small_context: DocumentContext
) -> None:
    wanted = [f"word{number}" for number in range(5000)]
    data = case_summary.render(small_case(small, " ".join(wanted)), small_context)
    pages = reading_back.pages(data)
    assert len(pages) > 5
    assert [w for w in reading_back.words(data).split() if w.startswith("word")] == wanted
    for page in pages:
        lines = {round(line.bottom) for line in page.body if "word" in line.text}
        assert len(lines) != 1


@pytest.mark.parametrize("extra", range(0, 60, 3))
def test_no_heading_ends_a_page_and_nothing_leaves_the_frame(
    small: Programme, small_context: DocumentContext, extra: int
) -> None:
    note = "\n".join(f"Line {number} of what was seen." for number in range(25 + extra))
    data = case_summary.render(small_case(small, note, example="It went well."), small_context)
    for page in reading_back.pages(data):
        for line in page.lines:
            assert line.left > 45 and line.right < page.width - 45
            assert line.bottom > 20 and line.top < page.height - 20
        last = page.body[-1].text if page.body else ""
        assert not last.startswith(("1.1 Contact", "To ask at", "Practice", "1.1.1 ", "Was there"))


def test_lines_do_not_lie_over_each_other(adult: Programme, context: DocumentContext) -> None:
    for page in reading_back.pages(case_summary.render(full(adult, left=5, concern="Now.\nAct."), context)):
        lines = [line for line in page.lines if line.text.strip()]
        for at, one in enumerate(lines):
            for other in lines[at + 1 :]:
                across = min(one.right, other.right) - max(one.left, other.left)
                down = min(one.top, other.top) - max(one.bottom, other.bottom)
                assert across < 1 or down < 2.5, (one, other)


_SMALL_PROGRAMME: list[Programme] = []


@settings(max_examples=60, deadline=None)
@given(
    note=st.text(max_size=1500),
    concern=st.text(st.characters(codec=None), max_size=120),
    name=st.text(max_size=20),
)
def test_any_text_prints(note: str, concern: str, name: str) -> None:
    if not _SMALL_PROGRAMME:
        from fieldwork.programme import loader

        _SMALL_PROGRAMME.append(loader.load(SMALL))
    programme = _SMALL_PROGRAMME[0]
    case = small_case(programme, note, concern=concern, example=note[::-1], office=concern)
    case = replace(case, given={**GIVEN, "family_name": name}, officer=name)
    assert reading_back.pages(case_summary.render(case, context_for(programme)))


@pytest.mark.parametrize("note", ["x" * 6000, "\u00a0" * 3000 + "y", "y\u00a0" * 3000, "-" * 900, "\n" * 500])
def test_text_without_a_place_to_break_is_not_clipped(
    small: Programme, small_context: DocumentContext, note: str
) -> None:
    data = case_summary.render(small_case(small, note), small_context)
    for page in reading_back.pages(data):
        assert all(line.right < page.width - 45 for line in page.lines)
