"""A reply as a message or a card: nobody's words become markup, and nothing is relied on that Teams does not show."""

import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.teams.parse import pressed_in
from adapters.teams.render import CARD, MOST_BYTES, TooLong, render, render_card
from bot.chat.reply import (
    Action,
    Actions,
    Audience,
    Block,
    Choice,
    Fact,
    Facts,
    Form,
    FormField,
    Heading,
    Input,
    Item,
    Items,
    Quote,
    Reply,
    Style,
    Subject,
    Text,
    say,
    words,
)
from bot.chat.spans import Bold, Code, Italic, Link, Mention

Json = dict[str, Any]
"""Any: a card."""

NASTY = "*a* _b_ [c](https://evil.example) <b>d</b> `e` # f\n1. g & <at>h</at>"


def card(*blocks: Block, **options: Any) -> Json:  # Any: those of Reply
    return render_card(Reply(tuple(blocks), **options))


def everything(part: object, among: Callable[[Json], bool] = lambda _each: True) -> Iterator[Json]:
    """Every object within a card; of what is not `among` them nothing, nor what is in it."""
    if isinstance(part, dict) and among(part):
        yield part
        for each in part.values():
            yield from everything(each, among)
    elif isinstance(part, list):
        for each in part:
            yield from everything(each, among)


def of_type(kind: str, part: object) -> list[Json]:
    return [each for each in everything(part) if each.get("type") == kind]


ALL = (
    Heading(words("Kop")),
    Text(words("Tekst ", Bold("vet"), Italic("schuin"), Code("K-12"), Link("hier", "https://example.org/"))),
    Quote(words("Aangehaald")),
    Facts((Fact("Status", words("open")),)),
    Items((Item(words("Ding"), (words("reden"),), (Action("Bekijk", "N-1"),)),)),
    Actions(
        (Action("Doe", "doe"), Action("Weg", "weg", style=Style.danger)),
    ),
    Form("vraag", "Vraag", (FormField("text", "Je vraag", Input.text, required=True),), "Verstuur"),
)


def test_words_alone_are_a_message_and_the_rest_is_one_card() -> None:
    assert render(say("Hallo"))["text"] == "<p>Hallo</p>"
    for block in ALL:
        body = render(Reply((block,)))
        assert ("text" in body) is isinstance(block, Text | Quote)
        assert ("attachments" in body) is not isinstance(block, Text | Quote)


def test_a_card_is_version_1_5_and_says_the_same_where_cards_are_not_shown() -> None:
    drawn = card(*ALL, language="nl")
    assert drawn["version"] == "1.5"
    assert drawn["lang"] == "nl"
    assert not of_type("Image", drawn), "a picture would need words in its place"
    for said in ("Kop", "Tekst", "K-12", "hier (https://example.org/)", "Status: open", "reden", "Bekijk: N-1"):
        assert said in drawn["fallbackText"]


def test_what_people_write_is_never_markup_in_a_message() -> None:
    text = render(say(NASTY))["text"]
    assert "<b>" not in text
    assert "<at>" not in text
    assert render(say(NASTY))["textFormat"] == "xml"


@given(st.text(alphabet="*_[]()`#<>&\\-+1.~!| \nab", min_size=1, max_size=40))
def test_what_people_write_stands_in_runs_that_know_no_markup(text: str) -> None:
    drawn = card(Text(words(text)), Items((Item(words(text)),)), Facts((Fact(text, words(text)),)))
    assert {run["text"] for run in of_type("TextRun", drawn)} <= {text}
    assert not of_type("TextBlock", drawn)


def test_where_a_card_reads_markdown_it_is_escaped() -> None:
    said = ("*a* [b](c) _d_ 1. e", "K-50, C++ en wat nu!", "- a\n# b")
    drawn = card(*(Heading(words(each)) for each in said))
    headings = [each["text"] for each in of_type("TextBlock", drawn)]
    assert headings == [r"\*a\* \[b\]\(c\) \_d\_ 1. e", "K-50, C++ en wat nu!", "\\- a\n\\# b"]


def test_a_fact_with_a_word_that_no_column_of_a_phone_holds_stands_below_its_label() -> None:
    facts = (Fact("Status", words("open")), Fact("Vraagt om", words("methodologische kennis")))
    beside, below = card(Facts(facts))["body"]
    assert beside["type"] == "ColumnSet"
    assert [run["text"] for run in of_type("TextRun", below)] == ["Vraagt om", "methodologische kennis"]
    assert not of_type("ColumnSet", below)


