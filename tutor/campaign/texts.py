"""The texts a campaign may be about: Marelle's of the class's year and of the year before, and the teacher's own."""

from collections.abc import Iterable, Iterator

from exercises.activities import Activity
from exercises.catalogue import Catalogue
from exercises.exercise import Exercise, Grade, ReadAloud
from exercises.reading.tokens import split_words
from tutor.campaign.bands import LONG_ENOUGH
from tutor.campaign.schemas import TextChoice
from tutor.errors import BadInputError
from tutor.own_texts.tables import OwnText

_YEARS = list(Grade)


def choices(
    catalogue: Catalogue, own: Iterable[OwnText], grade: Grade, taught: frozenset[str] | None
) -> list[TextChoice]:
    """Her own texts first, then those of the year, then of the year before; `taught`: skills of GPC, None for all."""
    of_hers = [_own(text, grade) for text in own if not text.archived]
    shipped = [
        _shipped(one, content, grade, taught) for one, content in _readings(catalogue) if _near(one.grade, grade)
    ]
    shipped.sort(key=lambda one: (one.grade is not grade, not one.long_enough, one.level or 0, one.title))
    return of_hers + shipped


def chosen(catalogue: Catalogue, own: Iterable[OwnText], source: str, text_id: str) -> tuple[str, str]:
    """Title and text of a choice. Raises BadInputError when it is not there any more."""
    if source == "own":
        for text in own:
            if str(text.id) == text_id and not text.archived:
                return text.title, text.text
    else:
        for one, content in _readings(catalogue):
            if one.id == text_id:
                return content.title or "", content.text
    raise BadInputError("Ce texte n'est plus parmi ceux qui sont proposés : rechargez la page.")


def _readings(catalogue: Catalogue) -> Iterator[tuple[Exercise, ReadAloud]]:
    for one in catalogue.exercises.values():
        if one.activity is Activity.ONE_MINUTE_READING and isinstance(one.content, ReadAloud):
            yield one, one.content


def _near(grade: Grade, wanted: Grade) -> bool:
    return _YEARS.index(wanted) - _YEARS.index(grade) in (0, 1)


def _shipped(one: Exercise, content: ReadAloud, grade: Grade, taught: frozenset[str] | None) -> TextChoice:
    return TextChoice(
        source="marelle",
        id=one.id,
        title=content.title or one.id,
        text=content.text,
        words=len(content.words),
        grade=one.grade,
        level=one.level,
        long_enough=len(content.words) >= LONG_ENOUGH[grade],
        taught=taught is None or set(one.needs) <= taught,
    )


def _own(text: OwnText, grade: Grade) -> TextChoice:
    words = len(split_words(text.text))
    return TextChoice(
        source="own",
        id=str(text.id),
        title=text.title,
        text=text.text,
        words=words,
        grade=grade,
        level=None,
        long_enough=words >= LONG_ENOUGH[grade],
        taught=True,
    )
