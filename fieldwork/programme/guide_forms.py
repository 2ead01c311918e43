"""Interview guides read as forms: their items as questions under their topics."""

from collections.abc import Iterator, Mapping
from typing import Any

from fieldwork.programme.conditions import Condition
from fieldwork.programme.model import Guide, GuideItem, Level, Question, QuestionId
from fieldwork.programme.problems import Report


def asks_its_guide(row: Mapping[str, Any]) -> bool:
    """Whether a `[[forms]]` table has its guide's items for questions: it names no roots."""
    return row.get("subject", "case") != "case" and bool(row.get("guide")) and not row.get("roots")


def guide_questions(
    report: Report, top: Mapping[str, Any], guides: Mapping[str, Guide]
) -> Iterator[Question]:
    """The questions of every guide that a form asks, headings included, each guide once."""
    done: set[str] = set()
    for row in report.tables(report.name, top, "forms"):
        guide = guides.get(str(row.get("guide")))
        if guide is not None and asks_its_guide(row) and guide.id not in done:
            done.add(guide.id)
            yield from _questions(guide)


def _questions(guide: Guide) -> Iterator[Question]:
    """Domain, topics and items; topics about single cases are left to the notes of each case."""
    yield _heading(guide.id, Level.DOMAIN, None, guide.title)
    topics: dict[str, QuestionId] = {}
    for item in guide.items:
        if item.topic in guide.case_topics:
            continue
        if item.topic not in topics:
            topics[item.topic] = QuestionId(f"{guide.id}.t{len(topics) + 1}")
            yield _heading(topics[item.topic], Level.STANDARD, QuestionId(guide.id), item.topic)
        yield _item(guide, item, topics[item.topic])


def _heading(key: str, level: Level, parent: QuestionId | None, text: str) -> Question:
    return Question(QuestionId(key), key, "", level, parent, text)


def _item(guide: Guide, item: GuideItem, topic: QuestionId) -> Question:
    binding: tuple[Condition, ...] = (item.applies,) if item.applies else ()
    return Question(
        id=item.id,
        ref=str(item.id),
        shown=str(item.id).removeprefix(f"{guide.id}."),
        level=Level.PROMPT,
        parent=topic,
        text=item.text,
        answers=item.answers,
        applies=item.applies,
        binding=binding,
        sets=item.sets,
        guidance=item.guidance,
        scored=False,
    )
