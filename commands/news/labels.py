"""Names the sorts and states of news as people read them."""

from bot.chat.texts import _
from bot.command.labels import Labels
from storage.news.item import Sort, State

SORTS = Labels(Sort, {Sort.news: _("news"), Sort.publication: _("publication"), Sort.success: _("success")})
STATES = Labels(
    State,
    {State.asked: _("waits for its writer"), State.shared: _("shared"), State.withdrawn: _("withdrawn")},
)