def test_a_button_is_execute_with_submit_to_fall_back_on() -> None:
    (button,) = of_type("Action.Execute", card(Actions((Action("Volg", "volg K-12"),))))
    assert button["data"] == {"line": "volg K-12"}
    assert button["fallback"]["type"] == "Action.Submit"
    assert button["fallback"]["data"] == button["data"]


def test_the_way_back_and_the_subject_travel_with_every_button() -> None:
    drawn = card(
        Actions((Action("Volg", "volg K-12", Audience.asker),)),
        subject=Subject("question", 12, "K-12"),
        asker="t/1",
        line="K-12",
    )
    (button,) = of_type("Action.Execute", drawn)
    assert button["data"] == {"line": "volg K-12", "only": "t/1", "back": "K-12", "subject": "K-12"}


def test_no_row_of_buttons_is_longer_than_a_phone_shows() -> None:
    drawn = card(Actions(tuple(Action(f"Keuze {n}", str(n)) for n in range(12))))
    rows = of_type("ActionSet", drawn)
    assert sum(len(row["actions"]) for row in rows) == 12
    assert max(len(row["actions"]) for row in rows) <= 6


def test_words_that_no_button_of_a_phone_holds_are_a_row_to_press() -> None:
    long = "Vraag het loket bij wie je moet zijn met je plan"
    drawn = card(Actions((Action("Bekijk", "K-1"), Action(long, "loket"), Action("Stop", "stop"))))
    assert [[each["title"] for each in row["actions"]] for row in of_type("ActionSet", drawn)] == [["Bekijk"], ["Stop"]]
    (row,) = of_type("ColumnSet", drawn)
    assert row["selectAction"]["data"]["line"] == "loket"
    assert long in str(row["columns"])


def test_a_card_is_drawn_anew_for_sixty_people_at_most() -> None:
    reply = Reply((Text(words("K-12")),), subject=Subject("question", 12, "K-12"))
    drawn = render_card(reply, viewers=[f"29:{n}" for n in range(90)])
    assert len(drawn["refresh"]["userIds"]) == 60
    assert drawn["refresh"]["action"]["data"] == {"line": "K-12"}
    assert "refresh" not in render_card(reply)


def test_a_mention_in_a_message_notifies() -> None:
    body = render(say("Voor ", Mention("teams", "tenant/123", "Adviseur Water")))
    assert "<at>Adviseur Water</at>" in body["text"]
    assert body["entities"][0]["mentioned"] == {"id": "123", "name": "Adviseur Water"}


ASK, LOOK, FOLLOW = Action("Vraag het", "vraag aan M-1"), Action("Bekijk", "N-1"), Action("Volg", "volg N-1")


def pieces(drawn: Json) -> dict[str, Json]:
    """What buttons show or hide, by name."""
    named = [each for each in everything(drawn) if "id" in each]
    assert len({each["id"] for each in named}) == len(named)
    return {each["id"]: each for each in named}


def in_sight(part: object) -> Iterator[Json]:
    """Every object that shows before anything is pressed."""
    return everything(part, lambda each: bool(each.get("isVisible", True)))


def text_of(parts: Iterable[Json]) -> str:
    return " ".join(str(each["text"]) for each in parts if each.get("type") == "TextRun")


def test_the_best_reason_is_in_sight_and_the_others_unfold() -> None:
    item = Item(words(Bold("Onder Twente")), (words("eerste"), words("tweede")), (LOOK, FOLLOW), words("netwerk"))
    drawn = card(Items((item,)))
    assert text_of(in_sight(drawn)) == "Onder Twente netwerk eerste"
    (toggle,) = of_type("Action.ToggleVisibility", drawn)
    assert "Onder Twente" in toggle["title"], "for who hears the card"
    held = pieces(drawn)
    assert set(toggle["targetElements"]) <= held.keys()
    unfolded = [held[name] for name in toggle["targetElements"] if not held[name].get("isVisible", True)]
    assert "tweede" in text_of(part for each in unfolded for part in everything(each))


