"""Draws what a network is tied to, or how the networks of a region, theme or level hang together."""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import chain

from bot.chat.reply import Inline, Picture, Words, words
from bot.chat.texts import Language, _, _n
from bot.command.command import Context
from bot.inbound.pictures import Drawing
from bot.topic import Topics
from commands.relations.around import Around, around
from commands.relations.canvas import MOST, Canvas, Dot, Line, svg_of
from commands.relations.labels import called, told
from commands.relations.readers import Side, find, plain_title
from storage import atlas
from storage.database.database import Tx
from storage.links import Thing
from storage.relations import partners, ties
from storage.relations.partners import Partner
from storage.relations.relation import Tie

KIND = "relations"
ROWS = MOST // 2
LEGEND = _("Solid: it is there. Dashed: a chance, or counted.")


def picture_of(ctx: Context, whose: Side, found: Around) -> Picture:
    """Return the picture beside a card, with all that it shows in words."""
    shown = [each for each in found.ties if whose.partner or _once(each, whose)][: MOST - 1]
    parts: list[Inline] = []
    rows: list[tuple[Words, ...]] = []
    for each in shown:
        other = plain_title(found.others[each.other])
        here = found.others.get(each.one)
        one: list[Inline] = [plain_title(here), " "] if whose.partner is None and here else []
        kans: list[Inline] = [_("chance"), ": "] if each.chance else []
        parts += ["; " if parts else " ", *one, *kans, told(ctx, each), " ", other]
        rows.append((words(plain_title(here) if here else whose.title), words(*kans, told(ctx, each)), words(other)))
    return Picture(KIND, whose.line, words(_("Picture of the ties of {name}:", name=whose.title), *parts), tuple(rows))


def _drawn(tx: Tx, picture: Picture, language: Language, topics: Topics) -> str | None:
    whose = find(tx, picture.about, atlas.atlas(tx))
    if whose is None:
        return None
    canvas = _star(tx, whose.partner, language, topics) if whose.partner else _web(tx, whose, language)
    return svg_of(canvas) if canvas else None


def _star(tx: Tx, partner: Partner, language: Language, topics: Topics) -> Canvas | None:
    """One thing in the middle, with what it is tied to around it: what is said on the left first."""
    found = around(tx, [partner.thing])
    if not found.ties:
        return None
    shown, title = found.ties[: MOST - 1], partner.name
    if more := len(found.ties) - len(shown):
        title = f"{title} ({language.text(_n('and {n} more', 'and {n} more', more))})"
    dots = [Dot(found.others[each.other].name, _note(each, language, topics)) for each in shown]
    half = (len(dots) + 1) // 2
    lines = [Line(-1, place, light=each.chance or each.times > 0) for place, each in enumerate(shown)]
    return Canvas(title, dots[:half], dots[half:], lines, language.text(LEGEND), centre=True)


def _note(each: Tie, language: Language, topics: Topics) -> str:
    what = language.text(called(topics, each))
    if each.times:
        return f"{what}: {each.times}"
    return f"{language.text(_('chance'))}: {what}" if each.chance else what


def _web(tx: Tx, whose: Side, language: Language) -> Canvas | None:
    """Those that a name stands for with what they are tied to, the most tied ones."""
    found = [each for each in ties.of(tx, whose.things) if _once(each, whose)]
    degree = Counter(chain.from_iterable((each.one, each.other) for each in found))
    there = Counter(chain.from_iterable((each.one, each.other) for each in found if not each.chance))
    known = partners.load(tx, degree)
    most = sorted((each for each in degree if each in known), key=lambda each: (-degree[each], known[each].name))[:MOST]
    shown = [each for each in found if each.one in most and each.other in most]
    if not shown:
        return None
    left, right = _columns(most, shown)
    places = {each: place for place, each in enumerate((*left, *right))}
    pairs: dict[tuple[int, int], Tie] = {}
    for each in shown:
        one, other = sorted((places[each.one], places[each.other]))
        pairs.setdefault((one, other), each)
    lines = [Line(one, other, light=each.chance or each.times > 0) for (one, other), each in pairs.items()]
    ones, others = ([Dot(known[each].name, _ties(there[each], language)) for each in side] for side in (left, right))
    return Canvas(whose.name, ones, others, lines, language.text(LEGEND))


def _once(each: Tie, whose: Side) -> bool:
    """Tell whether it is to be shown: a tie between two of them is there from both sides."""
    return not each.back or each.other not in whose.things


def _columns(most: Sequence[Thing], shown: Sequence[Tie]) -> tuple[list[Thing], list[Thing]]:
    """Put each in the column where fewest of what it is tied to stand, so that ties go across and few lines cross."""
    beside: dict[Thing, set[Thing]] = {}
    for each in shown:
        beside.setdefault(each.one, set()).add(each.other)
        beside.setdefault(each.other, set()).add(each.one)
    left: list[Thing] = []
    right: list[Thing] = []
    for thing in most:
        here, there = (len(beside.get(thing, set()).intersection(column)) for column in (left, right))
        column = left if (here, len(left)) <= (there, len(right)) else right
        (column if len(column) < ROWS else left if column is right else right).append(thing)
    return left, _beside(right, left, shown)


def _ties(count: int, language: Language) -> str:
    return language.text(_n("{n} tie", "{n} ties", count))


def _beside(some: Iterable[Thing], left: Sequence[Thing], shown: Sequence[Tie]) -> list[Thing]:
    """Order a column by the height of what each is tied to in the other."""
    heights = {each: place for place, each in enumerate(left)}

    def height(thing: Thing) -> float:
        ends = [{each.one, each.other} - {thing} for each in shown if thing in (each.one, each.other)]
        theirs = [heights[other] for others in ends for other in others if other in heights]
        return sum(theirs) / len(theirs) if theirs else 0.0

    return sorted(some, key=height)


DRAWING = Drawing(KIND, _drawn)
