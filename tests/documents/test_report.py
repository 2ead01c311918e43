"""The report of each programme: what is in it, in every format, and what is not."""

import csv
import io
import re
import shutil
from collections.abc import Iterator
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from fieldwork.documents.produce import produce
from fieldwork.documents.report.blocks import Heading, Table
from fieldwork.documents.report.formats import FORMATS, Edition
from fieldwork.findings import bases, comparators, decisions, remarks, results
from fieldwork.findings.counts import Count, has_line
from fieldwork.findings.remarks import Remark
from fieldwork.inspection.file import Inspection
from fieldwork.programme.model import Level, QuestionId
from fieldwork.reading import concerns, examples
from fieldwork.reading.concerns import Concern
from fieldwork.reading.examples import Example
from tests.documents.reading_back import bookmarks, fonts_not_embedded, metadata, pages, words
from tests.documents.reported import KINDS, NAMES, make, structure
from tests.findings.files import LEAD, PASSPHRASE, run

DAY = date(2019, 10, 1)


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("report")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FIELDWORK_HOME", str(folder / "home"))
        found = {kind: make(folder, kind) for kind in KINDS}
        with Inspection.open(found["adult"], PASSPHRASE) as adult:
            _decide(adult)
    return found


def _decide(adult: Inspection) -> None:
    """Ratings, a comparator, examples and remarks, one of each kind of which must not be printed."""
    decisions.rate(adult, LEAD, "1.1", "good", "Staff of every grade knew the plan.")
    comparators.take_in(adult, LEAD, "All CRCs 2019", "ref,percent,yes,of\n2.1.1,68,,\n2.1.3,,610,1000\n")
    bases.record_population(adult, LEAD, {"supervision": 90})
    good = Example("", "A000001", "2.1.1", "good", "Evening appointments kept Sam in work.")
    examples.add(adult, LEAD, good)
    pointing = f"Nobody told Mr {NAMES['family_name']} of the change."
    examples.add(adult, LEAD, Example("", "A000001", "2.2.3", "poor", pointing))
    examples.add(adult, LEAD, Example("", "A000002", "", "poor", "Three officers in four months."))
    concerns.raise_concern(adult, LEAD, Concern("", "A000003", "A child at the address, not visited."))
    remarks.add(adult, LEAD, Remark("", "barrier", "Waits of three months for housing advice.", "2.3"))
    remarks.add(adult, LEAD, Remark("", "enabler", "A court team that answers the telephone."))


@pytest.fixture(scope="module")
def editions(files: dict[str, Path]) -> Iterator[dict[str, Edition]]:
    opened = {kind: Inspection.open(path, PASSPHRASE, writing=False) for kind, path in files.items()}
    yield {kind: Edition(inspection, printed=DAY) for kind, inspection in opened.items()}
    for inspection in opened.values():
        inspection.close()


@pytest.fixture(scope="module")
def prints(editions: dict[str, Edition]) -> dict[str, bytes]:
    return {kind: edition.pdf() for kind, edition in editions.items()}


def counted(edition: Edition) -> list[Count]:
    return [one for one in edition.source.found.counts.questions.values() if one.of]


@pytest.mark.parametrize("kind", KINDS)
def test_every_question_with_a_line_is_in_the_data_with_its_figures(
    editions: dict[str, Edition], kind: str
) -> None:
    edition = editions[kind]
    blocks = edition.report.blocks
    start = next(n for n, b in enumerate(blocks) if isinstance(b, Heading) and b.text == "Annex: data")
    tables = [block for block in blocks[start:] if isinstance(block, Table) and "95%" in block.heads]
    rows = {row[0].partition(" ")[0]: row for table in tables for row in table.rows}
    scored = [one for one in counted(edition) if one.question.scored and has_line(one.question)]
    assert len(scored) > 40
    for one in scored:
        _, share, *_ = rows[one.question.shown.partition(" ")[0]]
        expected = f"{one.yes} of {one.of}"
        assert share == (expected if one.of < 30 else f"{one.percent}% ({expected})")


