"""Tells a command from an answer, when it is typed while a question takes any text; neither is lost.

What only reads is done at once, with a button for who meant it as the answer. What changes something is asked about
first. The question waits all the while.
"""

import re
from dataclasses import replace

from bot.chat.line import Line
from bot.chat.reply import Action, Actions, Audience, Block, Input, Quote, Reply, Text, words
from bot.chat.spans import Bold
from bot.chat.texts import Msg, _
from bot.command.command import Call, Context, Parameter
from bot.command.reader import Unclear
from bot.command.welcomes import welcomed
from bot.dialogue import at_proposal, besides, calls, corrections, dialogue, proposing
from bot.dialogue.draft import Draft
from bot.reading import agreement, numbers, side_questions
from bot.reading import no_answer as not_said
from bot.reading.reader_registry import reader_for
from bot.sentences import own_words, who_knows_phrases
from storage.database.text import fold
from storage.messaging import dialogues
from storage.messaging.dialogues import Dialogue

AS_ANSWER = Line("als antwoord", en="as answer")
"""Before a text that is the answer, whatever it looks like: what our button types."""
_SAID = AS_ANSWER.forms

FEW = 4
"""Words behind a command of one word that still look like one: "netwerken water in Overijssel". More is a sentence."""


_WISH = re.compile(
    r"(?:(?:hoi|hallo|hey|hi|hello|o ja|oh|ho(?: eens)?|wacht(?: even)?|maar|eh+|hm+|wait|hold on|but)\W+)?(?:"
    r"(?:geen idee|weet (?:ik )?niet|nee|nou|no idea|not sure|nah)\W+\w"
    r"|(?:ik|i)\s+(?:ben|kijk|weet|vind|denk|kom|am|just|think)\b"
    r"|(?:ik|wij|we|i)\s+(?:wil|wou|zoek|heb|hebben|loop|lopen|kan|kunnen|moet|zou|zoeken|willen|want|need|have|would|can|"
    r"am looking)\b"
    r"|(?:kun|kan|mag|wil|weet|can|could|may|does|do)\s+(?:je|jij|u|ik|iemand|you|i|anyone|we)\b"
    r"|(?:laat|toon|geef|vertel|stuur|zet|show|tell|give|send|please)\s+\w"
    r"|(?:er|there)\s+(?:is|zijn|komt|komen|are|will)\b"
    r"|(?:wie|wat|waar|wanneer|hoe|welke|waarom|who|what|where|when|how|which|why)\s+\w)",
    re.IGNORECASE,
)
"""How a sentence begins that wants something."""
_ORDERS = re.compile(
    r"(?:(?:oh?|en|ja|and|please|ook|hm+)\W+)*(?:zet|stuur|voeg|haal|verwijder|schrap|maak|meld|sluit|volg|geef|toon|laat|verander|"
    r"wijzig|trek|zoek|stop|add|remove|delete|set|turn|put|send|show|change|make|close|follow|drop|cancel)\b",
    re.IGNORECASE,
)
"""How a line begins that tells us what to do: where a few words are asked, it is read as what it may want."""
_TELLS = re.compile(r"(?:(?:en|ook|oh?|ja|and|also)\W+)*(?:ik|wij|we|i)\s+\w", re.IGNORECASE)
"""How a line begins that tells something of its speaker, which is no name."""
OF_A_THING = 5
"""Words of such a line about a thing by its number, which is no text of a story: "trek S-3 in"."""
ASKED_OF_US = 6
"""Words of a question to us, which is no text of a story."""
ORDERED = 0.3
"""Probability from which such a line is asked about."""
LEAST = 4
"""Words of such a sentence: fewer may be a name."""


def insisted(text: str) -> str | None:
    """Return the answer in a line that says it is one."""
    head = text.casefold()
    return next((text[len(said) :].strip(" :") for said in _SAID if head.startswith(f"{said} ")), None)


