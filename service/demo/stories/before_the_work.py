"""Matters received, registered, dispatched, delivered, and not signed for (M02, M04, M06)."""

from collections.abc import Iterator

from domain.vocabulary import (
    AnswerRoute,
    RefusalGround,
)
from service.demo.people import CLERK
from service.demo.steps import (
    Step,
    Story,
    delivered,
    order,
    received,
)

PHONE, IN_PROCEEDINGS = AnswerRoute.PHONE, RefusalGround.IN_PROCEEDINGS


def stories() -> Iterator[Story]:
    yield Story("unregistered", (received(1, "窨井盖松动", "南门口窨井盖一踩就响。", None),))
    yield Story("undispatched", (received(2, "公交站牌缺失", "新设的站没有站牌。"),))
    yield Story(
        "undelivered",
        (
            received(2, "垃圾房异味", "小区东侧垃圾房一周未清。"),
            Step(1, 11, CLERK, order("dongjie")),
        ),
    )
    yield Story(
        "unsigned",
        (received(3, "路面积水", "桥洞下雨后积水难行。"), *delivered("jiaotong", 2)),
    )
    yield Story(
        "unsigned-overdue",
        (received(26, "水表读数不符", "连续两月读数对不上。"), *delivered("shuiwu", 25)),
    )
