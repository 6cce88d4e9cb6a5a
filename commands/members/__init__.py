"""Lets members sign up, tell of themselves, keep their privacy and have roles."""

from pathlib import Path

from bot.chat.reply import Action
from bot.chat.texts import _
from bot.command.asides import Aside, Asides
from bot.command.first_step import FirstStep
from bot.command.help_heading import HelpHeading
from bot.command.tile import Tile, members, visitors
from bot.digest.footer import FooterButton
from bot.members.visibility import names
from bot.sentences.samples import samples_in
from bot.things.names import Named
from bot.topic import Topic
from commands.members import (
    consent,
    forgetting,
    hits,
    language,
    moderation,
    own_data,
    pause,
    preferences,
    profile,
    registration,
    roles,
)
from commands.members.found_by import why_me
from commands.members.held import HELD
from commands.members.linking import link
from commands.members.of_organisation import OF_ORGANISATION

TOPIC = Topic(
    "members",
    *samples_in(Path(__file__).parent),
    Named("member", names),
    OF_ORGANISATION,
    moderation.MODERATED,
    hits.FINDABLE,
    hits.SOURCE,
    FirstStep(_("Sign up"), registration.sign_up, rank=10, signs_up=True),
    Tile(_("Sign up"), registration.sign_up, rank=10, suits=visitors),
    Tile(_("My profile"), profile.profile, rank=70, suits=members),
    FooterButton(lambda _frequency: Action(_("Pause"), pause.pause.line()), rank=30),
    *HELD,
    *own_data.DOCUMENTS,
    forgetting.LEAVING,
    Asides(
        (registration.sign_up,),
        {
            Aside.name: _("Members see it where you agree to that. I ask so at the end, before anybody sees it."),
            Aside.seen: _("Members see it where you agree to that. I ask so at the end, before anybody sees it."),
            Aside.stays: _("What you tell stays until you change it or sign off."),
            Aside.undone: _("Yes. You can change each part of your profile, and sign off."),
        },
    ),
    Asides(
        (registration.sign_off, forgetting.forget_me),
        {
            Aside.name: _("Your name goes everywhere. What you asked and answered may stay, without your name."),
            Aside.stays: _("What you asked and answered stays, without your name. Type forget me to let all of it go."),
            Aside.undone: _("No. What is forgotten does not come back."),
        },
    ),
    HelpHeading(
        _("About you"),
        (
            registration.sign_up,
            profile.profile,
            profile.change_profile,
            pause.pause,
            pause.end_pause,
            language.language,
            registration.sign_off,
            consent.consent,
            preferences.preferences,
            preferences.always_unnamed,
            why_me,
            link,
            own_data.my_data,
            forgetting.forget_me,
        ),
        rank=40,
    ),
    HelpHeading(_("Care and roles"), (roles.grant_role, roles.withdraw_role, roles.list_roles), rank=73),
    rank=40,
)
