"""What people write of others without thinking of it: numbers, phones and names of children."""

import re
from collections.abc import Collection
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_lazy as _
from stdnum import luhn

_NUMBER = re.compile(r"(?<!\d)(?:18|19|20)?\d{6}(?:\s?[-–+]\s?|\s)?\d{4}(?!\d)")
_MOBILE = re.compile(
    r"(?<![\d+])(?:\+46[\s-]?\(?0?\)?[\s-]?|0046[\s-]?|0)7[02369](?:[\s–-]?\d){7}(?!\d)"
)
_CHILD = re.compile(
    r"\b(?i:(?:min|vår|hans|hennes|deras)\s+(?:son|dotter|pojke|flicka)|(?:barnet|dottern|sonen"
    r"|eleven|pojken|flickan|tonåringen))(?:\s+heter)?\s+[A-ZÅÄÖ][a-zåäöé]+"
    r"|\b[A-ZÅÄÖ][a-zåäöé]+(?:\s+[A-ZÅÄÖ][a-zåäöé]+)?,?\s+(?:\(\s*)?(?:1[0-7]|[1-9])\s*år\b"
)
# Words that begin a sentence, or name a group, before an age: "Från 7 år", "Unga 13 år".
_NO_NAMES = frozenset(
    """alla barn barnen elever eleverna flickor från för i mellan minst omkring om pojkar runt
    under unga ungdomar ungefär upp vi är över efter hos cirka ca snart nu de dem den det ett en
    fyll fyllda till tjejer killar minderåriga ålder åldern""".split()
)


class Detail(StrEnum):
    PERSONAL_NUMBER = "personal_number"
    PHONE = "phone"
    CHILD = "child"


WORDS: dict[Detail, Any] = {
    Detail.PERSONAL_NUMBER: _(
        "Take the personal number out of the text. Write “our treasurer” instead, that is enough."
    ),
    Detail.PHONE: _(
        "There is a mobile number in what you wrote. Everyone can see it. Is it one that the "
        "person wants to have shown?"
    ),
    Detail.CHILD: _(
        "It looks as if you name a child. Take the name out, unless the child and its guardians "
        "have said yes."
    ),
}


def personal_numbers(text: str) -> list[str]:
    """The personal and co-ordination numbers in a text, as they are written."""
    return [found for found in _NUMBER.findall(text) if _is_personal(found)]


def hidden(text: str) -> str:
    """The text without the ends of the personal numbers in it, to be shown again."""
    for found in personal_numbers(text):
        text = text.replace(found, f"{found[:-4]}####")
    return text


def mobile_numbers(text: str) -> list[str]:
    """The Swedish mobile numbers in a text, in digits and with a zero first."""
    return [_national(found) for found in _MOBILE.findall(text)]


def doubtful(text: str, known: Collection[str] = ()) -> set[Detail]:
    """What in a text its writer is asked about; `known` are texts that may stand there."""
    allowed = {number for one in known for number in mobile_numbers(one)}
    found = set()
    if any(number not in allowed for number in mobile_numbers(text)):
        found.add(Detail.PHONE)
    if names_child(text):
        found.add(Detail.CHILD)
    return found


def names_child(text: str) -> bool:
    """Whether a text seems to name a child: "vår dotter Alva", "Alva, 9 år"."""
    return any(
        found.split()[0].strip(",").lower() not in _NO_NAMES for found in _CHILD.findall(text)
    )


def _digits(text: str) -> str:
    return "".join(sign for sign in text if sign.isdigit())


def _national(number: str) -> str:
    digits = _digits(number)
    for prefix in ("0046", "46"):
        if digits.startswith(prefix):
            return "0" + digits[len(prefix) :].lstrip("0")
    return digits


def _is_personal(number: str) -> bool:
    """A day of birth and four digits more.

    A co-ordination number has 60 added to its day, which many phone numbers look like too: its
    check digit tells. A mobile number written in one row is taken for what it most often is.
    """
    if _MOBILE.fullmatch(number) and not re.search(r"[-–+]", number):
        return False
    digits = _digits(number)[-10:]
    month, day = int(digits[2:4]), int(digits[4:6])
    if not 1 <= month <= 12:
        return False
    return 1 <= day <= 31 or (61 <= day <= 91 and bool(luhn.is_valid(digits)))
