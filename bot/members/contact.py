"""Brings people together: who it is, with a link that begins a chat, and the thread in which they speak."""

from bot.chat.message import Conversation, Identity, Kind
from bot.chat.reply import Words, own, words
from bot.chat.spans import Link
from bot.chat.texts import Language, _
from bot.command.command import Context
from bot.members.visibility import SOMEONE, bold, name_in
from storage.members import people
from storage.members.member import Member
from storage.vocabulary import Place


async def introduced(ctx: Context, member: Member, language: Language, said_in: Conversation | None) -> Words:
    """Tell from whom it is, to one other member, with what leads to them; only so much as they agreed to."""
    name = name_in(member, Place.members)
    told = words(_("From {who}.", who=bold(language, name)))
    link = said_in and _thread(ctx, said_in)
    if link:
        told = words(told, " ", Link(language.text(_("Open the conversation")), link))
    if name is SOMEONE:
        return told
    chat = await chat_with(ctx, member)
    return words(told, " ", own((Link(language.text(_("Start a chat")), chat),), member.id)) if chat else told


async def chat_with(ctx: Context, member: Member) -> str:
    """Return the address that begins a chat with a member; none where no platform has one."""
    for known in await ctx.read(people.identities_of, member.id):
        if known.platform in ctx.links:
            return ctx.links[known.platform].person_link(Identity(known.platform, known.native_id, known.name))
    return ""


def _thread(ctx: Context, where: Conversation) -> str:
    if where.kind is not Kind.channel or where.thread is None or where.platform not in ctx.links:
        return ""
    return ctx.links[where.platform].thread_link(where)
