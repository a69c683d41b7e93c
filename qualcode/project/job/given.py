"""What a library call is given, as the stations take it: a population, documents in order."""

from collections.abc import Iterable, Mapping, Sequence

from qualcode.coding.population import Population
from qualcode.errors import UsageError
from qualcode.ingest import natural_key
from qualcode.text.document import Document


def population_of(speakers: str | Sequence[str], where: Mapping[str, str] | None) -> Population:
    """One name or role or several, and conditions."""
    wanted = tuple(filter(None, (speakers,))) if isinstance(speakers, str) else tuple(speakers)
    return Population(wanted, tuple((where or {}).items()))


def distinct(documents: Iterable[Document]) -> list[Document]:
    """The documents in natural order; raises UsageError where two have one id."""
    chosen: dict[str, Document] = {}
    for document in documents:
        if document.id in chosen:
            raise UsageError(
                f"two documents have the id {document.id}", cure="give each its own id", slug="one-id"
            )
        chosen[document.id] = document
    return [chosen[name] for name in sorted(chosen, key=natural_key)]
