"""A visitor finds an association in the register and reads what it does."""

import pytest

from tests import factories as make
from tests.factories import publish


@pytest.fixture
def town(db):
    return make.town()


def read(client, page) -> str:
    response = client.get(page.url)
    assert response.status_code == 200
    return response.content.decode()


def test_a_visitor_reads_what_an_association_does_and_how_to_reach_it(town, client):
    content = read(client, town.open_door)
    for text in ("Språkkafé, matlagning", "Ramp och hörslinga", "50 kr om året", "Somaliska"):
        assert text in content
    assert 'href="mailto:hej@oppnadorren.example"' in content
    assert 'href="tel:+46701740612"' in content
    link = '<a class="ds-link" href="https://oppnadorren.example/" rel="nofollow ugc">'
    assert f"{link}oppnadorren.example</a>" in content


def test_the_register_tells_its_own_facts(town, client):
    facts = read(client, town.open_door).split('id="register-facts"')[1].split("</section>")[0]
    assert "802999-0101" in facts
    assert "2014" in facts
    assert "2015" in facts


def test_a_part_of_the_kommun_is_an_actor_without_a_registration(town, client):
    content = read(client, town.youth_centre)
    assert 'id="register-facts"' not in content
    assert "icons.svg#unit" in content


@pytest.mark.parametrize("state", ["dormant", "deregistered"])
def test_an_association_that_has_stopped_says_so_at_the_top(town, client, state):
    town.open_door.registration_state = state
    publish(town.open_door)
    top = read(client, town.open_door).split("<h1")[0]
    assert str(town.open_door.get_registration_state_display()) in top


def test_a_fresh_confirmation_is_shown_and_an_old_one_warns(town, client):
    assert "icons.svg#confirmed" in read(client, town.open_door).split("<h1")[0]
    town.open_door.last_confirmed_at = "2024-01-01"
    publish(town.open_door)
    content = read(client, town.open_door)
    assert "icons.svg#soon" in content.split("<h1")[0]
    assert 'class="ds-alert"' in content


def test_an_actor_without_anything_going_on_says_so(town, client):
    quiet = make.actor(town.register, "Hammarbyns byalag")
    going_on = read(client, quiet).split('id="going-on"')[1].split("</section>")[0]
    assert "ds-card" not in going_on


def test_a_letter_leads_to_its_actors_and_an_empty_letter_nowhere(town, client):
    letters = read(client, town.register).split('class="letters"')[1].split("</ul>")[0]
    assert "<span>A</span>" in letters
    assert ">Ö</a>" in letters  # Föreningen Öppna dörren
    assert ">F</a>" not in letters
    content = client.get(f"{town.register.url}?letter=ö").content.decode()
    assert "Öppna dörren" in content
    assert town.study.title not in content


def test_the_tabs_show_one_form_at_a_time(town, client):
    content = client.get(f"{town.register.url}?form=study_association").content.decode()
    assert content.count("<article") == 1
    assert town.study.title in content
    assert 'class="kind-tabs"' in content


def test_filters_keep_the_chosen_tab(town, client):
    content = client.get(f"{town.register.url}?form=association").content.decode()
    form = content.split('class="filter')[1].split("</form>")[0]
    assert '<input type="hidden" name="form" value="association">' in form


def test_the_count_is_a_sentence_in_the_title(town, client):
    content = client.get(f"{town.register.url}?open_to=members").content.decode()
    title = content.split("<title>")[1].split("</title>")[0]
    assert "1 av 3 föreningar passar" in title


def test_the_register_reads_from_a_to_oe_without_the_word_association(town, client):
    make.actor(town.register, "Föreningen Almen")
    make.actor(town.register, "Zinkensdamms vänner")
    content = read(client, town.register).split('class="results"')[1]
    names = [
        "Föreningen Almen",
        "Bildningsförbundet",
        "Norrstrands",
        "Zinkensdamms",
        "Öppna dörren",
    ]
    places = [content.index(name) for name in names]
    assert places == sorted(places)
