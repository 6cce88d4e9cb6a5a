"""Reads what the asker of a question says of the proposal for it: yes, or what should be otherwise."""

import re
from dataclasses import replace

from bot.chat.reply import Choice
from bot.chat.spans import Code
from bot.chat.texts import _
from bot.command import agreement
from bot.command.command import Ask, Context
from bot.command.reader import Reader, Unclear, Weighed
from bot.language.sentence import understand
from bot.things.proposal import Proposal, corrections
from storage.database.text import fold

FEW = 6
"""Words of a line that says no more than with or without whose name."""


LINES = 20
"""Lines of an answer that are read, the last ones: a long text would be read for minutes."""


class AProposal(Reader[Proposal]):
    """Yes, or what should be otherwise: "Salland, praktijkkennis", "meer", "zonder naam", "met naam"."""

    anything = True
    agrees = True

    _YES = frozenset({"ja", "j", "yes", "y", "ok", "oke", "goed", "klopt", "stel", "put", "put it", "stel de vraag"})
    _MORE = re.compile(r"\b(meer|toevoegen|aanvullen|more|add)\b", re.IGNORECASE)
    _UNNAMED = re.compile(
        r"\b(anoniem|anonymous(?:ly)?|zonder (?:mijn )?naam|without my name|without a name)\b", re.IGNORECASE
    )

    _NAMED = re.compile(r"\b(met (?:mijn )?naam|with my name)\b", re.IGNORECASE)

    _NOT = re.compile(
        r"\b(?:niet|geen|zonder|not|without)\s+(.{2,80}?)(?=\s*(?:[,.;!]|\b(?:maar|but|wel)\b|$))", re.IGNORECASE
    )
    """What it should not be: "niet Twente maar Flevoland", "zonder Salland"."""
    _NUMBER = re.compile(r"\b[a-z]-\d", re.IGNORECASE)
    """It tells of something else than this question."""
    _TYPED = frozenset({"1", "2", "3"})

    def weigh(self, ctx: Context, text: str) -> Weighed:
        said = text.strip(" .!")
        if self._NUMBER.search(text):
            return Weighed.settles  # it is no answer, as reading it finds out
        if agreement.refuses(text):
            return Weighed.refuses
        if said in self._TYPED or self._MORE.fullmatch(said):
            return Weighed.settles
        if self._says_more(text):
            return Weighed.corrects
        agreed = fold(text) in self._YES or agreement.says_yes(ctx, text)
        return Weighed.settles if agreed else Weighed.refuses if agreed is False else Weighed.corrects

    def _says_more(self, text: str) -> bool:
        """Tell whether a line says something that should be otherwise."""
        return any(pattern.search(text) for pattern in (self._UNNAMED, self._NAMED, self._NOT))

    def hears_early(self, text: str) -> bool:
        said = fold(text)
        return len(said.split()) <= FEW and bool(self._UNNAMED.search(text) or self._NAMED.search(text))

    async def read(self, ctx: Context, text: str, ask: Ask | None) -> Proposal:
        """Read what was said so far, a line a time: what is said later goes before what was said earlier."""
        *earlier, last = text.split("\n")[-LINES:]
        found = self._line(ctx, last)
        for line in reversed(earlier):
            found = found.or_else(self._line(ctx, line))
        return found

    def _line(self, ctx: Context, text: str) -> Proposal:
        if self._NUMBER.search(text):
            raise Unclear(_("That is about something else than your question."))
        other = "met naam" if ctx.member.asks_unnamed else "anoniem"
        text = {"1": "ja", "2": "meer", "3": other}.get(text.strip(), text)
        more = bool(self._MORE.search(text))
        unnamed = True if self._UNNAMED.search(text) else False if self._NAMED.search(text) else None
        rest = self._NAMED.sub(" ", self._UNNAMED.sub(" ", self._MORE.sub(" ", text)))
        but = understand(" ".join(self._NOT.findall(rest)), ctx.vocabulary)
        rest = self._NOT.sub(" ", rest)
        found = replace(
            corrections(rest, ctx),
            more=more,
            unnamed=unnamed,
            but_regions=frozenset(but.ids("region")),
            but_themes=frozenset(but.ids("theme")),
        )
        if found == Proposal() and fold(rest) not in self._YES and not agreement.says_yes(ctx, rest):
            raise Unclear(
                _(
                    "I see no region, theme or kind in that. Type {yes}, or what should be different.",
                    yes=Code(ctx.language.text(_("yes"))),
                )
            )
        return found

    async def choices(self, ctx: Context) -> tuple[Choice, ...]:
        by_name = (_("with my name"), _("Ask it with my name"))
        by_none = (_("without my name"), _("Ask it without my name"))
        typed, shown = by_name if ctx.member.asks_unnamed else by_none
        return (
            Choice(ctx.language.text(_("yes")), _("Put my question")),
            Choice(ctx.language.text(_("more")), _("Tell more first")),
            Choice(ctx.language.text(typed), shown),
        )
