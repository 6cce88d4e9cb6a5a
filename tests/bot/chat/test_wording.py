"""Texts, dates, numbers and lists as a Dutch and an English reader should see them; what fills a gap stays a span."""

from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.reply import Action, Actions, Item, Items, Reply, Text, label, spans, words
from bot.chat.spans import Bold, Code
from bot.chat.texts import LANGUAGES, Language, _, _n

NL, EN = Language("nl"), Language("en")


@pytest.mark.parametrize(("count", "nl", "en"), [(0, "0 netwerken", "0 networks"), (1, "1 netwerk", "1 network")])
def test_a_count_has_its_own_form(count: int, nl: str, en: str) -> None:
    text = _n("{n} network", "{n} networks", count)
    assert (NL.text(text), EN.text(text)) == (nl, en)


def test_large_numbers_are_grouped_as_readers_do() -> None:
    text = _n("{n} network", "{n} networks", 12345)
    assert (NL.text(text), EN.text(text)) == ("12.345 netwerken", "12,345 networks")


def test_lists_are_joined_with_and() -> None:
    assert NL.text(["a"]) == "a"
    assert NL.text(["a", "b", "c"]) == "a, b en c"
    assert EN.text(["a", "b", "c"]) == "a, b and c"
    assert NL.text([]) == ""


def test_days_and_times_read_as_people_write_them() -> None:
    assert NL.text(date(2027, 3, 1)) == "1 maart 2027"
    assert EN.text(date(2027, 3, 1)) == "1 March 2027"
    assert NL.text(time(9, 5)) == "09:05"
    noon = datetime(2027, 7, 1, 10, 0, tzinfo=UTC)
    assert NL.text(noon) == "donderdag 1 juli 12:00", "on the clock of the reader, in summer"
    assert Language("nl", "UTC").text(noon) == "donderdag 1 juli 10:00"


def test_what_fills_a_gap_stays_a_span_of_its_own() -> None:
    told = EN.words(_("{name} is listed.", name=Bold("**Onder** <b>Twente</b> {name}")))
    assert told == (Bold("**Onder** <b>Twente</b> {name}"), " is listed.")


def test_a_text_in_a_text_is_put_into_words_too() -> None:
    named = _("{role} of {where}", role=_("coordinator"), where="Twente")
    assert NL.text(_("You are {role} from now on.", role=named)).count("Twente") == 1
    assert "coordinator" not in NL.text(named)


def test_a_reply_in_no_language_is_refused_by_renderers() -> None:
    with pytest.raises(TypeError, match="Not put into words yet"):
        list(spans(words(_("help"))))


def test_a_localised_reply_holds_no_texts_of_the_catalogue_any_more() -> None:
    reply = Reply(
        (
            Text(words(_("Type {help} to see what I can do.", help=Code("hulp")))),
            Items((Item(words(_("Networks")), (words(_("none")),), (Action(_("View"), "N-1"),)),)),
            Actions((Action(_("yes"), "ja"),), choices=True),
        )
    )
    for code in LANGUAGES:
        localised = reply.localised(Language(code))
        assert localised.language == code
        assert [label(action.label) for action in localised.actions()]
        for block in localised.blocks:
            if isinstance(block, Text):
                assert any(isinstance(span, Code) for span in spans(block.words))


@given(st.text(), st.sampled_from([*LANGUAGES]))
def test_no_name_changes_the_text_around_it(name: str, code: str) -> None:
    text = Language(code).text(_("{name} is listed.", name=Bold(name)))
    around = Language(code).text(_("{name} is listed.", name=""))
    assert text == name + around
