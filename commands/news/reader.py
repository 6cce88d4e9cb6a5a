"""Reads items of news from their numbers: U-1."""

from bot.chat.spans import Code
from bot.chat.texts import _
from bot.reading.numbered import Numbered, Source
from storage.news import news
from storage.news.item import Item


class AnItem(Numbered[Item]):
    letter = "U"
    source = Source(news.get, news.latest)
    which = _("Which news? Give its number, like {example}.", example=Code("U-1"))
    missing = _("News {number} does not exist.")
