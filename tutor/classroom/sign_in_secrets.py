"""What opens a class and a pupil's place: class codes, card tokens, three pictures.

All are drawn by the system's randomness.
"""

import secrets
from collections import Counter
from collections.abc import Collection
from itertools import permutations
from typing import get_args

from tutor.identity.schemas import AvatarId, PictureId

AVATARS: tuple[AvatarId, ...] = get_args(AvatarId)
PICTURES: tuple[PictureId, ...] = get_args(PictureId)
# No vowel, so that no code spells a word; no letter or digit that looks like another.
_CODE_LETTERS = "BCDFGHJKMNPQRTVWXZ2346789"
_CODE_LENGTH = 6


def new_class_code() -> str:
    """Six letters and digits: 244 million codes, and an address that tries many must wait."""
    return "".join(secrets.choice(_CODE_LETTERS) for _ in range(_CODE_LENGTH))


def new_card_token() -> str:
    """128 bits, in letters that an address bears."""
    return secrets.token_urlsafe(16)


def new_pictures(taken: Collection[tuple[str, ...]]) -> list[str]:
    """Three different pictures in order, unlike those of any classmate."""
    free = [triple for triple in permutations(PICTURES, 3) if triple not in set(taken)]
    return list(secrets.choice(free or list(permutations(PICTURES, 3))))


def new_avatar(taken: Collection[str]) -> str:
    """A free avatar; in a class larger than the avatars, one of the least used."""
    uses = Counter(taken)
    least = min(uses[avatar] for avatar in AVATARS)
    return secrets.choice([avatar for avatar in AVATARS if uses[avatar] == least])
