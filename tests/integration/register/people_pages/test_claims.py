"""Asking to act for an association, and the answers: on the pages, as people meet them."""

import uuid

import pytest

from civsam_pages.notifications.models import Mail
from civsam_pages.register.memberships.models import Claim, Evidence, Membership
from civsam_pages.register.memberships.rules import RequestState
from civsam_pages.register.policies import acts_for
from tests.factories import ESCAPED, XSS, actor, pdf

from .conftest import text_of, title_of, url


@pytest.fixture
def village(alvsunda):
    """An association that nobody acts for, with an address of its own."""
    return actor(alvsunda.register, f"Byalaget {XSS}", contact_email="styrelsen@byn.example")


def asked(village, client, **given):
    given.setdefault("key", str(uuid.uuid4()))
    data = {"role": "actor_admin", "function": "ordförande", **given}
    return client.post(url("claim", village.pk), data)


def test_an_association_is_found_by_a_part_of_its_name_or_its_number(browser, open_door, village):
    carin = browser("carin")
    for words in ("öppna dör", "DÖRREN öppna", "802999-0101"):
        page = carin.get(url("claim_find"), {"q": words})
        assert url("claim", open_door.pk) in page.content.decode(), words
        assert url("claim", village.pk) not in page.content.decode()


def test_nothing_found_says_so_and_offers_to_propose_it(browser, village):
    page = browser("carin").get(url("claim_find"), {"q": f"quidditch {XSS}"})
    assert ESCAPED in page.content.decode()
    assert "“quidditch" in text_of(page) or "”quidditch" in text_of(page)
    assert url("propose") in page.content.decode()


def test_an_empty_search_is_an_error_with_a_way_to_the_field(browser):
    page = browser("carin").get(url("claim_find"), {"q": " "})
    assert title_of(page).startswith(("Error:", "Fel:"))
    assert 'href="#id_q"' in page.content.decode()


def test_parts_of_the_municipality_are_neither_found_nor_given(browser, alvsunda):
    carin = browser("carin")
    page = carin.get(url("claim_find"), {"q": "fritidsgård"})
    assert url("claim", alvsunda.youth_centre.pk) not in page.content.decode()
    page = carin.get(url("claim", alvsunda.youth_centre.pk))
    assert "<form" not in page.content.decode().split("<main", 1)[1]


def test_the_address_of_the_association_is_shown_so_that_only_its_own_know_it(browser, village):
    page = text_of(browser("carin").get(url("claim", village.pk)))
    assert "styrelsen@byn.example" not in page
    assert "@byn.example" in page


def test_asked_and_answered_with_yes_by_the_address_the_person_comes_in(
    browser, village, folk, post
):
    carin = browser("carin")
    sent = asked(village, carin, way="address")
    claim = Claim.objects.get()
    assert sent["Location"] == url("claim_status", claim.pk)
    (mail,) = [one for one in post() if one.to == "styrelsen@byn.example"]

    anyone = browser()
    page = anyone.get(mail.link)
    assert page.status_code == 200
    assert "carin@example.org" in text_of(page)
    assert "no-store" in page["Cache-Control"]
    assert not acts_for(folk.carin, village.pk)  # reading decides nothing

    thanks = anyone.post(mail.link, {"answer": "yes"})
    assert thanks.status_code == 200
    assert acts_for(folk.carin, village.pk)
    assert carin.get(url("actor", village.pk)).status_code == 200
    assert anyone.get(mail.link).status_code == 410
    assert anyone.post(mail.link, {"answer": "yes"}).status_code == 410
    assert Membership.objects.filter(actor=village).count() == 1


