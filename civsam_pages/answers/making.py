"""Something comes of an answer: the need becomes an initiative, and all who answered are told."""

from itertools import count
from typing import Any

from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from civsam_pages.arena.base_page import Page
from civsam_pages.arena.decisions import allow
from civsam_pages.register.memberships.rules import Role
from civsam_pages.register.policies import acts_for

from . import hooks, letters, policies
from .models import Answer

TERMS = ("themes", "target_groups", "areas")
CONTACT = ("contact_role", "contact_email", "contact_phone")


@transaction.atomic
def make_initiative(*, answer: Answer, by: Any) -> Any:
    """Make an initiative of an answer to a need, send it, and tell everyone who answered.

    It goes to review, or straight out where the owner is trusted, as anything the owner sends. An
    editor of the municipality gets a draft to go on with. The second click gives the same page.

    Raises:
        PermissionDenied: `by` may not, or the site has no list of initiatives.
        ValidationError: the initiative would not be whole.
    """
    answer = Answer.objects.get(pk=answer.pk)
    if answer.page_id is None:
        raise PermissionDenied(_("Only an answer to a need becomes an initiative."))
    need = Page.objects.select_for_update().get(pk=answer.page_id).specific
    answer.refresh_from_db()
    if answer.initiative is not None and policies.may_handle(by, answer):
        return answer.initiative.specific
    allow(policies.may_make_initiative(by, answer))
    parent = _list_for(need)
    as_staff = not acts_for(by, need.owner_actor_id, Role.EDITOR)
    if as_staff and not parent.permissions_for_user(by).can_add_subpage():
        raise PermissionDenied(_("You may not add initiatives."))
    page = _draft(need, answer, parent)
    answer.initiative_id = page.pk
    answer.save(update_fields=["initiative"])
    if as_staff:
        page.save_revision(user=by, log_action=True)
    else:
        page = hooks.send_page(page, by)
    log(answer, "civsam.answer.initiative", user=by, data={"page": page.pk})
    _tell(need, page)
    return page


def _list_for(need: Any) -> Any:
    """The list of initiatives on the need's site, locked: paths in the tree race."""
    model = apps.get_model("civsam_initiatives", "InitiativeIndexPage")
    site = need.get_site()
    found = model.objects.live().descendant_of(site.root_page).first() if site else None
    if found is None:
        raise PermissionDenied(_("This site has no initiatives."))
    return Page.objects.select_for_update().get(pk=found.pk).specific


def _draft(need: Any, answer: Answer, parent: Any) -> Any:
    """A page that nobody sees, with what is known already. Nobody is named before they say yes."""
    model = apps.get_model("civsam_initiatives", "InitiativePage")
    page = model(
        title=need.title,
        draft_title=need.title,
        slug=_free_slug(parent, need.slug),
        summary=need.summary,
        phase="planning",
        owner_actor=need.owner_actor,
        live=False,
        **{name: getattr(need, name) for name in CONTACT},
    )
    for name in TERMS:
        setattr(page, name, list(getattr(need, name).all()))
    page.needs = [need]
    if answer.sender_actor is not None:
        partner = page.partners.model(actor=answer.sender_actor, contribution=answer.ask)
        page.partners.add(partner)
    parent.add_child(instance=page)
    return page


def _free_slug(parent: Any, slug: str) -> str:
    taken = set(parent.get_children().filter(slug__startswith=slug).values_list("slug", flat=True))
    numbered = (f"{slug}-{number}" for number in count(2))
    return slug if slug not in taken else next(one for one in numbered if one not in taken)


def _tell(need: Any, page: Any) -> None:
    rows = Answer.objects.confirmed().filter(page=need.pk)
    for answer in rows.select_related("owner", "sender", "sender_actor"):
        if policies.is_blocked(answer.owner_id, answer.sender_address):
            continue
        letters.tell_sender(
            answer,
            f"answer-{answer.pk}-initiative-{page.pk}",
            lambda path, answer=answer: letters.became_initiative(answer, page.title, path),
        )
