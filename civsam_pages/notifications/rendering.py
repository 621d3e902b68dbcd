"""Makes the plain text and the HTML of a mail from one letter, and the message that is sent."""

import textwrap
from collections.abc import Iterator
from email.utils import formataddr, parseaddr
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import NoReverseMatch
from django.utils.translation import gettext as _

from . import unsubscribing
from .letters import KINDS, SECURITY, Letter
from .look import Look, look
from .models import Mail

WIDTH = 66
INDENT = "    "


def base_url() -> str:
    """The address of the site, without a slash at the end."""
    return settings.WAGTAILADMIN_BASE_URL.rstrip("/")


def domain() -> str:
    """The host of the site, for Message-IDs."""
    return urlsplit(base_url()).hostname or "localhost"


def one_line(words: str) -> str:
    """Words for a header: a line break in them would begin a header of somebody else's."""
    return " ".join(str(words).split())


def render(letter: Letter, mail: Mail) -> tuple[str, str]:
    """Return the plain text and the HTML of a letter, in the language that is active."""
    site = look()
    given = {
        "letter": letter,
        "mail": mail,
        "look": site,
        "base_url": base_url(),
        "help": help_lines(site),
        "footer": footer_lines(letter, mail, site),
        "choices": choices_url(mail, site),
    }
    text = render_to_string("civsam_pages/mail/mail.txt", {**given, **text_parts(letter, given)})
    html = render_to_string("civsam_pages/mail/mail.html", given)
    return text.strip() + "\n", html


def help_lines(site: Look) -> list[str]:
    """Where to ask: by an answer to the mail, and by telephone."""
    lines = []
    if site.reply_to:
        lines.append(_("Questions? Answer this mail, and it comes to us who can help."))
    if site.phone:
        text = (
            _("Telephone: %(phone)s, %(hours)s.")
            if site.phone_hours
            else _("Telephone: %(phone)s.")
        )
        lines.append(text % {"phone": unbroken(site.phone), "hours": site.phone_hours})
    return lines


def footer_lines(letter: Letter, mail: Mail, site: Look) -> list[str]:
    """Who the mail comes from, to whom it went and why, and what becomes of an answer."""
    given = {"sender": site.organisation or site.name, "address": mail.address}
    lines = [_("This mail comes from %(sender)s and went to %(address)s.") % given, letter.why]
    if site.reply_to:
        lines.append(_("An answer becomes an official document that others may ask to read."))
    return [line for line in lines if line]


def choices_url(mail: Mail, site: Look) -> str:
    """Where the person chooses mails: without logging in for a kind that can be left out."""
    if mail.user_id is None or mail.kind == SECURITY.code:
        return ""
    return unsubscribe_url(mail) or (site.choices_path and base_url() + site.choices_path)


def unsubscribe_url(mail: Mail) -> str:
    """Where a person turns this kind of mail off; empty for mails that always come."""
    kind = KINDS.get(mail.kind)
    if mail.user_id is None or kind is None or kind.always:
        return ""
    try:
        return base_url() + unsubscribing.path(mail.user_id, mail.kind)
    except NoReverseMatch:  # a site that has not mounted the addresses of mail
        return ""


def text_parts(letter: Letter, given: dict[str, Any]) -> dict[str, Any]:
    """The blocks of the plain text, wrapped, and the footer."""
    footer = [wrapped(" ".join(given["footer"]))]
    if given["choices"]:
        choose = _("Choose which mails you want")
        footer.append(f"{choose}:\n{given['choices']}")
    return {"blocks": list(text_blocks(letter, given)), "footer_blocks": footer}


def text_blocks(letter: Letter, given: dict[str, Any]) -> Iterator[str]:
    """The parts of the plain text in their order."""
    for paragraph in (letter.lead, *letter.paragraphs):
        yield wrapped(paragraph)
    if letter.quote:
        lines = [_("“%(words)s”") % {"words": letter.quote}, letter.quoted_from]
        yield "\n".join(wrapped(line, INDENT) for line in lines if line)
    if letter.code:
        yield INDENT + letter.code
    for link in (*letter.items, *filter(None, [letter.action])):
        yield f"{wrapped(link.label)}:\n{given['base_url']}{link.path}"
    for paragraph in letter.after:
        yield wrapped(paragraph)
    if given["help"]:
        yield wrapped(" ".join(given["help"]))


def wrapped(text: str, indent: str = "") -> str:
    """The text in lines of at most 66 signs; its own line breaks are kept, addresses whole."""
    return "\n".join(
        textwrap.fill(
            line,
            WIDTH,
            initial_indent=indent,
            subsequent_indent=indent,
            break_long_words=False,
            break_on_hyphens=False,
        )
        for line in str(text).splitlines()
    )


def unbroken(number: str) -> str:
    """A telephone number that no line break splits."""
    return number.replace(" ", "\N{NO-BREAK SPACE}")


def message(mail: Mail, site: Look | None = None) -> EmailMultiAlternatives:
    """The message that is sent: the same each time it is tried, with the same Message-ID."""
    site = site or look()
    name, address = parseaddr(site.sender)
    sender = formataddr((one_line(site.name or name), address))
    headers = {
        "Message-ID": mail.message_id,
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
        "Content-Language": mail.language,
    }
    if url := unsubscribe_url(mail):
        headers["List-Unsubscribe"] = f"<{url}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    if site.bounces_to:
        headers["From"] = sender
    made = EmailMultiAlternatives(
        one_line(mail.subject),
        mail.text,
        site.bounces_to or sender,
        [mail.address],
        reply_to=[site.reply_to] if site.reply_to else None,
        headers=headers,
    )
    if mail.html:
        made.attach_alternative(mail.html, "text/html")
    return made
