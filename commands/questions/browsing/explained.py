"""Answers what members ask about questions: who sees one, how soon it is answered, and a fact of one."""

from bot.chat.reply import Inline
from bot.chat.spans import Code
from bot.chat.texts import Msg, _, _n
from bot.command.command import Context
from bot.command.refusal import Refused
from bot.things.answers import answer
from commands.questions.asking.ask import ask_question
from commands.questions.browsing.browse import my_questions
from commands.questions.card.card import asked_by
from commands.questions.carrying.labels import CARRYING
from commands.questions.conversation.answer import answer_question
from commands.questions.conversation.close import close_question
from commands.questions.knowledge.card import needed
from commands.questions.life.permissions import goes_on, unseen
from commands.questions.routing.rules import Rules
from storage.members import people
from storage.questions.question import Question
from storage.vocabulary import QuestionStatus, Role

_ASK = (_("Ask a question"), ask_question)
_ANSWER = (_("I know something"), answer_question)


@answer(
    nl=("wie ziet mijn vraag", "kan ik zonder naam vragen"),
    en=("who sees my question", "can i ask without my name"),
    asks=_("Who sees a question"),
    then=(_ASK,),
)
async def who_sees_question(_ctx: Context) -> Msg:
    return _(
        "All members see it, unless you ask it in a closed room: then only who is there. I show you that first, and it "
        "can be put without your name."
    )


@answer(
    nl=("hoe gaat een vraag", "wat gebeurt er met mijn vraag"),
    en=("how does a question go", "what happens to my question"),
    asks=_("How a question goes"),
    then=(_ASK, (_("My questions"), my_questions)),
)
async def how_question_goes(_ctx: Context) -> Msg:
    return _(
        "I look what was asked before and who could know it, and show you whom I ask; it is put when you say yes. You "
        "hear of each answer, and say which one helped."
    )


@answer(
    nl=("hoe snel krijg ik antwoord op mijn vraag", "wat als niemand antwoordt"),
    en=("how soon is my question answered", "what if nobody answers"),
    asks=_("How soon a question is answered"),
    then=((_("My questions"), my_questions), _ASK),
)
async def how_soon_answered(ctx: Context) -> Msg:
    rules = ctx.choices.of(Rules)
    return _(
        "Often in a few days, but nobody has to answer. Who is silent I remind once after {n} working days; {more} "
        "days later I ask others, and at last a coordinator.",
        n=rules.remind_after,
        more=rules.give_up_after,
    )


@answer(
    nl=("wie mag vragen beantwoorden", "moet ik deskundig zijn om te antwoorden"),
    en=("who may answer questions", "must i be an expert to answer"),
    asks=_("Who may answer"),
)
async def who_may_answer(_ctx: Context) -> Msg:
    return _(
        "Every member may, and experience from one place counts too: say where it holds, and that stands with your "
        "answer. You can take it back."
    )


@answer(
    nl=("mag ik antwoorden op vraag",),
    en=("may i answer question",),
    asks=_("Whether one may answer it"),
    allow=Role.member,
    then=(_ANSWER,),
)
async def may_one_answer(_ctx: Context, question: Question) -> Msg:
    _in_sight(question)
    return _(
        "Yes, also when it holds in one place or comes from experience: say so in {number}, and that stands with it.",
        number=Code(question.number),
    )


@answer(
    nl=("wie sluit een vraag", "wanneer is een vraag klaar"),
    en=("who closes a question", "when is a question done"),
    asks=_("Who closes a question"),
    then=((_("My questions"), my_questions),),
)
async def who_closes_question(_ctx: Context) -> Msg:
    return _(
        "Who asked it does, or a coordinator, and says what came of it. It stays to be found, and can be opened again."
    )


@answer(
    nl=("wie stelde vraag", "wanneer is vraag gesteld"),
    en=("who asked question", "when was question asked"),
    asks=_("Who asked a question, and when"),
    then=(_ANSWER,),
)
async def who_asked_question(ctx: Context, question: Question) -> Msg:
    _in_sight(question)
    asker = next(iter(await ctx.read(people.load, [question.asker_id] if question.asker_id is not None else [])), None)
    day = question.asked_at.astimezone(ctx.local_now.tzinfo).date()
    return _(
        "{number} was asked by {who}, on {day}.",
        number=Code(question.number),
        who=asked_by(ctx, question, asker),
        day=day,
    )


@answer(
    nl=("heeft vraag al antwoord", "hoeveel antwoorden heeft vraag"),
    en=("does question have an answer", "how many answers does question have"),
    asks=_("Whether a question was answered"),
    then=(_ANSWER, (_("Close it"), close_question)),
)
async def answers_of_question(_ctx: Context, question: Question) -> Msg:
    _in_sight(question)
    number, helped = Code(question.number), sum(each.accepted_at is not None for each in question.answers)
    if not question.answers:
        return _("{number} has no answer yet.", number=number)
    told = _n("{number} has {n} answer", "{number} has {n} answers", len(question.answers), number=number)
    if not helped:
        return _("{told}. Nobody said yet whether that helped.", told=told)
    return _("{told}. The asker said of {n} that it helped.", told=told, n=helped)


@answer(
    nl=("geldt antwoord op vraag ook elders", "uit welke plek komt het antwoord op vraag"),
    en=("does the answer to question hold elsewhere", "where does the answer to question come from"),
    asks=_("Whether an answer holds elsewhere"),
    then=(_ANSWER,),
)
async def where_answer_holds(ctx: Context, question: Question) -> Msg:
    _in_sight(question)
    number = Code(question.number)
    if not question.answers:
        return _("{number} has no answer yet.", number=number)
    regions: list[Inline] = [", ".join(sorted(ctx.atlas.regions[each].name for each in question.regions))]
    carries = [CARRYING[each] for each in dict.fromkeys(one.carries for one in question.answers if one.carries)]
    if question.regions and carries:
        return _(
            "The answers to {number} were given for {regions} ({how}). Whether that holds elsewhere was not told: "
            "ask it below the question.",
            number=number,
            regions=regions,
            how=[*carries],
        )
    if question.regions:
        return _(
            "The answers to {number} were given for {regions}. Whether that holds elsewhere was not told: ask it below "
            "the question.",
            number=number,
            regions=regions,
        )
    return _("For where the answers to {number} hold was not told: ask it below the question.", number=number)


@answer(
    nl=("wat voor kennis vraagt vraag", "welk antwoord helpt bij vraag"),
    en=("what knowledge does question ask for", "which answer helps with question"),
    asks=_("What a question asks for"),
    then=(_ANSWER,),
)
async def needs_of_question(_ctx: Context, question: Question) -> Msg:
    _in_sight(question)
    needs = needed(question)
    if not needs:
        return _(
            "{number} does not say what knowledge it asks for: all that helps is welcome.", number=Code(question.number)
        )
    return _("{number} asks for: {needs}.", number=Code(question.number), needs=[*needs])


def _in_sight(question: Question) -> None:
    """Raises `Refused` for one that is hidden, or goes on in another."""
    if question.status is QuestionStatus.hidden:
        raise Refused(unseen(question))
    if question.status is QuestionStatus.merged:
        raise Refused(reply=goes_on(question))
