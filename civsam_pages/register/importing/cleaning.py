"""One cell at a time, without a database: what is plainly wrong is put right, or left out.

Each function takes the text of a cell and gives a `Cleaned`: the value, and, where something was
wrong, what it was and what was done. Their tables of examples are in the tests.
"""

import re
import unicodedata
from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator, URLValidator
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from stdnum import luhn

from ..rules import PersonalNumberError, clean_org_number

LONGEST_ADDRESS = 200
EARLIEST_YEAR = 1500
YES = {"1", "true", "ja", "j", "yes", "x", "sant"}
NO = {"", "0", "false", "nej", "n", "no", "falskt", "-"}
NOTHING = {"", "-", "–", "--", ".", "?", "nej", "ingen", "inga", "saknas", "null", "none", "n/a"}

_SCHEME = re.compile(r"(?:(https?)[:/]{1,3})+", re.IGNORECASE)
_POSTAL = re.compile(r"(?:\bSE?[- ]?)?(?<!\d)(\d{3}) ?(\d{2})(?!\d)", re.IGNORECASE)
_PERSONAL = re.compile(
    r"(?<!\d)(?:1[6-9]|20)?\d{2}(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01]|[678]\d|9[01])"
    r"(?P<dash>\s?[-+–]\s?|\s?)\d{4}(?!\d)"
)
_is_url = URLValidator(schemes=["http", "https"])
_is_email = EmailValidator()


class Cleaned(NamedTuple):
    """A value fit for our field, and a remark where the cell was not fit as it stood."""

    value: Any
    wrong: str = ""
    done: str = ""


def squeezed(text: str) -> str:
    """`text` without outer, double, invisible and control characters, on one line."""

    return " ".join(
        "".join(" " if char.isspace() else char for char in text if _visible(char)).split()
    )


def tidy_lines(text: str) -> str:
    """As `squeezed`, but lines stay lines, with at most one empty line between them."""

    lines = [squeezed(line) for line in text.splitlines()]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def without_personal_numbers(text: str) -> tuple[str, bool]:
    """`text` without anything that looks like a person's number, and whether it held any.

    Ten digits in a row may also be a phone number, so without a hyphen they must pass the check
    digit too.
    """

    def keep(match: re.Match[str]) -> str:
        digits = re.sub(r"\D", "", match[0])
        if not match["dash"].strip() and not luhn.is_valid(digits[-10:]):
            return match[0]
        return ""

    kept = _PERSONAL.sub(keep, text)
    return kept, kept != text


def clean_name(text: str) -> Cleaned:
    """A name on one line, at most 255 characters; nothing where there is no letter or digit.

    Capitals stay: they are often initials.
    """

    name = squeezed(text)
    if not any(char.isalnum() for char in name):
        return Cleaned("")
    if len(name) > 255:
        short = Truncator(name).chars(255)
        return Cleaned(short, _("The name is longer than 255 characters"), _("Shortened"))
    if name != text:
        return Cleaned(name, _("There are spaces too many in the name"), _("Took them away"))
    return Cleaned(name)


def clean_number(text: str) -> Cleaned:
    """The ten digits of an organisation number. Never says what stood there."""

    try:
        return Cleaned(clean_org_number(squeezed(text)))
    except PersonalNumberError:
        return Cleaned(
            "",
            _("The organisation number looks like a person's number"),
            _("Left empty; the number is kept nowhere"),
        )
    except ValueError:
        return Cleaned(
            "", _("The organisation number is not a valid one"), _("Left empty; fill it in by hand")
        )


def clean_website(text: str) -> Cleaned:
    """A whole web address; the first one where there are several; nothing where there is none."""

    parts = re.split(r"[\s;|]+|,(?=\s|https?:|www\.|$)", squeezed(text))
    found = [
        address
        for part in parts
        if "." in part and (address := _with_scheme(part)) and len(address) <= LONGEST_ADDRESS
        if _valid(_is_url, address)
    ]
    if not found:
        if squeezed(text).casefold() in NOTHING:
            return Cleaned("")
        wrong = _("“%(text)s” is not a web address") % {"text": shown(text)}
        return Cleaned("", wrong, _("Left empty"))
    if len(found) > 1:
        wrong = _("There are several web addresses")
        return Cleaned(found[0], wrong, _("Kept the first: %s") % found[0])
    if found[0] != text:
        wrong = _("The web address is not complete, or not written as usual")
        return Cleaned(found[0], wrong, _("Changed to %s") % found[0])
    return Cleaned(found[0])


def clean_email(text: str) -> Cleaned:
    """An e-mail address; the first one where there are several; nothing where there is none."""

    parts = re.split(r"[\s,;|/<>]+", re.sub("mailto:", "", squeezed(text), flags=re.IGNORECASE))
    found = [
        part.strip(".") for part in parts if "@" in part and _valid(_is_email, part.strip("."))
    ]
    if not found:
        if squeezed(text).casefold() in NOTHING:
            return Cleaned("")
        wrong = _("“%(text)s” is not an e-mail address") % {"text": shown(text)}
        return Cleaned("", wrong, _("Left empty"))
    if len(found) > 1:
        return Cleaned(
            found[0], _("There are several e-mail addresses"), _("Kept the first: %s") % found[0]
        )
    if found[0] != text:
        return Cleaned(
            found[0], _("There is more than an e-mail address"), _("Changed to %s") % found[0]
        )
    return Cleaned(found[0])