def test_who_has_told_no_name_is_asked_for_it(browser, folk, village):
    folk.carin.first_name = folk.carin.last_name = ""
    folk.carin.save()
    carin = browser("carin")
    assert 'href="#id_your_name"' in asked(village, carin, way="address").content.decode()
    asked(village, carin, way="address", your_name="Carin Ek Alm")
    folk.carin.refresh_from_db()
    assert (folk.carin.first_name, folk.carin.last_name) == ("Carin", "Ek Alm")
    assert "your_name" not in carin.get(url("propose")).content.decode()
    assert "Carin Ek Alm" in Mail.objects.get(address="styrelsen@byn.example").text


def test_the_address_says_no_and_nothing_is_given(browser, village, folk, post):
    carin = browser("carin")
    asked(village, carin, way="address")
    (mail,) = [one for one in post() if one.to == "styrelsen@byn.example"]
    assert browser().post(mail.link, {"answer": "no"}).status_code == 200
    assert not acts_for(folk.carin, village.pk)
    assert Claim.objects.get().state == RequestState.REFUSED
    assert (
        url("claim", village.pk)
        in carin.get(url("claim_status", Claim.objects.get().pk)).content.decode()
    )


def test_an_answer_that_is_neither_yes_nor_no_is_none(browser, village, post):
    asked(village, browser("carin"), way="address")
    (mail,) = [one for one in post() if one.to == "styrelsen@byn.example"]
    assert browser().post(mail.link, {"answer": "kanske"}).status_code == 404
    assert Claim.objects.get().state == RequestState.WAITING_ADDRESS


@pytest.mark.parametrize("token", ["x", "a" * 43, "%3Cscript%3E"])
def test_a_link_that_never_was_says_what_to_do(token, browser, db):
    page = browser().get(f"/mina-sidor/svar/{token}/")
    assert page.status_code == 410
    assert "<h1" in page.content.decode()


def test_the_same_form_sent_twice_is_one_request(browser, village, post):
    carin = browser("carin")
    key = str(uuid.uuid4())
    first = asked(village, carin, key=key, way="address")
    second = asked(village, carin, key=key, way="address")
    assert first["Location"] == second["Location"]
    assert Claim.objects.count() == 1
    assert len([mail for mail in post() if mail.to == "styrelsen@byn.example"]) == 1


def test_a_second_request_is_told_of_the_first(browser, village):
    carin = browser("carin")
    asked(village, carin, way="address")
    page = carin.get(url("claim", village.pk))
    assert "<form" not in page.content.decode().split("<main", 1)[1]


@pytest.mark.parametrize(
    ("given", "wrong"),
    [
        ({"role": "", "way": "address"}, ["id_role_0"]),
        ({"role": "actor_king", "way": "address"}, ["id_role_0"]),
        ({"function": "", "way": "address"}, ["id_function"]),
        ({}, ["id_way_0"]),
        ({"way": "evidence"}, ["id_file"]),
        ({"way": "evidence", "file": "x"}, ["id_file"]),
        ({"way": "address", "message": "Jag heter 640823-3234"}, ["id_message"]),
        ({"way": "address", "function": "640823-3234"}, ["id_function"]),
        ({"role": "", "function": "", "way": ""}, ["id_role_0", "id_function", "id_way_0"]),
    ],
    ids=str,
)
def test_what_is_wrong_stands_first_with_ways_to_it_and_nothing_is_lost(
    given, wrong, browser, village
):
    given = {"message": "Vald 15 mars", **given}
    if "file" in given:
        given["file"] = pdf("tom.exe", 3)
        given["file"].file.seek(0)
        given["file"].file.write(b"MZ\0")
        given["file"].file.seek(0)
    page = asked(village, browser("carin"), **given)
    html = page.content.decode()
    assert page.status_code == 200
    assert title_of(page).startswith(("Error:", "Fel:"))
    for field in wrong:
        assert f'href="#{field}"' in html, field
        assert f'id="{field}"' in html, field
    assert html.index("ds-error-summary") < html.index("<h1")
    assert "640823-3234" not in html
    if "640823" not in given["message"]:
        assert "Vald 15 mars" in html
    assert Claim.objects.count() == 0
    assert Evidence.objects.count() == 0


