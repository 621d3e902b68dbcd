"""What is published is changed through the same forms: nothing that is not asked for is lost."""

import pytest

from civsam_pages.initiatives.models import InitiativePage
from civsam_pages.needs.models import NeedPage
from civsam_pages.posting import definitions
from civsam_pages.posting.definitions import writing
from civsam_pages.posting.models import ChangeRequest, Draft, DraftPicture
from civsam_pages.posting.services import trust  # noqa: F401
from civsam_pages.register.models import ActorPage
from tests import factories
from tests.factories import XSS
from tests.integration.posting.writing import (
    ANSWERS,
    answer,
    begin,
    browser,
    hidden,
    photo,
    problems,
    step,
    text_of,
    url,
    write,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def samira(here):
    return browser(here.samira)


@pytest.fixture
def kitchen(here):
    """A need of Öppna dörren's that an editor has worked on in the admin."""
    return factories.need(
        here.needs,
        "Ett kök på lördagar",
        owner_actor=here.open_door,
        body=[
            ("heading", "Så började det"),
            ("paragraph", '<p>Vi blev <b>trettio</b> i <a href="https://a.example">höst</a>.</p>'),
            ("quote", {"text": "Det luktar gott", "source": "En granne"}),
            ("paragraph", "<p>Köket räcker inte.</p><p>Skolorna är fulla.</p>"),
        ],
        horizon="I april",
        easy_read_summary="Vi vill laga mat.",
        image=factories.picture("Köket"),
        image_alt="Ett litet kök",
        wanted=[
            {"kind": "premises", "title": "Ett kök", "note": "Med ugn", "is_met": False},
            {"kind": "premises", "title": "Ett förråd", "is_met": True},
        ],
        evidence=[
            {"title": "Enkäten", "url": "https://a.example/enkat", "note": "Vår"},
            {"title": "Bilaga", "document": factories.document()},
        ],
        updates=[{"day": factories.today(), "text": "Tre har svarat."}],
        contact_email="hej@oppnadorren.example",
        themes=[here.words.theme],
        target_groups=[here.words.group],
        areas=[here.words.north],
    )


def edit(client, actor, page):
    """Press the button that begins to change a page; gives the draft."""
    path = url("edit", actor.pk, page.pk)
    response = client.post(path, hidden(client.get(path)))
    assert response.status_code == 302, text_of(response)
    return Draft.objects.get(page=page)


def send(client, draft):
    return client.post(url("check", draft.pk), hidden(client.get(url("check", draft.pk))))


def latest(page):
    return type(page).objects.get(pk=page.pk).get_latest_revision_as_object()


def test_a_page_that_is_sent_as_it_was_is_as_it_was(samira, here, kitchen):
    before = latest(kitchen).serializable_data()
    draft = edit(samira, here.open_door, kitchen)
    page = latest(kitchen)
    definition = definitions.definition_of(draft)
    definition.fill(page, draft.answers, list(draft.pictures.all()))
    after = page.serializable_data()
    assert {name for name in before if before[name] != after[name]} == set()


def test_only_what_was_changed_is_changed(samira, here, kitchen):
    draft = edit(samira, here.open_door, kitchen)
    said = draft.answers["more"]["text"]
    assert said == (
        "Så började det\n\nVi blev trettio i höst.\n\nKöket räcker inte.\n\nSkolorna är fulla."
    )
    text = said.replace("Skolorna är fulla.", "Skolorna har inte svarat.")
    links = {"links-0-title": "Enkäten", "links-0-url": "https://a.example/enkat"}
    answer(samira, step(draft, "more"), {"text": text, **links})
    answer(samira, step(draft, "wanted_more"), {"premises": "Ett stort kök"})
    response = send(samira, draft)
    assert response.status_code == 302, problems(response)
    page = latest(kitchen)
    blocks = [block.block_type for block in page.body]
    assert blocks == ["heading", "paragraph", "quote", "paragraph", "paragraph"]
    assert "<b>trettio</b>" in str(page.body[1].value.source)
    assert "Skolorna har inte svarat." in str(page.body[4].value.source)
    assert [(row.title, row.note, row.is_met) for row in page.wanted.all()] == [
        ("Ett stort kök", "Med ugn", False),
        ("Ett förråd", "", True),
    ]
    assert [(row.title, row.note) for row in page.evidence.all()] == [
        ("Enkäten", "Vår"),
        ("Bilaga", ""),
    ]
    assert page.updates.count() == 1
    assert page.easy_read_summary == "Vi vill laga mat."
    assert page.image_alt == "Ett litet kök"
    assert NeedPage.objects.get(pk=kitchen.pk).live


def test_the_pictures_of_a_page_are_there_to_describe_and_take_away(samira, here, kitchen):
    draft = edit(samira, here.open_door, kitchen)
    picture = DraftPicture.objects.get()
    assert picture.alt == "Ett litet kök"
    assert samira.get(url("picture", draft.pk, picture.pk)).status_code == 200
    answer(samira, step(draft, "pictures"), {}, remove=str(picture.pk))
    send(samira, draft)
    assert latest(kitchen).image is None
    assert kitchen.image.file.storage.exists(kitchen.image.file.name)


def test_while_it_is_reviewed_the_page_says_why_it_is_not_changed(samira, here):
    begin(samira, here.open_door)
    draft = Draft.objects.get()
    write(samira, draft)
    send(samira, draft)
    page = NeedPage.objects.get(owner_actor=here.open_door)
    shown = samira.get(url("edit", here.open_door.pk, page.pk))
    assert "Take it back first" in text_of(shown)
    samira.post(url("edit", here.open_door.pk, page.pk), hidden(shown))
    assert Draft.objects.count() == 1


def test_the_kommun_has_changed_the_page_meanwhile(samira, here, kitchen):
    draft = edit(samira, here.open_door, kitchen)
    answer(samira, step(draft, "what"), {"title": "Vårt kök", "summary": kitchen.summary})
    theirs = latest(kitchen)
    theirs.title, theirs.horizon = "Kommunens kök", "I maj"
    theirs.save_revision(user=here.anna)
    met = send(samira, draft)
    assert "The municipality has changed the page since you began" in text_of(met)
    assert "Kommunens kök" in text_of(met)
    assert "Vårt kök" in text_of(met)
    merged = samira.post(
        url("merge", draft.pk),
        {"latest": str(latest(kitchen).latest_revision_id), "keep-what.title": "mine"},
    )
    assert merged.url == url("check", draft.pk)
    response = send(samira, draft)
    assert response.status_code == 302, problems(response)
    page = latest(kitchen)
    assert (page.title, page.horizon) == ("Vårt kök", "I maj")


INITIATIVE = {
    "what": {"title": f"Läxhjälp {XSS}", "summary": "Vi hjälper unga elever med läxorna."},
    "more": {"text": "Två grupper."},
    "when": {"phase": "seeking", "phase_note": "Vi söker en till", "starts_on": "2027-09-01"},
    "asks": {"kinds": ["partner"]},
    "asks_more": {"partner": "En förening till"},
    "offers": {"kinds": []},
    "about": {"target_groups": ["unga"], "themes": ["utbildning"], "areas": ["norrstrand"]},
    "pictures": {},
    "contact": ANSWERS["contact"],
}


def test_an_initiative_is_written_and_answers_a_need(samira, here):
    begin(samira, here.open_door, "initiativ")
    draft = Draft.objects.get()
    write(samira, draft, INITIATIVE)
    asked = samira.get(step(draft, "needs"))
    assert here.homework.title in text_of(asked)
    answer(samira, step(draft, "needs"), {"needs": [str(here.homework.pk)]})
    response = send(samira, draft)
    assert response.status_code == 302, problems(response)
    page = InitiativePage.objects.get(owner_actor=here.open_door)
    assert (page.live, page.phase, str(page.starts_on)) == (False, "seeking", "2027-09-01")
    assert [need.pk for need in page.needs.all()] == [here.homework.pk]
    assert [row.title for row in page.asks.all()] == ["En förening till"]


def test_an_initiative_does_not_end_before_it_starts(samira, here):
    begin(samira, here.open_door, "initiativ")
    draft = Draft.objects.get()
    days = {"phase": "planning", "starts_on": "2027-09-01", "ends_on": "2027-08-01"}
    response = answer(samira, step(draft, "when"), days)
    assert problems(response) == ["The end comes before the start."]
    bad = answer(samira, step(draft, "when"), {"phase": "planning", "starts_on": "i höst"})
    assert "year, month, day" in problems(bad)[0]


def test_an_initiative_sent_as_it_was_is_as_it_was(here):
    page = here.languages
    before = latest(page).serializable_data()
    again = latest(page)
    definition = definitions.DEFINITIONS["initiative"]
    definition.fill(again, definition.answers_from(again), None)
    after = again.serializable_data()
    assert {name for name in before if before[name] != after[name]} == set()


def test_the_profile_is_changed_but_for_its_name(samira, here):
    door = here.open_door
    draft = edit(samira, door, door)
    name = {"title": "Öppna dörrarna", "org_number": "802999-0101"}
    answer(samira, step(draft, "name"), name)
    answer(
        samira,
        step(draft, "what"),
        {"summary": "Vi lagar mat ihop.", "text": "Kom som ni är.", "activities": "Kör"},
    )
    answer(samira, step(draft, "join"), {"open_to": ["volunteers"], "fee_note": "Gratis"})
    response = send(samira, draft)
    assert response.status_code == 302, problems(response)
    page = latest(door)
    assert (page.title, page.summary, page.activities) == (
        door.title,
        "Vi lagar mat ihop.",
        "Kör",
    )
    assert (page.membership_open, page.needs_volunteers, page.fee_note) == (False, True, "Gratis")
    assert page.org_number == "8029990101"
    asked = ChangeRequest.objects.filter(actor=door)
    assert [(row.field, row.new_value) for row in asked] == [("title", "Öppna dörrarna")]


def test_a_personal_number_is_no_organisation_number(samira, here):
    draft = edit(samira, here.open_door, here.open_door)
    response = answer(
        samira, step(draft, "name"), {"title": "Öppna dörren", "org_number": "640823-3234"}
    )
    assert "That looks like a person's number" in problems(response)[0]
    assert "3234" not in response.content.decode()


def test_a_profile_sent_as_it_was_is_as_it_was(here):
    page = ActorPage.objects.get(pk=here.open_door.pk)
    before = page.serializable_data()
    definition = definitions.DEFINITIONS["profile"]
    definition.fill(page, definition.answers_from(page), None)
    after = page.serializable_data()
    assert {name for name in before if before[name] != after[name]} == set()


def test_the_preview_shows_the_page_and_saves_nothing(samira, here):
    begin(samira, here.open_door)
    draft = Draft.objects.get()
    answer(samira, step(draft, "pictures"), {"pictures": [photo("a.jpg"), photo("b.jpg")]})
    write(samira, draft, skip=["pictures"])
    images = factories.get_image_model().objects.count()
    response = samira.get(url("preview", draft.pk))
    text = text_of(response)
    assert response.status_code == 200
    assert "This is a preview." in text
    assert "Ett kök för trettio personer" in text
    html = response.content.decode()
    for picture in draft.pictures.all():
        assert url("picture", draft.pk, picture.pk) in html
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert "private, no-store" in response["Cache-Control"]
    assert "<title>Preview:" in html
    assert not NeedPage.objects.filter(owner_actor=here.open_door).exists()
    assert factories.get_image_model().objects.count() == images


def test_an_unfinished_draft_can_be_previewed(samira, here):
    begin(samira, here.open_door, "initiativ")
    assert samira.get(url("preview", Draft.objects.get().pk)).status_code == 200


def test_the_profile_is_previewed_with_its_own_name(samira, here):
    draft = edit(samira, here.open_door, here.open_door)
    answer(samira, step(draft, "name"), {"title": "Öppna dörrarna", "org_number": ""})
    response = samira.get(url("preview", draft.pk))
    assert response.status_code == 200
    assert "Föreningen Öppna dörren" in text_of(response)


def test_an_address_that_is_written_out_becomes_a_link():
    text = 'Se https://a.example/?a=1&b="2 och <b>.'
    page = factories.unsaved(NeedPage, body=writing.rewritten([], text))
    source = page.body[0].value.source
    assert '<a href="https://a.example/?a=1&amp;b=' in source
    assert "&lt;b&gt;" in source
    assert writing.text_of(page.body) == text


@pytest.mark.parametrize(
    ("old", "new", "kinds"),
    [
        (["<p>A</p>", "<p>B</p>"], "A\n\nC\n\nB", ["A", "C", "B"]),
        (["<p>A</p><p>B</p>"], "B\n\nA", None),
        (["<p>A</p>"], "", []),
        ([], "A & <b>", ["A &amp; &lt;b&gt;"]),
    ],
)
def test_a_text_is_taken_apart_and_put_together(old, new, kinds):
    body = factories.unsaved(NeedPage, body=[("paragraph", html) for html in old]).body
    page = factories.unsaved(NeedPage, body=writing.rewritten(body, new))
    assert writing.text_of(page.body) == new
    if kinds is not None:
        sources = [block.value.source for block in page.body]
        assert [source.replace("<p>", "").replace("</p>", "") for source in sources] == kinds
