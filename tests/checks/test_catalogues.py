"""`checks.catalogues`: what it refuses, and what `make messages` does about it."""

from pathlib import Path

import pytest

from checks.catalogues import PACKAGES, problems, rooms, unreadable_texts, update

SOURCE = """
_("Sign up")
_("Network {name} is listed.", name=name)
_n("{n} network", "{n} networks", count)
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project that says three things."""
    for package in PACKAGES:
        (tmp_path / package).mkdir()
    say(tmp_path, SOURCE)
    return tmp_path


def say(root: Path, source: str) -> None:
    (root / "commands" / "module.py").write_text(source)


def catalogue_path(root: Path, room: str = "module") -> Path:
    """Where that room keeps its texts."""
    (found,) = (each.catalogue for each in rooms(root, "nl") if each.name == room)
    return found


def catalogue(root: Path, entries: str, room: str = "module") -> None:
    path = catalogue_path(root, room)
    path.parent.mkdir(parents=True, exist_ok=True)
    header = (
        r'msgid ""'
        + "\n"
        + r'msgstr "Content-Type: text/plain; charset=utf-8\nPlural-Forms: nplurals=2; plural=n!=1;\n"'
    )
    path.write_text(header + "\n\n" + entries)


GOOD = """
msgid "Sign up"
msgstr "Aanmelden"

msgid "Network {name} is listed."
msgstr "Netwerk {name} staat in de lijst."

msgid "{n} network"
msgid_plural "{n} networks"
msgstr[0] "één netwerk"
msgstr[1] "{n} netwerken"
"""


def test_a_complete_catalogue_has_no_problems(root: Path) -> None:
    catalogue(root, GOOD)
    assert list(problems(root, "nl")) == []


@pytest.mark.parametrize(
    ("right", "wrong", "problem"),
    [
        ('msgstr "Aanmelden"', 'msgstr ""', "not translated into nl: 'Sign up'"),
        ("Netwerk {name}", "Netwerk {naam}", "other gaps in nl ({naam} for {name})"),
        ("Netwerk {name} staat", "Het netwerk staat", "other gaps in nl (none for {name})"),
        ('"{n} netwerken"', '""', "not translated into nl: '{n} network'"),
        ('"één netwerk"', '"één netwerk {m}"', "other gaps in nl ({m} for {n})"),
        ('msgid "Sign up"', '#, fuzzy\nmsgid "Sign up"', "the nl text is a guess (fuzzy): 'Sign up'"),
        (
            'msgid "Sign up"\nmsgstr "Aanmelden"',
            "",
            "not in the nl catalogue (run `make messages`): 'Sign up'",
        ),
        ('msgid_plural "{n} networks"', 'msgid_plural "{n} nets"', "not in the nl catalogue"),
        ('msgid "Sign up"', 'msgid "Leave"\nmsgstr "Weg"\n\nmsgid "Sign up"', "nobody says this any more"),
        (
            'msgid "Sign up"',
            '#~ msgid "Leave"\n#~ msgstr "Weg"\n\nmsgid "Sign up"',
            "obsolete (run `make messages`): 'Leave'",
        ),
    ],
)
def test_a_flaw_is_named(root: Path, right: str, wrong: str, problem: str) -> None:
    assert right in GOOD
    catalogue(root, GOOD.replace(right, wrong))
    assert problem in "\n".join(problems(root, "nl"))


def test_a_missing_catalogue_is_a_problem(root: Path) -> None:
    assert "is missing" in next(problems(root, "nl"))


@pytest.mark.parametrize("call", ["_(text)", '_(f"Hello {name}")', "_()", '_n("one", many, 2)', '_("a" + b)'])
def test_a_text_that_no_tool_can_read_is_a_problem(root: Path, call: str) -> None:
    say(root, f"\n{call}\n")
    assert "commands/module.py:2" in next(unreadable_texts(root))


def test_a_text_within_another_is_found_too(root: Path) -> None:
    catalogue(root, GOOD)
    say(root, SOURCE + '\n_("Type {yes}.", yes=_("fine"))\n')
    assert "not in the nl catalogue (run `make messages`): 'fine'" in list(problems(root, "nl"))


def test_updating_keeps_translations_adds_new_texts_and_drops_old_ones(root: Path) -> None:
    catalogue(root, GOOD)
    say(root, SOURCE.replace("Sign up", "Join"))
    update(root, "nl")
    assert list(problems(root, "nl")) == ["not translated into nl: 'Join'"]
    written = catalogue_path(root).read_text()
    assert "Sign up" not in written
    assert written.index('"Join"') < written.index('"Network {name}') < written.index('"{n} network"')


def test_updating_twice_changes_nothing(root: Path) -> None:
    update(root, "nl")
    first = catalogue_path(root).read_text()
    update(root, "nl")
    assert catalogue_path(root).read_text() == first


def test_a_text_of_two_rooms_stands_in_both_and_says_the_same(root: Path) -> None:
    (root / "commands" / "other").mkdir()
    (root / "commands" / "other" / "__init__.py").write_text('_("Sign up")')
    catalogue(root, GOOD)
    update(root, "nl")
    assert list(problems(root, "nl")) == [], "it took the translation along"
    assert catalogue_path(root, "other") == root / "commands" / "other" / "nl.po"
    catalogue(root, 'msgid "Sign up"\nmsgstr "Inschrijven"', "other")
    (problem,) = problems(root, "nl")
    assert problem == "otherwise in nl for other than for module: 'Sign up'"


def test_a_text_of_the_engine_stands_with_the_engine_only(root: Path) -> None:
    catalogue(root, GOOD)
    (root / "bot" / "engine.py").write_text('_("Sign up")')
    update(root, "nl")
    assert list(problems(root, "nl")) == []
    assert "Aanmelden" in catalogue_path(root, "the engine").read_text()
    assert "Aanmelden" not in catalogue_path(root).read_text()


def test_a_text_that_is_said_elsewhere_takes_its_translation_along(root: Path) -> None:
    catalogue(root, GOOD)
    (root / "commands" / "module.py").rename(root / "commands" / "renamed.py")
    catalogue_old = root / "commands" / "module.nl.po"
    (root / "commands" / "module.py").write_text("")
    update(root, "nl")
    assert list(problems(root, "nl")) == []
    assert not catalogue_old.exists()
