"""Template tags of the shared ground: icons, states, cards, and days and files in words."""

from datetime import date
from functools import lru_cache
from urllib.parse import quote

from django import template
from django.templatetags.static import static
from django.utils.html import escape, format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.rich_text import expand_db_html

from civsam_pages.arena import cards, links, reporting, words
from civsam_search.api import today

register = template.Library()

register.filter("telephone", words.telephone)
register.filter("website_name", words.website_name)
register.filter("file_facts", words.file_facts)
register.filter("number", words.number)
register.filter("in_a_row", cards.in_a_row)
register.filter("kronor", words.kronor)

PICTURE_WIDTHS = (480, 960, 1600)


@register.simple_tag
@lru_cache(maxsize=256)
def icon(name: str) -> str:
    """The icon `name` of the sprite, hidden from screen readers: words always stand beside it.

    A list has hundreds, so each is made once; the address of the sprite lasts as long as the
    process.
    """

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
def trail(page) -> list:
    """The live pages above a page, from the start page down; those on the way to it are known."""

    above = []
    while page.depth > 2:
        page = getattr(page, "listed_on", None) or page.get_parent()
        above.append(page)
    return [page for page in reversed(above) if page.live]


@register.inclusion_tag("civsam_pages/card.html")
def card(hit) -> dict:
    """The card of a `civsam_search` hit."""

    return {"hit": hit}


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


@register.filter
def age(day: date | None) -> str:
    """How long ago `day` was, in words: "three months", "a year"; empty below a month."""

    return words.age(day, today()) if day else ""


@register.simple_tag
def rel(page) -> str:
    """The attribute that marks a link to another site on a page of an actor not trusted yet."""

    found = links.rel_of(page)
    return format_html(' rel="{}"', found) if found else ""


@register.simple_tag(takes_context=True)
def body_text(context, value) -> str:
    """Rich text of the page that is shown, with its links to other sites marked."""

    return mark_safe(links.marked(prose(value), context.get("page")))


@register.simple_tag
def report_url(page) -> str:
    """Where visitors report a published page; empty on a site where nobody takes reports."""

    return reporting.form_url(page) if page else ""


@register.simple_tag
def mail_to(address: str, *subject: str) -> str:
    """A ``mailto:`` address; the parts of a subject are written for the visitor."""

    written, about = f"mailto:{quote(address, safe='@')}", ": ".join(filter(None, subject))
    return f"{written}?subject={quote(about)}" if about else written


@register.filter
def breakable(address: str) -> str:
    """An e-mail address that may be broken after its @, and is copied without a space."""

    return mark_safe(escape(address).replace("@", "@<wbr>"))


@register.filter
def place_names(areas) -> str:
    """Areas by their own names: "Norrstrand and Centrum"."""

    return cards.in_words(area.name for area in areas)


@register.filter
def prose(value) -> str:
    """Rich text with the classes of the design on its links and lists."""

    html = expand_db_html(getattr(value, "source", value) or "")
    for plain, dressed in (
        ("<a ", '<a class="ds-link" '),
        ("<ul>", '<ul class="ds-list prose">'),
        ("<ol>", '<ol class="ds-list prose">'),
    ):
        html = html.replace(plain, dressed)
    return mark_safe(html)


@register.simple_tag
def picture(image, alt: str = "", sizes: str = "(width < 62rem) 100vw, 54rem") -> str:
    """An image as WebP in the width that fits the screen, never larger than it is.

    The space it takes is known before it has come, so the text does not jump.
    """

    specs = [f"width-{width}|format-webp" for width in PICTURE_WIDTHS]
    renditions = {r.width: r for r in image.get_renditions(*specs).values()}
    largest = renditions[max(renditions)]
    return format_html(
        '<img src="{}" srcset="{}" sizes="{}" width="{}" height="{}" alt="{}" loading="lazy">',
        largest.url,
        ", ".join(f"{renditions[width].url} {width}w" for width in sorted(renditions)),
        sizes,
        largest.width,
        largest.height,
        alt,
    )
