"""Who is asking, and what they may do."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import timedelta

import pytest
from joserfc import jwt
from joserfc.jwk import OctKey

from domain.announcing import RecountDuties
from domain.envelope import Actor, Command
from domain.jurisdictions.commands import COMMANDS as JURISDICTIONS
from domain.kinds import KINDS
from domain.manifests.commands import RecordManifest
from domain.matter.decisions import COMMANDS as MATTER
from domain.matter.intake.commands import ReceiveMatter
from domain.matter.state import Matter
from domain.organisation.commands import COMMANDS as ORGANISATION
from domain.organisation.state import Organisation, Unit
from domain.proceedings.decisions import OF_OBLIGATIONS
from domain.vocabulary import Role, UnitKind
from service.access import permissions
from service.access.permissions import (
    NotNamedForIt,
    NotPermitted,
    NotYourMatter,
    NotYourUnit,
    Scope,
)
from service.access.tokens import InvalidToken, Tokens
from service.clock import MovingClock
from tests.people import AUDITOR, CLERK, HANDLER, LEADER, MORNING, OTHER_HANDLER, SUPERVISOR

KEY = bytes(range(32))
HOUR = timedelta(hours=1)
OFFICES = Organisation(
    units={
        "housing": Unit("housing", "住建局", UnitKind.DEPARTMENT, None, None),
        "repairs": Unit("repairs", "维修科", UnitKind.SECTION, "housing", None),
    }
)
EVERYBODY = (CLERK, HANDLER, LEADER, SUPERVISOR, AUDITOR)


@pytest.fixture
def tokens(clock: MovingClock) -> Tokens:
    return Tokens(KEY, "main", clock)


@pytest.mark.parametrize("actor", EVERYBODY, ids=lambda actor: str(actor.role))
def test_a_token_says_who_in_which_role_for_which_unit(tokens: Tokens, actor: Actor) -> None:
    assert tokens.read(tokens.issue(actor, HOUR)) == actor


def test_a_token_ends_at_its_time(tokens: Tokens, clock: MovingClock) -> None:
    token = tokens.issue(CLERK, HOUR)
    clock.advance(minutes=59)
    assert tokens.read(token) == CLERK
    clock.advance(minutes=1)
    with pytest.raises(InvalidToken):
        tokens.read(token)


def test_a_token_of_another_key_is_none(tokens: Tokens, clock: MovingClock) -> None:
    with pytest.raises(InvalidToken):
        tokens.read(Tokens(bytes(32), "main", clock).issue(SUPERVISOR, HOUR))


def test_a_token_somebody_has_written_more_into_is_none(tokens: Tokens) -> None:
    head, body, signature = tokens.issue(HANDLER, HOUR).split(".")
    claims = json.loads(urlsafe_b64decode(body + "=="))
    claims["role"] = "supervisor"
    forged = urlsafe_b64encode(json.dumps(claims).encode()).decode().rstrip("=")
    with pytest.raises(InvalidToken):
        tokens.read(f"{head}.{forged}.{signature}")


def test_a_token_of_another_jurisdiction_under_the_same_key_is_none(
    tokens: Tokens, clock: MovingClock
) -> None:
    with pytest.raises(InvalidToken):
        tokens.read(Tokens(KEY, "chengguan", clock).issue(SUPERVISOR, HOUR))


GOOD = {"iss": "huiyin", "aud": "main", "sub": "clerk-li", "role": "clerk", "unit": "office"}
SOON = int((MORNING + HOUR).timestamp())


@pytest.mark.parametrize(
    "claims",
    [
        GOOD,
        GOOD | {"exp": None},
        GOOD | {"exp": "later"},
        GOOD | {"exp": 10**30},
        GOOD | {"exp": SOON, "iss": "somebody else"},
        GOOD | {"exp": SOON, "aud": None},
        GOOD | {"exp": SOON, "role": "emperor"},
        GOOD | {"exp": SOON, "sub": None},
        GOOD | {"exp": SOON, "sub": "two words"},
        GOOD | {"exp": SOON, "unit": ["office"]},
        {"exp": SOON},
    ],
)
def test_a_signed_token_that_does_not_say_everything_is_none(
    tokens: Tokens, claims: dict[str, object]
) -> None:
    token = jwt.encode({"alg": "HS256"}, claims, OctKey.import_key(KEY))
    with pytest.raises(InvalidToken):
        tokens.read(token)


@pytest.mark.parametrize("token", ["", ".", "a.b.c", "路.灯.亮", "." * 5_000])
def test_any_other_text_is_no_token(tokens: Tokens, token: str) -> None:
    with pytest.raises(InvalidToken):
        tokens.read(token)


@pytest.mark.parametrize(
    ("area", "commands"),
    [
        ("matter", (ReceiveMatter, *MATTER)),
        ("organisation", ORGANISATION),
        ("manifest", (RecordManifest,)),
        ("jurisdiction", JURISDICTIONS),
        ("obligation", (*OF_OBLIGATIONS, RecountDuties)),
        *((kind.name.value, (*kind.decisions,)) for kind in KINDS.values()),
    ],
)
def test_the_table_has_a_row_for_every_command_and_none_besides(
    area: str, commands: tuple[type[Command], ...]
) -> None:
    assert set(permissions._table()[area]) == {each.ACTION for each in commands}


def test_an_auditor_reads_everything_and_changes_nothing() -> None:
    table = permissions._table()
    for area in ("matter", "organisation", "manifest", "jurisdiction", "obligation"):
        assert not [action for action in table[area] if permissions.may(AUDITOR, area, action)]
    assert permissions.view(AUDITOR, OFFICES).unit is None
    assert permissions.scope(AUDITOR, "read", "events") is Scope.ALL


def test_a_handler_sees_the_own_unit_alone() -> None:
    assert permissions.view(HANDLER, OFFICES).unit == "housing"
    without = Actor(person="x", role=Role.HANDLER)
    assert permissions.view(without, OFFICES).unit == ""  # a unit that no matter has


def test_what_the_table_does_not_name_is_refused_with_who_may() -> None:
    with pytest.raises(NotPermitted, match="supervisor"):
        permissions.scope(HANDLER, "matter", "close")
    with pytest.raises(NotPermitted):
        permissions.scope(SUPERVISOR, "matter", "no such action")


def test_a_complainant_acts_on_their_own_matter_alone() -> None:
    matter = Matter(id="m1", version=2, complainant="citizen-1", receiving_unit="housing")
    own, other = (
        Actor(person=person, role=Role.COMPLAINANT) for person in ("citizen-1", "citizen-2")
    )
    permissions.check_matter(own, "rate", matter, None, OFFICES)
    with pytest.raises(NotYourMatter):
        permissions.check_matter(other, "rate", matter, None, OFFICES)
    with pytest.raises(NotPermitted):
        permissions.check_matter(own, "close", matter, None, OFFICES)


def test_a_unit_acts_on_its_own_matters_and_for_itself_only() -> None:
    ours = Matter(id="m", version=1, receiving_unit="housing")
    permissions.check_matter(HANDLER, "report-progress", ours, "housing", OFFICES)
    permissions.check_matter(HANDLER, "report-progress", ours, None, OFFICES)
    with pytest.raises(NotYourUnit):
        permissions.check_matter(HANDLER, "report-progress", ours, "water", OFFICES)
    with pytest.raises(NotYourMatter):
        permissions.check_matter(OTHER_HANDLER, "report-progress", ours, None, OFFICES)


def test_a_leader_decides_what_was_put_to_this_leader() -> None:
    put = Matter(id="m", version=1, difficulty_leader=LEADER.person)
    permissions.check_matter(LEADER, "decide-difficulty", put, None, OFFICES)
    with pytest.raises(NotNamedForIt):
        permissions.check_matter(
            LEADER, "decide-difficulty", Matter(id="m", version=1), None, OFFICES
        )


OF_REPAIRS = Actor(person="clerk-lu", role=Role.CLERK, unit="repairs")
OF_HOUSING = Actor(person="clerk-he", role=Role.CLERK, unit="housing")


@pytest.mark.parametrize(
    ("about", "kept_from"),
    [
        ({}, ()),
        ({"about_persons": (SUPERVISOR.person, AUDITOR.person)}, (SUPERVISOR, AUDITOR)),
        ({"about_persons": ("housing",)}, ()),
        ({"about_units": ("water", "housing")}, (OF_HOUSING, OF_REPAIRS)),
        ({"about_units": ("repairs",)}, (OF_REPAIRS,)),
    ],
)
def test_whoever_a_matter_is_about_may_not_know_of_it(
    about: dict[str, tuple[str, ...]], kept_from: tuple[Actor, ...]
) -> None:
    matter = Matter(id="m", version=1, receiving_unit="office", **about)  # type: ignore[arg-type]
    everybody = (SUPERVISOR, AUDITOR, CLERK, OF_HOUSING, OF_REPAIRS)
    blind = {each for each in everybody if not permissions.view(each, OFFICES).sees(matter)}
    assert blind == set(kept_from)
    for actor in blind - {AUDITOR}:
        with pytest.raises(NotYourMatter):
            permissions.check_matter(actor, "close", matter, None, OFFICES)
