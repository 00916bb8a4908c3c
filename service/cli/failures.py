"""Expected conditions in one sentence on stderr, with an exit status; never a traceback."""

import traceback
from dataclasses import dataclass

import psycopg
from pydantic import ValidationError

from domain.errors import HuiyinError
from domain.rulebook_files import RulebookError
from projections.runner import OtherTables
from service.bootstrap import TablesOutdated
from service.cli.language import language, say
from service.cli.output import tell
from service.database import DatabaseUnavailable
from service.importing.problems import UnusableFile
from service.keys import UnusableKey
from service.migrate import DatabaseTooOld, ServiceRoleMissing
from service.postgres import EmbeddedPostgresError
from service.rebuild import RebuildStopped, RebuildUnderWay
from service.settings import NameOfKeys
from service.vault.vault import DamagedKey, WrongMasterKey

FAILED, WRONG_USAGE = 1, 2
INNERMOST = 6


@dataclass(frozen=True, slots=True)
class Failure:
    """What to say, and the exit status to leave with."""

    sentence: str
    status: int = FAILED


def failure(error: Exception) -> Failure | None:
    """The sentence and status of an expected condition; None for any other error."""
    match error:
        case UnusableFile() | NameOfKeys():
            return Failure(error.sentence(language()), WRONG_USAGE)
        case HuiyinError():
            return Failure(error.sentence(language()))
        case DatabaseUnavailable():
            return Failure(say(_in_chinese(error), str(error)))
        case WrongMasterKey():
            zh = "主密钥不属于这个数据库。请把 HUIYIN_HOME 或 HUIYIN_MASTER_KEY 指向建库时所用的密钥。"
            return Failure(say(zh, str(error)))
        case EmbeddedPostgresError():
            return Failure(say(f"内置数据库无法使用：{error}", str(error)))
        case (
            UnusableKey()
            | DatabaseTooOld()
            | ServiceRoleMissing()
            | RulebookError()
            | RebuildStopped()
            | RebuildUnderWay()
            | TablesOutdated()
            | OtherTables()
            | DamagedKey()
        ):
            return Failure(say(f"无法继续：{error}", str(error)))
        case ValidationError() if error.title == "Settings":
            return Failure(_about_settings(error), WRONG_USAGE)
        case psycopg.Error():
            return Failure(_about_postgres(error))
    return None


def report_bug(error: Exception) -> None:
    """Where an unforeseen error came from; not its text, which may quote what people wrote."""
    tell("".join(traceback.format_tb(error.__traceback__)[-INNERMOST:]).rstrip())
    name = type(error).__name__
    tell(say(f"程序出错（{name}）。请把以上各行报告给维护人员。", f"A bug ({name}). Report it."))


def _in_chinese(error: DatabaseUnavailable) -> str:
    unknown = "最后一步可能已经记录，重做一遍不会重复。" if error.unknown_outcome else ""
    return f"无法连接数据库。{unknown}请稍后重试。"


def _about_settings(error: ValidationError) -> str:
    """Names of the settings at fault; their values may be secrets."""
    names = ", ".join(
        dict.fromkeys(
            name if name.isupper() else f"HUIYIN_{name.upper()}"
            for each in error.errors(include_input=False)
            for name in [str(each["loc"][0])]
        )
    )
    return say(f"设置有误：{names}。请核对环境变量。", f"Wrong settings: {names}. Check them.")


def _about_postgres(error: psycopg.Error) -> str:
    """Why PostgreSQL refused. Its own sentence is told only where no row can stand in it."""
    if isinstance(error, psycopg.OperationalError) and error.sqlstate is None:
        reason = (str(error).strip().splitlines() or [""])[0]
        return say(
            f"无法连接数据库（{reason}）。请核对 DATABASE_URL，或稍后重试。",
            f"The database cannot be reached ({reason}). Check DATABASE_URL, or try again.",
        )
    if isinstance(error, psycopg.ProgrammingError) and error.sqlstate is None:
        return say(
            "DATABASE_URL 不是可用的数据库地址。请写作 postgresql://用户@主机/库名。",
            "DATABASE_URL is no usable address. Write it as postgresql://user@host/database.",
        )
    reason = f"{type(error).__name__}, {error.sqlstate}"
    return say(
        f"数据库拒绝了操作（{reason}）。请核对所用账户的权限，必要时先运行 huiyin migrate。",
        f"The database refused ({reason}). Check the account's rights; run huiyin migrate first.",
    )
