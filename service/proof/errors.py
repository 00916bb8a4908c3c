"""Why something is not sealed, signed or proved."""

from domain.errors import ConflictError, NotFoundError, UnfitError


class LogBehindTree(ConflictError):
    code = "log-behind-tree"
    zh = (
        "事件记录只到第 {position} 个，已封存的有 {expected} 个：记录被截断或恢复了旧备份。"
        "不再签署检查点。请运行 huiyin verify 查明。"
    )
    en = (
        "The log ends at event {position}, and {expected} had been sealed: it was cut, or an old"
        " backup put back. Nothing more is signed. Run huiyin verify."
    )


class GapInLog(ConflictError):
    code = "gap-in-log"
    zh = "第 {position} 个事件缺失，不再封存。请运行 huiyin verify 查明。"
    en = "Event {position} is missing, so nothing more is sealed. Run huiyin verify."


class CheckpointsPart(ConflictError):
    code = "checkpoints-part"
    zh = "记录与先前签署的检查点（{expected} 个事件）不一致，不再签署。请运行 huiyin verify 查明。"
    en = (
        "The log is not consistent with the checkpoint of {expected} events signed before, so"
        " nothing more is signed. Run huiyin verify."
    )


class UnusableLastSigned(ConflictError):
    code = "unusable-last-signed"
    zh = (
        "最近签署的检查点文件 {what} 无法读取或写入，不再签署。请核对文件权限，或从备份恢复；"
        "不要删除：它防止另一段历史被签署。"
    )
    en = (
        "The file {what} of the checkpoint signed last cannot be read or written, so nothing more is"
        " signed. Check who may write it, or restore it from a backup; do not delete it: it keeps"
        " another history from being signed."
    )


class KeyNotInForce(ConflictError):
    code = "key-not-in-force"
    zh = (
        "手边的签名密钥 {known} 不是这份记录现行的密钥 {expected}，未签署。"
        "请恢复 keys/proof.key（或 HUIYIN_PROOF_KEY）；密钥丢失时用 huiyin rotate-key --lost。"
    )
    en = (
        "The signing key at hand, {known}, is not the one in force for this log, {expected};"
        " nothing was signed. Restore keys/proof.key (or HUIYIN_PROOF_KEY); where it is lost, run"
        " huiyin rotate-key --lost."
    )


class NoCheckpoint(NotFoundError):
    code = "no-checkpoint"
    zh = "还没有检查点。请在记录事件后运行 huiyin checkpoint，或等候服务自动签署。"
    en = (
        "There is no checkpoint yet. Run huiyin checkpoint once something is recorded, or wait for"
        " the service to sign one."
    )


class NotInTree(NotFoundError):
    code = "not-in-tree"
    zh = "证明只能在已封存的 {expected} 个事件之内出具。请核对位置和大小。"
    en = "Only the {expected} events sealed can be proved. Check position and size."


class NotThisCheckpoint(UnfitError):
    code = "not-this-checkpoint"
    zh = "这不是本记录签署的检查点。请核对文件。"
    en = "This is no checkpoint that this log has signed. Check the file."


class NoWitnessOfOurs(UnfitError):
    code = "no-witness-of-ours"
    zh = "其中没有已登记见证人的有效签名。请核对文件和见证人名单（keys/witnesses）。"
    en = (
        "It holds no valid signature of a witness of this log. Check the file, and the list of"
        " witnesses (keys/witnesses)."
    )


class RotatedMeanwhile(ConflictError):
    code = "rotated-meanwhile"
    zh = "签名密钥刚被他人更换，未作更改。请核对现行密钥后再试。"
    en = (
        "The signing key was changed by somebody else just now; nothing was recorded. Look at the"
        " key in force, then try again."
    )
