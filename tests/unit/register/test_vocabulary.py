"""The market's words in ours."""

import pytest

from civsam_pages.register.importing.vocabulary import categories_of, groups_of, is_age, kind_of
from civsam_pages.register.rules import ActorKind


@pytest.mark.parametrize(
    ("types", "name", "kind"),
    [
        (["Idrottsföreningar"], "Älvsunda IF", ActorKind.ASSOCIATION),
        ([], "Älvsunda IF", ActorKind.ASSOCIATION),
        (["Studieförbund"], "Tallen", ActorKind.STUDY_ASSOCIATION),
        (["Trossamfund och liknande"], "Korsvägen", ActorKind.FAITH_COMMUNITY),
        (["Religiösa föreningar"], "Älvsunda församling", ActorKind.FAITH_COMMUNITY),
        (["Religiösa föreningar"], "Norrstrandskyrkan", ActorKind.FAITH_COMMUNITY),
        (["Religiösa föreningar"], "Kyrkans unga", ActorKind.ASSOCIATION),
        (["Kulturföreningar"], "Vänner till Älvsunda kyrka", ActorKind.ASSOCIATION),
        (["Ekonomisk förening"], "Byvägen", ActorKind.COOPERATIVE),
        (["Vägföreningar"], "Byvägen ek för", ActorKind.COOPERATIVE),
        (["Kulturföreningar"], "Stiftelsen Hedlunda gård", ActorKind.FOUNDATION),
        (["Hjälporganisationer"], "Kvinnonätverket", ActorKind.NETWORK),
        (["Paraplyorganisation"], "Älvsunda föreningar", ActorKind.UMBRELLA),
    ],
)
def test_a_word_tells_the_form_of_an_actor(types, name, kind):
    assert kind_of(types, name) == kind


@pytest.mark.parametrize(
    ("types", "activities", "name", "categories"),
    [
        (["Idrottsförening"], [], "", ["idrott"]),
        (["Idrotts"], ["Möte"], "", ["idrott"]),
        (["Kulturföreningar"], ["Fotboll"], "", ["idrott", "kultur"]),
        (["Hembygds- & bygdegårdsfören"], [], "", ["hembygd", "samlingslokal"]),
        (["Ungdomsförening (ej idrott)"], [], "", ["barn-och-unga"]),
        (["Vägföreningar"], ["Väg, egen - skötsel"], "", ["bygd"]),
        (["Byalag"], [], "", ["bygd"]),
        (["Fiskeföreningar"], ["Sportfiske"], "", ["friluftsliv"]),
        (["Politiska föreningar"], [], "", ["paverkan"]),
        (["Pensionärsföreningar"], [], "", ["pensionar"]),
        (["Nykterhetsföreningar"], [], "", ["halsa"]),
        (["Handikappföreningar"], [], "", ["funktionsratt"]),
        (["Social verksamhet, förening"], [], "", ["gemenskap"]),
        (["Övriga föreningar"], [], "Älvsunda IF", ["annat"]),
        ([], [], "Älvsunda IF", ["idrott"]),
        ([], [], "Älvsunda Hembygdsförening", ["hembygd"]),
        ([], [], "Grannarna", ["annat"]),
    ],
)
def test_types_and_activities_become_categories_that_visitors_know(
    types, activities, name, categories
):
    assert categories_of(types, activities, name) == categories


@pytest.mark.parametrize(
    ("words", "groups"),
    [
        (["Barn & ungdom (0-20 år)"], ["barn-0-6", "barn-7-12", "unga"]),
        (["Vuxna (21+ år)"], ["vuxna"]),
        (["Pensionär (65 + år)"], ["aldre"]),
        (["Personer med funktionsnedsättning"], ["funktionsnedsattning"]),
        (["För åldern (0-12 år)"], ["barn-0-6", "barn-7-12"]),
        (["För åldern (13-20 år)"], ["unga"]),
        (["För åldern (21-110 år)"], ["vuxna"]),
        (["26-40 år"], ["vuxna"]),
        (["21-25 år (21-25 år)"], ["unga"]),
        (["65+ år (65-150 år)"], ["aldre"]),
        (["Familjer", "Ungdomar"], ["unga", "familjer"]),
    ],
)
def test_ages_and_words_become_target_groups(words, groups):
    assert groups_of(words) == (groups, [])


def test_a_group_that_we_do_not_have_is_told_of():
    assert groups_of(["Alla", "Segelfartyg"]) == (["alla"], ["Segelfartyg"])


def test_an_age_is_no_activity():
    assert is_age("För åldern (13-20 år)")
    assert not is_age("Löpning 5-10 km")
