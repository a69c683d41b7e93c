"""Small pieces of English sentences that fit a number."""


def counted(number: int, one: str, several: str = "") -> str:
    """A number with its noun, `several` where it is not made by an s."""
    return f"{number:,} {one if number == 1 else several or one + 's'}"


def was(number: int) -> str:
    """The verb that fits a number."""
    return "was" if number == 1 else "were"


def all_codings(n: int) -> str:
    """The beginning of a sentence that says of all codings who made them, verb included."""
    if n > 1:
        return f"All {n:,} codings were"
    return "The only coding was" if n else "No coding was"