async def is_command(ctx: Context, underway: Dialogue, call: Call, text: str) -> bool:
    """Tell whether a line that the question under way could take as its answer is rather a command."""
    asked = dialogue.asked(ctx, underway)
    if asked is None or not reader_for(ctx.topics, asked.type).anything or fold(text) in dialogue.WORDS:
        return False
    if ctx.member.role < call.command.begun_by:
        return False
    reader = reader_for(ctx.topics, asked.type)
    if reader.hears_early(text) or reader.corrects(ctx, text):
        return False  # it says what should be otherwise: "vraag niemand"
    if fold(text) in {fold(choice.value) for choice in await reader_for(ctx.topics, asked.type).choices(ctx)}:
        return False  # it is one of the answers that we offer
    try:
        await reader_for(ctx.topics, asked.type).read(ctx, text, asked.ask)
    except Unclear:
        return False  # it is no answer: the dialogue finds that out by itself
    if not call.rest:
        return call.command.safe or not call.command.hidden
    return await _runs(ctx, call, text, question=asked.ask is not None and asked.ask.question)


async def anew(ctx: Context, underway: Dialogue, call: Call, text: str) -> bool:
    """Tell whether a line calls the command that is under way for something else, with all of it: "stem Z-3 ja"."""
    asked = dialogue.asked(ctx, underway)
    if asked is None or reader_for(ctx.topics, asked.type).anything:
        return False  # where a text is asked, `is_command` tells
    if call.command.name != underway.command or not call.rest or call.command.fills:
        return False  # what is read from a sentence goes on as the answer: its words are all looked at
    return await _runs(ctx, call, text, question=False)


async def _runs(ctx: Context, call: Call, text: str, *, question: bool) -> bool:
    """Tell whether the command takes all that stands behind its phrase, and the line does not read like a sentence.

    Where a `question` is asked for, "who knows ..." reads like one.
    """
    rest, told = call.rest, False
    for parameter in call.command.parameters:
        if not rest.strip():
            break
        reader = reader_for(ctx.topics, parameter.type)
        taken, rest = await reader.take(ctx, rest)
        if not taken.strip():
            continue
        if not await besides.reads(ctx, parameter, taken):
            return False
        told = told or not reader.anything
    if rest.strip():
        return False
    if told or call.command.hidden:
        return told
    after = len(call.rest.split())
    phrase = text.split()[: len(text.split()) - after]
    if question and call.command.safe:
        return len(phrase) == 1 and after <= FEW
    # "vraag Hoe nat is het?" and "vraag: hoe nat het is" are no sentences of their own.
    return len(phrase) > 1 or after <= FEW or call.rest.endswith("?") or phrase[-1].endswith(":")


async def in_own_words(ctx: Context, underway: Dialogue, text: str) -> tuple[Call, str] | None:
    """Read a line that is no answer to the question under way as what else it wants; None when it is the answer."""
    asked = dialogue.asked(ctx, underway)
    wish = corrections.behind(text)
    text = wish if side_questions.asks_else(wish) else text  # "wacht, wat staat er op de agenda?"
    said = fold(text)
    if asked is None or said in dialogue.WORDS or not said or agreement.stops(text) or dialogue.skips(text):
        return None
    if agreement.asks_back(text) or agreement.refuses(text):
        return None
    reader = reader_for(ctx.topics, asked.type)
    # A short text, such as a name, is no question, and no sentence that surely wants something: those are to us.
    short = reader.anything and not (asked.ask and asked.ask.long)
    asks_us = _asks_us(ctx, asked, text)
    may_ask = (short and text.rstrip().endswith("?")) or asks_us
    least = own_words.RATHER if len(text.split()) < LEAST else 0.0  # of a sentence that is no answer, what is clear
    if reader.agrees and reader.input is not Input.yesno:
        least = own_words.CLEARLY  # what is unclear is about what is proposed
    heard = await _at_proposal(ctx, underway, asked, text)
    if await _answers_otherwise(ctx, underway, asked, text, heard):
        return None
    parts = text.split()
    orders = numbers.names_one(text) and len(parts) <= OF_A_THING and _ORDERS.match(text.strip()) is not None
    if not may_ask and await besides.reads(ctx, asked, text):
        if not orders and (not short or len(parts) < LEAST):
            return None
        if reader.agrees and (corrections.behind(text) != text or not side_questions.asks_else(text)):
            return None  # "oeps, ik had Drenthe moeten zeggen" is about what is proposed
        least = ORDERED if _ORDERS.match(text.strip()) and not reader.agrees else own_words.FIRMLY
        least = own_words.CLEARLY if _TELLS.match(text.strip()) and not reader.agrees else least
    if agreement.says_yes(ctx, text) is not None:
        return None
    reading, leaves = await own_words.read(ctx, text), {own_words.LEAVES}
    if reader.anything and await besides.reads(ctx, asked, text):
        leaves.add(underway.command)  # what is being made is told more of: "we maken er een plan van"
    elif reader.anything and not reader.agrees:
        least = own_words.FIRMLY  # "kan het ook met drie keuzes?" is about what is asked
    if reading is None or reading.call is None or reading.p < least or reading.call.command.name in leaves:
        return None
    if not _goes_before(ctx, underway, heard, reading.call):
        return None
    if reading.call.command.name == own_words.SEARCH and (asks_us or who_knows_phrases.language_of(text) is None):
        return None  # a name or a text is about something, and looks for nobody
    unsure = asks_us and not short and reading.p < own_words.FIRMLY  # a text may well be a question
    return None if unsure else (reading.call, reading.line)


