"""What the product is made of is told whole, each part under a licence that fits, and to catalogues as it is."""

import tomllib

import yaml

from bot.chat.texts import LANGUAGES
from checks.components import FITTING, LOCK, Component, components, document
from tests import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]


def test_all_that_is_locked_is_told_with_its_hashes_and_a_licence_that_fits() -> None:
    found = list(components())
    assert len(found) == sum("==" in line for line in LOCK.read_text().splitlines())
    assert [each for each in found if not each.fits or not each.hashes] == []
    told = document(found)
    assert told == document(found), "the same is told the same"
    references = [each["bom-ref"] for each in told["components"]]
    assert len(set(references)) == len(found)
    assert told["dependencies"] == [{"ref": "plek", "dependsOn": references}]


def test_a_licence_that_is_not_known_to_fit_is_found() -> None:
    assert FITTING
    for licence in ("", "Proprietary", "GNU General Public License v3", "SSPL-1.0"):
        assert not Component("x", "1", licence, ("a",)).fits, licence


def test_catalogues_are_told_what_is_so() -> None:
    told = yaml.safe_load((ROOT / "publiccode.yml").read_text())
    assert told["softwareVersion"] == PROJECT["version"]
    assert told["legal"]["license"] == PROJECT["license"]
    assert set(told["localisation"]["availableLanguages"]) == set(told["description"]) == set(LANGUAGES)
    assert all(len(each["shortDescription"]) <= 150 for each in told["description"].values())
    assert all(150 <= len(each["longDescription"]) <= 10_000 for each in told["description"].values())
    assert not {"url", "contacts"} & {*told, *told["maintenance"]}, "nobody made them up"
