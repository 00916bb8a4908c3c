"""Tokens say who is asking; the permission table says what they may do."""

import os
from datetime import timedelta

import pytest
from joserfc import jwt
from joserfc.jwk import OctKey

from domain.envelope import Actor
from domain.matter import commands as of_matters
from domain.matter.state import Matter
from domain.organisation import commands as of_organisation
from domain.vocabulary import Role
from service.access import permissions
from service.access.permissions import NotPermitted, NotYourUnit, Scope
from service.access.tokens import InvalidToken, Tokens
from service.clock import MovingClock
from tests.people import AUDITOR, CLERK, HANDLER, MORNING

KEY = os.urandom(32)


def test_a_token_says_who_until_it_expires() -> None:
    clock = MovingClock(MORNING)
    tokens = Tokens(KEY, clock)
    token = tokens.issue(HANDLER, timedelta(days=1))
    assert tokens.read(token) == HANDLER
    clock.advance(hours=23, minutes=59)
    assert tokens.read(token) == HANDLER
    clock.advance(minutes=1)
    with pytest.raises(InvalidToken):
        tokens.read(token)


@pytest.mark.parametrize(
    "forge",
    [
        lambda token, claims: "",
        lambda token, claims: token[:-2],
        lambda token, claims: token.replace(".", "", 1),
        lambda token, claims: Tokens(os.urandom(32), MovingClock(MORNING)).issue(
            CLERK, timedelta(days=1)
        ),
        lambda token, claims: signed({**claims, "iss": "somebody"}),
        lambda token, claims: signed({**claims, "role": "emperor"}),
        lambda token, claims: signed({k: v for k, v in claims.items() if k != "exp"}),
        lambda token, claims: signed({**claims, "sub": "two words"}),
        lambda token, claims: "eyJhbGciOiJub25lIn0." + token.split(".")[1] + ".",
    ],
)
def test_a_forged_token_is_refused(forge: object) -> None:
    tokens = Tokens(KEY, MovingClock(MORNING))
    token = tokens.issue(CLERK, timedelta(days=1))
    claims = jwt.decode(token, OctKey.import_key(KEY), algorithms=["HS256"]).claims
    assert signed(claims)
    assert tokens.read(signed(claims)) == CLERK
    with pytest.raises(InvalidToken):
        tokens.read(forge(token, claims))  # type: ignore[operator]


def signed(claims: dict[str, object]) -> str:
    return jwt.encode({"alg": "HS256"}, claims, OctKey.import_key(KEY))


def test_every_command_is_permitted_to_somebody_and_none_to_an_auditor() -> None:
    for area, known in (
        ("matter", (of_matters.ReceiveMatter, *of_matters.COMMANDS)),
        ("organisation", of_organisation.COMMANDS),
    ):
        for command in known:
            roles = [
                role
                for role in Role
                if permissions.may(Actor(person="p", role=role), area, command.ACTION)
            ]
            assert roles, command
            with pytest.raises(NotPermitted):
                permissions.scope(AUDITOR, area, command.ACTION)


def test_a_unit_acts_for_itself_alone() -> None:
    assert permissions.scope(HANDLER, "matter", "sign") is Scope.UNIT
    with pytest.raises(NotYourUnit):
        permissions.check_matter(HANDLER, "sign", Matter(id="m"), "water")


def test_a_handler_reads_the_own_units_matters_and_an_auditor_all() -> None:
    assert permissions.visible_unit(HANDLER) == "housing"
    assert permissions.visible_unit(AUDITOR) is None
    nobody = Actor(person="p", role=Role.HANDLER)
    assert permissions.visible_unit(nobody) == ""  # sees nothing, since no unit has that code