async def _at_proposal(ctx: Context, underway: Dialogue, asked: Parameter, text: str) -> at_proposal.Heard | None:
    """Read a line as what is said of a proposal, where one waits for a yes."""
    if not at_proposal.waits_at(ctx, asked):
        return None
    command = ctx.commands.by_name[underway.command]
    return await at_proposal.heard(ctx, command, Draft.load(underway.state), asked, text)


def _goes_before(ctx: Context, underway: Dialogue, heard: at_proposal.Heard | None, call: Call) -> bool:
    """Tell whether a wish goes before the question: what somebody tells below a proposal is rather more of that."""
    stories = {each.command.name for each in welcomed(ctx)} | {underway.command}
    more = heard is not None and heard.added and call.command.name in stories
    return ctx.member.role >= call.command.begun_by and not more


async def _answers_otherwise(
    ctx: Context, underway: Dialogue, asked: Parameter, text: str, heard: at_proposal.Heard | None
) -> bool:
    """Tell whether a line is about what is being made, though it is no answer: another value of it, or other words."""
    agrees = reader_for(ctx.topics, asked.type).agrees
    if (heard and heard.settles) or (agrees and (agreement.puts(text) or agreement.stops_last(text))):
        return True
    if reader_for(ctx.topics, asked.type).corrects(ctx, text) or await besides.reads_part(ctx, asked, text):
        return True
    command, draft = ctx.commands.by_name[underway.command], Draft.load(underway.state)
    told = await besides.told_of(ctx, command, draft, asked, text)
    return told is not None or await corrections.reworded(ctx, command, draft, text) is not None


def is_wish(ctx: Context, underway: Dialogue, text: str) -> bool:
    """Tell whether a whole sentence that wants something is said where a name is asked for."""
    asked = dialogue.asked(ctx, underway)
    if asked is None or asked.ask is None or not asked.ask.name:
        return False
    if agreement.asks_back(text) or agreement.refuses(text) or agreement.stops(text):
        return False
    wish = _WISH.match(text.strip()) or besides.TELLS_ELSE.match(text.strip())
    return wish is not None and len(text.split()) >= LEAST


async def no_answer(ctx: Context, underway: Dialogue, text: str) -> Reply | None:
    """Reply to a sigh or a complaint where a text is asked, and wait for the answer; None for any other line."""
    asked = dialogue.asked(ctx, underway)
    reader = reader_for(ctx.topics, asked.type) if asked else None
    if asked is None or reader is None or not reader.anything or reader.agrees:
        return None
    if agreement.answers_nothing(ctx, text) or dialogue.skips(text) or agreement.leaves_open(text):
        return None  # a yes, a no, a wait or a stop behind its sigh
    if not_said.is_sigh(text):
        told = _("I do not read that as an answer.")
    elif not_said.is_plaint(text) and not (asked.ask and asked.ask.reason):
        told = _("Sorry that this does not go smoothly. You can stop, or say it in your own words.")
    elif asked.ask and asked.ask.name and _asks_us(ctx, asked, text):
        told = _("That is a question. I do not put it down as an answer.")
    elif asked.ask and asked.ask.now and asked.ask.long and _BEGINS_WITH_NO.match(text.strip()):
        told = _("You begin with a no. I do not put that down as an answer.")
    else:
        return None
    again = Text(words(_question(ctx, underway, asked)))
    return Reply((Text(words(told)), again, _answer(ctx, underway, text, _("It is my answer"))))


