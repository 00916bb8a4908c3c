"""The proof on the command line: ``huiyin checkpoint``, ``rotate-key`` and ``verify``."""

from pathlib import Path
from typing import Annotated

import typer

from domain.errors import UnfitError
from service.bootstrap import conninfos, database_alone
from service.cli.acting import acting
from service.cli.failures import FAILED
from service.cli.language import language, say
from service.cli.options import AsJson
from service.cli.output import Column, Form, plain, print_json, show_rows, tell
from service.cli.running import bar, opened, renewing
from service.event_log.reading import LogReader
from service.proof.errors import NoCheckpoint
from service.proof.findings import Finding, Found, Report
from service.proof.keyring import open_keyring
from service.proof.last_signed import last_signed
from service.proof.lists import compare_lists
from service.proof.note import LOG, UnfitNote, Verifier, read_verifier
from service.proof.proof import Seen
from service.proof.verify import Verification
from service.settings import Settings

Token = Annotated[
    str | None, typer.Option("--token", envvar="HUIYIN_TOKEN", help="登录凭证 · who acts")
]
KeyOption = Annotated[
    str | None,
    typer.Option("--key", metavar="NAME+HASH+KEY", help="记录的公钥 · the log's public key"),
]

_FOUND = (
    Column("label", "问题", "finding"),
    Column("first", "自", "from event"),
    Column("last", "至", "to event"),
    Column("detail", "说明", "detail"),
)


class UnreadableFile(UnfitError):
    code = "unreadable-file"
    zh = "文件 {what} 无法读取。请核对路径。"
    en = "The file {what} cannot be read. Check its path."


def read_file(path: Path) -> str:
    """A text file as it is. Raises UnreadableFile."""
    try:
        return path.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableFile(what=path) from error


def read_key(option: str, text: str, kind: int) -> Verifier:
    """A public key of a kind. Raises BadParameter."""
    try:
        key = read_verifier(text)
        if key.kind == kind:
            return key
    except UnfitNote:
        pass
    sentence = say("不是这类公钥，应为 name+hash+key。", "no such key; it reads name+hash+key.")
    raise typer.BadParameter(sentence, param_hint=option)


