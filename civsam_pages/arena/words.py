"""Numbers, ages and addresses as people say and write them."""

from datetime import date
from typing import Any

from django.utils.formats import number_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

NUMBERS = (
    gettext_lazy("two"),
    gettext_lazy("three"),
    gettext_lazy("four"),
    gettext_lazy("five"),
    gettext_lazy("six"),
    gettext_lazy("seven"),
    gettext_lazy("eight"),
    gettext_lazy("nine"),
    gettext_lazy("ten"),
)

FILE_KINDS = {
    "csv": "CSV",
    "docx": "Word",
    "odt": "OpenDocument",
    "pdf": "PDF",
    "pptx": "PowerPoint",
    "txt": gettext_lazy("text"),
    "xlsx": "Excel",
}


def number(count: int) -> str:
    """A whole number for running text: two to ten in letters, others in digits."""

    return str(NUMBERS[count - 2]) if 2 <= count <= 10 else grouped(count)


def grouped(count: int) -> str:
    """A whole number in digits, with spaces that do not break: ``1 761``."""

    return number_format(count, force_grouping=True)


def kronor(amount: int) -> str:
    """``25 000 kr``, with spaces that do not break."""

    return f"{amount:,}".replace(",", "\N{NO-BREAK SPACE}") + "\N{NO-BREAK SPACE}kr"


def months_between(start: date, end: date) -> int:
    """Whole months from one day to another."""

    months = (end.year - start.year) * 12 + end.month - start.month
    return months - (end.day < start.day)


def age(since: date, on: date) -> str:
    """How old something is, rounded down: ``three months``, ``a year``; empty below a month."""

    months = months_between(since, on)
    years = months // 12
    if years > 0:
        return ngettext("a year", "%(number)s years", years) % {"number": number(years)}
    if months > 0:
        return ngettext("a month", "%(number)s months", months) % {"number": number(months)}
    return ""


def telephone(written: str) -> str:
    """The ``tel:`` address of a phone number; a Swedish one gets its country code."""

    digits = "".join(sign for sign in written if sign.isdigit() or sign == "+")
    return f"tel:+46{digits[1:]}" if digits.startswith("0") else f"tel:{digits}"


def website_name(url: str) -> str:
    """A web address without what nobody says aloud: ``example.org/path``."""

    return url.split("://", 1)[-1].removeprefix("www.").rstrip("/")


def size(octets: int) -> str:
    """``180 kB``, ``1.2 MB``: at least one kB."""

    if octets < 999_500:
        return f"{max(1, round(octets / 1000))} kB"
    return f"{number_format(round(octets / 1_000_000, 1), 1)} MB"


def file_facts(document: Any) -> str:
    """What kind of file it is and how large: ``PDF, 180 kB``."""

    extension = document.file_extension.lower()
    kind = str(FILE_KINDS.get(extension, extension.upper()) or _("File"))
    octets = document.get_file_size()
    return f"{capfirst(kind)}, {size(octets)}" if octets else capfirst(kind)
