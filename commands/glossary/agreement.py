"""Reads what a maker says to a proposal: that it is right, how it should be instead, with or without whose name."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from bot.chat.line import YES as AGREED
from bot.chat.line import Line
from bot.chat.reply import Action, Actions, Block, Fact, Facts, Quote, Reply, Style, Text, words
from bot.chat.spans import Bold
from bot.chat.texts import Msg, _
from bot.command.command import Ask, Context, Values
from bot.command.reader import Reader, Unclear, Weighed
from bot.command.unnamed import says_no_more
from bot.dialogue.draft import corrections_of
from bot.reading.agreement import YES, refuses
from storage.database.text import fold


@dataclass(frozen=True, slots=True)
class Agreement:
    """Holds what was said to a proposal. `instead` is another text; `unnamed` is None for who said nothing of it."""

    instead: str = ""
    unnamed: bool | None = None

    def or_else(self, earlier: "Agreement") -> "Agreement":
        """Add what was said earlier of what this does not speak of."""
        unnamed = earlier.unnamed if self.unnamed is None else self.unnamed
        return replace(self, instead=self.instead or earlier.instead, unnamed=unnamed)


class AnAgreement(Reader[Agreement]):
    """Yes, "zonder mijn naam", or the whole text as it should be."""

    anything = True
    takes_yes = True

    CHANGE: Final = Line("wijzig", en="change")
    UNNAMED: Final = Line("zonder naam", en="without name")
    NAMED: Final = Line("met naam", en="with name")

    _YES: Final = YES | {"zo is het goed", "laat zo", "laat het zo", "right", "leave it", "keep it", "1"}
    _OTHERWISE: Final = frozenset(
        {"wijzig", "verander", "aanpassen", "ik kort het in", "change", "change it", "i make it shorter", "2"}
    )
    _NAMED: Final = re.compile(r"^\W*(?:(?:ja,? )?met (?:mijn )?naam|with my name)\W*$", re.I)

    @staticmethod
    def _is_unnamed(text: str) -> bool:
        return text.strip(" .)]") == "3" or says_no_more(text)

    def weigh(self, ctx: Context, text: str) -> Weighed:
        if refuses(text) and not says_no_more(text):
            return Weighed.refuses
        said = fold(text)
        settles = said in self._YES | self._OTHERWISE or self._is_unnamed(text) or self._NAMED.match(text)
        return Weighed.settles if settles else Weighed.corrects

    async def read(self, ctx: Context, text: str, ask: Ask | None) -> Agreement:
        *earlier, last = text.split("\n")
        found = self._line(last)
        for line in reversed(earlier):
            found = found.or_else(self._line(line))
        return found

    def _line(self, text: str) -> Agreement:
        said = fold(text)
        if said in self._OTHERWISE:
            raise Unclear(_("How should it be? Type the whole text."))
        if self._is_unnamed(text):
            return Agreement(unnamed=True)
        if self._NAMED.match(text):
            return Agreement(unnamed=False)
        return Agreement() if said in self._YES else Agreement(instead=" ".join(text.split()))


SEEN_BY_MEMBERS: Final = _("All members see it.")
RIGHT: Final = _("That is right")
CHANGE_IT: Final = _("Change it")


def said_to(known: Values, name: str) -> Agreement:
    """What was said so far to the proposal of that name, which is shown again with it."""
    said: Agreement | None = known.get(corrections_of(name))
    return said or Agreement()


def laid_out(
    ctx: Context,
    text: str,
    rows: Sequence[Fact] = (),
    *,
    above: Sequence[Block] = (),
    seen_by: Msg = SEEN_BY_MEMBERS,
    right: Msg = RIGHT,
    otherwise: Msg = CHANGE_IT,
    unnamed: bool = False,
) -> Reply:
    """Show how something will be put, and who sees it; one press puts it. `unnamed`: it is so already."""
    nameless = Action(_("Without my name"), AnAgreement.UNNAMED)
    if unnamed:
        nameless = Action(_("With my name"), AnAgreement.NAMED)
    title = Text(words(Bold(ctx.language.text(_("This is how I put it:")))))
    told: list[Block] = [title, Quote(words(text)), *((Facts(tuple(rows)),) if rows else ())]
    buttons = (Action(right, AGREED, style=Style.primary), Action(otherwise, AnAgreement.CHANGE), nameless)
    return Reply((*above, *told, Text(words(seen_by)), Actions(buttons, choices=True)))
