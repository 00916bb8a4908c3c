"""Words of two characters find what was written, for whoever may read it and as long as they may."""

from datetime import timedelta

import psycopg
import pytest

from domain.envelope import Actor, Sealed
from domain.vocabulary import Role
from projections.feedback_status import WantedMatters
from projections.text_search import TextIndex
from service import searching
from service.access import permissions
from service.access.permissions import NotPermitted
from service.asking import Asked
from service.bootstrap import Application
from service.clock import MovingClock
from service.rebuild import rebuild
from service.vault.vault import Vault, WrongMasterKey
from tests.people import AUDITOR, CLERK, HANDLER, OTHER_HANDLER, SUPERVISOR, establish_units
from tests.scenarios.office import Office, answer, outcome
from tests.service.vault.test_vault import master_key

ACCUSED = Actor(person="clerk-accused", role=Role.CLERK, unit="office")


@pytest.fixture
def office(app: Application, clock: MovingClock) -> Office:
    establish_units(app)
    return Office(app, clock)


def found(
    office: Office, words: str, actor: Actor = CLERK, asked: Asked | None = None
) -> list[str]:
    """The matters in which the words are found, page by page."""
    office.app.runner.catch_up()
    office.app.texts.catch_up()
    return found_as_it_is(office.app, words, actor, asked or Asked())


def found_as_it_is(app: Application, words: str, actor: Actor, asked: Asked) -> list[str]:
    page = app.searching.search(actor, asked, words)
    matters = [hit.status.matter for hit in page.items]
    while page.next is not None:
        page = app.searching.search(actor, Asked(after=page.next, limit=asked.limit), words)
        matters += [hit.status.matter for hit in page.items]
    return matters


def rows(office: Office) -> list[tuple[object, ...]]:
    return sorted(office.app.database.fetch("SELECT * FROM text_row"), key=repr)


def test_two_characters_find_subject_body_report_outcome_and_answer(office: Office) -> None:
    matter = office.in_hand(subject="幸福路路灯不亮", body="三号楼ＡＢＣ门前，电话 138 0000")
    office.take_in(subject="水管漏水", body="地下室")
    office.do(outcome(), HANDLER, matter)
    office.do(answer(), CLERK, matter)
    for words in ("路灯", "不亮", "abc", "1380000", "楼abc门", "换灯", "换好", "路灯 不亮"):
        assert found(office, words) == [matter], words
    for words in ("灯路", "停电", "路灯 漏水", "xyz"):
        assert found(office, words) == [], words


def test_all_the_pairs_without_the_word_are_no_hit(office: Office) -> None:
    office.take_in(subject="路灯坏", body="灯坏了，路灯没人管，坏路")
    assert found(office, "路灯坏路") == []
    assert found(office, "路灯坏") != []


def test_who_the_complainant_is_cannot_be_searched(office: Office) -> None:
    matter = office.take_in(name="张小明", contact="13800001111", address="幸福路三号")
    assert found(office, "张小明") == found(office, "1111") == found(office, "幸福路") == []
    assert found(office, "楼道") == [matter]


def test_only_matters_the_asker_may_know_of_are_found(office: Office) -> None:
    mine = office.in_hand("housing", subject="路灯甲")
    other = office.in_hand("water", subject="路灯乙")
    about = office.take_in(subject="路灯丙", about_persons=(ACCUSED.person,))
    assert found(office, "路灯") == [mine, other, about]
    assert found(office, "路灯", ACCUSED) == [mine, other]
    assert found(office, "路灯", HANDLER) == [mine]
    assert found(office, "路灯", OTHER_HANDLER) == [other]
    assert found(office, "路灯", AUDITOR) == [mine, other, about]