def clean_postal_code(text: str) -> Cleaned:
    """A Swedish postal code as people write it: ``302 45``."""

    written = squeezed(text)
    found = _POSTAL.fullmatch(written)
    if found:
        return Cleaned(f"{found[1]} {found[2]}")
    if written.casefold() in NOTHING:
        return Cleaned("")
    wrong = _("“%(text)s” is not a postal code") % {"text": shown(text)}
    return Cleaned("", wrong, _("Left empty"))


def clean_city(text: str) -> Cleaned:
    """A postal town: ``ÖSTERSUND`` and ``östersund`` become ``Östersund``, a postal code goes."""

    written = squeezed(text)
    city = _POSTAL.sub("", written).strip(" ,")
    if city.casefold() in NOTHING or not any(char.isalpha() for char in city):
        if written.casefold() in NOTHING:
            return Cleaned("")
        wrong = _("“%(text)s” is not a postal town") % {"text": shown(text)}
        return Cleaned("", wrong, _("Left empty"))
    if city in (city.upper(), city.lower()):
        city = re.sub(r"[^\W\d_]+", lambda word: word[0].capitalize(), city)
    city = Truncator(city).chars(60)
    if city != text:
        return Cleaned(
            city, _("The postal town is written in another way"), _("Changed to %s") % city
        )
    return Cleaned(city)


def postal_code_in(text: str) -> str:
    """The postal code that stands among other words, such as before the town, or nothing."""

    found = _POSTAL.search(text)
    return f"{found[1]} {found[2]}" if found else ""


def clean_year(text: str, this_year: int | None = None) -> Cleaned:
    """The year in which an association was founded, also out of a whole date."""

    written = squeezed(text)
    if written.casefold() in NOTHING or written == "0":
        return Cleaned(None)
    found = re.fullmatch(r"(\d{4})(?:\.0|[-/]?\d{2}[-/]?\d{2}.*)?", written)
    if found and EARLIEST_YEAR <= int(found[1]) <= (this_year or date.today().year):
        return Cleaned(int(found[1]))
    wrong = _("“%(text)s” is not a year between %(first)d and now") % {
        "text": shown(text),
        "first": EARLIEST_YEAR,
    }
    return Cleaned(None, wrong, _("Left empty"))


def clean_yes_or_no(text: str) -> Cleaned:
    """Whether a cell says yes, in the ways that systems write it."""

    word = squeezed(text).casefold()
    if word in YES or word in NO:
        return Cleaned(word in YES)
    wrong = _("“%(text)s” is neither yes nor no") % {"text": shown(text)}
    return Cleaned(False, wrong, _("Taken as no"))


def clean_umbrella(text: str, short_forms: tuple[tuple[str, str], ...] = ()) -> Cleaned:
    """The national organisation, with the system's own short forms written out."""

    name = squeezed(text)
    if name.casefold() in NOTHING:
        return Cleaned("")
    for short, long in short_forms:
        if name.startswith(short):
            name = long + name.removeprefix(short)
            break
    return Cleaned(Truncator(name).chars(150))


def words_of(
    text: str, separator: str, placeholders: tuple[str, ...] = (), cut_mark: str = ""
) -> list[str]:
    """The values of a cell that holds several, each once, in order, the first letter large."""

    words: dict[str, str] = {}
    for part in text.split(separator):
        word = squeezed(part)
        if cut_mark:
            word = word.removesuffix(cut_mark).rstrip()
        if word.casefold() not in NOTHING and word.casefold() not in placeholders:
            words.setdefault(word.casefold(), word[0].upper() + word[1:])
    return list(words.values())


def shown(text: str) -> str:
    """A cell as a remark quotes it."""

    return Truncator(squeezed(text)).chars(80)


def _visible(char: str) -> bool:
    return char.isspace() or unicodedata.category(char) not in {"Cc", "Cf", "Cs", "Co", "Cn"}


def _with_scheme(text: str) -> str:
    """`text` as a web address with scheme and host in small letters, or nothing."""

    found = _SCHEME.match(text)
    if not found and "://" in text:
        return ""
    scheme, rest = (found[1].lower(), text[found.end() :]) if found else ("https", text)
    host, slash, path = rest.partition("/")
    host = re.sub("^www,", "www.", host.lstrip("."))
    try:
        if not host or urlsplit(f"{scheme}://{host}").username is not None:
            return ""
    except ValueError:
        return ""
    return f"{scheme}://{host.lower()}{slash}{path}"


def _valid(validator: Callable[[Any], None], value: str) -> bool:
    try:
        validator(value)
    except ValidationError:
        return False
    return True
