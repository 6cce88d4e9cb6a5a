"""How a line finds its command: longest phrase first, in either language, whatever the case and the punctuation."""

import pytest

from bot.chat.reply import Reply, say
from bot.chat.texts import _
from bot.command.command import Command, Commands, Context, command
from bot.command.phrases import PhraseTaken
from bot.command.similar import closest
from bot.sentences.beginning import read
from tests.cafe import ALL


def called(line: str, prefer: str = "nl", among: Commands = ALL) -> tuple[str, str] | None:
    call = among.match(line, prefer)
    return (call.command.name, call.rest) if call else None


@pytest.mark.parametrize(
    ("line", "name", "rest"),
    [
        ("netwerken", "list_networks", ""),
        ("NETWERKEN!", "list_networks", ""),
        ("  netwerken   flevoland ", "list_networks", "flevoland"),
        ("netwerk aanmelden", "register_network", ""),
        ("Netwerk aanmelden: Leerkring Veen", "register_network", "Leerkring Veen"),
        ("netwerk onder twente", "show_network", "onder twente"),
        ("wie weet iets over bodem?", "who_knows", "bodem?"),
        ("wie weet wat", "who_knows", "wat"),
        ("wie is Anna", "show_member", "Anna"),
        ("who knows about soil in Twente", "who_knows", "soil in Twente"),
        ("vraag Hoe nat is het? En waarom.", "ask_question", "Hoe nat is het? En waarom."),
        ("K-12", "show_question", "12"),
        ("n-3", "show_network", "3"),
        ("thema's", "list_themes", ""),
        ("pauze tot 3 maart", "pause", "3 maart"),
        ("pauze uit", "end_pause", ""),
        ("aanmelden", "sign_up", ""),
        ("sign up", "sign_up", ""),
        ("hulp netwerken", "help", "netwerken"),
        ("netwerk meedoen onder twente", "join_network", "onder twente"),
        ("volg niet meer water", "unfollow", "water"),
    ],
)
def test_the_longest_phrase_wins(line: str, name: str, rest: str) -> None:
    found = called(line)
    assert found is not None
    assert found[0] == name
    assert found[1].lstrip("-") == rest


@pytest.mark.parametrize("line", ["", " ", "?!", "netwerkenlijst", "zomaar iets", "\u202e", "🎉"])
def test_what_is_no_command_matches_none(line: str) -> None:
    assert called(line) is None


def test_accents_do_not_matter() -> None:
    assert called("hülp") == ("help", "")
    assert called("hu\u0308lp") == ("help", "")


def test_what_calls_a_command_alone_is_no_phrase_with_more_behind_it() -> None:
    for line, name in (
        ("Wat doe je?", "help"),
        ("verwijder mijn account", "forget_me"),
        ("unsubscribe", "sign_off"),
    ):
        call = ALL.alone(line, "nl")
        assert call
        assert call.command.name == name
    assert ALL.alone("wat doe je tegen geluid", "nl") is None
    assert ALL.match("wat doe je tegen geluid", "nl") is None


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("ik wil graag een netwerk aanmelden", "register_network"),
        ("Kan ik me aanmelden?", "sign_up"),
        ("toon mijn vragen", "my_questions"),
        ("Laat mijn vragen zien.", "my_questions"),
        ("how do i sign up?", "sign_up"),
        ("please show my questions", "my_questions"),
        ("ik wil een netwerk opzetten rond water", None),
        ("hoe kan ik vragen stellen aan bewoners", None),
        ("hoi " * 2000, "greet"),
        ("ik wil " * 1400, None),
    ],
)
def test_a_wish_is_read_as_what_it_wishes_when_it_says_no_more(line: str, name: str | None) -> None:
    call = read(line, ALL, "nl")
    assert (call.command.name if call else None) == name


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("netwrken", "netwerken"),
        ("profeil", "profiel"),
        ("aanmeldn", "aanmelden"),
        ("netwerk aanmeldne", "netwerk aanmelden"),
    ],
)
def test_a_near_miss_is_offered_with_the_rest_as_typed(line: str, meant: str) -> None:
    assert meant in ALL.near(line, lambda _each: True, "nl")
    assert any(
        near.startswith(meant) and near.endswith("Flevo Land")
        for near in ALL.near(f"{line} Flevo Land", lambda _: True, "nl")
    )


def test_what_someone_may_not_do_is_not_offered() -> None:
    assert "blokkeer" in ALL.near("blokeer", lambda _each: True, "nl")
    assert "blokkeer" not in ALL.near("blokeer", lambda each: each.name != "block", "nl")


@pytest.mark.parametrize(
    ("language", "line", "first", "never"),
    [
        ("nl", "netwerkn flevoland", "netwerken flevoland", "network flevoland"),
        ("en", "netwrk flevoland", "network flevoland", "netwerk flevoland"),
        ("en", "networkss flevoland", "networks flevoland", "netwerken flevoland"),
    ],
)
def test_a_near_miss_is_offered_in_the_readers_language(language: str, line: str, first: str, never: str) -> None:
    offered = ALL.near(line, lambda _each: True, language)
    assert offered[0] == first
    assert never not in offered


def test_who_types_the_other_language_is_understood_too() -> None:
    assert "show network" in ALL.near("sho network", lambda _each: True, "nl")


def test_what_is_far_off_is_not_offered() -> None:
    assert ALL.near("zwaluwen vliegen laag", lambda _each: True, "nl") == []


def test_a_phrase_belongs_to_one_command() -> None:
    with pytest.raises(PhraseTaken):
        Commands([_command("een", "one"), _command("een", "two")])


def test_of_two_languages_that_share_a_phrase_the_readers_own_counts() -> None:
    menu = Commands([_command("menu", "menu")])
    for language in ("nl", "en"):
        call = menu.match("menu", language)
        assert call
        assert call.language == language


@pytest.mark.parametrize("each", ALL.all, ids=lambda each: each.name)
def test_every_command_is_called_by_each_of_its_phrases(each: Command[...]) -> None:
    for language, phrases in each.phrases.items():
        for phrase in phrases:
            alone = phrase in each.alone.get(language, ())  # with more behind it, it may ask what a word means
            call = ALL.match(phrase.upper() if alone else f"{phrase.upper()} iets", language)
            assert call
            assert call.command is each, phrase
    assert each.parameters is not None


def test_names_nearly_so_are_found() -> None:
    names = ["twente", "flevoland", "noordelijk flevoland"]
    assert closest("Tvente", names)[0] == "twente"
    assert closest("qqqqq", names) == []


def _command(nl: str, en: str) -> Command[[]]:
    @command(nl=(nl,), en=(en,), summary=_("help"))
    async def run(ctx: Context) -> Reply:
        return say(nl)

    return run
