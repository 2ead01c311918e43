"""What each role may change: one line a rule. A lead may change everything.

From how the three programmes are run: inspectors and trained local assessors read cases, inspectors hold
meetings and observe, the office keeps lists, places and the timetable, quality readers read again, and the
lead sets up, rates and answers for the team.
"""

from typing import NamedTuple

from fieldwork.inspection.changes import Register
from fieldwork.inspection.records import Role

_READS = frozenset({Role.INSPECTOR, Role.LOCAL_ASSESSOR})
_READS_AGAIN = _READS | {Role.QUALITY_READER}
_OFFICE = frozenset({Role.OFFICE})
_INSPECTS = frozenset({Role.INSPECTOR})
_LEAD_ALONE: frozenset[Role] = frozenset()
_ALL = frozenset(Role)


class Rule(NamedTuple):
    """Who, besides a lead, may change a field of a kind of thing; `*` stands for the rest of a name."""

    entity: str
    field: str
    what: str
    roles: frozenset[Role]


#: The first line that fits decides.
RULES: tuple[Rule, ...] = (
    Rule("answer", "*", "answers", _READS),
    Rule("case", "complete", "whether a reading is complete", _READS_AGAIN),
    Rule("case", "reopened", "whether a reading is complete", _READS_AGAIN),
    Rule("case", "flag", "the mark on a case", _READS | _OFFICE),
    Rule("case", "inspector", "who reads a case", _INSPECTS | _OFFICE),
    Rule("case", "handed_over", "who reads a case", _INSPECTS | _OFFICE),
    Rule("case", "*", "the office's facts of a case", _OFFICE),
    Rule("record", "*", "records of meetings and other evidence", _INSPECTS),
    Rule("concern", "*", "concerns", _READS_AGAIN),
    Rule("example", "*", "practice examples", _READS_AGAIN),
    Rule("remark", "*", "enablers and barriers", _INSPECTS | {Role.QUALITY_READER}),
    Rule("second", "complete", "second readings", _READS_AGAIN),
    Rule("second", "*", "who reads a second time", _LEAD_ALONE),
    Rule("second_answer", "*", "second readings", _READS_AGAIN),
    Rule("second_outcome", "*", "what was agreed on a second reading", _READS_AGAIN),
    Rule("second_draw", "*", "who reads a second time", _LEAD_ALONE),
    Rule("comment", "*", "comments", _READS_AGAIN),
    Rule("comment_reply", "*", "comments", _READS_AGAIN),
    Rule("interview", "state", "what became of an interview", _READS | _OFFICE),
    Rule("interview", "state_of", "what became of an interview", _READS | _OFFICE),
    Rule("interview", "late", "what became of an interview", _READS | _OFFICE),
    Rule("interview", "state_note", "what became of an interview", _READS | _OFFICE),
    Rule("interview", "missed", "what became of an interview", _READS | _OFFICE),
    Rule("interview", "held_as", "what became of an interview", _READS | _OFFICE),
    Rule("interview", "agreed", "what became of an interview", _READS | _OFFICE),
    Rule("interview", "*", "the timetable", _OFFICE),
    Rule("office", "*", "the offices", _OFFICE),
    Rule("officer", "*", "the responsible officers", _OFFICE),
    Rule("person", "name", "the team", _LEAD_ALONE),
    Rule("person", "role", "the team", _LEAD_ALONE),
    Rule("person", "active", "the team", _LEAD_ALONE),
    Rule("person", "*", "when people of the team are there", _OFFICE),
    Rule("inspection", "list_columns", "how the office's list is read", _OFFICE),
    Rule("inspection", "journeys", "the journeys", _OFFICE),
    Rule("inspection", "days", "the days of fieldwork", _OFFICE),
    Rule("inspection", "timetable", "the rules for planning", _OFFICE),
    Rule("inspection", "interpreters", "the interpreters", _OFFICE),
    Rule("inspection", "*", "the inspection", _LEAD_ALONE),
    Rule("programme", "*", "the programme", _LEAD_ALONE),
    Rule("draw", "*", "how the sample was drawn", _LEAD_ALONE),
    Rule("reserve", "*", "the reserves of the sample", _LEAD_ALONE),
    Rule("replacement", "*", "replacements in the sample", _OFFICE),
    Rule("rating", "*", "ratings", _LEAD_ALONE),
    Rule("comparator", "*", "comparators", _LEAD_ALONE),
    Rule("device", "*", "the laptops", _ALL),
    Rule("team", "*", "the team", _LEAD_ALONE),
    Rule("key", "*", "the team's keys", _LEAD_ALONE),
    Rule("grant", "*", "the team's roles", _LEAD_ALONE),
    Rule("admitted", "*", "what is admitted", _LEAD_ALONE),
)


def rule_of(register: Register) -> Rule:
    """The rule for a register; what no line names is the lead's alone."""
    for rule in RULES:
        if rule.entity == register.entity and rule.field in ("*", register.field):
            return rule
    return Rule(register.entity, "*", f"{register.entity} {register.field}", _LEAD_ALONE)


def may(role: Role, register: Register) -> bool:
    """Whether a person with this role may change this register."""
    return role is Role.LEAD or role in rule_of(register).roles
