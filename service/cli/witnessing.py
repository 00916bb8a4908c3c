"""``huiyin witness``: for another organ, on a machine of its own, without any database."""

import http.client
import json
import time
from pathlib import Path
from typing import Annotated
from urllib.parse import SplitResult, urlsplit

import typer

from domain.errors import ConflictError
from service.cli.language import say
from service.cli.output import tell
from service.cli.proving import read_file, read_key
from service.keys import load_key
from service.proof.note import KEY_NAME, LOG, WITNESS, Note, Signer
from service.proof.witness import UnfitProof, WitnessState, read_proof
from service.proof.witness import witness as look_and_sign

TIMEOUT_SECONDS = 30


class LogNotReached(ConflictError):
    code = "log-not-reached"
    zh = "对方服务没有给出所需内容（{what}）。请核对网址和令牌（HUIYIN_TOKEN），或稍后重试。"
    en = (
        "The log's service did not give what was asked for ({what}). Check the address and the"
        " token (HUIYIN_TOKEN), or try again later."
    )


def witness(
    source: Annotated[
        str | None,
        typer.Argument(
            metavar="URL|CHECKPOINT_FILE",
            help="对方服务的网址，或检查点文件 · the log's address, or a checkpoint's file",
        ),
    ] = None,
    name: Annotated[
        str, typer.Option("--name", metavar="NAME", help="见证人名称 · the witness's name")
    ] = "witness",
    key_file: Annotated[
        Path,
        typer.Option("--key-file", metavar="FILE", help="见证私钥，没有则新建 · made if missing"),
    ] = Path("witness.key"),
    state_file: Annotated[
        Path,
        typer.Option("--state", metavar="FILE", help="已见证内容 · what was witnessed so far"),
    ] = Path("witness.json"),
    log_key: Annotated[
        str | None,
        typer.Option("--log-key", metavar="NAME+HASH+KEY", help="记录的公钥 · the log's key"),
    ] = None,
    consistency: Annotated[
        Path | None,
        typer.Option(
            "--consistency", metavar="FILE", help="一致性证明 · the proof, with a checkpoint file"
        ),
    ] = None,
    token: Annotated[
        str | None,
        typer.Option("--token", envvar="HUIYIN_TOKEN", help="登录凭证 · with an address"),
    ] = None,
) -> None:
    """见证检查点 · Cosign a checkpoint that follows from the last one seen.

    Without a source: shows the witness's public key, which the log's keeper puts into
    keys/witnesses. The cosigned checkpoint goes to stdout; from an address it is handed in there.
    """
    if not KEY_NAME.fullmatch(name):
        raise typer.BadParameter(say("不含空格和 +。", "no blanks, no +."), param_hint="--name")
    signer = Signer(name, load_key(None, key_file.absolute(), "witness key"), WITNESS)
    if source is None:
        print(signer.verifier)
        return
    if log_key is None:
        sentence = say("见证需要记录的公钥。", "the log's public key is needed.")
        raise typer.BadParameter(sentence, param_hint="--log-key")
    remote = Remote(source, token) if source.startswith(("http://", "https://")) else None
    text = remote.get("/v1/checkpoint") if remote else read_file(Path(source))

    def ask(old: int, new: int) -> list[bytes]:
        if remote:
            return read_proof(remote.get(f"/v1/proofs/consistency?from={old}&to={new}"), old, new)
        if consistency is None:
            raise UnfitProof(expected=old, position=new)
        return read_proof(read_file(consistency), old, new)

    key, state = read_key("--log-key", log_key, LOG), WitnessState(state_file.absolute())
    signed = look_and_sign(text, key, signer, state, ask, int(time.time()))
    print(str(signed), end="")
    if remote:
        remote.hand_in(signed)
        tell(say("已见证并递交。", "Witnessed and handed in."))


class Remote:
    """The API of the log that is witnessed. Each method raises LogNotReached."""

    def __init__(self, url: str, token: str | None) -> None:
        self._where: SplitResult = urlsplit(url)
        self._headers = {"Authorization": f"Bearer {token}"} if token else {}

    def get(self, path: str) -> str:
        """What is at an address below the service's own."""
        return self._ask("GET", path, None)

    def hand_in(self, note: Note) -> None:
        """Let the log keep what was signed."""
        self._ask("POST", "/v1/checkpoint/cosignatures", json.dumps({"note": str(note)}))

    def _ask(self, method: str, path: str, body: str | None) -> str:
        secure = self._where.scheme == "https"
        kind = http.client.HTTPSConnection if secure else http.client.HTTPConnection
        headers = {**self._headers, **({"Content-Type": "application/json"} if body else {})}
        try:
            connection = kind(self._where.hostname or "", self._where.port, timeout=TIMEOUT_SECONDS)
            try:
                connection.request(method, self._where.path.rstrip("/") + path, body, headers)
                answer = connection.getresponse()
                text = answer.read().decode("utf-8")
            finally:
                connection.close()
        except (OSError, ValueError, http.client.HTTPException) as error:
            raise LogNotReached(what=type(error).__name__) from error
        if answer.status != http.client.OK:
            raise LogNotReached(what=f"HTTP {answer.status}")
        return text
