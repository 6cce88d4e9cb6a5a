"""An operator sets things in the environment and in one file, and is told by name what is wrong."""

import os
from pathlib import Path

import pytest
from pydantic import Field, SecretStr, model_validator

from bot.settings.listing import listing
from bot.settings.loading import load
from bot.settings.problems import InvalidSettings
from bot.settings.sections import DEFAULT_DATABASE, Section
from commands.questions.routing.rules import SETTINGS, Rules


class ExampleSettings(Section):
    """A platform, for these tests."""

    server: str
    """Where it is."""
    token: SecretStr | None = None
    """What proves who we are."""
    rooms: tuple[str, ...] = ()
    """Where we may come."""
    level: int = Field(default=50, ge=0, le=100)
    """Who counts as a moderator."""

    @model_validator(mode="after")
    def _token_for_many(self) -> "ExampleSettings":
        if len(self.rooms) > 3 and not self.token:
            raise ValueError("rooms and token: more than three rooms need a token")
        return self


PLATFORMS = {"example": ExampleSettings}


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in list(os.environ):
        if name.upper().startswith("PLEK_"):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


def problems(platforms: dict[str, type[Section]] | None = None) -> str:
    with pytest.raises(InvalidSettings) as caught:
        load(platforms or PLATFORMS, [SETTINGS])
    return "\n".join(caught.value.problems)


def test_nothing_needs_to_be_set() -> None:
    loaded = load(PLATFORMS, [SETTINGS])
    assert loaded.database.url.get_secret_value() == DEFAULT_DATABASE
    assert loaded.platform("example") is None


def test_the_environment_wins_from_the_file_setting_by_setting(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "plek.toml").write_text('language = "en"\n[log]\nlevel = "debug"\nformat = "json"\n')
    monkeypatch.setenv("PLEK_LOG__LEVEL", "error")
    loaded = load(PLATFORMS, [SETTINGS])
    assert (loaded.language, loaded.log.level, loaded.log.format) == ("en", "error", "json")


def test_another_file_can_be_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "other.toml").write_text('language = "en"\n')
    monkeypatch.setenv("PLEK_CONFIG", str(tmp_path / "other.toml"))
    assert load(PLATFORMS, [SETTINGS]).language == "en"


@pytest.mark.parametrize(
    ("name", "value", "why"),
    [
        ("HOLIDAYS", "Nederland", "write the two letters of a country, such as NL, or none."),
        ("SILENCE", "people, people", "name each of people and networks once at most."),
    ],
)
def test_a_rule_of_routing_that_means_nothing_is_refused(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, why: str
) -> None:
    monkeypatch.setenv(f"PLEK_ROUTING__{name}", value)
    assert problems() == f"PLEK_ROUTING__{name}: {why}"


def test_no_public_holidays_can_be_chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    assert load(PLATFORMS, [SETTINGS]).choices.of(Rules) == Rules()
    monkeypatch.setenv("PLEK_ROUTING__HOLIDAYS", "none")
    assert load(PLATFORMS, [SETTINGS]).choices.of(Rules).holidays is None


def test_a_file_that_was_named_must_be_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLEK_CONFIG", "nowhere.toml")
    assert problems() == "PLEK_CONFIG: there is no file nowhere.toml."


def test_one_setting_of_a_platform_configures_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLEK_EXAMPLE__SERVER", "https://voorbeeld.nl")
    found = load(PLATFORMS, [SETTINGS]).platform("example")
    assert isinstance(found, ExampleSettings)
    assert found.server == "https://voorbeeld.nl"


@pytest.mark.parametrize("given", ["a, b", '["a", "b"]', "a,b,"])
def test_a_list_is_written_with_commas_or_as_json(monkeypatch: pytest.MonkeyPatch, given: str) -> None:
    monkeypatch.setenv("PLEK_EXAMPLE__SERVER", "x")
    monkeypatch.setenv("PLEK_EXAMPLE__ROOMS", given)
    found = load(PLATFORMS, [SETTINGS]).platform("example")
    assert isinstance(found, ExampleSettings)
    assert found.rooms == ("a", "b")


def test_a_list_that_is_broken_json_is_refused_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLEK_EXAMPLE__SERVER", "x")
    monkeypatch.setenv("PLEK_EXAMPLE__ROOMS", '["a"')
    assert problems() == "PLEK_EXAMPLE__ROOMS: this is not valid JSON."


