"""A visitor looks for money: the list of grants, and the wheel of the year below it."""

from datetime import date

import pytest

from civsam_pages.arena.models import MunicipalUnit
from civsam_pages.grants.models import GrantIndexPage, GrantPage, GrantRound
from civsam_pages.grants.selectors import WHEEL_SIZE, lanes_for
from tests.factories import ESCAPED, XSS, add, many, publish, site
from tests.integration.grants.conftest import AUTUMN, SPRING, grant

pytestmark = pytest.mark.django_db

LIST = "/bidrag/"


def titles(response):
    return [hit.title for hit in response.context["listing"].results]


@pytest.fixture
def many_kinds(town):
    """One grant in every state, written in another order than they are to be shown."""

    for title, fields in {
        "Vilande": {"scheme_state": "resting", "rounds": [SPRING]},
        "Stängd": {
            "rounds": [{"opens_on": date(2026, 1, 1), "closes_on": date(2026, 2, 28), "name": "A"}]
        },
        "Kommande": {"rounds": [AUTUMN]},
        "Löpande": {"deadline_kind": "rolling"},
        "Öppen länge": {
            "rounds": [{"opens_on": date(2026, 1, 1), "closes_on": date(2026, 10, 1), "name": "B"}]
        },
        "Stänger snart": {"rounds": [SPRING]},
        "Utan dag": {"deadline_kind": "unknown"},
        "Öppnar först, stänger före": {
            "rounds": [{"opens_on": date(2026, 3, 19), "closes_on": date(2026, 3, 25), "name": "C"}]
        },
    }.items():
        grant(town.grants, title, **fields)
    return town


def test_what_is_open_comes_first_and_what_closes_next_first_of_all(many_kinds, client):
    assert titles(client.get(LIST)) == [
        "Stänger snart",
        "Öppen länge",
        "Löpande",
        "Öppnar först, stänger före",
        "Kommande",
        "Stängd",
        "Utan dag",
        "Vilande",
    ]


def test_a_day_to_come_tells_what_can_be_applied_for_then(many_kinds, client):
    autumn = AUTUMN["closes_on"]
    response = client.get(f"{LIST}?open_on={autumn}")
    assert set(titles(response)) == {"Kommande", "Öppen länge", "Löpande"}
    assert f'value="{autumn}"' in response.text
    assert [chip.url for chip in response.context["listing"].chips] == [LIST]


@pytest.mark.parametrize("day", ["2026-03-17", "2027-03-19", "2026-02-30", "i morgon", "²"])
def test_a_day_that_nobody_can_tell_of_is_left_out_with_a_word(many_kinds, client, day):
    listing = client.get(LIST, {"open_on": day}).context["listing"]
    assert listing.filters == {}
    assert len(listing.notices) == 1
    assert "ett år framåt" in listing.notices[0]


def test_the_search_page_asks_for_a_day_where_only_grants_are_shown(many_kinds, client):
    assert 'type="date"' not in client.get("/sok/").text
    assert 'type="date"' not in client.get("/sok/?kind=need").text
    assert 'type="date"' in client.get("/sok/?kind=grant").text


def test_the_heading_counts_what_can_be_applied_for(many_kinds, client):
    from civsam_pages.arena.words import number

    assert number(3) in client.get(LIST).context["count"].lower()
    closed = client.get(f"{LIST}?status=closed").context["count"]
    assert number(3) not in closed.lower()


@pytest.mark.parametrize(
    ("at", "state"),
    [
        ("2026-02-15T23:59:59+01:00", "upcoming"),
        ("2026-02-16T00:00:00+01:00", "open"),
        ("2026-03-16T23:59:59+01:00", "open"),
        ("2026-03-17T00:00:00+01:00", "closing"),
        ("2026-03-31T23:59:59+02:00", "closing"),  # summer time by now
        ("2026-04-01T00:00:00+02:00", "closed"),
    ],
)
@pytest.mark.parametrize("server", ["Europe/Stockholm", "UTC", "Pacific/Auckland"])
def test_the_state_follows_the_clock_in_sweden_without_a_new_index(
    town, client, time_machine, settings, server, at, state
):
    time_machine.move_to("2026-01-02T12:00:00+01:00")
    page = grant(town.grants, "Projektbidrag", rounds=[SPRING])
    settings.TIME_ZONE = server
    time_machine.move_to(at)
    (hit,) = client.get(LIST).context["listing"].results
    facts = client.get(page.url).context["facts"]
    assert facts.state == state
    assert hit.status == {"closing": "open"}.get(state, state)
    assert hit.card.badge.label == facts.badge.label


