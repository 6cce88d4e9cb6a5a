"""Answers what members ask about the glossary: who says what a word means; and about one word."""

from bot.chat.spans import Bold, Code
from bot.chat.texts import Msg, Value, _
from bot.command.asides import Aside, Asides
from bot.command.command import Context
from bot.command.refusal import Refused
from bot.things.answers import answer
from commands.glossary.better import better_word
from commands.glossary.browse import list_words, show_word
from commands.glossary.define import define_word, with_us
from commands.glossary.explain import explain_word
from storage.glossary.word import State, Word
from storage.vocabulary import Role

_DECIDES = _(
    "Every member may explain a word: that is a proposal until a coordinator settles it. What it means elsewhere "
    "stands beside it, and a better word is chosen by a coordinator."
)
_SEEN = _("Everybody sees it. Nobody is named with it.")
ASIDES = Asides(
    (define_word, with_us, better_word, explain_word, list_words, show_word),
    {
        Aside.decides: _DECIDES,
        Aside.hears: _("Yes. You hear it when a coordinator settles it."),
        Aside.lasts: _("It is there at once, as a proposal. No term is set for settling it."),
        Aside.seen: _SEEN,
        Aside.name: _SEEN,
    },
)


@answer(
    nl=("hoe werkt de begrippenlijst", "wie bepaalt wat een woord betekent"),
    en=("how does the glossary work", "who decides what a word means"),
    asks=_("How the glossary works"),
    then=((_("Explain a word"), define_word), (_("All words"), list_words)),
)
async def how_glossary_goes(_ctx: Context) -> Msg:
    return _DECIDES


@answer(
    nl=("wie heeft begrip uitgelegd", "is begrip al vastgesteld"),
    en=("who explained word", "is word settled already"),
    asks=_("Where a word comes from"),
)
async def origin_of_word(ctx: Context, word: Word) -> Msg:
    if word.hidden and not ctx.may(Role.coordinator):
        raise Refused(_("{number} is out of sight.", number=Code(word.number)))
    at: dict[str, Value] = {"word": Bold(word.title), "day": (word.settled_at or word.made_at).date()}
    if word.state is State.asked:
        return _("{word} was asked for on {day}. Nobody explained it yet.", **at)
    if word.member_id == ctx.member.id and word.state is State.proposed:
        return _("You explained {word} on {day}. It is a proposal: a coordinator settles it.", **at)
    if word.state is State.settled:
        return _("{word} is settled since {day}. Who thought of it is not told here.", **at)
    return _("{word} is a proposal since {day}: a coordinator settles it. Who thought of it is not told here.", **at)