def test_a_long_reason_is_cut_until_it_unfolds() -> None:
    drawn = card(Items((Item(words("Ding"), (words("lang " * 40),), (LOOK, FOLLOW)),)))
    assert len(text_of(in_sight(drawn))) < 100
    (toggle,) = of_type("Action.ToggleVisibility", drawn)
    moved = [pieces(drawn)[name] for name in toggle["targetElements"]]
    assert "lang " * 40 in [text_of(everything(each)) for each in moved]
    assert any("…" in text_of(everything(each)) and each.get("isVisible", True) for each in moved), "gives way to it"


def test_the_first_three_show_what_can_be_done_and_the_others_unfold_it() -> None:
    items = tuple(Item(words(f"Ding {n}"), (words("reden"),), (ASK, LOOK)) for n in range(5))
    drawn = card(Heading(words("Mensen")), Items(items[:2]), Heading(words("Netwerken")), Items(items[2:]))
    rows = [each for each in in_sight(drawn) if each.get("type") == "ActionSet"]
    assert [len(row["actions"]) for row in rows] == [2, 2, 2]
    assert len(of_type("ActionSet", drawn)) == 5, "nothing is out of reach"
    assert len(of_type("Action.ToggleVisibility", drawn)) == 2


def test_a_row_that_can_only_be_looked_at_is_pressed_itself() -> None:
    drawn = card(Items((Item(words("K-1 Hoe?"), (words("1 antwoord"),), (Action("Bekijk", "K-1"),)),)))
    (row,) = of_type("ColumnSet", drawn)
    assert row["selectAction"]["data"] == {"line": "K-1"}
    assert row["selectAction"]["title"] == "Bekijk: K-1 Hoe?"
    assert not of_type("ActionSet", drawn)


def test_what_changes_something_is_never_a_row_to_press() -> None:
    drawn = card(Items((Item(words("Onder Twente"), (), (Action("Volg niet meer", "ontvolg N-1"),)),)))
    assert not [each for each in everything(drawn) if "selectAction" in each]
    assert of_type("ActionSet", drawn)


def test_buttons_that_have_something_in_common_unfold_under_one() -> None:
    many = tuple(Action(f"Heel {n}", f"heel {n}") for n in range(5))
    drawn = card(Actions(many, under="Zoek ruimer"))
    (row,) = [each for each in in_sight(drawn) if each.get("type") == "ActionSet"]
    assert [each["title"] for each in row["actions"]] == ["Zoek ruimer"]
    assert len(of_type("Action.Execute", drawn)) == 5
    assert not of_type("Action.ToggleVisibility", card(Actions(many[:2], under="Zoek ruimer"))), "two fit beside it"


@given(st.text(alphabet="*_[]()`#<>&\\-+1.~!| \nab", min_size=1, max_size=200))
def test_what_people_write_is_no_markup_in_a_row_either(text: str) -> None:
    item = Item(words(text), (words(text), words(text)), (LOOK, FOLLOW), words(text))
    drawn = card(Items((item, Item(words(text), (words(text),), (LOOK,)))))
    assert {sign["text"] for sign in of_type("TextBlock", drawn)} <= {"\u25be", "\u25b4", "\u203a"}


def test_what_is_too_long_loses_what_stands_last() -> None:
    items = tuple(Item(words(f"Ding {n} " + "x" * 2000)) for n in range(100))
    drawn = card(Text(words("Eerst")), Items(items))
    assert len(json.dumps(drawn, ensure_ascii=False).encode("utf-16-le")) <= MOST_BYTES
    assert "Ding 0" in json.dumps(drawn)
    assert "Eerst" in json.dumps(drawn)


def test_emoji_and_text_alone_count_as_teams_counts_them() -> None:
    """An emoji is two units of UTF-16, and a message without a card has the same limit."""
    paragraphs = Reply(tuple(Text(words("🌊" * 1000)) for _ in range(40)))
    drawn = render(paragraphs)
    assert "attachments" in drawn, "a card, which can be shortened"
    assert len(json.dumps(drawn["attachments"][0]["content"], ensure_ascii=False).encode("utf-16-le")) <= MOST_BYTES
    with pytest.raises(TooLong):
        render(say("🌊" * 30_000))


def test_what_cannot_be_shortened_is_refused() -> None:
    with pytest.raises(TooLong):
        card(Heading(words("x" * 90_000)))


def form(*fields: FormField) -> Json:
    return card(Form("aanmelden", "Meld je aan", fields, "Verstuur"))


REGIONS = tuple(
    Choice(name, name)
    for name in "Twente Flevoland Drenthe Zeeland Utrecht Limburg Friesland Peel".split()  # noqa: SIM905  # reads better than sixteen quotes
)


