"""Example bodies: erasing a person's data, and holding it for an audit."""

from collections.abc import Mapping
from typing import Any

from domain.envelope import Command
from domain.erasure.commands import ConfirmErasure, LiftHold, PlaceHold, ProposeErasure

EXAMPLES: Mapping[type[Command], dict[str, Any]] = {
    ProposeErasure: {"reason": "本人申请删除，保存期已满"},
    ConfirmErasure: {},
    PlaceHold: {"reason": "2029 年度专项审计"},
    LiftHold: {"reason": "审计结束"},
}
