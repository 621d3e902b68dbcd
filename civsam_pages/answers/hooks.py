"""What other rooms do for answers, by Wagtail's hooks: none of them has to be installed.

@hooks.register("civsam_send_page")    # send(page, edited, by) -> page: to review, or out
@hooks.register("civsam_report")       # report(thing, title, by, **what): to whoever moderates
"""

from typing import Any

from django.apps import apps
from wagtail import hooks

SEND, REPORT = "civsam_send_page", "civsam_report"


def has_initiatives() -> bool:
    return apps.is_installed("civsam_pages.initiatives")


def takes_reports() -> bool:
    """Whether somebody on this site reads what is reported."""
    return bool(hooks.get_hooks(REPORT))


def report(thing: Any, title: str, by: Any, **what: Any) -> None:
    """Give a report to everyone who takes them; `what` is what its form asks for."""
    for take in hooks.get_hooks(REPORT):
        take(thing, title, by, **what)


def send_page(page: Any, by: Any) -> Any:
    """Send a draft page to where its kind of page goes, and give it as it is then.

    With no room that sends pages, Wagtail's own workflow begins, where the list has one.

    Raises:
        PermissionDenied: of the room that sends pages; nothing is sent.
    """
    for send in hooks.get_hooks(SEND):
        return send(page, page, by)
    page.save_revision(user=by, log_action=True)
    workflow = page.get_workflow()
    if workflow is not None:
        workflow.start(page, by)
    return page
