"""Answers what is no question to the Café: who the bot is, anger, the weather, and what it cannot do."""

from bot.chat.reply import Action, Actions, Item, Items, Reply, Text, say, words
from bot.chat.spans import Bold, Code
from bot.chat.texts import LANGUAGES, Msg, _
from bot.command.command import Context, command
from bot.members.visibility import named_to, place_of
from bot.sentences.named import named_in
from bot.sentences.nearest import nearest
from commands.basics import help as overview
from storage.members import people
from storage.vocabulary import Field, Role

MOST = 3
"""Coordinators who are named to somebody who would rather speak to a person."""
_MATTERS = frozenset({"theme", "region", "org", "net"})
"""What a line names that somebody may know of."""


@command(
    nl=("ben je een robot", "ben je een mens"),
    en=("are you a robot", "are you human"),
    summary=_("Who I am"),
    safe=True,
    hidden=True,
)
async def who_are_you(ctx: Context) -> Reply:
    return Reply(
        (
            Text(words(_("I am a program, and no person. I know which networks there are, and who knows what."))),
            Text(words(_("What you ask me in private, stays between us until you put it as a question."))),
            _ways(ctx),
        )
    )


@command(
    nl=("wie maakte jou",),
    en=("who made you",),
    summary=_("Who made me, and who runs me"),
    safe=True,
    hidden=True,
)
async def makers(ctx: Context) -> Reply:
    whose = _("I am the knowledge broker of the PLeK Café. Who runs the Café here runs me too.")
    return Reply(
        (
            Text(words(whose)),
            Text(words(_("People wrote me, and everyone may read my code. Coordinators look after what stands here."))),
            Actions(
                (
                    Action(_("Speak to a person"), speak_to_human.line()),
                    Action(_("What I can do"), overview.help.line()),
                )
            ),
        )
    )


@command(nl=("jouw mening",), en=("your opinion",), summary=_("Ask what I think of it"), safe=True, hidden=True)
async def opinion(ctx: Context, _what: str = "") -> Reply:
    """Have none, and offer who may have one of what the line names."""
    named = {slot.value: slot for slot in await named_in(ctx, ctx.message.text) if slot.word in _MATTERS}
    seek = Action(_("Find somebody"), ctx.line("who_knows", " ".join(named)) if named else ctx.line("who_knows"))
    ways = (seek, Action(_("Ask a question"), ctx.line("ask_question")))
    return Reply(
        (
            Text(words(_("I am a program, and have no opinion. People here do: I can bring you to them."))),
            Actions(ways),
        )
    )


@command(
    nl=("verkoop van gegevens",),
    en=("use of my data",),
    summary=_("What happens with what you tell me"),
    safe=True,
    hidden=True,
)
async def use_of_data(ctx: Context) -> Reply:
    kept = _("I sell nothing, and pass nothing on to companies or to my makers. Teams or Matrix carries our messages.")
    seen = _("Others see of you only what you let them see. You can look at all of it, and have it forgotten.")
    return Reply(
        (
            Text(words(kept)),
            Text(words(seen)),
            Actions(
                (
                    Action(_("My data"), ctx.line("my_data")),
                    Action(_("Who sees what"), ctx.line("consent")),
                    Action(_("Speak to a person"), speak_to_human.line()),
                )
            ),
        )
    )


@command(
    nl=("welke talen spreek je",),
    en=("which languages do you speak",),
    summary=_("Which languages I speak"),
    safe=True,
    hidden=True,
)
async def spoken_languages(ctx: Context) -> Reply:
    return Reply(
        (
            Text(words(_("I speak Dutch and English, and no other language. Just go on in the one you like."))),
            Actions(
                (
                    *(Action(name, ctx.line("language", code)) for code, name in LANGUAGES.items()),
                    Action(_("Who knows what"), ctx.line("who_knows")),
                    Action(_("What I can do"), overview.help.line()),
                )
            ),
        )
    )


@command(
    nl=("doe ik het goed",),
    en=("am i doing it right",),
    summary=_("Ask whether you do it right"),
    safe=True,
    hidden=True,
)
async def doing_it_right(ctx: Context) -> Reply:
    return Reply(
        (
            Text(words(_("You do nothing wrong, and you cannot break anything here."))),
            Text(words(_("Say it in your own words. Nothing goes to others until I showed it and you said yes."))),
            _ways(ctx),
        )
    )


