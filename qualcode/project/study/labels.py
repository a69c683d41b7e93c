"""Labels that one transcript settles for another."""

from collections.abc import Collection

from qualcode.ingest.dividing.labels import label_key


def known_labels(certain: Collection[str], doubtful: Collection[str]) -> frozenset[str]:
    """Those of the labels certain in some document that are in doubt in another."""
    doubted = set(map(label_key, doubtful))
    return frozenset(label for label in certain if label_key(label) in doubted)
