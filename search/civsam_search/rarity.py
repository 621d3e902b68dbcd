"""How rare words are in an index, without counting the same ones for each question."""

from collections.abc import Hashable, Iterable, Mapping

from .keeping import kept
from .reading import Frequencies

KEPT_SECONDS = 60


class Rarity:
    """What an index has told this process of its terms.

    Only terms that some document has are remembered, so what was just written is found at once.
    """

    def __init__(self) -> None:
        self._known: dict[str, int] = {}
        self._documents = 0

    def of(self, terms: Iterable[str], ask: Frequencies) -> tuple[Mapping[str, int], int]:
        """The counts of these terms; `ask` is called for those that are not known."""
        terms, counted = list(terms), dict[str, int]()
        new = [term for term in terms if term not in self._known]
        if new or not self._documents:
            now, self._documents = ask(new)
            counted |= now
            self._known |= {term: number for term, number in counted.items() if number}
        documents = self._documents
        counts = {term: counted.get(term) or self._known.get(term, 0) for term in terms}
        # Documents may have gone since a term was counted; none stands in more than there are.
        return {term: min(number, documents) for term, number in counts.items()}, documents


@kept(KEPT_SECONDS, most=16)
def rarity(index: Hashable, site_id: int) -> Rarity:
    """What this process has been told of a site's terms in an index, for at most a minute."""
    return Rarity()
