"""Patterns through HTTP: how many lines each has, the lines of one, and who may know."""

from tests.people import AUDITOR, CLERK, SUPERVISOR
from tests.service.api.serving import Api

LETTER = (
    "本人此前反映的幸福路路灯不亮一事，已经与有关单位当面沟通清楚，本人表示理解，现自愿撤回，"
    "不再要求答复，今后也不再就此事向任何部门反映，特此说明，请予以办理撤回手续，谢谢各位工作人员。"
)


def withdrawn(api: Api, text: str) -> str:
    """A matter whose complainant is said to take it back; its number."""
    received = api.receive(CLERK)
    path = f"/v1/matters/{received['matter']}/withdraw"
    done = api.by(CLERK).post(path, json={"route": "phone", "text": text})
    assert done.status_code == 200, done.text
    return str(received["number"])


def test_withdrawals_in_nearly_the_same_words_are_found_without_telling_the_words(
    api: Api,
) -> None:
    numbers = [withdrawn(api, LETTER), withdrawn(api, LETTER.replace("幸福路", "和平街"))]
    withdrawn(api, "我自己找人修好了，不用再麻烦你们，电话里已经和客服小姑娘说过这件事。" * 2)
    asked = {"position": api.app.log.head()}
    client = api.by(AUDITOR, "zh-CN")
    counts = client.get("/v1/patterns", params=asked).json()
    by_name = {each["pattern"]: each for each in counts["items"]}
    assert by_name["copied_withdrawals"]["count"] == 1
    assert by_name["copied_withdrawals"]["pattern_label"] == "撤回文本雷同"
    assert counts["thresholds"]["near_copy"] == 0.85
    answer = client.get("/v1/patterns/copied_withdrawals", params=asked)
    (item,) = answer.json()["items"]
    assert (item["count"], item["numbers"]) == (2, numbers)
    assert 0.85 <= item["alike"] < 1
    assert "自愿撤回" not in answer.text
    file = client.get("/v1/patterns/copied_withdrawals", params={**asked, "format": "csv"})
    assert numbers[1] in file.content.decode("utf-8-sig")


def test_a_pattern_there_is_not_is_refused_and_so_is_who_does_the_work(api: Api) -> None:
    assert api.by(SUPERVISOR).get("/v1/patterns/odd").status_code == 422
    for path in ("/v1/patterns", "/v1/patterns/near_copies"):
        assert api.by(CLERK).get(path).status_code == 403
        assert api.by(SUPERVISOR).get(path).status_code == 200
