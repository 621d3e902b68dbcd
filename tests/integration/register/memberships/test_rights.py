"""Rights are given, renewed, changed and ended; an association is never left unnoticed."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from wagtail.models import PageLogEntry

from civsam_pages.notifications.models import Mail
from civsam_pages.register.memberships import policies, selectors
from civsam_pages.register.memberships.models import Claim, Invitation, Membership
from civsam_pages.register.memberships.rules import Role, longest_until
from civsam_pages.register.memberships.services import rights
from civsam_pages.register.policies import acts_for
from civsam_search.api import today
from tests.factories import right

from .test_claims import ADDRESS, ask_with_evidence

pytestmark = pytest.mark.django_db


@pytest.fixture
def two_admins(here):
    """Hodan administers Öppna dörren beside Samira."""
    here.hodan_right = rights.give(
        actor=here.open_door, user=here.hodan, role=Role.ADMIN, by=here.petra
    )
    Mail.objects.all().delete()
    return here


def ends_in(right, days):
    Membership.objects.filter(pk=right.pk).update(valid_until=today() + timedelta(days=days))
    right.refresh_from_db()
    return right


def test_an_administrator_renews_the_right_of_another(here):
    right = rights.renew(membership=ends_in(here.nadja_right, 13), by=here.samira)
    assert right.valid_until == longest_until(today())
    assert Mail.objects.filter(address=here.nadja.email, kind="membership").count() == 1


def test_nobody_renews_their_own(two_admins):
    with pytest.raises(PermissionDenied, match="your own"):
        rights.renew(membership=ends_in(two_admins.samira_right, 13), by=two_admins.samira)


def test_administrators_renew_each_other(two_admins):
    rights.renew(membership=ends_in(two_admins.samira_right, 13), by=two_admins.hodan)


def test_a_right_is_not_renewed_further_than_the_longest(here):
    right = rights.renew(membership=ends_in(here.nadja_right, 13), by=here.samira)
    with pytest.raises(PermissionDenied, match="longer yet"):
        rights.renew(membership=right, by=here.samira)


def test_a_right_that_has_lapsed_is_not_renewed(here):
    with pytest.raises(PermissionDenied, match="has ended"):
        rights.renew(membership=ends_in(here.nadja_right, -1), by=here.samira)


def test_a_right_that_is_ended_counts_no_more(here):
    rights.end(membership=here.goran_right, by=here.samira)
    assert not acts_for(here.goran, here.open_door)
    assert Mail.objects.filter(address=here.goran.email).count() == 1
    with pytest.raises(PermissionDenied, match="already"):
        rights.end(membership=here.goran_right, by=here.samira)


def test_whoever_wants_to_leave_leaves(here):
    rights.leave(membership=here.nadja_right)
    assert not acts_for(here.nadja, here.open_door)


def test_the_only_administrator_hands_over_first(here):
    with pytest.raises(PermissionDenied, match="Hand over first"):
        rights.leave(membership=here.samira_right)
    with pytest.raises(PermissionDenied, match="Hand over first"):
        rights.change_role(membership=here.samira_right, role=Role.EDITOR, by=here.samira)
    assert acts_for(here.samira, here.open_door, Role.ADMIN)


def test_one_of_two_administrators_may_leave_and_the_other_is_told(two_admins):
    here = two_admins
    rights.leave(membership=here.samira_right)
    assert Mail.objects.filter(address=here.hodan.email).count() == 1
    assert not Mail.objects.filter(event__endswith="without-admin").exists()


def test_an_administrator_whom_another_has_ended_is_told_and_so_is_the_association(two_admins):
    here = two_admins
    rights.end(membership=here.samira_right, by=here.hodan)
    told = set(Mail.objects.values_list("address", flat=True))
    assert told == {here.samira.email, ADDRESS}


def test_an_association_that_loses_its_last_administrator_is_noticed(here):
    rights.end(membership=here.samira_right, by=here.petra)
    told = Mail.objects.filter(event__endswith="without-admin")
    assert set(told.values_list("address", flat=True)) == {ADDRESS, here.petra.email}
    assert list(selectors.without_admin()) == [here.open_door]
    assert PageLogEntry.objects.filter(action="civsam.actor.without_admin").exists()


def test_another_role_is_given_at_once(here):
    right = rights.change_role(membership=here.nadja_right, role=Role.APPLICANT, by=here.samira)
    assert acts_for(here.nadja, here.open_door, Role.APPLICANT)
    assert right.valid_until == here.nadja_right.valid_until
    assert not acts_for(here.nadja, here.open_door, Role.ADMIN)


def test_only_the_municipality_makes_an_administrator_of_an_editor(here):
    with pytest.raises(PermissionDenied, match="handover"):
        rights.change_role(membership=here.nadja_right, role=Role.ADMIN, by=here.samira)
    rights.change_role(membership=here.nadja_right, role=Role.ADMIN, by=here.petra)
    assert acts_for(here.nadja, here.open_door, Role.ADMIN)


def test_nobody_gives_themselves_another_role(here):
    with pytest.raises(PermissionDenied):
        rights.change_role(membership=here.nadja_right, role=Role.APPLICANT, by=here.nadja)
    with pytest.raises(PermissionDenied, match="Somebody else"):
        rights.give(actor=here.open_door, user=here.petra, role=Role.ADMIN, by=here.petra)


def test_who_deletes_the_account_leaves_everything(here):
    ask = ask_with_evidence(here, who=here.liban)
    rights.leave_all(here.liban)
    rights.leave_all(here.samira)
    assert not Membership.objects.running().filter(user=here.samira).exists()
    assert Claim.objects.get(pk=ask.pk).state == "withdrawn"
    assert Invitation.objects.get(pk=here.invitation.pk).state == "revoked"
    assert list(selectors.without_admin()) == [here.open_door]


def test_whose_leaving_would_be_noticed_is_known_beforehand(here):
    assert rights.ends_with_account(here.samira) == [here.open_door]
    assert rights.ends_with_account(here.goran) == []


def test_the_log_holds_no_names(here):
    rights.end(membership=here.goran_right, by=here.samira)
    entry = PageLogEntry.objects.filter(action="civsam.right.end").first()
    assert entry.data == {
        "right": here.goran_right.pk,
        "person": here.goran.pk,
        "role": "actor_applicant",
        "until": here.goran_right.valid_until.isoformat(),
    }
    assert entry.user == here.samira


def test_whoever_decides_gives_themselves_no_higher_role(here):
    own = right(here.petra, here.open_door, "actor_editor")
    with pytest.raises(PermissionDenied):
        rights.change_role(membership=own, role=Role.ADMIN, by=here.petra)
    assert not acts_for(here.petra, here.open_door, Role.APPLICANT)
    rights.change_role(membership=own, role=Role.ADMIN, by=here.sanna)
    assert acts_for(here.petra, here.open_door, Role.ADMIN)


def test_an_administrator_whose_account_is_closed_answers_for_nothing(here):
    here.samira.is_active = False
    here.samira.save()
    assert here.open_door in selectors.without_admin()
    assert policies.may_claim_by_address(here.hodan, here.open_door)
