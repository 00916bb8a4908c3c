"""As whom a command is carried out: the person of a signed token, as in the API."""

import os

from domain.envelope import Actor
from domain.errors import ForbiddenError
from service.access.tokens import InvalidToken
from service.bootstrap import Application
from service.cli.running import LOCAL


class NoToken(ForbiddenError):
    code = "no-token"
    zh = "没有可用的登录凭证。请用 huiyin token 签发，放在 HUIYIN_TOKEN 或 --token 中。"
    en = "There is no valid token. Issue one with huiyin token; give it as HUIYIN_TOKEN or --token."


def acting(app: Application, token: str | None) -> Actor:
    """Who acts. Raises NoToken."""
    try:
        return app.tokens.read(token or "")
    except InvalidToken as error:
        raise NoToken() from error


def looking(app: Application) -> Actor:
    """Who looks at a list, or takes it away: the person of ``HUIYIN_TOKEN``; where none is set,
    ``local``, whoever may run commands on this machine. Raises NoToken for one that does not hold."""
    token = os.environ.get("HUIYIN_TOKEN")
    return acting(app, token) if token else LOCAL
