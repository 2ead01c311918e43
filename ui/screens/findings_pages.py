"""Which pages the findings of a programme have; each is made when it is first gone to."""

from fieldwork.findings.averages import CRITERION
from fieldwork.findings.results import usual_division
from fieldwork.inspection.records import Role
from fieldwork.programme.model import Programme
from ui.screens.findings_grids import GridsPage
from ui.screens.findings_groups import GroupsPage, ProviderPage
from ui.screens.findings_league import LeaguePage
from ui.screens.findings_page import FindingsPage
from ui.screens.findings_questions import QuestionsPage
from ui.screens.findings_readers import ReadersPage
from ui.screens.findings_sample import SamplePage
from ui.screens.findings_scores import ScoresPage
from ui.screens.ratings import RatingsPage
from ui.session import Session

Kind = type[FindingsPage]


def pages_for(session: Session) -> tuple[Kind, ...]:
    """The pages in their order: what the programme publishes first, then what is behind it."""
    programme, user = session.inspection.programme, session.user
    first = _published(programme)
    grids = any(q.layout == "grid" for q in programme.questions.values())
    leads = user is None or user.role is Role.LEAD
    return (
        *first,
        QuestionsPage,
        *([GridsPage] if grids else []),
        GroupsPage,
        *([ReadersPage] if leads else []),
        SamplePage,
        *([LeaguePage] if first and first[0] is not ProviderPage else []),
    )


def _published(programme: Programme) -> tuple[Kind, ...]:
    """What a programme publishes: ratings, scores, or the counts of each provider."""
    if programme.rating is not None:
        return (RatingsPage,)
    if any(CRITERION in q.tags for q in programme.questions.values()):
        return (ScoresPage,)
    return (ProviderPage,) if usual_division(programme) == ProviderPage.fixed else ()
