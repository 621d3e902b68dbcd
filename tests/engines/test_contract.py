"""What every engine does, told with the things of one small town."""

from datetime import date

import pytest

from civsam_search import keeping, own_words, synonyms
from civsam_search.documents import Period
from civsam_search.engines.base import CLOSING, NEWEST, TITLE
from tests.engines.town import CARD, OTHER_SITE, SITE, TOWN, ask, thing


@pytest.fixture
def town(engine):
    engine.index(TOWN)
    return engine


@pytest.mark.parametrize(
    ("written", "first", "all_of_them"),
    [
        ("föreningar", "oppna", {"fotboll", "lager", "oppna"}),
        ("fotboll", "fotboll", {"fotboll"}),
        ("FOTBOLLEN", "fotboll", {"fotboll"}),
        ("idrott", "lager", {"lager"}),
        ("läxhjälpen", "laxhjalp", {"laxhjalp", "bidrag", "lager"}),
        ("läger", "lager", {"lager"}),
        ("lager", "lager", {"lager"}),  # "läger", written without its dots
        ("  läger?!  ", "lager", {"lager"}),
        ("vad finns det för läger", "lager", {"lager"}),
        ("kvantflätning", None, set()),
    ],
)
def test_a_visitor_finds_what_is_written_in_other_forms(town, written, first, all_of_them):
    found = ask(town, written)
    assert set(found.keys) == all_of_them
    assert next(iter(found.keys), None) == first
    assert found.total == len(all_of_them)


@pytest.mark.parametrize(
    ("written", "read", "first"),
    [
        ("fotbol", "fotboll", "fotboll"),
        ("fobtollen", "fotbollen", "fotboll"),
        ("laxhjalpen", "läxhjälpen", "laxhjalp"),
    ],
)
def test_a_word_that_is_nowhere_is_read_as_the_nearest(town, written, read, first):
    found = ask(town, written)
    assert [(c.written, c.read) for c in found.corrections] == [(written, read)]
    assert found.keys[0] == first
    assert found.missing == ()


def test_a_question_can_be_asked_exactly_as_it_is_written(town):
    found = ask(town, "fotbol", exact=True)
    assert (found.total, found.corrections, found.missing) == (0, (), ("fotbol",))


def test_everyday_words_find_what_the_office_calls_it(town):
    assert ask(town, "kollo").keys == ("lager",)
    assert ask(town, "kollo", rules=synonyms.Rules()).total == 0
    own = synonyms.parse("bollkalle > fotboll")
    assert ask(town, "bollkalle", rules=own).keys == ("fotboll",)


def test_a_word_that_was_just_withdrawn_is_not_named(town):
    town.index([thing("hemlig", "Kvibbelstugan")])
    assert ask(town, "kvibbelstugan").keys == ("hemlig",)
    assert [c.read for c in ask(town, "kvibbelstugam").corrections] == ["kvibbelstugan"]
    town.remove(["hemlig"])
    assert ask(town, "kvibbelstugam").corrections == ()


KVIBBEL = ("kvibbelfotboll", "kvibbel + fotboll")


def test_the_editors_compounds_are_split_in_questions(town):
    own = own_words.laid_on(own_words.NONE, [KVIBBEL])
    assert ask(town, "kvibbelfotbollen", exact=True).total == 0
    assert ask(town, "kvibbelfotbollen", exact=True, own=own).keys == ("fotboll",)


def test_the_editors_compounds_are_split_in_documents(town, monkeypatch):
    town.index([thing("kvibbel", "Kvibbelfotboll")])
    assert ask(town, "kvibbel", exact=True).total == 0
    monkeypatch.setattr(own_words, "_source", lambda: [KVIBBEL])
    keeping.forget_all()
    town.index([thing("kvibbel", "Kvibbelfotboll")])
    assert ask(town, "kvibbel", exact=True).keys == ("kvibbel",)


