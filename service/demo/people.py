"""The units, posts and officials of the demo. Nobody here exists."""

from collections.abc import Iterator
from datetime import date

from domain.envelope import Actor, Command
from domain.organisation.commands import (
    AppointPerson,
    AssignPortfolio,
    EstablishPost,
    EstablishUnit,
)
from domain.vocabulary import PostRank, Role, UnitKind

ROOT, OFFICE, DISCIPLINE, PERSONNEL = "xian", "xiaoneng", "jiwei", "zuzhibu"

UNITS: tuple[tuple[str, str, UnitKind, str | None], ...] = (
    (ROOT, "回音县（示范）", UnitKind.LEADERSHIP, None),
    (OFFICE, "县效能办", UnitKind.EFFICIENCY_OFFICE, ROOT),
    (DISCIPLINE, "县纪委监委", UnitKind.DEPARTMENT, ROOT),
    (PERSONNEL, "县委组织部", UnitKind.DEPARTMENT, ROOT),
    ("zhujian", "县住建局", UnitKind.DEPARTMENT, ROOT),
    ("ludeng", "住建局路灯所", UnitKind.SECTION, "zhujian"),
    ("shuiwu", "县水务局", UnitKind.DEPARTMENT, ROOT),
    ("jiaotong", "县交通局", UnitKind.DEPARTMENT, ROOT),
    ("renshe", "县人社局", UnitKind.DEPARTMENT, ROOT),
    ("dongjie", "东街街道", UnitKind.TOWNSHIP, ROOT),
    ("xizhen", "西镇", UnitKind.TOWNSHIP, ROOT),
)

CHIEFS = {
    ROOT: ("县长", "he-ping", "何平"),
    OFFICE: ("效能办主任", "zhao-min", "赵敏"),
    DISCIPLINE: ("纪委书记", "qin-zheng", "秦正"),
    PERSONNEL: ("组织部部长", "yu-qing", "余清"),
    "zhujian": ("住建局局长", "zhou-fang", "周方"),
    "ludeng": ("路灯所所长", "deng-liang", "邓亮"),
    "shuiwu": ("水务局局长", "jiang-he", "江河"),
    "jiaotong": ("交通局局长", "lu-ping", "陆平"),
    "renshe": ("人社局局长", "ren-jie", "任洁"),
    "dongjie": ("东街街道主任", "dong-mei", "董梅"),
}
"""Who is chief of a unit: title, code and name. 西镇 has none, for coverage to find."""

DEPUTY_POST, DEPUTY = "xian-fuxianzhang", "sun-wei"

CLERK = Actor(person="li-na", role=Role.CLERK, unit=OFFICE)
CALLER = Actor(person="tang-yu", role=Role.CLERK, unit=OFFICE)
SUPERVISOR = Actor(person="zhao-min", role=Role.SUPERVISOR, unit=OFFICE)
INSPECTOR = Actor(person="gao-yuan", role=Role.SUPERVISOR, unit=OFFICE)
SECOND_INSPECTOR = Actor(person="he-jing", role=Role.SUPERVISOR, unit=OFFICE)
LEADER = Actor(person=DEPUTY, role=Role.LEADER, unit=ROOT)
COUNTY_HEAD = Actor(person="he-ping", role=Role.LEADER, unit=ROOT)
AUDITOR = Actor(person="shen-ji", role=Role.AUDITOR)
DISCIPLINARIAN = Actor(person="qin-zheng", role=Role.UNIT_HEAD, unit=DISCIPLINE)
DISCIPLINE_LEADER = Actor(person="qin-zheng", role=Role.LEADER, unit=DISCIPLINE)
PERSONNEL_LEADER = Actor(person="yu-qing", role=Role.LEADER, unit=PERSONNEL)
HEADS = {
    unit: Actor(person=CHIEFS[unit][1], role=Role.UNIT_HEAD, unit=unit)
    for unit in ("zhujian", "shuiwu", "jiaotong", "renshe", "dongjie")
}
HEAD_OF_HOUSING = HEADS["zhujian"]
HANDLERS = {
    "zhujian": Actor(person="wang-qiang", role=Role.HANDLER, unit="zhujian"),
    "shuiwu": Actor(person="wu-di", role=Role.HANDLER, unit="shuiwu"),
    "jiaotong": Actor(person="che-tong", role=Role.HANDLER, unit="jiaotong"),
    "renshe": Actor(person="gong-xin", role=Role.HANDLER, unit="renshe"),
    "dongjie": Actor(person="jie-yun", role=Role.HANDLER, unit="dongjie"),
}


def organisation(since: date) -> Iterator[Command]:
    """What puts the organisation on record, as it has been since a day."""
    for code, name, kind, parent in UNITS:
        yield EstablishUnit(unit=code, name=name, kind=kind, parent=parent, since=since)
    for unit, (title, person, name) in CHIEFS.items():
        post = f"{unit}-zhuyao"
        yield EstablishPost(post=post, unit=unit, title=title, rank=PostRank.CHIEF)
        yield AppointPerson(person=person, name=name, post=post, since=since)
    yield EstablishPost(
        post=DEPUTY_POST, unit=ROOT, title="分管副县长", rank=PostRank.LEADER_IN_CHARGE
    )
    yield AppointPerson(person=DEPUTY, name="孙伟", post=DEPUTY_POST, since=since)
    yield AssignPortfolio(post=DEPUTY_POST, units=("zhujian", "shuiwu", "dongjie"), since=since)
