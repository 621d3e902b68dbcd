"""A visitor reads of an initiative: who does it, how far it has come, and how to join."""

from datetime import date

import pytest

from tests import factories as make
from tests.factories import publish


def read(client, page) -> str:
    response = client.get(page.url)
    assert response.status_code == 200
    return response.content.decode()


def test_only_partners_who_have_said_yes_are_named(town, client):
    partners = read(client, town.languages).split('id="partners"')[1].split("</table>")[0]
    assert town.study.title in partners
    assert "Öppna dörren" in partners
    assert town.youth_centre.title not in partners
    assert "Datorer" not in partners


def test_a_visitor_follows_the_initiative_to_lead_partners_and_needs(town, client):
    content = read(client, town.languages)
    for page in (town.study, town.open_door, town.homework):
        assert f'href="{page.url}"' in content
    for page in (town.study, town.open_door):
        assert f'href="{town.languages.url}"' in read(client, page)


def test_a_partner_who_has_not_said_yes_does_not_show_the_initiative(town, client):
    assert f'href="{town.languages.url}"' not in read(client, town.youth_centre)


def test_the_way_shows_what_is_done_and_what_happens_now(town, client):
    way = read(client, town.languages).split('class="timeline"')[1].split("</ol>")[0]
    assert way.count("<li") == 5
    assert way.count('data-state="done"') == 1
    assert way.count('aria-current="step"') == 1
    assert "Vi söker en förening till." in way


@pytest.mark.parametrize("phase", ["paused", "ended"])
def test_an_initiative_off_the_way_draws_none(town, client, phase):
    town.languages.phase = phase
    publish(town.languages)
    assert 'class="timeline"' not in read(client, town.languages)


def test_a_finished_initiative_tells_first_what_it_led_to(town, client):
    town.languages.phase, town.languages.ends_on = "ended", date(2026, 6, 1)
    town.languages.starts_on = date(2025, 9, 1)
    publish(town.languages)
    content = read(client, town.languages)
    assert content.index('id="results"') < content.index('id="asks"')
    assert content.count('id="results"') == 1
    assert 'href="#answer"' not in content
    assert "Juni 2026" in content


def test_money_is_told_in_kronor_with_its_state(town, client):
    money = read(client, town.languages).split('id="money"')[1].split("</section>")[0]
    assert "15\N{NO-BREAK SPACE}000\N{NO-BREAK SPACE}kr" in money
    assert 'data-color="success"' in money


def test_what_has_happened_includes_who_said_yes(town, client):
    events = read(client, town.languages).split('id="events"')[1].split("</ul>")[0]
    assert "9 mars 2026" in events
    assert "Öppna dörren" in events
    assert town.youth_centre.title not in events


def test_an_initiative_without_facts_still_has_a_page(town, client):
    bare = make.initiative(town.initiatives, "Byns pärm", phase="idea")
    content = read(client, bare)
    for anchor in ("asks", "offers", "partners", "needs", "money", "results"):
        assert f'id="{anchor}"' not in content
    assert 'class="timeline"' in content


def test_a_visitor_filters_by_what_is_looked_for(town, client):
    make.initiative(town.initiatives, "Byns pärm")
    content = client.get(f"{town.initiatives.url}?wanted=partner").content.decode()
    assert town.languages.title in content
    assert "Byns pärm" not in content