def test_we_are_an_association_keeps_the_other_filters(town, client):
    grant(town.grants, "För unga", applicant_kinds=[town.young], rounds=[SPRING])
    grant(
        town.grants,
        "För båda",
        applicant_kinds=[town.young, town.association],
        rounds=[SPRING],
        grant_type="culture",
    )
    response = client.get(f"{LIST}?applicant=forening&grant_type=culture&q=bidrag&sort=title")
    page = response.content.decode()
    form = page[page.index('id="we-are"') - 600 : page.index("</select>")]
    assert 'name="grant_type" value="culture"' in form
    assert 'name="sort" value="title"' in form
    assert '<option value="forening" selected>en förening</option>' in form
    assert 'type="hidden" name="applicant"' not in form
    assert titles(client.get(f"{LIST}?applicant=forening")) == ["För båda"]
    assert titles(client.get(f"{LIST}?applicant=unga&grant_type=project")) == ["För unga"]


def test_an_empty_list_says_so_and_draws_no_wheel(town, client):
    response = client.get(LIST)
    assert response.context["wheel"] is None
    assert b"<select" not in response.content
    assert response.status_code == 200


def test_filters_that_leave_nothing_show_a_way_on(many_kinds, client):
    response = client.get(f"{LIST}?status=upcoming&q=vilande")
    assert titles(response) == []
    assert b'class="empty"' in response.content


# The wheel


def rows(client):
    return client.get(LIST).context["wheel"].rows


def test_the_wheel_has_the_next_last_day_of_every_round_of_active_grants(many_kinds, client):
    assert [(row.day, row.page.title) for row in rows(client)] == [
        (date(2026, 3, 25), "Öppnar först, stänger före"),
        (date(2026, 3, 31), "Stänger snart"),
        (date(2026, 9, 30), "Kommande"),
        (date(2026, 10, 1), "Öppen länge"),
    ]


def test_the_table_of_the_wheel_has_the_same_numbers_as_its_dots(many_kinds, client):
    wheel = client.get(LIST).context["wheel"]
    dots = {(dot.number, dot.lane, dot.day) for dot in wheel.drawing.dots}
    assert dots == {(row.number, row.lane, row.day) for row in wheel.rows}


def test_a_yearly_round_that_has_closed_stands_at_its_day_next_year(town, client, time_machine):
    time_machine.move_to("2026-11-22T12:00:00+01:00")
    spring, autumn = ({**days, "repeats_yearly": True} for days in (SPRING, AUTUMN))
    grant(town.grants, "Projektbidrag", rounds=[spring, autumn])
    found = [(row.day, row.round_name, row.badge.icon) for row in rows(client)]
    assert found == [
        (date(2027, 3, 31), "Våren", "upcoming"),
        (date(2027, 9, 30), "Hösten", "upcoming"),
    ]


def test_two_grants_of_a_committee_with_the_same_last_day_share_a_number(town, client):
    for title in ("Ett", "Två"):
        grant(town.grants, title, rounds=[SPRING], authority=town.desk)
    other = MunicipalUnit.objects.create(slug="kultur", name="Kultur", authority="Kulturnämnden")
    grant(town.grants, "Tre", rounds=[SPRING], authority=other)
    assert [(row.page.title, row.lane, row.number) for row in rows(client)] == [
        ("Ett", 1, 1),
        ("Två", 1, 1),
        ("Tre", 2, 2),
    ]


