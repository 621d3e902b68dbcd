"""A visitor reads of a need, answers it, and follows it to those it concerns."""

from datetime import date
from urllib.parse import unquote

import pytest

from civsam_pages.arena import answering
from tests import factories as make
from tests.factories import publish


def read(client, page) -> str:
    response = client.get(page.url)
    assert response.status_code == 200
    return response.content.decode()


def test_a_visitor_sees_what_is_needed_and_what_is_solved(town, client):
    content = read(client, town.homework)
    assert "Sex volontärer" in content
    _before, solved = content.split("<strong>Lokal</strong>")
    assert 'data-color="success"' in solved.split("</li>")[0]


def test_a_visitor_follows_the_need_to_its_owner_and_to_what_answers_it(town, client):
    content = read(client, town.homework)
    assert f'href="{town.youth_centre.url}"' in content
    assert f'href="{town.languages.url}"' in content
    assert f'href="{town.homework.url}"' in read(client, town.languages)
    assert f'href="{town.homework.url}"' in read(client, town.youth_centre)


def test_a_visitor_is_led_on_to_needs_alike_and_reads_why(town, client):
    terms = {"themes": town.homework.themes.all(), "areas": town.homework.areas.all()}
    other = make.need(town.needs, "Läxkafé söker lokal", **terms)
    publish(other)
    below = read(client, town.homework).split('id="alike"')[1].split("</section>")[0]
    assert f'href="{other.url}"' in below
    assert str(town.homework.themes.first()) in below


@pytest.fixture
def no_answers(monkeypatch):
    """A site that has left the room of answers out."""
    monkeypatch.setattr(answering, "_ROOMS", [])


def test_the_answer_is_a_form_for_each_kind(town, client):
    content = read(client, town.homework)
    assert 'href="#answer"' in content
    answer = content.split('id="answer"')[1].split("</section>")[0]
    for kind in ("help", "same", "more"):
        assert f'href="/svara/{town.homework.pk}/?kind={kind}"' in answer
    assert "mailto:" not in answer


def test_without_answers_it_is_an_e_mail_with_a_ready_subject(town, no_answers, client):
    content = read(client, town.homework)
    assert 'href="#answer"' in content
    assert 'id="answer"' in content
    links = [part.split('"')[0] for part in content.split('href="')[1:]]
    subjects = [unquote(link) for link in links if link.startswith("mailto:") and "?" in link]
    assert len(subjects) >= 3
    assert all(s.startswith("mailto:fritidsgard@alvsunda.example?subject=") for s in subjects)
    assert all(town.homework.title in subject for subject in subjects)


def test_without_answers_a_phone_number_is_called(town, no_answers, client):
    need = make.need(town.needs, "Ett kök att låna", contact_phone="0980-319 214")
    assert 'href="tel:+46980319214"' in read(client, need).split('id="answer"')[1]


def test_without_answers_and_contact_there_is_no_dead_button(town, no_answers, client):
    need = make.need(town.needs, "Ett kök att låna")
    answer = read(client, need).split('id="answer"')[1].split("</section>")[0]
    assert "<a " not in answer
    assert "<button" not in answer


def test_without_an_initiative_the_page_invites_the_first(town, client):
    need = make.need(town.needs, "Ett kök att låna")
    assert 'id="answers"' in read(client, need)
    assert 'data-kind="initiative"' not in read(client, need).split("<main")[1]


@pytest.mark.parametrize("state", ["closed", "withdrawn"])
def test_a_need_that_has_ended_tells_what_came_of_it_first(town, client, state):
    town.homework.state = state
    town.homework.outcome = "Kooperativet Verkstan lagade cyklarna."
    town.homework.closed_on = date(2026, 5, 16)
    publish(town.homework)
    content = read(client, town.homework)
    assert content.index("Kooperativet Verkstan") < content.index('id="wanted"')
    assert "16 maj 2026" in content
    assert 'href="#answer"' not in content


def test_evidence_is_a_link_or_a_file_with_its_size(town, client):
    evidence = read(client, town.homework).split('id="evidence"')[1].split("</section>")[0]
    assert 'href="https://alvsunda.example/unga"' in evidence
    assert "(PDF, 180 kB)" in evidence


def test_an_owner_that_is_taken_down_is_not_linked(town, client):
    content = read(client, town.homework)
    town.youth_centre.unpublish()
    assert town.youth_centre.title in content
    assert town.youth_centre.url not in read(client, town.homework)


def test_the_card_counts_the_initiatives_that_answer(
    town, client, django_capture_on_commit_callbacks
):
    assert "1 initiativ" in read(client, town.needs)
    with django_capture_on_commit_callbacks(execute=True):
        town.languages.needs = []
        publish(town.languages)
    assert "1 initiativ" not in read(client, town.needs)
    assert f'href="{town.languages.url}"' not in read(client, town.homework)


def test_a_visitor_filters_the_needs_and_is_told_how_many_fit(town, client):
    make.need(town.needs, "Ett kök att låna", state="open")
    content = client.get(f"{town.needs.url}?status=open").content.decode()
    assert "Ett kök att låna" in content
    assert town.homework.title not in content.split("<main")[1]
    assert "1 av 2" in content.split("<title>")[1].split("</title>")[0]


def test_a_filter_that_leaves_nothing_is_named_first(town, client):
    content = client.get(f"{town.needs.url}?status=withdrawn").content.decode()
    empty = content.split('class="empty"')[1]
    assert f'href="{town.needs.url}"' in empty


def test_an_empty_list_says_what_a_need_is(db, client):
    start = make.site().root_page
    content = read(client, make.sections(start).needs)
    assert 'class="empty"' in content
    assert 'class="filter' not in content
