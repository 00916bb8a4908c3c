"""Why something is refused: referrals."""

from domain.errors import ConflictError, ForbiddenError, UnfitError


class NothingToRefer(UnfitError):
    code = "nothing-to-refer"
    zh = "移送须写明移送的事项、案件、线索或约谈。请填写编号。"
    en = "Say what is referred: the number of the matter, case, lead or talk."


class ReceiverUnfit(UnfitError):
    code = "receiver-unfit"
    zh = "{unit} 是移送方或所涉单位，不能作为接收单位。请移送其他有权机关。"
    en = "{unit} sends it or is whom it is about, and cannot receive it. Refer it elsewhere."
    source = "M04: the unit complained about never handles"


class NotTheReceiver(ForbiddenError):
    code = "not-the-receiver"
    zh = "须由接收单位 {unit} 办理。请由该单位人员办理。"
    en = "That is for the receiving unit, {unit}, to do. Ask somebody there."
    source = "M27 五位一体、各司其职: referral with receipt"


class NotSignedYet(ConflictError):
    code = "referral-not-signed"
    zh = "尚未签收，不能反馈。请先签收或说明不予接收。"
    en = "It was not signed for yet. Sign for it, or refuse it, first."
    source = "M27 五位一体、各司其职: referral with receipt"


class SignedAlready(ConflictError):
    code = "referral-signed-already"
    zh = "已经签收，不能再拒收。请办理并反馈结果。"
    en = "It was signed for and can no longer be refused. Return a result."
    source = "M27 五位一体、各司其职: referral with receipt"


class NotBeyondAuthority(UnfitError):
    code = "not-beyond-authority"
    zh = "只有已由承办单位签收、尚未办结答复、未分解的事项，才能以超出职权移送。请核对事项。"
    en = (
        "Only a matter that a lead has signed for, that is neither found out about nor answered and"
        " no part of another, can be referred as beyond authority. Check the matter."
    )
    source = "rules.md: beyond authority is effective only when the receiver has signed"
