"""Steps are saved one at a time, from several windows, and nothing newer is written over."""

import pytest

from civsam_pages.guided.rules import VERSION, content
from civsam_pages.guided.services import AlreadySent, Conflict, save_step
from civsam_pages.posting.models import Draft
from tests import factories
from tests.factories import town

pytestmark = pytest.mark.django_db

CHAIRS = {"why": "En fest", "extras": []}


@pytest.fixture
def draft(db):
    return Draft.objects.create(form="lending", actor=town().open_door)


def now(draft):
    return Draft.objects.get(pk=draft.pk)


def test_a_step_is_kept_with_the_version_it_came_in(draft):
    saved = save_step(draft=draft, step="what", values=CHAIRS, version=0)
    assert (saved.version, content(saved.answers["what"])) == (1, CHAIRS)
    assert saved.answers["what"][VERSION] == 1


def test_the_same_answers_once_more_change_nothing(draft):
    first = save_step(draft=draft, step="what", values=CHAIRS, version=0)
    again = save_step(draft=draft, step="what", values=CHAIRS, version=0)
    assert (again.version, again.updated_at) == (first.version, first.updated_at)


def test_a_step_that_is_empty_is_saved_too(draft):
    assert "how" in save_step(draft=draft, step="how", values={}, version=0).answers


def test_another_step_may_have_been_saved_meanwhile(draft):
    save_step(draft=draft, step="what", values=CHAIRS, version=0)
    save_step(draft=draft, step="how", values={"way": "send"}, version=0)
    assert set(now(draft).answers) == {"what", "how"}


def test_the_same_step_saved_meanwhile_is_told_of_and_not_written_over(draft):
    save_step(draft=draft, step="what", values=CHAIRS, version=0)
    with pytest.raises(Conflict) as met:
        save_step(draft=draft, step="what", values={**CHAIRS, "why": "Ett möte"}, version=0)
    assert [(one.code, one.mine, one.theirs) for one in met.value.changes] == [
        ("why", "Ett möte", "En fest")
    ]
    assert now(draft).answers["what"]["why"] == "En fest"
    version = met.value.version
    save_step(draft=draft, step="what", values={**CHAIRS, "why": "Ett möte"}, version=version)
    assert now(draft).answers["what"]["why"] == "Ett möte"


def test_what_has_been_sent_is_written_on_no_more(draft):
    Draft.objects.update(sent_at=factories.NOON)
    with pytest.raises(AlreadySent):
        save_step(draft=draft, step="what", values=CHAIRS, version=0)
    assert now(draft).answers == {}


def test_the_writers_word_is_kept_beside_the_answers(draft):
    saved = save_step(draft=draft, step="what", values=CHAIRS, version=0, confirmed="ja")
    assert saved.answers["what"]["_confirmed"] == "ja"
    assert content(saved.answers["what"]) == CHAIRS
    later = save_step(draft=draft, step="what", values=CHAIRS, version=1)
    assert "_confirmed" not in later.answers["what"]
