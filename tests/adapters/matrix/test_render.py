"""Replies as Matrix messages: no words of a person become markup, a mention or a ping, and pages hold."""

import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from itertools import count

import nh3
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from adapters.matrix.buttons import foremost, used_by
from adapters.matrix.render import PAGE_BYTES, in_place_of, in_thread, render
from bot.chat.reply import (
    Action,
    Actions,
    Audience,
    Block,
    Fact,
    Facts,
    Form,
    Heading,
    Item,
    Items,
    Quote,
    Reply,
    Style,
    Text,
    say,
    words,
)
from bot.chat.spans import Bold, Code, Italic, Link, Mention, Span

OURS = {"h4", "p", "strong", "em", "code", "a", "blockquote", "ul", "ol", "li", "br"}
"""The tags that the renderer makes. Clients show these; <https://spec.matrix.org/latest/client-server-api/>"""


class Seen(HTMLParser):
    """What a client makes of a formatted body."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.open: list[str] = []
        self.links: list[str] = []
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [value or "" for name, value in attrs if name == "href"]
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


# What people write when they mean harm, or don't.
nasty = st.sampled_from(
    [
        *("<b>vet</b>", "<script>x</script>", "</p>", "&lt;", "@room", "@ROOM", "@", "room", "*vet*", "`code`", "\n"),
        *("[x](https://kwaad.example)", '" onclick="x', "@plek:plek.test", "</ul><ul>", "<mx-reply>", "\x00", "\ud800"),
        '<a href="https://matrix.to/#/@ander:plek.test">Ander</a>',
    ]
)
text = st.lists(nasty | st.text(max_size=20), max_size=5).map("".join)
link = st.builds(Link, text, text.map(lambda path: f"https://voorbeeld.example/{path.replace(chr(0xD800), '')}"))
mention = st.builds(Mention, st.sampled_from(["matrix", "teams"]), st.just("@aanjager:plek.test"), text)
span: st.SearchStrategy[Span] = (
    text | st.builds(Bold, text) | st.builds(Italic, text) | st.builds(Code, text) | link | mention
)
some = st.lists(span, max_size=4).map(tuple)
actions = st.lists(st.builds(Action, text, text), max_size=4).map(tuple)
block: st.SearchStrategy[Block] = st.one_of(
    st.builds(Heading, some),
    st.builds(Text, some),
    st.builds(Quote, some),
    st.builds(Facts, st.lists(st.builds(Fact, text, some), max_size=3).map(tuple)),
    st.builds(
        Items,
        st.lists(st.builds(Item, some, st.lists(some, max_size=2).map(tuple), actions), max_size=3).map(tuple),
        st.booleans(),
    ),
    st.builds(Actions, actions),
    st.builds(Form, text, text, st.just(()), text),
)
slowly = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
"""Other tests may keep the machine busy."""
replies = st.builds(Reply, st.lists(block, max_size=4).map(tuple))


def spans_in(value: object) -> list[object]:
    if isinstance(value, list | tuple):
        return [found for each in value for found in spans_in(each)]
    if isinstance(value, Bold | Italic | Code | Link | Mention):
        return [value]
    fields = getattr(type(value), "__dataclass_fields__", {})
    return [found for name in fields for found in spans_in(getattr(value, name))]


@slowly
@given(replies)
def test_no_words_become_markup_a_mention_or_a_ping(reply: Reply) -> None:
    meant = spans_in(reply)
    mentioned = {each.id for each in meant if isinstance(each, Mention) and each.platform == "matrix"}
    for content in render(reply):
        assert content["msgtype"] == "m.notice"
        seen = Seen(content["formatted_body"])
        assert set(seen.tags) <= OURS
        assert seen.open == []
        assert seen.tags.count("a") == sum(
            isinstance(each, Link) or (isinstance(each, Mention) and each.platform == "matrix") for each in meant
        )
        assert "room" not in content["m.mentions"]
        assert set(content["m.mentions"].get("user_ids", ())) == mentioned
        for shown in (content["body"], seen.text):
            assert not re.search("@room", shown, re.IGNORECASE)
            assert not re.search("[\x00\ud800-\udfff]", shown)
        json.dumps(content).encode()


@slowly
@given(replies)
def test_a_strict_sanitizer_finds_nothing_to_take_out(reply: Reply) -> None:
    for content in render(reply):
        html = content["formatted_body"]
        kept = nh3.clean(html, tags=OURS, attributes={"a": {"href"}, "ol": {"start"}}, link_rel=None)
        assert Seen(kept).tags == Seen(html).tags


def test_a_mention_notifies_only_whom_it_names() -> None:
    (content,) = render(say("Dag ", Mention("matrix", "@aanjager:plek.test", "Aanjager <Bodem>")))
    assert content["m.mentions"] == {"user_ids": ["@aanjager:plek.test"]}
    assert content["body"] == "Dag Aanjager <Bodem>"
    assert 'href="https://matrix.to/#/%40aanjager%3Aplek.test"' in content["formatted_body"]
    edit = in_place_of(content, "$1")
    assert edit["m.mentions"] == {}  # who was called before is not called again


def test_buttons_are_typed_out() -> None:
    (content,) = render(Reply((Actions((Action("Volg", "volg K-12"), Action("hulp", "hulp"))),)))
    assert content["body"] == "1️⃣ Volg (volg K-12)\n2️⃣ hulp"


def test_a_thread_shows_as_a_reply_where_threads_are_not_known() -> None:
    (content,) = render(say("ja"))
    assert in_thread(content, "$root")["m.relates_to"]["m.in_reply_to"] == {"event_id": "$root"}


@pytest.mark.parametrize("character", ["a", "é", "😀", "<", "\n"])
@pytest.mark.parametrize("blocks", [1, 400])
def test_pages_stay_under_what_a_homeserver_takes(character: str, blocks: int) -> None:
    whole = character * (120_000 // blocks)
    numbers = count()
    reply = Reply(tuple(Text(words(f"{next(numbers)}", whole)) for _ in range(blocks)))
    pages = render(reply)
    assert len(pages) > 1
    for page in pages:
        assert len(json.dumps(page)) < PAGE_BYTES * 1.15
    assert sum(page["body"].count(character) for page in pages) >= 120_000 // blocks * blocks


def test_lists_are_one_list() -> None:
    (content,) = render(Reply((Items((Item(words("een")), Item(words("twee"))), ordered=True),)))
    assert content["formatted_body"] == '<ol start="1"><li>een</li><li>twee</li></ol>'
    assert content["body"] == "1. een\n2. twee"


def test_who_someone_is_stands_beside_their_name() -> None:
    item = Item(words(Bold("Adviseur Water")), (words("reden"),), (), words("Waterschap Voorbeeld, adviseur"))
    (content,) = render(Reply((Items((item,)),)))
    assert content["body"].splitlines() == ["• Adviseur Water – Waterschap Voorbeeld, adviseur", "   reden"]


def rows(*blocks: Actions | Items) -> Reply:
    return Reply(blocks)


LISTED = Items(tuple(Item(words(f"Ding {n}"), (), (Action("Bekijk", f"N-{n}"),)) for n in range(1, 8)))
BELOW = Actions((Action("Stel het als vraag", "vraag x"), Action("Meer", "zoek x p2")))


@pytest.mark.parametrize(
    ("reply", "most", "seeds"),
    [
        (rows(LISTED), 3, (1, 2, 3)),
        (rows(LISTED, BELOW), 3, (1, 8, 9)),
        (rows(LISTED, BELOW), 10, (1, 2, 3, 4, 5, 6, 7, 8, 9)),
        (rows(LISTED, Actions((Action("Ja", "ja", style=Style.primary), Action("Nee", "nee")))), 1, (8,)),
        (rows(BELOW, LISTED, Actions(BELOW.actions, choices=True)), 2, (10,)),  # there is no keycap of eleven
        (rows(), 6, ()),
    ],
)
def test_what_is_pressed_most_gets_a_seed(reply: Reply, most: int, seeds: tuple[int, ...]) -> None:
    found = foremost(reply, most)
    assert set(seeds) <= set(found)
    assert len(found) <= most


def test_a_press_uses_up_all_answers_to_what_was_asked_and_else_itself() -> None:
    asked = Actions(BELOW.actions, choices=True)
    own = Actions(tuple(replace(each, audience=Audience.asker) for each in BELOW.actions))
    assert used_by(rows(LISTED, asked), 9) == (8, 9)
    assert used_by(rows(LISTED, own), 8) == (8, 9)
    assert used_by(rows(LISTED, BELOW), 8) == (8,)
    assert used_by(rows(asked, LISTED), 4) == (4,)


def test_facts_unfold_and_stand_in_plain_words_as_they_were() -> None:
    facts = Facts((Fact("Regio's", words("<Twente>")), Fact("Thema's", words("water"))), under="Meer")
    (content,) = render(Reply((facts,)))
    assert content["body"] == "Meer\nRegio's: <Twente>\nThema's: water"
    assert content["formatted_body"].startswith("<details><summary>Meer</summary><p><strong>Regio")
    assert "&lt;Twente&gt;" in content["formatted_body"]
