"""A clearing as it stands."""

from collections.abc import Mapping
from dataclasses import dataclass

from domain.proceedings.state import Proceeding


@dataclass(frozen=True)
class Clearing(Proceeding):
    """What is owed to those wrongly accused, who are kept from it like from the complaint itself.

    false  whether the accuser was found to have known better
    where  where their names were cleared
    """

    false: bool = False
    where: tuple[str, ...] = ()

    @property
    def facets(self) -> Mapping[str, object]:
        return {"false": self.false, "where": list(self.where)}