@pytest.mark.parametrize("kind", KINDS)
def test_the_pages_say_what_was_inspected_and_how(
    prints: dict[str, bytes], editions: dict[str, Edition], kind: str
) -> None:
    text, info = words(prints[kind]), editions[kind].source.info
    for expected in (info.title, info.provider, "16 September 2019", "Annex: method", "Annex: the cases"):
        assert expected in text
    assert all("OFFICIAL-SENSITIVE" in page.text for page in pages(prints[kind]))
    first = {"adult": "Ratings by standard", "iaow": "Scores by outcome", "quality-impact": "Cases read"}
    assert first[kind] in pages(prints[kind])[0].text
    assert metadata(prints[kind])["Title"] == f"Findings: {info.title}"
    assert fonts_not_embedded(prints[kind]) == 0


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_cut_off_at_the_edges_of_the_pages(prints: dict[str, bytes], kind: str) -> None:
    for page in pages(prints[kind]):
        for line in page.lines:
            if line.text.strip():
                assert line.left > 40 and line.right < page.width - 40, line.text


@pytest.mark.parametrize("kind", KINDS)
def test_headings_are_bookmarks_and_parts_of_the_structure(
    prints: dict[str, bytes], editions: dict[str, Edition], kind: str
) -> None:
    headings = [block for block in editions[kind].report.blocks if isinstance(block, Heading)]
    marks = bookmarks(prints[kind])
    assert [text for _, text, _ in marks[1:]] == [block.text for block in headings]
    tree = [node for page in structure(prints[kind]) for top in page for node in top.walk()]
    assert sum(node.kind in ("H1", "H2", "H3", "H4") for node in tree) == len(marks)


@pytest.mark.parametrize("kind", KINDS)
def test_figures_have_alternative_text_and_tables_have_heading_cells(
    prints: dict[str, bytes], editions: dict[str, Edition], kind: str
) -> None:
    tree = structure(prints[kind])
    assert all(tree)
    nodes = [node for page in tree for top in page for node in top.walk()]
    told = [node.told for node in nodes if node.kind == "Figure"]
    assert told == [figure.scene.told for figure in editions[kind].report.figures]
    for table in (node for node in nodes if node.kind == "Table"):
        rows = [row for row in table.kids if row.kind == "TR"]
        assert {cell.kind for row in rows for cell in row.kids} <= {"TH", "TD"}
        assert all(row.kids[0].kind == "TH" for row in rows)
        assert all(cell.scope in ("Row", "Column") for row in rows for cell in row.kids if cell.kind == "TH")


def test_ratings_are_told_with_what_they_rest_on(prints: dict[str, bytes]) -> None:
    text = words(prints["adult"])
    assert "Overall: not rated yet" in text and "Missing: 1.2 Staff" in text
    assert "The lowest key question is 2.1.3, at 47 per cent (17 of 36), which indicates Inadequate." in text
    assert "It is near a boundary: 47 per cent is within 5 points of 50" in text
    assert "Staff of every grade knew the plan." in text


def test_significant_is_said_only_of_what_passes_the_test(editions: dict[str, Edition]) -> None:
    edition = editions["adult"]
    compared = edition.source.found.others["All CRCs 2019"]
    assert compared[QuestionId("2.1.3")].significant and not compared[QuestionId("2.1.1")].significant
    said = re.findall(r"^(\S+) [^\t\n]*\t[^\n]*significant", edition.text(), re.MULTILINE)
    assert set(said) == {"2.1.3"}


def test_the_sample_says_how_near_it_comes(editions: dict[str, Edition]) -> None:
    text = editions["adult"].text()
    assert re.search(r"supervision\t36\t36\t90\t8\.\d points; 59 cases would give 5", text)
    assert re.search(r"[Uu]npaid work\t5\t5\tnot recorded\t–", text)


def test_a_drawn_sample_stands_beside_what_it_was_drawn_from(tmp_path: Path) -> None:
    file, out = tmp_path / "drawn.fieldwork", tmp_path / "out"
    dates = ("--starts", "2019-09-16", "--ends", "2019-09-27")
    run("new", file, "--programme", "adult", "--title", "Drawn", "--provider", "P", *dates)
    listed = Path(__file__).parents[1] / "samples" / "long-list.xlsx"
    run("sample", "draw", listed, "--size", "40", "--seed", "3", "--keep", file)
    run("report", file, "--format", "text", "--out", out)
    text = (out / "findings-report.txt").read_text(encoding="utf-8")
    assert re.search(r"supervision\t40\t0\t417\t–", text)
    assert re.search(r"Gender: Male\t353 \(85%\)\t3\d \(\d\d%\)", text)
    assert "Left out of the draw: Restricted record (1)" in text


