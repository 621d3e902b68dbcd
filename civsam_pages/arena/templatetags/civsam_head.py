"""What a page says of itself in <head>: description, canonical address, card, JSON-LD."""

import json
from dataclasses import dataclass
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import mark_safe

register = template.Library()

# As Django's json_script: nothing in the text can end the element or begin another.
ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What _head.html shows; empty values are left out."""

    title: str = ""
    description: str = ""
    address: str = ""
    image: Any = None


@register.simple_tag(takes_context=True)
def page_facts(context) -> PageFacts:
    """Return what the page, or a view's head_title and so on, says of itself."""
    page = context.get("page")
    describe = getattr(page, "get_meta_description", None)
    return PageFacts(
        title=str(
            context.get("head_title")
            or getattr(page, "seo_title", "")
            or getattr(page, "title", "")
        ),
        description=str(
            context.get("head_description")
            or (describe() if describe else getattr(page, "search_description", ""))
            or context.get("head_default")
            or ""
        ),
        address=context.get("head_url") or getattr(page, "full_url", "") or "",
        image=context.get("head_image") or getattr(page, "image", None),
    )


@register.simple_tag(takes_context=True)
def page_json_ld(context) -> str:
    """Return the page's structured data as a script element that nobody runs; or nothing."""
    describe = getattr(context.get("page"), "get_structured_data", None)
    data = describe() if describe else None
    if not data:
        return ""
    text = json.dumps(data, ensure_ascii=False).translate(ESCAPES)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text))
