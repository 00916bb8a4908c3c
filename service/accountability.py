"""The register of accountability and comparable cases, as the API and the command line ask for them."""

from datetime import datetime

from domain.accountability.cases.state import Case
from domain.envelope import Actor
from projections.accountability_register import Register, register
from projections.comparables import Comparables, comparables
from projections.two_axes import Axes
from service.access.permissions import NotYourMatter
from service.asking import Asked
from service.queries import Queries


def register_of(
    queries: Queries, actor: Actor, asked: Asked, since: datetime, until: datetime
) -> tuple[Axes, Register]:
    """Who was held to account from ``since`` to before ``until``, in the actor's view."""
    return queries.ask(
        actor,
        asked,
        lambda connection, question: (
            question.axes,
            register(connection, question, since, until),
        ),
    )


def comparables_of(
    queries: Queries, actor: Actor, asked: Asked, case: str
) -> tuple[Axes, Comparables]:
    """The comparables of a case by its id. Raises NotYourMatter where it is none, or not seen."""
    _, state = queries.proceeding(actor, asked, case)
    if not isinstance(state, Case):
        raise NotYourMatter()
    return queries.ask(
        actor,
        asked,
        lambda connection, question: (question.axes, comparables(connection, question, state)),
    )
