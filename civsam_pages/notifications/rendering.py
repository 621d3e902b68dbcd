"""Makes the plain text and the HTML of a mail from one letter."""

from urllib.parse import urlsplit

from django.conf import settings

from .letters import Letter
from .models import Mail


def base_url() -> str:
    """The address of the site, without a slash at the end."""
    return settings.WAGTAILADMIN_BASE_URL.rstrip("/")


def domain() -> str:
    return urlsplit(base_url()).hostname or "localhost"


def render(letter: Letter, mail: Mail) -> tuple[str, str]:
    """Return the plain text and the HTML of a letter, in the language that is active."""
    lines = [letter.lead, *letter.paragraphs, letter.quote, letter.code]
    if letter.action:
        lines.append(f"{letter.action.label}:\n{base_url()}{letter.action.path}")
    lines += [*letter.after, letter.why]
    return "\n\n".join(line for line in lines if line), ""
