"""A small kommun with its editors: who they are is the same in every story."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import Group, User
from wagtail.models import Page, Site

from civsam_pages.arena.clock import today
from civsam_pages.arena.groups import ensure_editor_group
from civsam_pages.arena.models import Area, MunicipalUnit, Theme
from civsam_pages.grants.models import GrantIndexPage, GrantPage, GrantRound
from civsam_pages.initiatives.models import InitiativeIndexPage, InitiativePage
from civsam_pages.needs.models import NeedIndexPage, NeedPage
from civsam_pages.register.models import ActorPage, RegisterPage

XSS = "<script>alert(1)</script>"


def add_need(town, title, *, live=True, **fields):
    need = NeedPage(
        **{"title": title, "summary": f"{title} {XSS}", "owner_actor": town.actor, **fields},
        live=live,
    )
    town.needs.add_child(instance=need)
    need.save_revision(user=fields.get("owner"))
    if live:
        need.save_revision().publish()
    return NeedPage.objects.get(pk=need.pk)


@pytest.fixture
def town(db, client):
    """Älvsunda: a start page with the four lists, and the people who work with them.

    Eva edits Älvsunda, Mia moderates it, Olle edits the neighbouring kommun's site, Sara
    administers everything, and Nils has a login but no rights.
    """

    town = SimpleNamespace(client=client)
    root = Page.get_first_root_node()
    Site.objects.all().delete()
    for name, host in (("alvsunda", "testserver"), ("granby", "granby.test")):
        home = root.add_child(instance=Page(title=name.title(), slug=name))
        site = Site.objects.create(
            hostname=host, root_page=home, site_name=name.title(), is_default_site=not name[0] > "a"
        )
        setattr(town, name, home)
        setattr(town, f"{name}_site", site)

    def index(model, title, slug, parent):
        return parent.add_child(instance=model(title=title, slug=slug, summary=title))

    town.register = index(RegisterPage, "Föreningar", "foreningar", town.alvsunda)
    town.needs = index(NeedIndexPage, "Behov", "behov", town.alvsunda)
    town.initiatives = index(InitiativeIndexPage, "Initiativ", "initiativ", town.alvsunda)
    town.grants = index(GrantIndexPage, "Bidrag", "bidrag", town.alvsunda)
    town.other_needs = index(NeedIndexPage, "Behov i Granby", "behov", town.granby)

    town.theme = Theme.objects.create(name=f"Läxhjälp {XSS}", slug="laxhjalp")
    town.area = Area.objects.create(name="Ängby", slug="angby")
    town.place = Area.objects.create(name="Ålsta", slug="alsta", parent=town.area)
    town.unit = MunicipalUnit.objects.create(
        name="Fritidskontoret", slug="fritid", authority="Fritidsnämnden"
    )

    town.eva = User.objects.create_user("eva", "eva@alvsunda.test", "eva")
    town.mia = User.objects.create_user("mia", "mia@alvsunda.test", "mia")
    town.olle = User.objects.create_user("olle", "olle@granby.test", "olle")
    town.nils = User.objects.create_user("nils", "nils@alvsunda.test", "nils")
    town.sara = User.objects.create_superuser("sara", "sara@alvsunda.test", "sara")
    town.eva.groups.add(
        ensure_editor_group("Redaktörer", town.alvsunda, also=["civsam_home.change_sitesettings"])
    )
    town.mia.groups.add(Group.objects.get(name="Moderators"))
    town.olle.groups.add(ensure_editor_group("Redaktörer i Granby", town.granby))

    town.actor = town.register.add_child(
        instance=ActorPage(title="Älvsunda byalag", slug="byalaget", summary=f"Vi {XSS}")
    )
    town.need = add_need(town, "Läxhjälp på Ängby", slug="laxhjalp")
    town.need.themes.add(town.theme)
    town.need.areas.add(town.place)
    town.need.save_revision().publish()
    return town


@pytest.fixture
def full_town(town):
    """Älvsunda with one of each thing that waits."""

    add_need(town, "Evas utkast", live=False, owner=town.eva)
    add_need(town, "Miras utkast", live=False, owner=town.mia)
    town.old = add_need(
        town, "Granskas snart", slug="gammalt", review_due_at=today() - timedelta(days=1)
    )
    quiet = add_need(town, "Ingen har svarat", slug="tyst")
    NeedPage.objects.filter(pk=quiet.pk).update(
        first_published_at=quiet.first_published_at - timedelta(days=200)
    )
    town.review = add_need(town, "Väntar på granskning", live=False, owner=town.eva)
    town.review.get_workflow().start(town.review, town.eva)
    town.initiative = town.initiatives.add_child(
        instance=InitiativePage(title="Läxkafé", slug="laxkafe", summary="Kafé", phase="seeking")
    )
    town.grant = add_grant(town, "Snabba pengar", today() + timedelta(days=5))
    add_grant(town, "Årsbidrag", today() + timedelta(days=60))
    return town


def add_grant(town, title, closes: date):
    grant = GrantPage(title=title, summary=title, amount_text="1 000 kr", authority=town.unit)
    grant.rounds = [GrantRound(name="Vår", closes_on=closes)]
    return town.grants.add_child(instance=grant)