def test_sub_groups_carry_a_caution_and_small_ones_are_named(editions: dict[str, Edition]) -> None:
    text = editions["adult"].text()
    assert "Read with caution" in text and "Too few cases to say how these differ: Female." in text


def test_examples_stand_with_their_standard_and_nothing_that_points_to_somebody_is_printed(
    prints: dict[str, bytes], editions: dict[str, Edition]
) -> None:
    text = words(prints["adult"])
    assert text.index("2.1 Assessment") < text.index("Evening appointments") < text.index("2.2 Planning: key")
    assert "Three officers in four months." in text
    assert NAMES["family_name"] not in text and "child at the address" not in text
    assert editions["adult"].report.left_out == ("1 practice example",)
    assert "Kept back, since they still point to somebody: 1 practice example." in text


@pytest.mark.parametrize("kind", KINDS)
def test_no_format_names_a_person_on_probation_or_an_officer(editions: dict[str, Edition], kind: str) -> None:
    edition = editions[kind]
    charts = [one.data.decode() for one in edition.files(["svg"])]
    for text in (edition.html(pictures=False), edition.text(), *charts):
        for name in (*NAMES.values(), "Hephzibah", "Underwater"):
            assert name not in text


def test_enablers_and_barriers_are_listed(prints: dict[str, bytes]) -> None:
    text = words(prints["adult"])
    assert "Waits of three months for housing advice." in text and "A court team that answers" in text


def test_what_officers_said_is_counted_over_officers(editions: dict[str, Edition]) -> None:
    text = editions["adult"].text()
    assert re.search(r"Can you manage your present workload\?\tYes 4, No 2\t6", text)


def test_answers_of_several_kinds_are_shown_apart(editions: dict[str, Edition]) -> None:
    figures = {figure.name: figure for figure in editions["quality-impact"].report.figures}
    assert "Hindered by lack of engagement 6, of 44" in figures["2.4-answers-1"].scene.told
    figures = {figure.name: figure for figure in editions["iaow"].report.figures}
    assert "Not done 9" in figures["2.1-answers-1"].scene.told


def test_charts_take_providers_together_where_one_has_few_cases(editions: dict[str, Edition]) -> None:
    figures = [f for f in editions["quality-impact"].report.figures if "by provider" in f.scene.title]
    assert figures and any("All cases together" in f.scene.told for f in figures)
    text = editions["quality-impact"].text()
    assert re.search(
        r"Question\tCommunity rehabilitation company\tNational Probation Service\tTogether", text
    )


# -- other formats ------------------------------------------------------------------------------


def test_every_format_is_written(editions: dict[str, Edition]) -> None:
    made = {one.name: one.data for one in editions["adult"].files(list(FORMATS))}
    assert {name.rpartition(".")[2] for name in made} == {"pdf", "xlsx", "html", "txt", "svg", "png"}
    assert all(made.values()) and all(name.isascii() for name in made)
    charts = len(editions["adult"].report.figures)
    assert (
        sum(name.endswith(".svg") for name in made) == sum(name.endswith(".png") for name in made) == charts
    )


def test_the_workbook_holds_the_figures_as_numbers(editions: dict[str, Edition]) -> None:
    edition = editions["adult"]
    book = CalamineWorkbook.from_filelike(io.BytesIO(edition.xlsx()))
    assert {"Ratings", "Questions", "Answers", "Sub-groups", "Charts"} <= set(book.sheet_names)
    heads, *rows = book.get_sheet_by_name("Questions").to_python()
    held = {row[0]: dict(zip(heads, row, strict=True)) for row in rows}
    assert len(held) == len(edition.source.found.counts.questions)
    for one in counted(edition):
        row = held[one.question.id]
        assert row["Of"] == one.of and (
            one.yes is None or (row["Yes"], row["Per cent"]) == (one.yes, one.percent)
        )
    assert held["2.1.3"]["All CRCs 2019: significant"] == "yes"
    assert held["2.1.1"]["All CRCs 2019: significant"] == "not tested"
    assert held["2.1.2"]["All CRCs 2019"] == "no comparable data available"


