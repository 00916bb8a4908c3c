"""Each duty names the command by which it is usually done, and there is such a command."""

import pytest

from domain.kinds import KIND_OF_COMMAND, action_for
from domain.matter.decisions import COMMANDS
from domain.vocabulary import Duty

ACTIONS = {each.ACTION for each in (*COMMANDS, *KIND_OF_COMMAND)}


@pytest.mark.parametrize("duty", Duty)
def test_every_duty_has_a_next_action_that_somebody_can_take(duty: Duty) -> None:
    assert action_for(duty) in ACTIONS
