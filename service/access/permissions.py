"""The permission table, read from ``permissions.toml``, and its application."""

import tomllib
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from functools import cache
from importlib.resources import files

from domain.envelope import Actor, Command
from domain.errors import ForbiddenError, NotFoundError
from domain.kinds import KINDS
from domain.labels import Action
from domain.matter.state import Matter
from domain.organisation.state import Organisation
from domain.proceedings.state import Proceeding
from domain.vocabulary import Role
from projections.view import View, about


class Scope(StrEnum):
    """How far a permission reaches."""

    ALL = "all"
    UNIT = "unit"
    OWN = "own"


class NotPermitted(ForbiddenError):
    code = "not-permitted"
    zh = "“{role}”不能进行“{action}”。可以办理的：{roles}。"
    en = "The role '{role}' may not do '{action}'. Roles that may: {roles}."
    source = "rules.md: Who may"


class NotYourMatter(NotFoundError):
    code = "not-your-matter"
    zh = "没有这个事项，或不在您的范围内。请核对编号。"
    en = "There is no matter of that number, or it is none of yours. Check the number."


class NotYourUnit(ForbiddenError):
    code = "not-your-unit"
    zh = "您只能代表本单位 {own} 办理，不能代表 {unit}。"
    en = "You can act for your own unit {own} only, not for {unit}."
    source = "rules.md: Who may"


class NotNamedForIt(ForbiddenError):
    code = "not-named-for-it"
    zh = "“{action}”只能由其中指名的人员本人办理，您不在其中。请由其本人办理。"
    en = "'{action}' is for whoever is named in it, in person, and you are not. Ask them to do it."
    source = "rules.md: Who may"


class NotYourPeople(ForbiddenError):
    code = "not-your-people"
    zh = "{person} 不是本单位 {own} 的人员。请由其单位负责人或效能办登记。"
    en = (
        "{person} is not of your unit {own}. Have their unit's head or the efficiency office do it."
    )
    source = "rules.md: Who may"


@cache
def _table() -> Mapping[str, Mapping[str, Mapping[Role, Scope]]]:
    text = files("service.access").joinpath("permissions.toml").read_text("utf-8")
    return {
        area: {
            action: {Role(role): Scope(scope) for role, scope in roles.items()}
            for action, roles in actions.items()
        }
        for area, actions in tomllib.loads(text).items()
    }


def scope(actor: Actor, area: str, action: str) -> Scope:
    """How far this actor's permission reaches. Raises NotPermitted where there is none."""
    roles = _table()[area].get(action, {})
    if actor.role not in roles:
        raise NotPermitted(role=actor.role, action=Action(action), roles=tuple(roles))
    return roles[actor.role]


def check_organisation(
    actor: Actor, command: Command, organisation: Organisation, today: date
) -> None:
    """Whether this actor may ask this of the organisation; ``unit``: of the own unit's people.

    Raises NotPermitted, NotYourPeople.
    """
    if scope(actor, "organisation", command.ACTION) is Scope.UNIT:
        person: str = getattr(command, "person", "")
        if not organisation.may_be_of(person, actor.unit or "", today):
            raise NotYourPeople(person=person, own=actor.unit or "-")


def may(actor: Actor, area: str, action: str) -> bool:
    """Whether the actor has the permission at all, in any scope."""
    return actor.role in _table()[area].get(action, {})


def view(actor: Actor, organisation: Organisation) -> View:
    """What this actor may know of: in the table's scope, and nothing that is about the actor, the
    actor's unit, or what that is a section of (M04). ``organisation`` as it stands now.

    Raises NotPermitted where the actor may read none.
    """
    everything = scope(actor, "read", "matters") is Scope.ALL
    units = dict.fromkeys((actor.unit, *organisation.body_of(actor.unit))) if actor.unit else ()
    kinds = {kind.value: _table()["read-proceedings"][kind].get(actor.role) for kind in KINDS}
    return View(
        None if everything else actor.unit or "",
        tuple(about((actor.person,), units)),
        kinds=tuple(kind for kind, reach in kinds.items() if reach is Scope.ALL),
        own_unit=actor.unit,
        own_kinds=tuple(kind for kind, reach in kinds.items() if reach is Scope.UNIT),
        own_person=actor.person,
        personal_kinds=tuple(kind for kind, reach in kinds.items() if reach is Scope.OWN),
    )


def check_proceeding(
    actor: Actor, area: str, action: str, proceeding: Proceeding, organisation: Organisation
) -> None:
    """Whether this actor may do this to a proceeding; ``area`` is its kind's, or ``obligation``.

    Raises NotPermitted, NotYourMatter (which does not say whether it exists), NotNamedForIt (of one
    that the actor may know of).
    """
    reach = scope(actor, area, action)
    if actor.role is Role.SYSTEM or not proceeding.exists:
        return
    if not view(actor, organisation).sees(proceeding):
        raise NotYourMatter()
    if reach is Scope.UNIT and actor.unit not in proceeding.units:
        raise NotYourMatter()
    if reach is Scope.OWN and actor.person not in proceeding.persons:
        raise NotNamedForIt(action=Action(action))


def check_matter(
    actor: Actor,
    action: str,
    matter: Matter,
    acting_for: str | None,
    organisation: Organisation,
) -> None:
    """Whether this actor may do this to this matter, for the unit it names.

    Raises NotPermitted, NotYourUnit, NotYourMatter (which does not say whether it exists),
    NotNamedForIt (of one that the actor may know of).
    """
    reach = scope(actor, "matter", action)
    new = action == "receive"
    if reach is Scope.UNIT:
        if acting_for is not None and acting_for != actor.unit:
            raise NotYourUnit(own=actor.unit or "-", unit=acting_for)
        if not new and actor.unit not in matter.units:
            raise NotYourMatter()
    if actor.role is Role.COMPLAINANT:
        if actor.person != matter.complainant:
            raise NotYourMatter()
        return
    if actor.role is Role.SYSTEM:
        return  # the program is kept from no matter, and reads none as a person does
    if not new and not view(actor, organisation).sees(matter):
        raise NotYourMatter()
    if reach is Scope.OWN and actor.person not in (matter.assigned_by, matter.difficulty_leader):
        raise NotNamedForIt(action=Action(action))