def test_who_may_not_read_texts_may_not_search_them(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.take_in(subject="路灯")
    with pytest.raises(NotPermitted):
        found(office, "路灯", Actor(person="system", role=Role.SYSTEM))
    table = dict(permissions._table())
    table["read"] = {**table["read"], "text": {Role.CLERK: permissions.Scope.ALL}}
    monkeypatch.setattr(permissions, "_table", lambda: table)
    with pytest.raises(NotPermitted):
        found(office, "路灯", SUPERVISOR)


def test_both_axes_hold_for_what_was_written(office: Office) -> None:
    matter = office.in_hand(subject="楼道灯坏了")
    before, known = office.clock.now(), office.app.log.head()
    office.clock.advance(hours=2)
    office.do(outcome(), HANDLER, matter)
    assert found(office, "换灯") == [matter]
    assert found(office, "换灯", asked=Asked(as_of=before + timedelta(hours=1))) == []
    assert found(office, "换灯", asked=Asked(known_by=known)) == []
    assert found(office, "楼道", asked=Asked(as_of=before, known_by=known)) == [matter]


def test_pages_put_together_are_the_whole_list(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    matters = []
    for number in range(9):
        office.clock.advance(minutes=1)
        # Every third has all pairs of what is asked for, and not the word.
        matters.append(
            office.take_in(subject="坏路灯" if number % 3 else "路灯坏了坏路", body="无")
        )
    wanted = [each for number, each in enumerate(matters) if number % 3]
    assert found(office, "坏路灯") == wanted
    for at_once, most in ((1, 2), (2, 3), (4, 1_000)):
        monkeypatch.setattr(searching, "FEWEST_AT_ONCE", at_once)
        monkeypatch.setattr(searching, "MOST_EXAMINED", most)
        for limit in (1, 2, 5):
            assert found(office, "坏路灯", asked=Asked(limit=limit)) == wanted, (at_once, limit)


def test_a_search_is_narrowed_like_the_list_of_matters(office: Office) -> None:
    office.take_in(subject="路灯甲", place="北区")
    there = office.take_in(subject="路灯乙", place="南区")
    office.app.runner.catch_up()
    office.app.texts.catch_up()
    page = office.app.searching.search(CLERK, Asked(), "路灯", WantedMatters(place="南区"))
    assert [hit.status.matter for hit in page.items] == [there]
    assert (page.items[0].snippet, page.items[0].kind) == ("路灯乙", "matter.received")


def test_what_is_not_indexed_yet_is_not_claimed_to_be_known(office: Office) -> None:
    first = office.take_in(subject="路灯甲")
    assert found(office, "路灯") == [first]
    reached = office.app.log.head()
    office.take_in(subject="路灯乙")
    office.app.runner.catch_up()
    page = office.app.searching.search(CLERK, Asked(), "路灯")
    assert [hit.status.matter for hit in page.items] == [first]
    assert page.axes.known_by == reached < office.app.log.head()


def test_rebuilt_equals_live_and_applied_twice_equals_once(
    office: Office, database_url: str
) -> None:
    office.answered(subject="幸福路路灯不亮")
    found(office, "路灯")
    live = rows(office)
    assert len(live) > 3
    office.app.texts.catch_up()
    assert rows(office) == live
    rebuild(database_url, office.app.settings, lambda _position, _head: None)
    assert rows(office) == live
    office.take_in(subject="路灯又坏了")
    assert len(found(office, "路灯")) == 2


def test_the_table_shows_no_text_and_numbers_that_need_the_key(office: Office) -> None:
    office.take_in(subject="路灯路灯", body="路灯")
    found(office, "路灯")
    shown = repr(rows(office))
    assert "路灯" not in shown
    other = Vault(office.app.database, office.app.settings.vault_schema, b"x" * 32)
    assert other.pair_number("路灯") != office.app.vault.pair_number("路灯")
    assert str(office.app.vault.pair_number("路灯")) in shown
    assert all(-(2**31) <= office.app.vault.pair_number(c + "灯") < 2**31 for c in "路电台壁吊")


def destroy_keys(office: Office, database_url: str, person: str) -> None:
    with psycopg.connect(database_url, autocommit=True) as owner:
        schema = office.app.settings.vault_schema
        owner.execute(f"DELETE FROM {schema}.person_key WHERE person = %s", (person,))
    office.app.vault._open_keys.clear()


def test_with_a_destroyed_key_the_text_is_found_no_more_and_gone_after_a_rebuild(
    office: Office, database_url: str
) -> None:
    gone, kept = office.take_in(subject="路灯甲"), office.take_in(subject="路灯乙")
    assert found(office, "路灯") == [gone, kept]
    ((person,),) = office.app.database.fetch(
        "SELECT DISTINCT person FROM text_row WHERE matter = %s", (gone,)
    )
    destroy_keys(office, database_url, person)
    assert found(office, "路灯") == [kept]
    rebuild(database_url, office.app.settings, lambda _position, _head: None)
    assert found(office, "路灯") == [kept]
    assert person not in repr(rows(office))


def test_a_damaged_key_hides_one_persons_texts_and_stops_nothing(
    office: Office, database_url: str
) -> None:
    spoilt, kept = office.take_in(subject="路灯甲"), office.take_in(subject="路灯乙")
    office.app.runner.catch_up()
    _, state = office.app.queries.matter(CLERK, Asked(), spoilt)
    assert isinstance(state.subject, Sealed)
    schema = office.app.settings.vault_schema
    with psycopg.connect(database_url, autocommit=True) as owner:
        owner.execute(
            f"UPDATE {schema}.person_key SET wrapped = wrapped || 'x'::bytea WHERE person = %s",
            (state.subject.person,),
        )
    office.app.vault._open_keys.clear()
    assert found(office, "路灯") == [kept]
    assert office.app.texts.progress(TextIndex.name).stopped_at is None


def test_a_rebuild_under_another_master_key_is_refused_and_loses_nothing(
    office: Office, database_url: str
) -> None:
    matter = office.take_in(subject="路灯")
    assert found(office, "路灯") == [matter]
    key = office.app.settings.home / "keys" / "master.key"
    right = key.read_text()
    assert master_key(office.app)
    key.unlink()
    with pytest.raises(WrongMasterKey):
        rebuild(database_url, office.app.settings, lambda _position, _head: None)
    key.write_text(right)
    assert found(office, "路灯") == [matter]
    assert rebuild(database_url, office.app.settings, lambda _p, _h: None) == office.app.log.head()