def _asks_us(ctx: Context, asked: Parameter, text: str) -> bool:
    """Tell whether a line is nothing but a question, where a text is asked that is none: it is said to us."""
    reader = reader_for(ctx.topics, asked.type)
    if not reader.anything or reader.agrees or (asked.ask and asked.ask.question):
        return False
    if agreement.asks_back(text) or side_questions.asks_need(text) or side_questions.aside_of(text):
        return False  # it asks about the step
    said = _GOES_ON.sub("", text.strip())
    return said.endswith("?") and len(said.split()) <= LONGEST_ASKED and _ONE_QUESTION.match(said) is not None


_BEGINS_WITH_NO = re.compile(r"(?:nee|neen|no)\b[\s,]+(?:\S+\s+){1,11}\S+$", re.IGNORECASE)
"""How a line begins that objects to something, rather than telling what is asked."""
LONGEST_ASKED = 15
"""Words of a question that is said to us at a step: a longer one may be the story."""
_GOES_ON = re.compile(r"^(?:(?:en|maar|o|oh|ja|hm+|ok|oke|and|but|so|dus|wacht|wait)[\s,]+)+", re.IGNORECASE)
_ONE_QUESTION = re.compile(
    r"(?:(?:wat|wie|waar|wanneer|hoe|hoeveel|welke?|waarom|what|who|where|when|how|which|why)\b"
    r"|(?:is|zijn|kan|kun|mag|moet|heb|hebben|heeft|weet|bestaat|staat|komt|krijg|krijgt|can|may|must|do|does|did|are"
    r"|have|has|will)\s+\w)[^.!?]*\?$",
    re.IGNORECASE,
)
"""A line that is one question, from its first word to its mark."""


async def to_us(ctx: Context, underway: Dialogue, text: str) -> tuple[Call, str] | None:
    """Read a short question to us where a story is asked: who we are, what time it is. None for any other line."""
    asked = dialogue.asked(ctx, underway)
    if asked is None or asked.ask is None or not asked.ask.long or asked.ask.question:
        return None
    if len(text.split()) > ASKED_OF_US or not side_questions.is_question(text) or agreement.asks_back(text):
        return None
    reading = await own_words.read(ctx, text)
    call = reading.call if reading and reading.p >= own_words.CLEARLY else None
    return (call, reading.line) if reading and call and call.command.safe and not call.command.parameters else None


async def lapsed(ctx: Context, underway: Dialogue, reply: Reply) -> Reply | None:
    """Give the reply to something else than an answer, when a yes was asked for: that question is over.

    What was typed for it is kept. None when no yes was asked for.
    """
    asked = dialogue.asked(ctx, underway)
    if asked is None or not reader_for(ctx.topics, asked.type).agrees:
        return None
    where = calls.key_of(ctx.message.conversation)
    waiting = await ctx.read(dialogues.active, ctx.member.id, where, ctx.now)
    if waiting is None or waiting.id != underway.id:
        return reply  # something else is asked by now, or it was put aside
    if await dialogue.put_aside(ctx, underway) is None:
        return reply
    summary = ctx.commands.by_name[underway.command].summary
    resume = ctx.language.text(dialogue.RESUME_WORD)
    kept = _("I did not do this yet, and keep it: {what}.", what=Bold(ctx.language.text(summary)))
    return replace(reply, blocks=(*reply.blocks, Text(words(kept)), Actions((Action(_("Go on with it"), resume),))))


