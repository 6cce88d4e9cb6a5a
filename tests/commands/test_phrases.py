"""The phrases of the topics that there are: what people say becomes the line that it means."""

import re
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from bot.command.own_words import proposed_in
from bot.language.intents import Learning
from storage.database.database import Database
from storage.database.text import fold
from storage.messaging import dialogues
from tests.cafe import ALL, Door, Person, Said
from tests.transcripts import SHARE, Phrase, Play, phrases, stages, stems, waiting

LATER = frozenset(
    {
        "core-nl-s_hoort_bij_k",
        "core-nl-haal_de_band_tussen_s_en_k_weg",
        "core-nl-kan_g_weer_open",
        "core-nl-wie_houdt_g_bij",
        "agenda-nl-kan_k_op_de_leeragenda",
        "agenda-nl-wat_speelt_er_landelijk",
        "agenda-nl-g_kan_er_wel_af_dat_weten_we_nu",
        "agenda-nl-waar_gaan_we_het_over_hebben_op_b",
        "agenda-nl-welke_vragen_over_de_hub_zelf_staan_er_nog_open",
        "signals-nl-leg_s_voor_aan_de_stuurgroep",
        "signals-nl-welke_risico_s_lopen_er_in_oost",
        "signals-en-put_s_to_the_steering_group",
        "lessons-nl-het_ging_goed_mis_bij_de_startbijeenkomst_niemand_",
        "lessons-nl-hebben_anderen_hier_al_van_geleerd_praten_met_bewo",
        "lessons-nl-we_hebben_l_gebruikt_in_zwolle_en_toen_kwam_er_wel",
        "lessons-nl-kunnen_we_het_fplg_samen_evalueren",
        "lessons-en-not_with_us_l",
        "lessons-en-i_used_l_in_our_project",
        "lessons-en-start_a_learning_evaluation_for_n",
        "glossary-nl-kan_er_geen_beter_woord_komen_voor_milieu_gezondhe",
        "glossary-en-what_is_a_knowledge_hub",
    }
)
"""What is mended next."""


@pytest_asyncio.fixture
async def cafe(example_url: str, learning: Learning) -> AsyncIterator[Door]:
    """The example Café, which understands sentences."""
    opened = Database(example_url)
    async with Door(opened, learning=learning) as door:
        yield door
    opened.close()


@pytest.mark.parametrize("phrase", waiting([each for each in phrases() if not each.because], LATER))
async def test_it_becomes_what_it_means(cafe: Door, phrase: Phrase) -> None:
    play = Play(cafe, stages()[phrase.topic])
    said, means = [await _named(play, text) for text in (phrase.said, phrase.means)]
    someone = await cafe.member("Deelnemer", phrase.language, regions="Twente")
    heard = await someone.says(said)
    read = await _read(cafe, someone, heard)
    wanted = ALL.match(means, "nl")
    if wanted is None:
        assert heard.reply.subject is not None, heard
        assert heard.reply.subject.line == means
        return
    if read is None:
        # It was done at once: then it was the command itself, and tells the same to somebody else.
        call = ALL.match(said, phrase.language)
        assert call is not None, heard
        read = (call.command.name, call.rest)
    command, told = read
    assert command == wanted.command.name, heard
    words = stems(wanted.rest, least=0)
    assert len(words & stems(f"{told} {heard}", least=0)) >= SHARE * len(words), (told, heard)


async def _named(play: Play, text: str) -> str:
    """The phrase with the number of anything of that letter."""
    for letter in dict.fromkeys(re.findall(r"\{([A-Z])\d?\}", text)):
        make = play.stage.things.get(letter)
        number = await make(play) if make else f"{letter}-1"
        text = re.sub(rf"\{{{letter}\d?\}}", number, text)
    return text


async def _read(door: Door, who: Person, heard: Said) -> tuple[str, str] | None:
    """The command that was read, and the rest of its line: proposed, asked further, or shown."""
    line = proposed_in(heard.reply) or heard.reply.line
    if line and (call := ALL.match(line, who.language)):
        return call.command.name, call.rest
    me = await who.member()
    asked = await door.database.read(dialogues.under_way, me.id, door.clock())
    if asked:
        return asked[0][1].command, fold(str(asked[0][1].state))
    return None