@command(
    nl=("mens spreken",),
    en=("speak to a human",),
    summary=_("Speak to a person"),
    safe=True,
    hidden=True,
)
async def speak_to_human(ctx: Context) -> Reply:
    place = place_of(ctx)
    reachable = [
        each
        for each in await ctx.read(people.with_role, Role.coordinator)
        if each.agreed(Field.found, place) and each.id != ctx.member.id and not each.blocked_at
    ]
    near = sorted(reachable, key=lambda each: not (each.regions & ctx.member.regions))[:MOST]
    if not near:
        told = _("Yes: what you ask the desk goes to a person, also without signing up. Or ask in your channel.")
        return Reply((Text(words(told)), Actions((Action(_("Ask the desk"), ctx.line("put_request")),))))
    items = []
    for each in near:
        name, about = named_to(ctx, each)
        ask = Action(_("Ask them"), ctx.line("ask_member", f"M-{each.id}"))
        items.append(Item(words(Bold(ctx.language.text(name))), (), (ask,), words(about) if about else ()))
    return Reply((Text(words(_("These people look after the Café. They like to help."))), Items(tuple(items))))


@command(
    nl=("kosten van meedoen",),
    en=("cost of taking part",),
    summary=_("What it costs"),
    safe=True,
    hidden=True,
)
async def costs(ctx: Context) -> Reply:
    return Reply((Text(words(_("It costs nothing: asking, answering and taking part are free."))), _ways(ctx)))


@command(
    nl=("dit helpt niet",), en=("this does not help",), summary=_("Say that it was no help"), safe=True, hidden=True
)
async def complaint(ctx: Context) -> Reply:
    return _again(ctx, _("I am sorry. Tell me in a few words what you look for, then I try again."))


@command(nl=("noodgeval",), en=("emergency",), summary=_("Hear whom to call in an emergency"), safe=True, hidden=True)
async def emergency(ctx: Context) -> Reply:
    told = _("I am a program and warn nobody. Is there danger now? Get away from it and call 112.")
    return Reply((Text(words(told)), Text(words(_("Do you think of ending your life? Call 113.")))))


@command(nl=("rotbot",), en=("stupid bot",), summary=_("Let off steam"), safe=True, hidden=True)
async def swear(ctx: Context) -> Reply:
    return _again(ctx, _("That did not go well. What were you looking for?"))


@command(
    nl=("telefoonnummer",),
    en=("phone number",),
    summary=_("Ask for somebody's number or address"),
    safe=True,
    hidden=True,
)
async def private_data(ctx: Context) -> Reply:
    return Reply(
        (
            Text(words(_("I have no phone numbers and addresses. I do bring your question to somebody."))),
            Actions(
                (
                    Action(_("Find somebody"), ctx.line("who_knows")),
                    Action(_("Ask a question"), ctx.line("ask_question")),
                )
            ),
        )
    )


@command(nl=("het weer",), en=("the weather",), summary=_("Ask what is not of here"), safe=True, hidden=True)
async def out_of_scope(ctx: Context) -> Reply:
    return Reply(
        (
            Text(words(_("I know nothing of that. I know networks, people and questions about our surroundings."))),
            _ways(ctx),
        )
    )


@command(
    nl=("wat gebeurt er als",),
    en=("what happens if",),
    summary=_("What happens when you do something"),
    safe=True,
    hidden=True,
)
async def what_if(ctx: Context, _what: str = "") -> Reply:
    again, leave = Code(ctx.language.text(_("reopen"))), Code(ctx.language.text(_("forget me")))
    undone = _("What you close you open again with {again}. Only {leave} cannot be undone.", again=again, leave=leave)
    return Reply(
        (
            Text(words(_("Nothing, until you say yes: I always show first what I would do."))),
            Text(words(undone)),
            Actions((Action(_("What I can do"), overview.help.line()),)),
        )
    )


@command(
    nl=("laat maar zo", "laat het zo"),
    en=("leave it", "leave it as it is"),
    summary=_("Leave it as it is"),
    safe=True,
    hidden=True,
)
async def leave_it(_ctx: Context, _what: str = "") -> Reply:
    """What was said not to be done is not done, and that is said."""
    return say(_("All right, I leave it as it is."))


@command(nl=("kun je ook",), en=("can you also",), summary=_("Something that I cannot do"), safe=True, hidden=True)
async def not_built(ctx: Context, _what: str = "") -> Reply:
    """Say so, and offer what there is that comes nearest: topics that are added later are offered as well."""
    near = await nearest(ctx, ctx.message.text, but=not_built.name)
    ways = [Action(command.summary, line) for command, line in near]
    if not near:
        ways.append(Action(_("Ask a question"), ctx.line("ask_question")))
    ways.append(Action(_("What I can do"), overview.help.line()))
    return Reply((Text(words(_("That is not possible here yet."))), Actions(tuple(ways))))


def _again(ctx: Context, told: Msg) -> Reply:
    return Reply((Text(words(told)), _ways(ctx)))


def _ways(ctx: Context) -> Actions:
    """Return what one can go on with."""
    return Actions(
        (
            Action(_("Who knows what"), ctx.line("who_knows")),
            Action(_("Networks"), ctx.line("list_networks")),
            Action(_("What I can do"), overview.help.line()),
        )
    )