def behind(ctx: Context, underway: Dialogue, text: str) -> str:
    """Return what a line says behind a question back, or behind the yes to an open question: "ja, in het dorpshuis"."""
    asked = dialogue.asked(ctx, underway)
    if asked is not None and not reader_for(ctx.topics, asked.type).agrees:
        text = agreement.without_yes(text)
    return _behind_question(text)


def _behind_question(text: str) -> str:
    """Return what a line wants behind a question back: "waarom wil je dat weten? ik zoek iemand over stikstof"."""
    asked, _gap, wish = text.partition("? ")
    return wish.strip() if agreement.asks_back(f"{asked}?") and len(wish.split()) >= LEAST else text


async def which_wish(ctx: Context, underway: Dialogue, text: str, look: Call | None) -> Reply:
    """Ask whether a sentence that wants something is the answer, with what it may want, and to look it up."""
    reading = await own_words.read(ctx, text)
    perhaps = [each for each in reading.perhaps if each[0].name != own_words.SEARCH] if reading else []
    meant = tuple(proposing.offered(perhaps[:MOST]))
    return which(ctx, underway, text, look, meant)


MOST = 2
"""Commands that are offered where a sentence may be an answer."""


def which(
    ctx: Context, underway: Dialogue, text: str, call: Call | None = None, meant: tuple[Action, ...] = ()
) -> Reply:
    """Ask what was meant by a line that would change something; with a `call`, by one that it looks up."""
    asked = _("Is this your answer, or shall I do it?") if call is None else _("Is this your answer?")
    other = Action(_("Do it"), text, Audience.asker)
    if call is not None:
        other = Action(_("No, look it up"), call.command.line(call.rest), Audience.asker)
    return Reply(
        (
            Text(words(asked)),
            Quote(words(text)),
            _answer(ctx, underway, text, _("It is my answer")),
            Actions((*meant, other)),
        )
    )


async def still_asked(ctx: Context, underway: Dialogue, reply: Reply, answer: str | None) -> Reply:
    """Return a reply to a command, with what still waits for an answer; `answer` is the line, if it could be one."""
    where = calls.key_of(ctx.message.conversation)
    waiting = await ctx.read(dialogues.active, ctx.member.id, where, ctx.now)
    asked = dialogue.asked(ctx, underway)
    if waiting is None or waiting.id != underway.id or waiting.state != underway.state or asked is None:
        return reply  # something else is asked by now, or nothing any more
    if reply.private and not ctx.personal:
        return reply  # it is read elsewhere
    draft, blocks = Draft.load(waiting.state), list[Block]()
    if not draft.reminded:  # once for a step, not below each reply
        told = _("I still wait for your answer: {question}", question=_question(ctx, underway, asked))
        blocks.append(Text(words(told)))
        await ctx.write(
            dialogues.put, ctx.member.id, where, waiting.command, replace(draft, reminded=True).dump(), ctx.now
        )
    if answer is not None:
        blocks.append(_answer(ctx, underway, answer, _("That was my answer")))
    return replace(reply, blocks=(*reply.blocks, *blocks))


async def asked_again(ctx: Context, underway: Dialogue, reply: Reply) -> Reply:
    """Return the step anew, below what answers a question that came up at it: nothing lapses by asking."""
    command = ctx.commands.by_name[underway.command]
    again = await calls.proceed(ctx, command, Draft.load(underway.state), helping=True)
    return replace(again, blocks=(*(each for each in reply.blocks if isinstance(each, Text)), *again.blocks))


def _question(ctx: Context, underway: Dialogue, asked: Parameter) -> Bold:
    """Return the question itself; where it is more than a line, what it is for."""
    prompt = asked.ask.prompt if asked.ask else None
    summary = ctx.commands.by_name[underway.command].summary
    return Bold(ctx.language.text(prompt if isinstance(prompt, Msg) else summary))


def _answer(ctx: Context, underway: Dialogue, text: str, label: Msg) -> Actions:
    insisting = Action(label, AS_ANSWER.about(text), Audience.asker)
    return Actions((insisting,), choices=True, asking=dialogue.asking(ctx, underway))
