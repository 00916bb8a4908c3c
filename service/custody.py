"""In whose hands a matter was, with the working days it stayed there."""

from dataclasses import dataclass

from domain.envelope import Actor
from domain.matter.custody import Signature, Stay, signatures, stays
from domain.working_days import Calendar
from projections.two_axes import Axes
from service.asking import Asked
from service.bootstrap import Application


@dataclass(frozen=True, slots=True)
class Custody:
    """Stays and signatures on the asked axes; what lasts still is counted up to ``as_of``."""

    axes: Axes
    stays: list[Stay]
    signatures: list[Signature]
    calendar: Calendar

    def working_days(self, time: Stay | Signature) -> int:
        """Whole working days between its beginning and its end."""
        return self.calendar.working_days_elapsed(time.since, time.until or self.axes.as_of)


def custody(app: Application, actor: Actor, asked: Asked, matter: str) -> Custody:
    """The custody of one matter. Raises NotYourMatter."""
    axes, entries = app.queries.timeline(actor, asked, matter)
    history = [each.recorded for each in entries]
    found = signatures(matter, history)
    return Custody(axes, stays(matter, history), found, app.reference.calendar())
