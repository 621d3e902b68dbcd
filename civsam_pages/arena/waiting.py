"""What waits for an editor: counted per room, shown on the admin's first page.

A room tells what waits in it by a hook:

    @hooks.register("civsam_waiting")
    def waiting_needs(request):
        return shared_rows(request, listing)
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, IntegerField, Model, Q, QuerySet
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import ngettext
from wagtail import hooks
from wagtail.models import WorkflowState
from wagtail.permissions import page_permission_policy

from civsam_search.api import today

from .rules import add_years

HOOK = "civsam_waiting"


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something that waits: how much of what, in which group, and the list of it."""

    group: str
    count: int
    label: str
    url: str


def statuses(model: type[Model]) -> dict[str, Q]:
    """What Wagtail knows of a page's status, as conditions that exclude each other."""

    states = WorkflowState.objects.active().filter(
        content_type=ContentType.objects.get_for_model(model)
    )
    in_review = Q(pk__in=states.values(number=Cast("object_id", IntegerField())))
    return {
        "live": Q(live=True, has_unpublished_changes=False) & ~in_review,
        "changed": Q(live=True, has_unpublished_changes=True) & ~in_review,
        "draft": Q(live=False, first_published_at__isnull=True) & ~in_review,
        "review": in_review,
        "unpublished": Q(live=False, first_published_at__isnull=False) & ~in_review,
    }


def past_review() -> Q:
    """Published pages that tell visitors that their facts may be old."""

    a_year_ago = add_years(today(), -1)
    old = Q(review_due_at__isnull=True, last_confirmed_at__lte=a_year_ago)
    return Q(live=True) & (Q(review_due_at__lt=today()) | old)


# The order is the order on the page; each with the query string of the list that shows it.
SHARED_ROWS: Mapping[str, tuple[str, Callable[[int], str]]] = {
    "my_drafts": (
        "status=draft&created_by=me",
        lambda count: ngettext("draft of yours", "drafts of yours", count),
    ),
    "drafts": (
        "status=draft&created_by=others",
        lambda count: ngettext("draft of somebody else", "drafts of others", count),
    ),
    "changed": (
        "status=changed",
        lambda count: ngettext(
            "page with changes not published", "pages with changes not published", count
        ),
    ),
    "review": (
        "status=review",
        lambda count: ngettext("page in review", "pages in review", count),
    ),
    "past_review": (
        "fresh=past",
        lambda count: ngettext("page past its review date", "pages past their review date", count),
    ),
}


def may_edit(request, model: type[Model]) -> QuerySet:
    """The pages of a type that the user may edit, on whichever sites they have."""

    pages = page_permission_policy.instances_user_has_permission_for(request.user, "change")
    return model.objects.filter(pk__in=pages.values("pk"))


def row(listing, count: int, label: str, query: str) -> Waiting:
    """A row about the pages of a listing; `query` is the query string that shows just these."""

    group = capfirst(listing.model._meta.verbose_name_plural)
    return Waiting(group, count, label, f"{reverse(listing.get_url_name('index'))}?{query}")


def shared_rows(request, listing) -> list[Waiting]:
    """What waits in a listing's pages, counted in one query."""

    is_status = statuses(listing.model)
    mine = Q(owner=request.user)
    counts = may_edit(request, listing.model).aggregate(
        my_drafts=Count("pk", filter=is_status["draft"] & mine),
        drafts=Count("pk", filter=is_status["draft"] & ~mine),
        changed=Count("pk", filter=is_status["changed"]),
        review=Count("pk", filter=is_status["review"]),
        past_review=Count("pk", filter=past_review()),
    )
    return [
        row(listing, counts[name], label(counts[name]), query)
        for name, (query, label) in SHARED_ROWS.items()
    ]


def waiting(request) -> dict[str, list[Waiting]]:
    """All that waits for the user, by group, from every room that is installed.

    Rows that count nothing are left out.
    """

    rows: Iterable[Waiting] = (found for hook in hooks.get_hooks(HOOK) for found in hook(request))
    groups: dict[str, list[Waiting]] = {}
    for found in rows:
        if found.count:
            groups.setdefault(found.group, []).append(found)
    return groups
