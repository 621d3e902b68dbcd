"""Template tags of the shared ground: icons, states, and days in words."""

from datetime import date

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from civsam_pages.arena.clock import today

register = template.Library()


@register.simple_tag
def icon(name: str) -> str:
    """The icon `name` of the sprite, hidden from screen readers: words always stand beside it."""

    return format_html(
        '<svg class="ds-icon" aria-hidden="true"><use href="{}#{}"></use></svg>',
        static("civsam_pages/icons.svg"),
        name,
    )


@register.simple_tag
def badge(state) -> str:
    """The tag of a `civsam_search.documents.Badge`: tone, icon and word. Nothing for none."""

    if not state:
        return ""
    return format_html(
        '<span class="ds-tag" data-color="{}">{}{}</span>',
        state.tone,
        icon(state.icon),
        state.label,
    )


@register.filter
def in_days(day: date | None) -> str:
    """How far away a coming `day` is, in words; empty for a day that has passed."""

    left = (day - today()).days if day else -1
    if left < 0:
        return ""
    if left == 0:
        return _("today")
    if left == 1:
        return _("tomorrow")
    return ngettext("in %(days)d day", "in %(days)d days", left) % {"days": left}
