"""A site that searches with Elasticsearch: what its editors, visitors and administrator see."""

import time
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.utils import timezone
from wagtail.models import Page, Site

from civsam_search.api import Query, catch_up, search, today
from civsam_search.engines import server_engine
from civsam_search.engines.elastic import outbox
from civsam_search.models import IndexChange, IndexState
from tests.served import elasticsearch_settings, elasticsearch_url  # noqa: F401 (fixtures)

pytestmark = pytest.mark.django_db
NOBODY = "http://127.0.0.1:9"


@pytest.fixture
def served(elasticsearch_settings, site):  # noqa: F811
    """The servers are there, with an index of what is on the site: nothing."""
    server_engine().rebuild([])


@pytest.fixture
def away(settings, site):
    """The settings name a server, and nobody is there."""
    settings.CIVSAM_ELASTICSEARCH = {"hosts": [NOBODY], "prefix": f"away-{time.time_ns()}"}


def run(*words):
    out = StringIO()
    call_command("civsam_search", *words, stdout=out, verbosity=0)
    return out.getvalue()


def found(text=""):
    return search(Query(site_id=Site.objects.get(is_default_site=True).pk, day=today(), text=text))


def test_what_is_published_is_told_to_the_servers_and_found(served, add):
    add("Läxhjälp")
    assert IndexChange.objects.count() == 1
    assert catch_up() == 1
    answer = found("läxhjälpen")
    assert ([hit.title for hit in answer.hits], answer.reserve) == (["Läxhjälp"], False)
    assert IndexChange.objects.count() == 0


def test_what_is_taken_down_is_gone_from_the_servers(served, add):
    page = add("Läxhjälp")
    catch_up()
    page.unpublish()
    catch_up()
    assert (found("läxhjälp").total, found("läxhjälp").reserve) == (0, False)


def test_a_change_that_is_undone_is_told_to_nobody(served, add, site):
    with transaction.atomic():
        add("Läxhjälp")
        transaction.set_rollback(True)
    assert IndexChange.objects.count() == 0


def test_what_the_servers_got_wrong_is_still_not_shown(served, add):
    page = add("Hemligt")
    catch_up()
    Page.objects.filter(pk=page.pk).update(live=False)  # behind the back of all signals
    answer = found("hemligt")
    assert (answer.hits, answer.reserve) == ([], False)


def test_without_servers_saving_and_searching_go_on(away, add, client):
    add("Läxhjälp")
    answer = found("läxhjälp")
    assert ([hit.title for hit in answer.hits], answer.reserve) == (["Läxhjälp"], True)
    page = client.get("/sok/?q=läxhjälp").content.decode()
    assert "Sökningen går på sin reserv just nu." in page
    assert "Läxhjälp" in page


def test_a_page_that_the_servers_answered_says_nothing_of_a_reserve(served, add, client):
    add("Läxhjälp")
    catch_up()
    assert "reserv" not in client.get("/sok/?q=läxhjälp").content.decode()


def test_the_worker_tries_in_vain_and_remembers_why(away, add):
    add("Läxhjälp")
    assert catch_up() == 0
    assert "Connection" in IndexState.objects.get().error
    assert IndexChange.objects.count() == 1


def test_nothing_is_remembered_where_no_servers_are_named(add):
    add("Läxhjälp")
    assert catch_up() == 0
    assert IndexChange.objects.count() == 0


def test_status_tells_of_index_documents_and_outbox(served, add, settings):
    settings.LANGUAGE_CODE = "en"
    add("Läxhjälp")
    status = run("status")
    assert "Engine: elasticsearch" in status
    assert "Documents on the servers: 0" in status
    assert "Outbox: 1, the oldest" in status
    catch_up()
    status = run("status")
    assert "Documents on the servers: 1" in status
    assert "Outbox: 0" in status
    assert "Last error: none" in status


def test_status_says_that_the_servers_are_away(away, add, settings):
    settings.LANGUAGE_CODE = "en"
    assert "Servers: do not answer" in run("status")


def test_a_repair_mends_what_differs_on_the_servers(served, add, settings):
    settings.LANGUAGE_CODE = "en"
    page = add("Läxhjälp")
    catch_up()
    engine = server_engine()
    engine.cluster.client().delete(index=engine.cluster.alias, id=f"page:{page.pk}", refresh=True)
    with pytest.raises(CommandError, match="1 differences"):
        run("check")
    assert "1 differences were put right" in run("check", "--repair")
    assert "agrees" in run("check")


def test_a_rebuild_and_a_check_without_servers_say_so(away, add, settings):
    settings.LANGUAGE_CODE = "en"
    add("Läxhjälp")
    for words in (["rebuild"], ["check"], ["check", "--repair"]):
        with pytest.raises(CommandError, match="servers of the search"):
            run(*words)
    assert found("läxhjälp").total == 1


def test_a_rebuild_that_is_silent_for_long_is_not_waited_for(served, add):
    long_ago = timezone.now() - timedelta(seconds=outbox.FORGOTTEN_AFTER + 1)
    IndexState.objects.update(building="dead", beat_at=long_ago)
    add("Läxhjälp")
    assert catch_up() == 1
    assert IndexChange.objects.count() == 0, "what was told is not kept for it"
    assert IndexState.objects.get().building == ""


def test_what_was_told_is_kept_for_an_index_that_is_being_built(served, add):
    IndexState.objects.update(building="alive", beat_at=timezone.now())
    add("Läxhjälp")
    assert catch_up() == 1
    assert IndexChange.objects.get().sent
    assert found("läxhjälp").total == 1
