"""What a deployment may choose, from the environment."""

from pathlib import Path

import pytest

from service.postgres import default_home
from service.settings import NameOfKeys, NoProxyAddress, Settings


def test_an_empty_variable_is_one_that_is_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HUIYIN_HOME", "DATABASE_URL", "HUIYIN_JURISDICTION", "HUIYIN_MASTER_KEY"):
        monkeypatch.setenv(name, "")
    settings = Settings()
    assert settings.home == default_home()
    assert settings.database_url is None
    assert settings.jurisdiction == "main"
    assert settings.master_key is None


def test_the_home_is_made_absolute_and_a_tilde_is_the_users_own(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("HOME", "/home/li")
    monkeypatch.setenv("HUIYIN_HOME", "~/huiyin")
    assert Settings().home == Path("/home/li/huiyin")
    monkeypatch.setenv("HUIYIN_HOME", "here")
    assert Settings().home == Path.cwd() / "here"


def test_a_jurisdiction_may_not_take_the_name_of_anothers_keys(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("HUIYIN_JURISDICTION", "main_keys")
    with pytest.raises(NameOfKeys, match="main_keys may not end in _keys"):
        Settings()


def test_a_trusted_proxy_is_an_address_or_a_network(monkeypatch: pytest.MonkeyPatch) -> None:
    assert Settings().proxies == []
    monkeypatch.setenv("HUIYIN_TRUSTED_PROXIES", "10.0.0.7, 2001:db8::/32,")
    assert Settings().proxies == ["10.0.0.7", "2001:db8::/32"]
    for odd in ("*", "proxy.example", "10.0.0.7/8"):
        monkeypatch.setenv("HUIYIN_TRUSTED_PROXIES", odd)
        with pytest.raises(NoProxyAddress):
            Settings()