def test_where_there_is_an_administrator_minutes_are_needed(browser, open_door, folk, post):
    marianne = browser("marianne")
    page = marianne.get(url("claim", open_door.pk))
    assert 'name="way"' not in page.content.decode()
    asked(open_door, marianne, file=pdf())
    claim = Claim.objects.get()
    assert claim.state == RequestState.WAITING_STAFF
    assert folk.samira.email in {mail.to for mail in post()}

    samira = browser("samira")
    assert (
        url("answer_claim", open_door.pk, claim.pk)
        in samira.get(url("people", open_door.pk)).content.decode()
    )
    answered = samira.post(url("answer_claim", open_door.pk, claim.pk), {"answer": "yes"})
    assert answered["Location"] == url("people", open_door.pk)
    claim.refresh_from_db()
    assert claim.supported_by == folk.samira
    assert not acts_for(folk.marianne, open_door)


def test_a_no_needs_its_reason_and_is_read_by_who_asked(browser, open_door, folk):
    marianne, samira = browser("marianne"), browser("samira")
    asked(open_door, marianne, file=pdf())
    claim = Claim.objects.get()
    answer = url("answer_claim", open_door.pk, claim.pk)
    page = samira.post(answer, {"answer": "no"})
    assert 'href="#id_reason"' in page.content.decode()
    samira.post(answer, {"answer": "no", "reason": f"Valdes inte {XSS}"})
    page = marianne.get(url("claim_status", claim.pk))
    assert "Valdes inte" in text_of(page)
    assert ESCAPED in page.content.decode()


def test_nobody_answers_their_own_request(browser, open_door, folk):
    goran = browser("goran")
    asked(open_door, goran, file=pdf())
    claim = Claim.objects.get()
    path = url("answer_claim", open_door.pk, claim.pk)
    assert goran.post(path, {"answer": "yes"}).status_code == 404
    assert browser("bosse").post(path, {"answer": "yes"}).status_code == 404


def test_a_request_is_taken_back_by_its_own_and_seen_by_no_other(browser, open_door):
    marianne = browser("marianne")
    asked(open_door, marianne, file=pdf())
    claim = Claim.objects.get()
    status = url("claim_status", claim.pk)
    for name in ("carin", "samira", "petra"):
        assert browser(name).get(status).status_code == 404, name
        assert browser(name).post(status).status_code == 404, name
    marianne.post(status)
    claim.refresh_from_db()
    assert claim.state == RequestState.WITHDRAWN
    marianne.post(status)  # once more changes nothing
    claim.refresh_from_db()
    assert claim.state == RequestState.WITHDRAWN


def test_a_file_is_a_download_for_those_it_is_for(browser, open_door):
    marianne = browser("marianne")
    asked(open_door, marianne, file=pdf('protokoll "mars".pdf'))
    evidence = Evidence.objects.get()
    path = url("evidence", evidence.pk)
    for name in ("marianne", "samira", "petra", "anna"):
        answer = browser(name).get(path)
        assert answer.status_code == 200, name
        assert answer["Content-Disposition"].startswith("attachment")
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in answer["Content-Security-Policy"]
        assert "private" in answer["Cache-Control"]
        assert b"".join(answer.streaming_content).startswith(b"%PDF")
    for name in ("carin", "bosse", "ingrid", "goran", "nadja", "liban"):
        assert browser(name).get(path).status_code == 404, name
    assert browser().get(path).status_code == 302


def test_five_questions_to_addresses_a_day_are_enough(browser, alvsunda, post):
    carin = browser("carin")
    places = [
        actor(alvsunda.register, f"By {number}", contact_email=f"by{number}@byn.example")
        for number in range(6)
    ]
    for place in places[:5]:
        assert asked(place, carin, way="address").status_code == 302
    page = carin.get(url("claim", places[5].pk))
    assert 'name="way"' not in page.content.decode()
    assert len([mail for mail in post() if mail.to.endswith("@byn.example")]) == 5
