"""What counts when one plan is better than another, in plain words."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Goal:
    """`title` says what is wanted, `counted` what is counted against a plan."""

    title: str
    counted: str


GOALS: Mapping[str, Goal] = {
    "unplaced": Goal("Everybody is seen", "Officers without an interview"),
    "told": Goal("What people were told holds", "Interviews that are not as people were told"),
    "moved": Goal("What is arranged stays", "Interviews that change in a repair"),
    "other_reader": Goal(
        "Whoever read most cases interviews", "Interviews by someone who read only some of the cases"
    ),
    "office_visits": Goal("Few days at offices", "Days of an inspector at an office"),
    "office_changes": Goal("One office a day", "Second offices of an inspector on a day"),
    "travel": Goal("Little travelling", "Tens of kilometres travelled"),
    "nights_away": Goal("Few nights away", "Days of an inspector that end too far from home"),
    "spread_of_load": Goal("Even loads", "Cases between the fullest and the emptiest load"),
    "wishes": Goal("Wishes are met", "Interviews when somebody would rather not"),
    "spread_of_days": Goal("Even days", "Interviews between the fullest and the emptiest day"),
    "travel_times": Goal(
        "Time for the journeys of the week", "Visits on a Monday morning or a Friday afternoon"
    ),
    "waiting": Goal("No idle time", "Steps of time that an inspector waits at an office"),
}


def goal(name: str) -> Goal:
    """The words for a goal; one that is not known here is called by its name."""
    plain = name.replace("_", " ")
    return GOALS.get(name, Goal(plain[:1].upper() + plain[1:], plain[:1].upper() + plain[1:]))
