"""Running the service and looking after its database."""

import sys
from datetime import timedelta
from pathlib import Path
from typing import Annotated

import typer
from pydantic import TypeAdapter, ValidationError

from domain.envelope import Actor, Code
from domain.vocabulary import FeedbackState, Role
from projections.feedback_status import WantedMatters
from service.access.tokens import open_tokens
from service.asking import Asked
from service.bootstrap import conninfos
from service.cli.language import say
from service.cli.options import AsJson
from service.cli.output import print_json, tell
from service.cli.running import LOCAL, bar, bring_up_to_date, opened, renewing
from service.clock import Clock, MovingClock
from service.demo.staging import OtherMatters, beginning, play
from service.rebuild import rebuild as make_again
from service.rebuild import renew
from service.settings import Settings

BOUND_TO_A_UNIT = (Role.HANDLER, Role.UNIT_HEAD)
SIGNS_IN = tuple(role for role in Role if role not in (Role.SYSTEM, Role.COMPLAINANT))


def as_called() -> str:
    """How this program was called, so that what it suggests can be typed as it stands."""
    return sys.argv[0] if Path(sys.argv[0]).name == "huiyin" else "huiyin"


def serve(
    host: Annotated[str | None, typer.Option("--host", help="地址 · address")] = None,
    port: Annotated[
        int | None, typer.Option("--port", min=0, max=65535, help="端口 · port")
    ] = None,
) -> None:
    """启动服务 · Serve the HTTP API."""
    # Loading the web framework takes longer than most commands run.
    from service.api.serve import serve as run  # noqa: PLC0415

    given = {"host": host, "port": port}
    chosen = {name: value for name, value in given.items() if value is not None}
    settings = Settings().model_copy(update=chosen)
    where = f"[{settings.host}]" if ":" in settings.host else settings.host
    url, huiyin = f"http://{where}:{settings.port}", as_called()
    print(
        say(
            f"""回音：{url}    接口文档：{url}/docs    停止：Ctrl-C
令牌：  {huiyin} token --role clerk --person li-na --unit xiaoneng
试一试：curl -H "Authorization: Bearer $({huiyin} token --role auditor --person me)" {url}/v1/status""",
            f"""Huiyin: {url}    API documentation: {url}/docs    stop: Ctrl-C
A token:  {huiyin} token --role clerk --person li-na --unit xiaoneng
Try:      curl -H "Authorization: Bearer $({huiyin} token --role auditor --person me)" {url}/v1/status""",
        ),
        flush=True,
    )
    run(settings)


def demo(
    if_empty: Annotated[
        bool,
        typer.Option(
            "--if-empty",
            help="库中已有其他事项时不载入，也不算出错 · other matters are left alone and no error",
        ),
    ] = False,
) -> None:
    """载入示范数据 · Fill an empty database with a small jurisdiction of our own making."""
    clock = MovingClock(beginning(Clock().now()))
    with opened(clock) as app:
        bring_up_to_date(app)
        try:
            with bar(say("载入示范数据", "loading the demo")) as report:
                made = play(app, clock, report)
        except OtherMatters:
            if not if_empty:
                raise
            print(
                say(
                    "库中已有事项，未载入示范数据。",
                    "There are matters already; the demo was left out.",
                )
            )
            return
        clock.move_to(Clock().now())
        bring_up_to_date(app)
        wanted = WantedMatters(state=FeedbackState.STUCK_NOT_REPORTED)
        stuck = app.queries.matters(LOCAL, Asked(limit=1), wanted).items
    number, huiyin = (stuck[0].number if stuck else "MATTER"), as_called()
    print(
        say("示范数据已载入。", "The demo is there.")
        if made
        else say("示范数据已在库中，未作改动。", "The demo was there already; nothing changed.")
    )
    print(
        say(
            f"""接下来可以试：
  {huiyin} feedback-status      每件事项的反馈状态
  {huiyin} worklist             反馈专员的工作清单
  {huiyin} overdue              逾期未答复的事项
  {huiyin} why {number}     期限为什么是这一天
  {huiyin} timeline {number}
  {huiyin} proceedings --kind case    问责、督查、批示等事务
  {huiyin} patterns             审计疑点
  {huiyin} scores               各单位计分
  {huiyin} serve                启动服务""",
            f"""What to try next:
  {huiyin} feedback-status      in which state each matter is
  {huiyin} worklist             the clerk's morning screen
  {huiyin} overdue              what has not been answered in time
  {huiyin} why {number}     why the deadline is that day
  {huiyin} timeline {number}
  {huiyin} proceedings --kind case    cases; inspections, instructions and so on likewise
  {huiyin} patterns             what an auditor would look into
  {huiyin} scores               the scores of every unit
  {huiyin} serve                serve the API""",
        )
    )


def migrate() -> None:
    """建表、升级（用库主账户） · Make or renew the tables, as the database's owner."""
    settings = Settings()
    with conninfos(settings) as (_, owner, _embedded), renewing() as report:
        renew(owner, settings, report)
    print(
        say(
            f"数据表已就绪（{settings.schema_name}）。",
            f"The tables are ready ({settings.schema_name}).",
        )
    )


def rebuild() -> None:
    """由事件重建查询数据 · Make the lists again from the log, while the old ones serve."""
    settings = Settings()
    with (
        conninfos(settings) as (_, owner, _embedded),
        bar(say("重建查询数据", "rebuilding the lists")) as report,
    ):
        position = make_again(owner, settings, report)
    print(say(f"查询数据已重建，到第 {position} 个事件。", f"Rebuilt, up to event {position}."))


def token(
    role: Annotated[Role, typer.Option("--role", help="身份 · role")],
    person: Annotated[str, typer.Option("--person", metavar="CODE", help="人员代码 · person")],
    unit: Annotated[
        str | None, typer.Option("--unit", metavar="CODE", help="单位代码 · unit")
    ] = None,
    days: Annotated[
        int, typer.Option("--days", min=1, max=366, help="有效天数 · days it is valid")
    ] = 30,
    as_json: AsJson = False,
) -> None:
    """签发本机使用的令牌 · Issue a signed token for the API."""
    if role not in SIGNS_IN:
        raise typer.BadParameter(
            say("系统身份不能签发令牌。", "nobody signs in as the system."), param_hint="--role"
        )
    if role in BOUND_TO_A_UNIT and unit is None:
        raise typer.BadParameter(
            say("这一身份须指定单位。", "this role needs a unit."), param_hint="--unit"
        )
    actor = Actor(
        person=_code("--person", person),
        role=role,
        unit=_code("--unit", unit) if unit is not None else None,
    )
    signed = open_tokens(Settings(), Clock()).issue(actor, timedelta(days=days))
    if as_json:
        print_json({"token": signed, "days": days})
        return
    print(signed)
    tell(say(f"有效 {days} 天。", f"Valid for {days} days."))


def _code(option: str, text: str) -> str:
    """A code as it is, where it can be one. Raises BadParameter."""
    try:
        return TypeAdapter(Code).validate_python(text)
    except ValidationError as error:
        sentence = say(
            "须为 1 至 64 个字符，不含空格和 / ? # %。",
            "1 to 64 characters without blanks and / ? # %.",
        )
        raise typer.BadParameter(sentence, param_hint=option) from error
