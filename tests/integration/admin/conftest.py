"""A small kommun with its editors: who they are is the same in every story."""

from copy import deepcopy
from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import transaction
from wagtail.models import Page, Site

from civsam_pages.arena.groups import ensure_editor_group
from civsam_pages.arena.models import Area, MunicipalUnit, Theme
from civsam_pages.grants.models import GrantIndexPage, GrantPage, GrantRound
from civsam_pages.initiatives.models import InitiativeIndexPage, InitiativePage
from civsam_pages.needs.models import NeedIndexPage, NeedPage
from civsam_pages.register.models import ActorPage, RegisterPage
from civsam_search.api import today

User = get_user_model()

XSS = "<script>alert(1)</script>"


def add_need(town, title, *, live=True, themes=(), areas=(), **fields):
    need = NeedPage(
        title=title, summary=f"{title} {XSS}", owner_actor=town.actor, live=live, **fields
    )
    town.needs.add_child(instance=need)
    need.themes, need.areas = themes, areas
    revision = need.save_revision(user=fields.get("owner"))
    if live:
        revision.publish()
    return NeedPage.objects.get(pk=need.pk)


def add_grant(town, title, closes: date):
    grant = GrantPage(title=title, summary=title, amount_text="1 000 kr", authority=town.unit)
    grant.rounds = [GrantRound(name="Vår", closes_on=closes)]
    return town.grants.add_child(instance=grant)


def add_index(model, title, slug, parent):
    return parent.add_child(instance=model(title=title, slug=slug, summary=title))


def build_sites(town):
    """Älvsunda with its four lists, and the neighbouring Granby with a list of needs."""

    root = Page.get_first_root_node()
    Site.objects.all().delete()
    town.alvsunda = root.add_child(instance=Page(title="Älvsunda", slug="alvsunda"))
    town.granby = root.add_child(instance=Page(title="Granby", slug="granby"))
    town.site = Site.objects.create(
        hostname="testserver", root_page=town.alvsunda, is_default_site=True
    )
    Site.objects.create(hostname="granby.test", root_page=town.granby)
    town.register = add_index(RegisterPage, "Föreningar", "foreningar", town.alvsunda)
    town.needs = add_index(NeedIndexPage, "Behov", "behov", town.alvsunda)
    town.initiatives = add_index(InitiativeIndexPage, "Initiativ", "initiativ", town.alvsunda)
    town.grants = add_index(GrantIndexPage, "Bidrag", "bidrag", town.alvsunda)
    town.other_needs = add_index(NeedIndexPage, "Behov i Granby", "behov", town.granby)


def build_people(town):
    """Eva edits Älvsunda, Mia moderates it, Olle edits Granby, Sara administers, Nils may not."""

    for name in ("eva", "mia", "olle", "nils"):
        setattr(town, name, User.objects.create_user(f"{name}@alvsunda.test", name))
    town.sara = User.objects.create_superuser("sara@alvsunda.test", "sara")
    colours = ["civsam_home.change_sitesettings"]
    town.eva.groups.add(ensure_editor_group("Redaktörer", town.alvsunda, also=colours))
    town.mia.groups.add(Group.objects.get(name="Moderators"))
    town.olle.groups.add(ensure_editor_group("Redaktörer i Granby", town.granby))


def build_content(town):
    """One of each thing, and of each thing that waits."""

    town.theme = Theme.objects.create(name=f"Läxhjälp {XSS}", slug="laxhjalp")
    town.area = Area.objects.create(name="Ängby", slug="angby")
    town.place = Area.objects.create(name="Ålsta", slug="alsta", parent=town.area)
    town.unit = MunicipalUnit.objects.create(
        name="Fritidskontoret", slug="fritid", authority="Fritidsnämnden"
    )
    town.actor = town.register.add_child(
        instance=ActorPage(title="Älvsunda byalag", slug="byalaget", summary=f"Vi {XSS}")
    )
    town.need = add_need(
        town, "Läxhjälp på Ängby", slug="laxhjalp", themes=[town.theme], areas=[town.place]
    )
    add_need(town, "Evas utkast", live=False, owner=town.eva)
    add_need(town, "Miras utkast", live=False, owner=town.mia)
    yesterday = today() - timedelta(days=1)
    town.old = add_need(town, "Granskas snart", slug="gammalt", review_due_at=yesterday)
    town.quiet = add_need(town, "Ingen har svarat", slug="tyst")
    NeedPage.objects.filter(pk=town.quiet.pk).update(
        first_published_at=town.quiet.first_published_at - timedelta(days=200)
    )
    town.review = add_need(town, "Väntar på granskning", live=False, owner=town.eva)
    town.review.get_workflow().start(town.review, town.eva)
    town.initiative = town.initiatives.add_child(
        instance=InitiativePage(title="Läxkafé", slug="laxkafe", summary="Kafé", phase="seeking")
    )
    town.grant = add_grant(town, "Snabba pengar", today() + timedelta(days=5))
    add_grant(town, "Årsbidrag", today() + timedelta(days=60))


@pytest.fixture(scope="module")
def built(django_db_setup, django_db_blocker):
    """The town, built once for all the stories of a file; each story undoes what it does."""

    with django_db_blocker.unblock(), transaction.atomic():
        town = SimpleNamespace()
        for build in (build_sites, build_people, build_content):
            build(town)
        yield town
        transaction.set_rollback(True)


@pytest.fixture
def town(built, db):
    """Älvsunda and the people who work with it."""

    return deepcopy(built)
