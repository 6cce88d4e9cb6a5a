"""Words that tell of a member look like any other, on every platform and in every place of a reply."""

import pytest

from adapters.matrix.render import render as matrix
from adapters.teams.render import render as teams
from adapters.terminal.render import render as terminal
from bot.chat.payload import load
from bot.chat.reply import PAYLOAD_VERSION, Action, Actions, Fact, Facts, Item, Items, Quote, Reply, Text, codec, own
from bot.chat.spans import Bold, Link, Named, Span, beginning, bold
from bot.chat.texts import Language, Msg

SPANS: tuple[Span, ...] = ("Anna <b>", Bold("Anna *b*"), Link("foto.png", "https://example.org/anna"))


def everywhere(span: Span) -> Reply:
    """A reply with that span wherever one can stand."""
    item = Item((span, " ", span), ((span,),), (Action(span, "M-7"),), (span,))
    facts = Facts((Fact("Door", (span,)),))
    return Reply((Text(("Dag ", span)), Quote((span,)), facts, Items((item,)), Actions((Action(span, "M-8"),))))


@pytest.mark.parametrize("span", SPANS)
@pytest.mark.parametrize("own_words", [False, True])
def test_what_tells_of_somebody_looks_as_it_would(span: Span, own_words: bool) -> None:
    named = Named(span, 7, own_words)  # type: ignore[arg-type]  # a plain span
    for render in (matrix, teams, terminal):
        assert str(render(everywhere(named))) == str(render(everywhere(span)))


def test_it_is_kept_as_theirs_and_read_again() -> None:
    reply = everywhere(Named("Anna", 7)).localised(Language("nl"))
    assert load(codec.dump(reply), PAYLOAD_VERSION) == reply


def test_bold_or_cut_short_it_is_still_theirs() -> None:
    assert bold(Named("Anna", 7)) == Named(Bold("Anna"), 7)
    assert beginning((Named("Anna en nog veel meer woorden", 7, own=True),), 12) == (
        Named("Anna en nog …", 7, own=True),
    )


def test_our_words_among_theirs_stay_ours() -> None:
    ours = Msg("and {n} more file")
    assert own(("foto.png", ours), 7) == (Named("foto.png", 7, own=True), ours)