def test_a_title_comes_before_a_body(town):
    assert ask(town, "läxhjälp").keys[0] == "laxhjalp"


def test_nothing_asked_for_gives_everything_on_the_site(town):
    assert set(ask(town).keys) == {d.key for d in TOWN if d.site_id == SITE}


def test_another_site_has_its_own_things(town):
    assert ask(town, "fotboll", site_id=OTHER_SITE).keys == ("annan",)


def test_the_kinds_of_a_list_are_a_frame_not_a_filter(town):
    found = ask(town, kinds=("actor", "grant"), facets=("kind",))
    assert found.facets["kind"] == {"actor": 3, "grant": 1}


def test_values_of_a_facet_widen_and_facets_narrow(town):
    assert set(ask(town, filters={"theme": ("skola", "natur")}).keys) == {
        "laxhjalp",
        "bidrag",
        "lager",
    }
    both = ask(town, filters={"theme": ("skola", "natur"), "group": ("barn",)})
    assert set(both.keys) == {"laxhjalp", "lager"}


def test_a_facet_may_have_any_name(town):
    named = {"theme.sub": ("a",), "bra för": ("b",)}
    town.index([thing("named", "Namngiven", facets=named)])
    found = ask(town, filters={"theme.sub": ("a",)}, facets=("bra för", "theme.sub"))
    assert found.keys == ("named",)
    assert found.facets == {"bra för": {"b": 1}, "theme.sub": {"a": 1}}


def test_a_facet_counts_without_its_own_filter(town):
    found = ask(
        town,
        filters={"theme": ("idrott",), "kind": ("actor",)},
        facets=("theme", "group", "kind", "status"),
    )
    assert found.keys == ("fotboll",)
    assert found.facets == {
        "theme": {"idrott": 1},
        "group": {"barn": 1},
        "kind": {"actor": 1, "initiative": 1},
        "status": {"open": 1},
    }


def test_counts_follow_the_words(town):
    found = ask(town, "läxhjälp", facets=("theme", "kind"), kinds=("need", "grant"))
    assert found.facets == {
        "theme": {"skola": 2, "integration": 1},
        "kind": {"need": 1, "grant": 1},
    }


def test_no_hits_have_no_counts(town):
    found = ask(town, "kvantflätning", facets=("theme", "kind", "status"))
    assert found.facets == {"theme": {}, "kind": {}, "status": {}}


@pytest.mark.parametrize(
    ("day", "status"),
    [
        (date(2026, 2, 28), "upcoming"),
        (date(2026, 3, 1), "open"),
        (date(2026, 3, 31), "open"),
        (date(2026, 4, 1), "closed"),
        (date(2031, 1, 1), "closed"),
    ],
)
def test_the_state_is_that_of_the_day(town, day, status):
    found = ask(town, kinds=("grant",), day=day, facets=("status",))
    assert found.facets["status"] == {status: 1}
    assert ask(town, kinds=("grant",), day=day, filters={"status": (status,)}).total == 1


def test_the_newest_come_first(town):
    assert ask(town, sort=NEWEST).keys[:3] == ("angen", "oppna", "laxhjalp")


def test_titles_stand_in_swedish_order(town):
    titles = ask(town, sort=TITLE).keys
    assert titles == ("lager", "laxhjalp", "fotboll", "bidrag", "angen", "oppna")


def test_what_closes_next_comes_first(town):
    found = ask(town, sort=CLOSING)
    assert found.keys[0] == "bidrag"
    assert found.total == 6


def test_what_is_open_comes_before_what_closes_sooner_but_is_not_open_yet(engine):
    soon = Period(CARD, status="upcoming", deadline=date(2026, 3, 20))
    later = Period(CARD, status="open", deadline=date(2026, 9, 1))
    engine.index([thing("upcoming", "A", periods=(soon,)), thing("open", "B", periods=(later,))])
    assert ask(engine, sort=CLOSING).keys == ("open", "upcoming")


