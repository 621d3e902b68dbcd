"""Finding one's association in the register by what one remembers of its name, or its number."""

from django.db.models import Q

from ..fields import holds_personal_number
from ..models import ActorPage
from ..rules import ActorKind

MOST_WORDS, DIGITS = 8, 10


def actors_called(text: str, most: int) -> list[ActorPage]:
    """At most `most` live actors whose name has all words of `text`, or that have its number.

    The names are compared here and not in the database: SQLite knows no capital Ö. Parts of the
    municipality are left out.
    """
    words = text.casefold().split()[:MOST_WORDS]
    if not words or holds_personal_number(text):
        return []
    known = ActorPage.objects.live().exclude(kind=ActorKind.MUNICIPAL_UNIT)
    names = known.order_by("title").values_list("pk", "title")
    hits = [pk for pk, title in names if all(word in title.casefold() for word in words)]
    digits = "".join(sign for sign in text if sign.isdigit())
    wanted = Q(pk__in=hits[:most])
    if len(digits) >= DIGITS:
        wanted |= Q(org_number=digits[-DIGITS:])
    return list(known.filter(wanted).order_by("title")[:most])