def test_more_than_three_committees_share_the_inner_ring():
    lanes = lanes_for(["Kultur"] * 4 + ["Social"] * 3 + ["Skola"] * 2 + ["Bygg", ""])
    assert [lanes[name].number for name in ("Kultur", "Social", "Skola", "Bygg", "")] == [
        1, 2, 3, 3, 3,
    ]  # fmt: skip
    assert lanes_for(["Kultur", "", ""])["Kultur"].number == 1


def test_a_grant_that_is_hidden_or_not_published_is_not_in_the_wheel(town, client):
    from wagtail.models import PageViewRestriction

    hidden = grant(town.grants, "Dolt", rounds=[SPRING])
    PageViewRestriction.objects.create(page=hidden, restriction_type="login")
    add(town.grants, GrantPage, "Utkast", live=False, summary="x", amount_text="x", rounds=[SPRING])
    assert client.get(LIST).context["wheel"] is None


def test_the_wheel_has_no_styles_of_its_own_and_a_text_for_those_who_do_not_see_it(town, client):
    grant(town.grants, f"Bidrag {XSS}", rounds=[{**SPRING, "name": XSS}, AUTUMN])
    page = client.get(LIST).content.decode()
    assert "style=" not in page
    assert XSS not in page
    assert page.count(ESCAPED) >= 2
    svg = page[page.index('<svg class="wheel"') :]
    assert 'role="img"' in svg
    assert "<title id=" in svg
    assert "<desc id=" in svg


# One kommun at a time


def test_lists_and_wheels_keep_to_their_site(town, client):
    grant(town.grants, "Bidrag i Älvsunda", rounds=[SPRING])
    other = site("granne.example", "Granneby")
    index = add(other.root_page, GrantIndexPage, "Bidrag", summary="Våra bidrag.")
    grant(index, "Bidrag i Granneby", rounds=[AUTUMN])
    for host, title in (
        ("localhost", "Bidrag i Älvsunda"),
        ("granne.example", "Bidrag i Granneby"),
    ):
        response = client.get(LIST, headers={"host": host})
        assert titles(response) == [title]
        assert [row.page.title for row in response.context["wheel"].rows] == [title]


# Large lists


def hundreds(town, count):
    grants = many(
        town.grants,
        GrantPage,
        count,
        index=False,
        amount_text="10 000 kr",
        authority_id=lambda number: town.desk.pk,
    )
    GrantRound.objects.bulk_create(
        GrantRound(page=page, name=name, repeats_yearly=True, **days)
        for number, page in enumerate(grants)
        for name, days in (
            ("Ett", {"closes_on": date(2026, number % 12 + 1, number % 28 + 1)}),
            ("Två", {"opens_on": date(2026, 1, 1), "closes_on": date(2026, 12, number % 31 + 1)}),
        )
    )
    from civsam_search.api import reindex

    reindex([page.pk for page in grants])


def asked(client, django_assert_max_num_queries, url):
    client.get(url)  # what is asked for once, such as content types
    with django_assert_max_num_queries(20) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


def test_ten_or_five_hundred_grants_cost_the_same(town, client, django_assert_max_num_queries):
    hundreds(town, 10)
    few = asked(client, django_assert_max_num_queries, LIST)
    hundreds(town, 490)
    assert asked(client, django_assert_max_num_queries, LIST) == few
    wheel = client.get(LIST).context["wheel"]
    assert len(wheel.rows) == WHEEL_SIZE
    assert wheel.left_out == 960
    assert wheel.rows == tuple(sorted(wheel.rows, key=lambda row: row.day))
    assert (
        asked(client, django_assert_max_num_queries, f"{LIST}?status=open&grant_type=other") <= 20
    )


def test_an_index_page_can_be_seen_before_it_is_published(town):
    town.grants.summary = "En ny inledning"
    town.grants.save_revision()
    page = town.grants.get_latest_revision_as_object()
    response = page.make_preview_request()
    assert response.status_code == 200
    assert "En ny inledning" in response.render().content.decode()


def test_a_published_list_tells_what_it_is(town, client):
    publish(town.grants)
    page = client.get(LIST).content.decode()
    assert '<meta name="description" content="Alla bidrag.">' in page
