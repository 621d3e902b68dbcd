"""What the demo says: the files hang together, on every day of the year."""

import re
from collections import Counter
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from civsam_pages.arena.rules import SUMMARY_LENGTH
from civsam_pages.grants.rules import SOON, RoundState, Window, current
from civsam_pages.initiatives.rules import Phase
from civsam_pages.needs.rules import NeedState
from civsam_pages.register.rules import ActorKind, clean_org_number
from civsam_platform.demo.body import blocks
from civsam_platform.demo.content import FOLDER, read
from civsam_platform.demo.days import day, in_words, latest, upcoming, written
from civsam_platform.demo.illustrations import PICTURES, draw

SPRING = date(2026, 3, 18)
FICTION = re.compile(r"0980-319 2\d\d|070-174 06 (?:0[5-9]|[1-9]\d)")
PHONE = re.compile(r"\b0\d{1,3}-[\d ]{6,}\d")
ADDRESS = re.compile(r"""(?:https?://|mailto:|[\w.+-]+@)[^\s"')\]]+""")


@pytest.fixture(scope="module")
def content():
    return read(SPRING)


@pytest.fixture(scope="module")
def everything(content):
    return [
        *content.actors, *content.needs, *content.initiatives, *content.grants, *content.pages,
    ]  # fmt: skip


def all_texts():
    return [(path.name, path.read_text("utf-8")) for path in sorted(FOLDER.glob("*.toml"))]


def test_the_kommun_is_as_large_as_promised(content):
    assert len(content.actors) >= 60
    assert len(content.needs) >= 15
    assert len(content.initiatives) >= 15
    assert len(content.grants) >= 20
    assert len(PICTURES) >= 8


def test_every_state_phase_and_kind_is_there(content):
    assert {row["state"] for row in content.needs} == set(NeedState.values)
    assert {row["phase"] for row in content.initiatives} == set(Phase.values)
    assert {row["kind"] for row in content.actors} == set(ActorKind.values)


@pytest.mark.parametrize("kind", ["actors", "needs", "initiatives", "grants", "pages"])
def test_no_two_share_an_address(content, kind):
    slugs = Counter(row["slug"] for row in getattr(content, kind))
    assert [slug for slug, count in slugs.items() if count > 1] == []


def test_summaries_fit_and_no_two_say_the_same(everything):
    too_long = [row["slug"] for row in everything if len(row["summary"]) > SUMMARY_LENGTH]
    assert too_long == []
    assert len({row["summary"] for row in everything}) == len(everything)


def test_nobody_repeats_a_sentence_of_somebody_else(everything):
    sentences = Counter()
    for row in everything:
        text = " ".join(row.get("body", "").split())
        sentences.update({one for one in re.split(r"(?<=[.!?]) ", text) if len(one) > 40})
    assert [one for one, count in sentences.items() if count > 1] == []


def test_many_pages_are_also_easy_to_read(content):
    owned = [*content.actors, *content.needs, *content.initiatives, *content.grants]
    assert sum("easy_read" in row for row in owned) >= len(owned) // 3


def test_everyone_named_exists(content):
    actors = {row["slug"] for row in content.actors}
    needs = {row["slug"] for row in content.needs}
    assert {row["owner"] for row in content.needs} <= actors
    for row in content.initiatives:
        assert {row["lead"], *(one["actor"] for one in row.get("partners", []))} <= actors
        assert set(row.get("needs", [])) <= needs
    units = {row["slug"] for row in content.units}
    assert {row["unit"] for row in content.grants} <= units


def test_organisation_numbers_pass_the_rules_and_stay_in_the_fictional_series(content):
    numbers = [row["org_number"] for row in content.actors if "org_number" in row]
    assert len(set(numbers)) == len(numbers)
    for number in numbers:
        assert clean_org_number(number)
        assert number[2:6] == "2999" or number[2:6] == "9999"
    networks = [row for row in content.actors if row["kind"] == "network"]
    assert networks
    assert not any("org_number" in row for row in networks)