def checkpoint(
    add: Annotated[
        Path | None,
        typer.Option(
            "--add",
            metavar="FILE",
            help="收存见证人签过的检查点 · keep what witnesses signed of a checkpoint",
        ),
    ] = None,
    show_key: Annotated[
        bool, typer.Option("--show-key", help="只显示公钥 · the public key alone")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """封存事件并显示签名检查点 · Seal the log and print its newest signed checkpoint.

    Keep it outside this machine, and let others witness it: see docs/security-model.md.
    """
    with opened() as app:
        if show_key:
            print(app.proof.keys()[0])
            return
        if add is not None:
            app.proof.add_cosignatures(read_file(add))
        signed = app.proof.sealer.seal()
        if signed is None:
            raise NoCheckpoint()
        newest, seen = app.proof.newest(), app.proof.seen()
        if as_json:
            print_json(
                {
                    "origin": newest.checkpoint.origin,
                    "size": newest.checkpoint.size,
                    "note": str(newest.note),
                    "key": str(app.proof.keys()[0]),
                    "witnesses": [plain(_seen(each)) for each in seen],
                }
            )
            return
        print(str(newest.note), end="")
    _tell_witnesses(seen)


def _seen(seen: Seen) -> dict[str, object]:
    return {
        "witness": str(seen.witness),
        "size": seen.size,
        "signed_at": seen.at,
        "seconds": seen.seconds,
        "events": seen.events,
    }


def _tell_witnesses(seen: list[Seen]) -> None:
    """Witness age, beside the checkpoint."""
    if not seen:
        tell(say("没有登记见证人（keys/witnesses）。", "There is no witness (keys/witnesses)."))
    for each in seen:
        name = each.witness.name
        if each.seconds is None:
            tell(say(f"{name}：尚未见证。", f"{name}: has not signed yet."))
            continue
        hours = f"{each.seconds / 3600:.1f}"
        tell(
            say(
                f"{name}：{hours} 小时前见证，其后 {each.events} 个事件。",
                f"{name}: signed {hours} hours ago, {each.events} events since.",
            )
        )


def rotate_key(
    token: Token = None,
    lost: Annotated[
        str | None,
        typer.Option(
            "--lost",
            metavar="NAME+HASH+KEY",
            help="现行密钥已丢失：其公钥 · the key in force is lost: its public half",
        ),
    ] = None,
) -> None:
    """更换检查点签名密钥 · Put another key in force for checkpoints; the log records it."""
    gone = read_key("--lost", lost, LOG) if lost is not None else None
    with opened() as app:
        new = app.rotating.rotate(acting(app, token), gone)
        if app.settings.proof_key is None:
            app.proof.sealer.seal()
        print(new)
    if app.settings.proof_key is not None:
        tell(
            say(
                "请把 HUIYIN_PROOF_KEY 换成新密钥（HUIYIN_NEXT_PROOF_KEY 或 keys/proof.key.next）。",
                "Now set HUIYIN_PROOF_KEY to the new key (HUIYIN_NEXT_PROOF_KEY, or"
                " keys/proof.key.next).",
            )
        )


def verify(
    against: Annotated[
        list[Path] | None,
        typer.Option(
            "--against",
            metavar="CHECKPOINT_FILE",
            help="对照另存的检查点，可多次 · a checkpoint kept elsewhere; may be repeated",
        ),
    ] = None,
    key: KeyOption = None,
    projections: Annotated[
        bool,
        typer.Option(
            "--projections",
            help="并用重放核对全部查询数据（须库主账户） · also hold all lists against a replay",
        ),
    ] = False,
    as_json: AsJson = False,
) -> None:
    """验证记录未被改动 · Recompute the whole proof from the stored events.

    Exits with 0 where nothing is wrong, with 1 where something was found.
    """
    files = [read_file(each) for each in against or ()]
    given = read_key("--key", key, LOG) if key is not None else None
    settings = Settings()
    with database_alone(settings, renewing) as database:
        keyring, last = open_keyring(LogReader(database), settings), last_signed(settings).text()
        run = Verification(
            database, given or keyring.signer().verifier, keyring.origin, files, last
        )
        with bar(say("验证", "verifying")) as report:
            found = run.run(report)
    if projections:
        with conninfos(settings) as (_, owner, _embedded), bar(say("核对", "lists")) as report:
            compare_lists(owner, settings, found, report)
    _show(found, as_json)
    if not found.fine:
        raise typer.Exit(FAILED)


def _show(report: Report, as_json: bool) -> None:
    rows = [_row(each) for each in report.findings]
    if as_json:
        print_json(
            {
                "fine": report.fine,
                "events": report.events,
                "sealed": report.sealed,
                "checkpoints": report.checkpoints,
                "against": report.against,
                "root": report.root.hex(),
                "count": report.count,
                "findings": rows,
            }
        )
        return
    if rows:
        title = say(f"共发现 {report.count} 处", f"{report.count} found in all")
        show_rows(_FOUND, rows, Form.TABLE, title)
        return
    print(
        say(
            f"未发现问题：{report.events} 个事件，其中 {report.sealed} 个已封存，"
            f"{report.checkpoints} 个检查点，{report.against} 个另存的检查点。",
            f"Nothing wrong: {report.events} events, {report.sealed} of them sealed,"
            f" {report.checkpoints} checkpoints, {report.against} kept elsewhere.",
        )
    )
    if not report.against:
        tell(
            say(
                "未对照另存的检查点（--against）：掌握数据库和密钥的人仍可整体伪造。",
                "Not held against a checkpoint kept elsewhere (--against): whoever has the database"
                " and the key could have forged all of it.",
            )
        )


def _row(found: Found) -> dict[str, object]:
    kind: Finding = found.kind
    return {
        "kind": kind.value,
        "label": kind.label(language()),
        "first": found.first,
        "last": found.last,
        "detail": found.detail,
    }
