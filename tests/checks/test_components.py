"""What the product is made of is told whole, each part under a licence that fits, and to catalogues as it is."""

import json
import tomllib

import yaml
from jsonschema import Draft7Validator
from referencing import Registry
from referencing.jsonschema import DRAFT7

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


def test_the_bill_of_materials_is_as_cyclonedx_wants_it() -> None:
    schemas = [json.loads(each.read_text()) for each in (ROOT / "tests" / "data" / "cyclonedx").glob("*.json")]
    known = Registry().with_resources([(each["$id"], DRAFT7.create_resource(each)) for each in schemas])
    (whole,) = (each for each in schemas if each["$id"].endswith("bom-1.6.schema.json"))
    validator = Draft7Validator(whole, registry=known)
    told = document(list(components()))
    assert [each.message for each in validator.iter_errors(told)] == []
    assert list(validator.iter_errors({**told, "components": [{"name": "x"}]})), "what is wrong is found"
    assert list(validator.iter_errors({**told, "bomFormat": "SPDX"}))


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
