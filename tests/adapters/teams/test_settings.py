"""Closed by default: what is missing or contradictory is refused by name."""

import pytest
from pydantic import SecretStr, ValidationError

from adapters.teams.settings import CredentialKind, TeamsSettings
from tests.adapters.teams.activities import APP, TENANT


def test_without_credentials_it_refuses_to_start() -> None:
    with pytest.raises(ValidationError, match="app_id, tenant, secret must be set"):
        TeamsSettings()


def test_an_empty_app_id_is_no_way_to_turn_authentication_off() -> None:
    with pytest.raises(ValidationError, match="app_id must be set"):
        TeamsSettings(app_id="", tenant=TENANT, secret=SecretStr("niet raden"))


def test_a_managed_identity_needs_no_secret() -> None:
    assert TeamsSettings(app_id=APP, tenant=TENANT, credential=CredentialKind.managed_identity).allowed_tenants == {
        TENANT
    }


@pytest.mark.parametrize("listen", ["0.0.0.0:3978", "[::]:3978", "192.0.2.1:3978", "plek.example:3978"])
def test_development_is_refused_off_loopback(listen: str) -> None:
    with pytest.raises(ValidationError, match="development needs listen on loopback"):
        TeamsSettings(development=True, listen=listen)


def test_development_is_refused_with_an_app_id() -> None:
    with pytest.raises(ValidationError, match="development and app_id contradict"):
        TeamsSettings(development=True, app_id=APP)


@pytest.mark.parametrize("listen", ["127.0.0.1:3978", "[::1]:3978", "localhost:3978"])
def test_development_on_loopback_sends_to_loopback_only(listen: str) -> None:
    settings = TeamsSettings(development=True, listen=listen)
    assert settings.allows_service("http://127.0.0.1:56150/_connector")
    assert not settings.allows_service("https://smba.trafficmanager.net/emea/")
    assert not settings.allows_service("http://192.0.2.1/")


def test_unknown_settings_are_refused_by_name() -> None:
    with pytest.raises(ValidationError, match="appid"):
        TeamsSettings(development=True, appid=APP)  # type: ignore[call-arg]  # the mistake


def test_the_secret_is_never_shown() -> None:
    settings = TeamsSettings(app_id=APP, tenant=TENANT, secret=SecretStr("niet raden"))
    assert "niet raden" not in repr(settings) + settings.model_dump_json()


def test_a_chat_begins_at_the_page_of_the_app_unless_told_otherwise() -> None:
    ours = TeamsSettings(app_id=APP, tenant=TENANT, secret=SecretStr("niet raden"))
    assert ours.begin_chat == f"https://teams.microsoft.com/l/app/{APP}"
    other = ours.model_copy(update={"chat_link": "https://teams.microsoft.com/l/app/catalogue"})
    assert other.begin_chat == "https://teams.microsoft.com/l/app/catalogue"
    assert TeamsSettings(development=True).begin_chat == ""


@pytest.mark.parametrize(
    "listen", ["127.0.0.1:0", "127.0.0.1:65536", "127.0.0.1:99999999999", "127.0.0.1", ":3978", "x:٣"]
)
def test_where_nobody_can_listen_is_refused_with_what_would_work(listen: str) -> None:
    with pytest.raises(ValidationError, match="listen must be HOST:PORT with a port from 1 to 65535"):
        TeamsSettings(development=True, listen=listen)


@pytest.mark.parametrize("path", ["", "api/messages", "/{x}", "/a b", "https://plek.example/api"])
def test_a_path_without_a_slash_is_refused_with_what_would_work(path: str) -> None:
    with pytest.raises(ValidationError, match="path must begin with a slash, such as /api/messages"):
        TeamsSettings(development=True, path=path)