def test_what_is_open_comes_before_what_only_closes_sooner(town):
    soon, later = date(2026, 3, 20), date(2026, 4, 20)
    town.rebuild(
        [
            thing("closed", "A", periods=(Period(CARD, "closed"),)),
            thing("upcoming", "B", periods=(Period(CARD, "upcoming", deadline=soon),)),
            thing("rolling", "C"),
            thing("open", "D", periods=(Period(CARD, "open", deadline=later),)),
        ]
    )
    assert ask(town, sort=CLOSING).keys == ("open", "rolling", "upcoming", "closed")


@pytest.mark.parametrize("text", ["", "läxhjälp"])
def test_what_can_be_applied_for_on_a_day_to_come_is_told_whatever_its_state_is_now(town, text):
    before = date(2026, 2, 1)
    asked = {"text": text, "kinds": ("grant",), "day": before, "facets": ("status", "theme")}
    found = ask(town, open_on=date(2026, 3, 31), **asked)
    assert found.keys == ("bidrag",)
    assert found.facets == {"status": {"upcoming": 1}, "theme": {"integration": 1, "skola": 1}}
    assert ask(town, open_on=date(2026, 4, 1), **asked).total == 0
    assert ask(town, open_on=date(2026, 4, 1), **asked).facets == {"status": {}, "theme": {}}


def test_pages_hold_everything_once(town):
    pages = [ask(town, sort=TITLE, per_page=4, page=page) for page in (1, 2)]
    assert len(pages[0].keys) == 4
    assert {key for page in pages for key in page.keys} == set(ask(town).keys)


@pytest.mark.parametrize(("asked", "given"), [(0, 1), (-3, 1), (2, 2), (10**9, 2)])
def test_a_page_that_is_not_there_is_the_nearest_one(town, asked, given):
    assert ask(town, per_page=4, page=asked).page == given


def test_only_the_counts_may_be_asked_for(town):
    found = ask(town, per_page=0, facets=("kind",))
    assert (found.keys, found.total) == ((), 6)
    assert found.facets["kind"]["actor"] == 3


def test_a_word_that_no_document_has_is_named(town):
    assert ask(town, "fotbollskör").missing == ("fotbollskör",)
    assert ask(town, "fotboll").missing == ()


def test_indexing_again_replaces(town):
    town.index([thing("lager", "Kollo", facets={"theme": ("natur",)})])
    assert ask(town, "läger", exact=True).total == 0
    assert ask(town, "kollo", facets=("theme",)).facets == {"theme": {"natur": 1}}


def test_the_same_document_twice_in_a_batch_is_one(engine):
    engine.index([thing("a", "Först"), thing("a", "Sist")])
    assert ask(engine, "sist").total == 1
    assert ask(engine, "först").total == 0


def test_removing_removes_and_forgives(town):
    town.remove(["lager", "never-there"])
    assert ask(town, "läger").total == 0
    assert ask(town, filters={"theme": ("natur",)}).total == 0


def test_a_rebuild_replaces_everything(town):
    told = []
    assert town.rebuild(iter([thing("ny", "Nystart")]), progress=told.append) == 1
    assert ask(town).keys == ("ny",)
    assert sum(told) == town.steps, "each step is told of"


def test_a_rebuild_that_fails_leaves_what_was_there(town):
    def broken():
        yield thing("ny", "Nystart")
        raise RuntimeError("a page could not be read")

    with pytest.raises(RuntimeError):
        town.rebuild(broken())
    assert ask(town).total == 6


def test_broad_words_are_left_out_when_a_rarer_one_remains(engine):
    engine.index(thing(f"many{n}", "Förening på orten") for n in range(230))
    engine.index([thing("one", "Kören på orten")])
    assert ask(engine, "körens förening").keys == ("one",)
    assert ask(engine, "förening").total == 230


