"""The demo in the database: complete, alive, and the same after a second run."""

from collections import Counter
from datetime import timedelta
from io import StringIO

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.core import mail
from django.core.management import CommandError, call_command
from django.core.serializers import serialize
from django.test import override_settings
from modelcluster.models import get_all_child_relations
from wagtail.images.models import Image
from wagtail.models import Page, Revision, Site

from civsam_pages.grants.models import GrantPage
from civsam_pages.initiatives.models import InitiativePage
from civsam_pages.needs.models import NeedPage
from civsam_pages.needs.rules import NeedState
from civsam_pages.register.models import ActorPage
from civsam_platform.demo import loader, users
from civsam_platform.demo.content import read
from civsam_search.models import SearchEntry

from .conftest import LOADED_ON

User = get_user_model()

ROOMS = (
    "civsam_arena",
    "civsam_register",
    "civsam_needs",
    "civsam_initiatives",
    "civsam_grants",
    "civsam_home",
)


def everything():
    """Every row of our own tables and of what Wagtail keeps about them."""
    ours = [model for room in ROOMS for model in apps.get_app_config(room).get_models()]
    models = [*ours, Page, Revision, Site, Image, User]
    return {
        model._meta.label: serialize("json", model._default_manager.order_by("pk"))
        for model in models
    }


def test_a_second_run_changes_nothing(alvsunda):
    before = everything()
    for later in (0, 200):
        summary = loader.load(LOADED_ON + timedelta(days=later))
        assert not summary.changed
    assert everything() == before


def test_what_an_editor_deleted_by_mistake_comes_back(alvsunda):
    GrantPage.objects.get(slug="byapengen").delete()
    assert loader.load(LOADED_ON).created == ["/bidrag/byapengen/"]
    assert GrantPage.objects.filter(slug="byapengen", live=True).exists()


def test_what_an_editor_changed_stays(alvsunda):
    page = ActorPage.objects.get(slug="oppna-dorren")
    page.summary = "Vi har flyttat."
    page.save_revision().publish()
    loader.load(LOADED_ON)
    assert ActorPage.objects.get(slug="oppna-dorren").summary == "Vi har flyttat."


def test_needs_are_in_every_state_as_visitors_and_editors_see_them(alvsunda):
    states = Counter(need.current_state for need in NeedPage.objects.all())
    assert set(states) == set(NeedState)
    assert all(need.outcome for need in NeedPage.objects.filter(state="closed"))


def test_the_pages_that_wait_for_review_are_in_the_workflow_and_nobody_got_mail(alvsunda):
    waiting = NeedPage.objects.get(slug="fler-svenska-samtalsvanner")
    assert not waiting.live
    assert waiting.current_workflow_state.requested_by == User.objects.get(email=users.EDITOR)
    assert mail.outbox == []


def test_all_pages_are_valid(alvsunda):
    for page in Page.objects.filter(depth__gt=1).specific():
        page.full_clean()
        for relation in get_all_child_relations(page):
            for row in getattr(page, relation.get_accessor_name()).all():
                row.full_clean()


def test_pages_were_published_on_different_days_and_none_in_the_future(alvsunda):
    days = [page.first_published_at.date() for page in Page.objects.filter(depth__gt=2, live=True)]
    assert max(days) <= LOADED_ON
    assert len(set(days)) > 80
    newest = NeedPage.objects.live().order_by("-first_published_at").first()
    assert newest.slug == "plats-att-traffas-pa-fredagskvallar-i-hammarbyn"


def test_an_initiative_and_its_need_know_each_other(alvsunda):
    need = NeedPage.objects.get(slug="laxhjalp-saknas-for-unga-i-norrstrand")
    (initiative,) = need.initiatives.all()
    assert initiative.title == "Läxhjälp på tre språk"
    assert [row.actor.title for row in initiative.accepted_partners] == [
        "Föreningen Öppna dörren",
        "Norrstrands fritidsgård",
    ]


