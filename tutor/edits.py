"""Two teachers who edit the same thing at once do not overwrite each other silently.

What can be edited has a `version`, which goes out with it and comes back with the change.
"""

from tutor.errors import ConflictError


class ChangedMeanwhileError(ConflictError):
    """Somebody else changed it since it was read. Its code lets the client offer to see theirs or to put ours again."""

    code = "changed_meanwhile"


def expect(seen: int | None, current: int, what: str) -> int:
    """The next version, when what was edited is what is there. `seen`: None for whoever did not look first.

    `what`: « cette classe », « la progression »... Raises ChangedMeanwhileError saying that somebody else was quicker.
    """
    if seen is not None and seen != current:
        raise ChangedMeanwhileError(
            f"Quelqu'un d'autre a changé entre-temps {what[:1].lower()}{what[1:]}. "
            "Ce que vous avez écrit reste sur cet écran."
        )
    return current + 1