def test_what_can_be_applied_for_comes_before_what_cannot_any_more(engine):
    shut, ajar = (Period(CARD, "closed"),), (Period(CARD, "open"),)
    engine.index(
        [
            thing("best", "Bidrag till körens resa", kind="grant", periods=shut),
            thing("open", "Bidrag till kören", kind="grant", periods=ajar),
            thing("shut", "Bidrag till kören", kind="grant", periods=shut),
        ]
    )
    assert ask(engine, "kören").keys == ("open", "shut", "best")
    assert ask(engine, "körens resa").keys[0] == "best", "the words count for more"


def test_each_hit_is_on_one_page_however_far_one_reads(engine):
    states = ("open", "closed", "upcoming")
    engine.index(
        thing(f"g{n}", "Bidrag till kör", kind="grant", periods=(Period(CARD, states[n % 3]),))
        for n in range(230)
    )
    pages = [ask(engine, "kör", page=page).keys for page in range(1, 13)]
    seen = [key for keys in pages for key in keys]
    assert len(seen) == len(set(seen)) == 230
    assert {int(key[1:]) % 3 for key in pages[0]} == {0}, "those that are open"


def test_what_changes_is_counted_and_filtered_anew_at_once(town):
    def counted(**changes):
        return ask(town, "norrstrand", facets=("theme", "status"), **changes)

    assert counted().facets["theme"] == {"skola": 1, "idrott": 1}
    town.index([thing("fotboll", "Norrstrands fotbollsförening", facets={"theme": ("natur",)})])
    assert counted().facets["theme"] == {"skola": 1, "natur": 1}
    assert counted(filters={"theme": ("natur",)}).keys == ("fotboll",)
    assert counted(filters={"theme": ("idrott",)}).keys == ()
    town.index([thing("ny", "Nytt i Norrstrand", facets={"theme": ("natur",)})])
    assert counted().facets["theme"] == {"skola": 1, "natur": 2}
    town.remove(["laxhjalp"])
    assert counted().facets["theme"] == {"natur": 2}


def test_the_states_that_are_counted_are_those_of_the_day(town):
    def states(day):
        return ask(town, "projektbidrag", day=day, facets=("status",)).facets["status"]

    assert states(date(2026, 2, 1)) == {"upcoming": 1}
    assert states(date(2026, 3, 1)) == {"open": 1}
    assert states(date(2026, 4, 1)) == {"closed": 1}


def test_titles_are_suggested_by_the_beginnings_of_words(town):
    def titles(prefix, **more):
        return [s.key for s in town.suggest(prefix, site_id=SITE, **more)]

    assert titles("lä") == ["lager", "laxhjalp"]
    assert titles("norrstrands fot") == ["fotboll"]
    assert titles("öpp") == ["oppna"]
    assert titles("fotb") == ["fotboll"]
    assert titles("l", kinds=("initiative",)) == ["lager"]
    assert titles("") == titles("!!") == []


def test_what_is_similar_shares_heavy_words(town):
    assert town.similar("laxhjalp", site_id=SITE)[0] in {"bidrag", "fotboll"}
    assert "laxhjalp" not in town.similar("laxhjalp", site_id=SITE)
    assert town.similar("never-there", site_id=SITE) == []


def test_very_long_words_and_odd_characters_are_kept_in_bounds(engine):
    long = "x" * 3000
    engine.index([thing("x", f"{long} a\x00b", lead="\x00", body=long)])
    assert ask(engine, long).keys == ("x",)
    assert ask(engine, "😀 العربية").total == 0


def test_a_script_is_just_words(engine):
    engine.index([thing("x", "<script>alert(1)</script>", lead="'; DROP TABLE posting; --")])
    assert ask(engine, "<script>").keys == ("x",)
    assert ask(engine, "drop table").keys == ("x",)
    assert ask(engine, "\x00\x00 % _ ' \" \\").total == 1
