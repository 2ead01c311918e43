"""Forms, judgement and rating rules of a programme file, from TOML tables to values."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any, get_args

from fieldwork.programme import parse
from fieldwork.programme.guide_forms import asks_its_guide
from fieldwork.programme.model import (
    Band,
    Fact,
    Form,
    Guide,
    JudgementRule,
    Question,
    QuestionId,
    RatingRule,
    Subject,
)
from fieldwork.programme.problems import Report

_FORM_KEYS = ("id", "title", "subject", "applies", "roots", "interview", "guide", "minutes")
_RATING_KEYS = ("bands", "overall", "standards", "judged", "near_boundary", "moved_by_evidence")
Table = Mapping[str, Any]
Questions = Mapping[QuestionId, Question]


def forms(
    report: Report, top: Table, facts: Mapping[str, Fact], questions: Questions, guides: Mapping[str, Guide]
) -> dict[str, Form]:
    """The `[[forms]]` tables by id; a programme without any is a problem."""
    rows = report.tables(report.name, top, "forms")
    found = [_form(report, row, facts, questions, guides) for row in rows]
    if not found:
        report.add(report.name, "no form is declared, so nothing could be read with it")
    if len({form.id for form in found}) < len(found):
        report.add(report.name, "two forms have the same id")
    for form in found:
        _check_setters(report, form, questions)
    return {form.id: form for form in found}


def _check_setters(report: Report, form: Form, questions: Questions) -> None:
    """Within one form, a fact is settled by one question."""
    setters: dict[str, Question] = {}
    for question in under(form.roots, questions):
        if question.sets in setters:
            place = report.place("questions", question.ref)
            report.add(place, f"{question.sets} is already set by {setters[question.sets].ref}")
        if question.sets:
            setters[question.sets] = question


def under(roots: Collection[QuestionId], questions: Questions) -> Iterator[Question]:
    """The rows of these roots and of everything below them; parents stand before children."""
    inside: set[QuestionId | None] = set(roots)
    for question in questions.values():
        if question.id in inside or question.parent in inside:
            inside.add(question.id)
            yield question


def _form(
    report: Report, row: Table, facts: Mapping[str, Fact], questions: Questions, guides: Mapping[str, Guide]
) -> Form:
    name = report.text(report.name, row, "id")
    place = report.place("forms", name)
    report.keys(place, row, _FORM_KEYS)
    roots = (str(row["guide"]),) if asks_its_guide(row) else report.texts(place, row, "roots")
    for root in roots:
        report.known(place, "the question", root, questions)
    subject = report.text(place, row, "subject", "case")
    report.known(place, "the subject", subject, get_args(Subject))
    guide = row.get("guide")
    if guide is not None:
        report.known(place, "the guide", str(guide), guides)
    return Form(
        id=name,
        title=report.text(place, row, "title"),
        subject=subject,  # type: ignore[arg-type]  # checked above
        roots=tuple(QuestionId(r) for r in roots if r in questions),
        applies=parse.condition(report, place, row.get("applies"), facts),
        interview=bool(row.get("interview", False)),
        guide=guide,
        minutes=int(_number(report, place, row, "minutes", 240)),
    )


def judgement(report: Report, top: Table) -> JudgementRule:
    """The `[judgement]` table: shares between 0 and 1; the defaults where it is absent."""
    place = f"{report.name}, judgement"
    table = top.get("judgement", {})
    if not isinstance(table, dict):
        report.add(place, "it is not a table")
        return JudgementRule()
    report.keys(place, table, ("no_share_for_yes", "yes_share_for_no"))
    default = JudgementRule()
    return JudgementRule(
        _number(report, place, table, "no_share_for_yes", default.no_share_for_yes),
        _number(report, place, table, "yes_share_for_no", default.yes_share_for_no),
    )


def rating(report: Report, top: Table, questions: Questions) -> RatingRule | None:
    """The `[rating]` table; None for programmes that give no ratings."""
    table = top.get("rating")
    if table is None:
        return None
    place = f"{report.name}, rating"
    if not isinstance(table, dict):
        report.add(place, "it is not a table")
        return None
    report.keys(place, table, _RATING_KEYS)
    named = {key: report.texts(place, table, key) for key in ("standards", "judged")}
    for name in (*named["standards"], *named["judged"]):
        report.known(place, "the standard", name, questions)
    return RatingRule(
        bands=_bands(report, place, table, "bands"),
        overall=_bands(report, place, table, "overall"),
        standards=tuple(QuestionId(s) for s in named["standards"]),
        judged=tuple(QuestionId(s) for s in named["judged"]),
        near_boundary=_number(report, place, table, "near_boundary", 5),
        moved_by_evidence=dict(table.get("moved_by_evidence", {})),
    )


def _bands(report: Report, place: str, table: Table, key: str) -> tuple[Band, ...]:
    found = []
    for row in report.tables(place, table, key):
        report.keys(f"{place}.{key}", row, ("id", "label", "start", "points"))
        name = report.text(f"{place}.{key}", row, "id")
        start = _number(report, f"{place}.{key} {name}", row, "start", None)
        label = report.text(f"{place}.{key}", row, "label", name)
        found.append(Band(name, label, start, int(_number(report, place, row, "points", 0))))
    if [b.start for b in found] != sorted(b.start for b in found):
        report.add(f"{place}.{key}", "the bands do not rise from the lowest to the highest start")
    return tuple(found)


def _number(report: Report, place: str, table: Table, key: str, default: float | None) -> float:
    value = table.get(key, default)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value
    report.add(place, f"{key!r} is missing or is not a number")
    return default or 0