def test_phones_and_addresses_can_never_reach_anyone():
    for name, text in all_texts():
        assert [one for one in PHONE.findall(text) if not FICTION.fullmatch(one)] == [], name
        hosts = [re.split(r"[/?#]", re.split(r"@|//", one)[-1])[0] for one in ADDRESS.findall(text)]
        assert [host for host in hosts if not host.endswith(".example")] == [], name


def test_function_addresses_are_addresses(content):
    for row in [*content.actors, *content.needs, *content.initiatives, *content.grants]:
        try:
            validate_email(row["contact_email"])
        except ValidationError:
            pytest.fail(f"{row['slug']}: {row['contact_email']}")


def test_every_picture_is_described_and_drawn_the_same_every_time(content, everything):
    assert set(content.pictures) == set(PICTURES)
    assert all(20 < len(row["alt"]) <= 200 for row in content.pictures.values())
    assert {row["picture"] for row in everything if "picture" in row} == set(PICTURES)
    first = draw("ice-rink")
    assert first.startswith(b"\x89PNG")
    assert draw("ice-rink") == first


def rounds_of(row, on):
    for one in row.get("rounds", []):
        closes = upcoming(one["closes"], on)
        yield Window(closes, latest(one["opens"], closes)), True


def test_on_each_day_some_grants_are_open_and_one_closes_soon(content):
    fixed = [list(rounds_of(row, SPRING)) for row in content.grants if "rounds" in row]
    for number in range(366):
        on = SPRING + timedelta(days=number)
        states = Counter(window.state(on) for one in fixed if (window := current(one, on)))
        assert states[RoundState.CLOSING] >= 1, f"Nothing closes within {SOON.days} days of {on}"
        assert states[RoundState.CLOSING] + states[RoundState.OPEN] >= 3, on
        assert states[RoundState.UPCOMING] + states[RoundState.CLOSED] >= 1, on


def test_grants_have_every_kind_of_deadline_and_state(content):
    kinds = {row.get("deadline_kind", "fixed") for row in content.grants}
    assert kinds == {"fixed", "rolling", "relative", "unknown"}
    states = {row.get("scheme_state", "active") for row in content.grants}
    assert states == {"active", "resting", "ended"}
    assert all(("rounds" in row) == ("deadline_kind" not in row) for row in content.grants)


@pytest.mark.parametrize(
    ("spec", "found"),
    [
        ("-12d", date(2026, 3, 6)),
        ("+1y", date(2027, 3, 18)),
        ("next 09-01", date(2026, 9, 1)),
        ("next 03-18", date(2026, 3, 18)),
        ("next 01-10", date(2027, 1, 10)),
        ("last 11-30", date(2025, 11, 30)),
        ("next 09-01 +285d", date(2027, 6, 13)),
    ],
)
def test_a_day_is_counted_from_today(spec, found):
    assert day(spec, SPRING) == found


@pytest.mark.parametrize("spec", ["", "soon", "12d", "next 09-01 later"])
def test_a_day_that_cannot_be_read_is_refused(spec):
    with pytest.raises(ValueError, match="Not a day"):
        day(spec, SPRING)


def test_a_leap_day_has_a_neighbour_in_other_years():
    assert day("-1y", date(2028, 2, 29)) == date(2027, 2, 28)


def test_days_in_texts_are_written_out():
    text = written({"a": ["sedan {{last 11-30|month year}}"]}, SPRING)
    assert text == {"a": ["sedan november 2025"]}
    assert in_words(SPRING, "day month") == "18 mars"
    assert not any("{{" in str(row) for row in read(SPRING).needs)


def test_the_markup_becomes_blocks_and_is_escaped():
    found = blocks(
        "Hej & <script>alert(1)</script>\n\nVi [läser](/om/).\n\n## Så\n\n- Ett\n- Två\n\n"
        "> Bra. — Rut",
        {"/om/": 7}.__getitem__,
    )
    assert found == [
        (
            "paragraph",
            "<p>Hej &amp; &lt;script&gt;alert(1)&lt;/script&gt;</p>"
            '<p>Vi <a linktype="page" id="7">läser</a>.</p>',
        ),
        ("heading", "Så"),
        ("paragraph", "<ul><li>Ett</li><li>Två</li></ul>"),
        ("quote", {"text": "Bra.", "source": "Rut"}),
    ]