def test_every_input_has_a_label_and_says_when_it_is_needed() -> None:
    drawn = form(
        *(FormField(kind.value, f"Label {kind.value}", kind, required=True, choices=REGIONS[:2]) for kind in Input),
        FormField("several", "Label of several", Input.choices, required=True, choices=REGIONS),
    )
    inputs = [each for each in everything(drawn) if str(each.get("type", "")).startswith("Input.")]
    more = [each for each in inputs if each["id"].endswith(".more")]
    assert len(inputs) == len(Input) + 2
    assert len(more) == 1, "what is typed beside a choice is not needed"
    for each in inputs:
        assert each["label"].startswith("Label")
        if each["id"] == "in.several":  # a client would refuse what is typed beside it
            assert each["label"].endswith(" *")
            assert not each["isRequired"]
        else:
            assert each in more or (each["isRequired"] and each["errorMessage"])


def test_many_choices_are_found_by_typing() -> None:
    (choice,) = of_type("Input.ChoiceSet", form(FormField("r", "Regio", Input.choice, False, choices=REGIONS)))
    assert choice["style"] == "filtered"


def test_of_many_choices_several_can_be_given() -> None:
    drawn = form(FormField("r", "Regio's", Input.choices, False, value="Twente, Gelderland", choices=REGIONS))
    (choice,) = of_type("Input.ChoiceSet", drawn)
    (more,) = of_type("Input.Text", drawn)
    assert (choice["style"], choice["value"], more["value"]) == ("filtered", "Twente", "Gelderland")
    assert (choice["id"], more["id"]) == ("in.r", "in.r.more")


def test_what_was_typed_is_kept_beside_what_is_wrong_with_it() -> None:
    drawn = form(FormField("name", "Naam", Input.line, True, value="Ja", error="Dat is te kort."))
    (field,) = of_type("Input.Text", drawn)
    assert field["value"] == "Ja"
    assert [run["color"] for run in of_type("TextRun", drawn) if run["text"] == "Dat is te kort."] == ["Attention"]


def test_what_was_perhaps_meant_sends_the_form_with_it() -> None:
    near = (Choice("Flevoland, Twente", "Twente"),)
    drawn = form(FormField("r", "Regio's", Input.choices, True, "Flevoland, Twenthe", choices=REGIONS, meant=near))
    meant, send = of_type("Action.Execute", drawn)
    assert meant["title"] == "Bedoel je Twente?"
    assert meant["data"] == send["data"] | {"meant": {"r": "Flevoland, Twente"}}
    pressed = pressed_in(meant["data"] | {"in.r.more": "Flevoland, Twenthe"})
    assert pressed
    assert pressed.values == {"r": "Flevoland, Twente"}


def test_a_form_sends_the_names_of_its_fields() -> None:
    """Clients leave out what is empty."""
    (send,) = of_type(
        "Action.Execute", form(FormField("a", "A", Input.line, True), FormField("b", "B", Input.date, False))
    )
    assert send["data"] == {"line": "aanmelden", "fields": "a b"}


def test_the_attachment_is_an_adaptive_card() -> None:
    assert render(Reply(ALL))["attachments"][0]["contentType"] == CARD


def test_on_the_card_of_a_thing_three_buttons_and_no_facts_are_in_sight_that_unfold() -> None:
    doing = Actions(tuple(Action(f"Doe {n}", f"doe {n}") for n in range(6)))
    facts = Facts((Fact("Regio's", words("Twente")),), under="Meer over K-12")
    drawn = card(doing, facts, subject=Subject("question", 12, "K-12"))
    seen = [each["title"] for each in in_sight(drawn) if each.get("type") == "Action.Execute"]
    assert seen == ["Doe 0", "Doe 1", "Doe 2"]
    more = [each["title"] for each in of_type("Action.ToggleVisibility", drawn)]
    assert more == ["Meer", "Meer over K-12"]
    assert "Twente" not in text_of(in_sight(drawn))
    assert "Twente" in text_of(everything(drawn))
    assert len(of_type("Action.Execute", drawn)) == 6
    few = card(Actions(doing.actions[:4]), subject=Subject("question", 12, "K-12"))
    assert not of_type("Action.ToggleVisibility", few), "no press to save one"
    assert not of_type("Action.ToggleVisibility", card(doing)), "only the card of a thing"