def test_a_partner_who_has_not_said_yes_is_not_shown(alvsunda):
    initiative = InitiativePage.objects.get(slug="odla-ihop-i-ostra-bygden")
    assert initiative.partners.count() == 2
    assert len(initiative.accepted_partners) == 1


def test_the_grant_of_the_mocks_closes_in_thirteen_days(alvsunda):
    grant = GrantPage.objects.get(slug="projektbidrag-for-integration")
    state, _badge, window = grant.status(LOADED_ON)
    assert (state, (window.closes - LOADED_ON).days) == ("closing", 13)


def test_everything_public_can_be_found_and_nothing_else(alvsunda):
    content = read(LOADED_ON)
    needs = [row for row in content.needs if row["state"] not in ("draft", "review")]
    found = Counter(SearchEntry.objects.values_list("kind", flat=True))
    assert found["actor"] == len(content.actors)
    assert found["need"] == len(needs)
    assert found["initiative"] == len(content.initiatives)
    assert found["grant"] == len(content.grants)


def test_the_site_shows_the_demo_and_wagtails_own_page_is_gone(alvsunda):
    (site,) = Site.objects.all()
    assert (site.site_name, site.root_page.slug) == ("Älvsunda tillsammans", loader.START_SLUG)
    assert not Page.objects.filter(slug="home").exists()


def test_the_editor_publishes_and_changes_the_look_but_is_no_administrator(alvsunda):
    editor = User.objects.get(email=users.EDITOR)
    assert editor.check_password(users.PASSWORD)
    need = NeedPage.objects.get(slug="symaskiner-till-sykvallar")
    rights = need.permissions_for_user(editor)
    assert rights.can_edit()
    assert rights.can_publish()
    assert editor.has_perm("civsam_home.change_sitesettings")
    assert not editor.is_superuser
    assert User.objects.get(email=users.ADMINISTRATOR).is_superuser


@pytest.mark.parametrize(
    "address",
    [
        "/", "/behov/", "/behov/laxhjalp-saknas-for-unga-i-norrstrand/", "/initiativ/",
        "/initiativ/laxhjalp-pa-tre-sprak/", "/bidrag/", "/bidrag/projektbidrag-for-integration/",
        "/foreningar/", "/foreningar/oppna-dorren/", "/om/sa-fungerar/", "/lotsen/",
        "/tillganglighet/",
    ],
)  # fmt: skip
def test_a_visitor_can_open_it(alvsunda, client, address):
    site = Site.objects.get()
    answer = client.get(address, headers={"host": site.hostname})
    assert answer.status_code == 200


def test_a_visitor_never_sees_a_draft(alvsunda, client):
    assert client.get("/behov/utflykter-for-familjer-utan-bil/").status_code == 404
    assert client.get("/behov/fler-svenska-samtalsvanner/").status_code == 404


def test_the_command_says_how_to_log_in(alvsunda):
    out = StringIO()
    call_command("demo_data", stdout=out, stderr=StringIO())
    assert "Nothing was changed." in out.getvalue()
    assert "redaktor@alvsunda.example / civsam-demo" in out.getvalue()
    assert "admin@alvsunda.example / civsam-demo" in out.getvalue()


def test_the_demo_is_not_looked_through_again_where_it_is_loaded(alvsunda):
    GrantPage.objects.get(slug="byapengen").delete()
    call_command("demo_data", "--if-missing", stdout=StringIO())
    assert not GrantPage.objects.filter(slug="byapengen").exists()


def test_the_welcome_tells_the_address_that_is_served(alvsunda):
    out = StringIO()
    call_command("demo_data", "--if-missing", "--port", "8123", stdout=out)
    assert out.getvalue().count("http://localhost:8123/admin/") == 1
    assert "8000" not in out.getvalue()
    assert NeedPage.objects.live().first().full_url.startswith("http://localhost:8123/behov/")


def test_the_command_refuses_production(db):
    with (
        override_settings(SETTINGS_MODULE="civsam_platform.settings.production"),
        pytest.raises(CommandError, match="produktion"),
    ):
        call_command("demo_data")
