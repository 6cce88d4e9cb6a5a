"""What people format comes out as spans; whatever else somebody sends stays words."""

import html as entities

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.matrix.parse import Where, message
from adapters.matrix.render import render
from adapters.matrix.written import Me
from adapters.teams.markup import as_html
from bot.chat.reply import Quote, Reply
from bot.chat.rich_text import cut, formatted, plain, reads
from bot.chat.spans import Bold, Code, Italic, Link, Mention, Span

URL = "https://voorbeeld.nl/kaart"


@pytest.mark.parametrize(
    ("html", "spans"),
    [
        ("Meet <strong>eerst</strong> het <em>water</em>.", ("Meet ", Bold("eerst"), " het ", Italic("water"), ".")),
        ("<b>a</b><i>b</i>", (Bold("a"), Italic("b"))),
        (f'Zie <a href="{URL}">de kaart</a>', ("Zie ", Link("de kaart", URL))),
        ("typ <code>volg K-1</code>", ("typ ", Code("volg K-1"))),
        ("<pre><code>een\n  twee\n</code></pre>", (Code("een"), "\n", Code("  twee"))),
        ("<ul><li>een</li><li>twee</li></ul>", ("• een\n• twee",)),
        ('<p>Zo:</p><ol start="3"><li><p>een</p></li><li>twee</li></ol>', ("Zo:\n\n3. een\n4. twee",)),
        ("<ul><li>een<ul><li>half</li></ul></li></ul>", ("• een\n  • half",)),
        ("<p><b>een</b></p><p>twee</p>", (Bold("een"), "\n\ntwee")),
        ("<b>een<br>twee</b>", (Bold("een"), "\n", Bold("twee"))),
        ("<b><i>beide</i></b>", (Bold("beide"),)),
        ("<p>gewoon</p><p>praten</p>", ()),
        ("a < b en c > d", ()),
    ],
)
def test_what_they_formatted_is_kept(html: str, spans: tuple[Span, ...]) -> None:
    assert formatted(html) == spans


@pytest.mark.parametrize(
    "html",
    [
        "<b>x</b><script>alert(1)</script>",
        "<b>x</b><style>p{}</style>",
        '<b>x</b><img src="x" onerror="alert(1)">',
        '<b>x</b><a href="javascript:alert(1)"></a>',
        "<b>x</b><!-- weg -->",
        "<b>x",
        "</p></b><b>x</b></i>",
    ],
)
def test_what_is_hostile_or_broken_leaves_the_words(html: str) -> None:
    assert formatted(html) == (Bold("x"),)


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "http://[", "//x", ""]
)
def test_a_link_that_is_none_is_words(url: str) -> None:
    assert formatted(f'<b>zie</b> <a href="{url}">hier</a>') == (Bold("zie"), " hier")


def test_a_link_that_names_somebody_is_their_name() -> None:
    html = '<a href="https://matrix.to/#/@ander:plek.test">Ander</a>, lees <b>dit</b>'
    assert formatted(html, names=lambda url: "matrix.to" in url) == ("Ander, lees ", Bold("dit"))


NESTED = st.recursive(
    st.text(max_size=20) | st.sampled_from(["<", "&lt;", "<script>", "<!", "<![CDATA[", "&#0;", "@room"]),
    lambda inner: st.builds(
        lambda tag, told, children, closed: f"<{tag}{told}>{''.join(children)}" + (f"</{tag}>" if closed else ""),
        st.sampled_from(
            ["b", "i", "code", "pre", "a", "ul", "ol", "li", "p", "blockquote", "script", "mx-reply", "td"]
        ),
        st.sampled_from(["", ' href="https://voorbeeld.nl"', ' href="javascript:x"', ' start="9"', ' href="http://["']),
        st.lists(inner, max_size=3),
        st.booleans(),
    ),
    max_leaves=12,
)


@given(NESTED)
def test_whatever_is_sent_becomes_spans_that_call_nobody_and_link_only_to_the_web(html: str) -> None:
    spans = formatted(html)
    assert not any(isinstance(span, Mention) for span in spans)
    assert all("\n" not in str(span) for span in spans if not isinstance(span, str))
    (content,) = render(Reply((Quote(spans),))) or ({},)
    assert content["m.mentions"] == {}
    for shown in (content["formatted_body"], as_html(spans)):
        assert "<script" not in shown
        assert "javascript:" not in shown.partition("href")[2].partition(">")[0]
        assert "<at>" not in shown


@given(st.lists(st.text(min_size=1).map(Bold) | st.text(min_size=1) | st.just(Link("kaart", URL))), st.data())
def test_a_cut_reads_as_the_cut_words(spans: list[Span], data: st.DataObject) -> None:
    whole = plain(spans)
    start = data.draw(st.integers(0, len(whole)))
    end = data.draw(st.integers(start, len(whole)))
    assert plain(cut(spans, start, end)) == whole[start:end]
    assert cut(spans, 0, len(whole)) == tuple(spans)


SIGNS = st.text("ab<>&\"'*_`[]()@#/:", min_size=1)


@given(st.lists(SIGNS.map(Bold) | SIGNS.map(Italic) | SIGNS.map(Code), min_size=1, max_size=4))
def test_what_matrix_shows_reads_back_the_same(spans: list[Span]) -> None:
    (content,) = render(Reply((Quote(tuple(spans)),)))
    raw = {
        "type": "m.room.message",
        "event_id": "$1",
        "sender": "@adviseur:plek.test",
        "content": {**content, "msgtype": "m.text"},
    }
    said = message(raw, Where("!lucht:plek.test", personal=True), Me("@plek:plek.test", "!plek"))
    assert said
    # What breaks up a ping is seen by nobody.
    assert said.text.replace("\N{WORD JOINER}", "") == plain(spans)
    assert plain(said.formatted) == said.text
    assert {type(span) for span in said.formatted} == {type(span) for span in spans}


@given(st.lists(st.text(min_size=1).map(entities.escape), min_size=1, max_size=3))
def test_the_stretch_that_reads_as_the_words_holds_them(parts: list[str]) -> None:
    spans = formatted(f"<b>PLeK</b> {' '.join(parts)}")
    told = entities.unescape(" ".join(parts))
    found = reads(spans, told)
    kept = [character for character in plain(found) if character.isalnum()]
    assert kept in ([character for character in told if character.isalnum()], [])


def test_the_bots_name_is_left_out_of_what_was_said_to_it() -> None:
    spans = formatted('<p><at id="0">PLeK</at>&nbsp;antwoord K-1 Meet <strong>eerst</strong>.</p>')
    assert reads(spans, "antwoord K-1 Meet eerst.") == ("antwoord K-1 Meet ", Bold("eerst"), ".")
    assert reads(spans, "iets heel anders") == ()