class _Html(HTMLParser):
    """Checks that elements nest, and keeps headings, alternative texts and heading cells."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))
        if tag not in ("br", "img", "meta"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.mark.parametrize("kind", ["adult", "quality-impact"])
def test_the_page_to_paste_nests_and_is_accessible(editions: dict[str, Edition], kind: str) -> None:
    page = _Html()
    page.feed(editions[kind].html())
    assert page.open == []
    tags = [tag for tag, _ in page.seen]
    assert dict(page.seen)["html"]["lang"] == "en-GB" and tags.count("h1") == 1
    pictures = [attrs["alt"] for tag, attrs in page.seen if tag == "img"]
    assert pictures == [figure.scene.told for figure in editions[kind].report.figures]
    assert all(attrs.get("scope") in ("col", "row") for tag, attrs in page.seen if tag == "th")
    assert tags.count("table") == tags.count("caption")
    assert "<img" not in editions[kind].html(pictures=False)


@pytest.mark.parametrize("kind", KINDS)
def test_the_tables_of_the_text_are_tables_again_when_parted_at_tabs(
    editions: dict[str, Edition], kind: str
) -> None:
    text = editions[kind].text()
    for table in (block for block in editions[kind].report.blocks if isinstance(block, Table)):
        at = text.index("\t".join(table.heads))
        lines = text[at:].splitlines()[: len(table.rows) + 1]
        rows = list(csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
        assert {len(row) for row in rows} == {len(table.heads)}
        text = text[at + 1 :]


# -- by the command line ---------------------------------------------------------------------------


def test_the_commands_write_and_refuse(files: dict[str, Path], tmp_path: Path) -> None:
    file = Path(shutil.copy(files["adult"], tmp_path / "copy.fieldwork"))
    said = run("report", file, "--format", "text,svg", "--out", tmp_path / "out")
    assert len(said["files"]) == 1 + len(list((tmp_path / "out").glob("*.svg")))
    assert said["left_out"] == ["1 practice example"]
    named = f"Everyone knew {NAMES['family_name']}."
    refused = run("remark", "add", file, "--kind", "barrier", "--text", named, status=1)
    assert refused["problems"] and len(run("remark", "list", file)) == 2
    made = run(
        "remark", "add", file, "--kind", "enabler", "--text", "Two short days a week.", "--about", "2.1"
    )
    assert [row["kind"] for row in run("remark", "list", file)] == ["enabler", "enabler", "barrier"]
    assert run("remark", "remove", file, made["id"][:8]) == {"removed": made["id"]}
    run("remark", "add", file, "--kind", "enabler", "--text", "x", "--about", "9.9", status=1)


def test_the_report_is_printed_among_the_documents(files: dict[str, Path]) -> None:
    with Inspection.open(files["quality-impact"], PASSPHRASE, writing=False) as inspection:
        (one,) = produce(inspection, "findings", printed=DAY)
        assert one.name == "findings-report.pdf" and "Printed 1 October 2019" in words(one.data)


def test_small_numbers_follow_the_setting_of_the_inspection(files: dict[str, Path], tmp_path: Path) -> None:
    file = Path(shutil.copy(files["adult"], tmp_path / "copy.fieldwork"))
    with Inspection.open(file, PASSPHRASE) as inspection:
        bases.record_small_base(inspection, LEAD, 0)
        text = Edition(inspection, printed=DAY).text()
        found = results.findings(inspection)
    row = found.counts.questions[QuestionId("4.2.1")]
    assert f"{row.percent}% ({row.yes} of {row.of})" in text
    assert row.question.level is Level.KEY_QUESTION and "Every share is given per cent" in text


def test_inspections_side_by_side_are_printed_with_a_map_of_bands_over_time(
    files: dict[str, Path], tmp_path: Path
) -> None:
    rows = run("league", *files.values(), "--out", tmp_path)
    scored = next(row for row in rows if row["programme"] == "iaow")
    assert set(scored["outcomes"]) == {"1", "2", "3", "4", "5"} and scored["overall"] is None
    names = {path.name for path in tmp_path.iterdir()}
    charts = {"bands-over-time-1.svg", "bands-over-time-1.png"}
    assert names == {"league.pdf", "league.html", "league.txt", *charts}
    text = words((tmp_path / "league.pdf").read_bytes())
    assert "Northmoor 2019" in text and "Ratings by standard over time" in text and "Outcome 5" in text
    told = (tmp_path / "bands-over-time-1.svg").read_text(encoding="utf-8")
    assert "Northmoor 2019: 1.1 Good" in told and "2.1 Inadequate" in told