def test_an_empty_variable_counts_as_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLEK_LANGUAGE", "")
    monkeypatch.setenv("PLEK_EXAMPLE__SERVER", "")
    loaded = load(PLATFORMS, [SETTINGS])
    assert loaded.language == "nl"
    assert loaded.platform("example") is None


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("PLEK_DATABSE__URL", "PLEK_DATABASE__URL"),
        ("PLEK_DATABASE__URLL", "PLEK_DATABASE__URL"),
        ("PLEK_EXAMPLE__SERVR", "PLEK_EXAMPLE__SERVER"),
    ],
)
def test_an_unknown_variable_is_refused_with_what_it_may_have_meant(
    monkeypatch: pytest.MonkeyPatch, name: str, near: str
) -> None:
    monkeypatch.setenv(name, "x")
    assert problems() == f"{name}: there is no such setting. Did you mean {near}?"


def test_an_unknown_key_in_the_file_is_refused_at_any_depth(tmp_path: Path) -> None:
    (tmp_path / "plek.toml").write_text('[example]\nserver = "x"\nservers = "y"\n[databse]\nurl = "z"\n')
    told = problems()
    assert "example.servers in plek.toml: there is no such setting. Did you mean example.server?" in told
    assert "databse in plek.toml: there is no such setting. Did you mean database?" in told


def test_a_whole_group_in_one_variable_is_refused_with_its_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLEK_LOG", '{"level": "debug"}')
    assert problems() == "PLEK_LOG: this is a group. Set its parts: PLEK_LOG__FORMAT, PLEK_LOG__LEVEL."


def test_one_setting_in_two_spellings_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLEK_LANGUAGE", "nl")
    monkeypatch.setenv("plek_language", "en")
    assert "PLEK_LANGUAGE" in problems()
    assert "plek_language" in problems()
    assert "these are the same setting" in problems()


def test_threads_contradict_sqlite(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLEK_DATABASE__THREADS", "4")
    assert "threads has no meaning for SQLite" in problems()


@pytest.mark.parametrize("url", ["mysql://x/y", "var/plek.db", "postgres:x"])
def test_another_database_is_refused(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setenv("PLEK_DATABASE__URL", url)
    assert problems() == "PLEK_DATABASE: url must begin with sqlite:/// or postgresql://."


def test_what_a_platform_refuses_comes_with_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLEK_EXAMPLE__SERVER", "x")
    monkeypatch.setenv("PLEK_EXAMPLE__ROOMS", "a,b,c,d")
    assert problems() == "PLEK_EXAMPLE: rooms and token: more than three rooms need a token."


def test_what_misses_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLEK_EXAMPLE__LEVEL", "60")
    assert problems() == "PLEK_EXAMPLE__SERVER: this is needed."


def test_a_value_that_does_not_fit_is_named_where_it_was_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "plek.toml").write_text('language = "fr"\n')
    monkeypatch.setenv("PLEK_EXAMPLE__SERVER", "x")
    monkeypatch.setenv("PLEK_EXAMPLE__LEVEL", "101")
    told = problems().splitlines()
    assert told == [
        "language in plek.toml: input should be 'nl' or 'en'.",
        "PLEK_EXAMPLE__LEVEL: input should be less than or equal to 100.",
    ]


def test_a_file_that_is_no_toml_says_where(tmp_path: Path) -> None:
    (tmp_path / "plek.toml").write_text("language = nl\n")
    assert "plek.toml: this is not TOML" in problems()
    assert "line 1" in problems()


def test_no_complaint_and_no_listing_holds_a_secret(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    secret = "hunter2-and-more"
    (tmp_path / "plek.toml").write_text(f'[example]\nserver = "x"\ntoken = "{secret}"\n')
    assert secret not in "".join(map(str, listing(load(PLATFORMS, [SETTINGS]))))
    assert load(PLATFORMS, [SETTINGS]).secrets() >= {secret}
    (tmp_path / "plek.toml").write_text(f'[example]\nserver = "x"\ntoken = ["{secret}"]\n')
    assert secret not in problems()
    (tmp_path / "plek.toml").write_text(f"[database]\nurl = 'mysql://u:{secret}@h/d'\n")
    assert secret not in problems()
    monkeypatch.setenv("PLEK_EXAMPLE__LEVEL", secret)
    assert secret not in problems()


def test_the_listing_says_where_each_value_comes_from(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "plek.toml").write_text('language = "en"\n[example]\nserver = "x"\n')
    monkeypatch.setenv("PLEK_EXAMPLE__TOKEN", "abcdefgh")
    listed = {each.key: each for each in listing(load(PLATFORMS, [SETTINGS]))}
    assert (listed["language"].source, listed["language"].value) == ("file", "en")
    assert (listed["example.token"].source, listed["example.token"].value) == ("environment", None)
    assert (listed["log.level"].source, listed["log.level"].value) == ("default", "info")
    assert listed["example.server"].description == "Where it is."
