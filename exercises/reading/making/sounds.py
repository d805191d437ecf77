"""Sounds, before letters: first sound, sound to find, rhymes, syllables to count, take away and put together.

With pictures and the voice only: nothing is read. A consonant cannot be said alone, so it is named by a word that
begins with it ("commence comme « moto »"); vowels are named by themselves.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from exercises.activities import Activity
from exercises.exercise import Choose, Count, Exercise, Grade, Option, Prompt
from exercises.reading.making.workshop import Workshop, sampled
from exercises.reading.phones import Phones
from exercises.reading.pictures import Picture
from exercises.reading.words import Word

VOWELS: Mapping[str, str] = {
    "a": "a",
    "i": "i",
    "o": "o",
    "y": "u",
    "e": "é",
    "u": "ou",
    "ɔ̃": "on",
    "ɑ̃": "an",
    "ɛ̃": "in",
}
"""Phones that can be said alone, as the voice is to say them."""
_HEARD_AS_ONE: Mapping[str, str] = {"ɔ": "o", "ɛ": "e", "ø": "œ", "ə": "œ", "œ̃": "ɛ̃", "ɑ": "a"}
"""Phones that children (and regions) take for one another: never offered against each other."""
_VOWELS_SAID = frozenset(VOWELS) | {"œ"}
MOST_SOUNDS = 4
_OTHERS = 3


def sounds(workshop: Workshop, pictures: Sequence[Picture]) -> Iterator[Exercise]:
    """All exercises on sounds."""
    named = [picture for picture in pictures if picture.word.nature == "nom"]
    for picture in named:
        yield from _first_sound(workshop, picture, named)
        yield from _rhyme(workshop, picture, named)
        yield _count_syllables(workshop, picture)
        if 2 <= len(picture.word.phones) <= MOST_SOUNDS and picture.word.spoken_syllables == 1:
            yield _count_sounds(workshop, picture)
        if picture.word.spoken_syllables in (2, 3) and len(picture.word.syllables) == picture.word.spoken_syllables:
            yield _merge(workshop, picture, named)
            yield _remove(workshop, picture, named)
        yield from _hear(workshop, picture, named)


def option(picture: Picture) -> Option:
    """A picture that says its name when it is touched."""
    return Option(picture=picture.hexcode, say=picture.word.with_article)


def beside(picture: Picture, key: str, others: Sequence[Picture], count: int) -> list[Picture]:
    """So many pictures, at most, each of which can only be what it is beside this one and beside the others."""
    found: list[Picture] = []
    for other in sampled(key, others, len(others)):
        if all(other.may_stand_with(one) for one in (picture, *found)):
            found.append(other)
            if len(found) == count:
                break
    return found


def starts_alike(one: Word, other: Word) -> bool:
    """Whether two words begin with the same sound."""
    return _sounds_of(one)[0] == _sounds_of(other)[0]


def same_rime(one: Word, other: Word) -> bool:
    """Whether two words rhyme: the same sounds from the last vowel on, and one before it too when nothing follows."""
    return _rime(one) == _rime(other)


@lru_cache(maxsize=10_000)
def _rime(word: Word) -> Phones:
    said = _sounds_of(word)
    vowel = max((place for place, phone in enumerate(said) if phone in _VOWELS_SAID), default=0)
    return said[max(0, vowel - 1) :] if vowel == len(said) - 1 else said[vowel:]


@lru_cache(maxsize=10_000)
def _sounds_of(word: Word) -> Phones:
    return tuple(_HEARD_AS_ONE.get(phone, phone) for phone in word.phones)


def _exercise(
    workshop: Workshop, activity: Activity, key: str, content: Choose | Count, skill: str, harder: float = 0.0
) -> Exercise:
    return workshop.exercise(
        activity,
        key,
        content,
        grade=Grade.CP,
        skills=[skill],
        level=1,
        harder=harder,
        theme=f"word {key.split('.')[0]}",
    )


def _first_sound(workshop: Workshop, picture: Picture, all_of_them: Sequence[Picture]) -> Iterator[Exercise]:
    """« Quelle image commence comme « moto » ? » The model is another word than the answer."""
    key = picture.word.text
    alike = [o for o in all_of_them if o.may_stand_with(picture) and starts_alike(o.word, picture.word)]
    different = [o for o in all_of_them if _sounds_of(o.word)[0] != _sounds_of(picture.word)[0]]
    wrong = beside(picture, key, different, _OTHERS)
    if not alike or len(wrong) < _OTHERS:
        return
    model = sampled(f"{key} model", alike, 1)[0].word.with_article
    content = workshop.choice(
        key,
        Prompt(say=f"Qu’est-ce qui commence comme «\u00a0{model}\u00a0»\u00a0?"),
        [option(picture)],
        list(map(option, wrong)),
    )
    yield _exercise(workshop, Activity.FIRST_SOUND, key, content, "reading.sounds.phonemes_first")


def _rhyme(workshop: Workshop, picture: Picture, all_of_them: Sequence[Picture]) -> Iterator[Exercise]:
    key = picture.word.text
    alike = [o for o in all_of_them if o.may_stand_with(picture) and same_rime(o.word, picture.word)]
    different = [o for o in all_of_them if _sounds_of(o.word)[-1] != _sounds_of(picture.word)[-1]]
    wrong = beside(picture, f"{key} rhyme", different, _OTHERS)
    if not alike or len(wrong) < _OTHERS:
        return
    model = sampled(f"{key} rhymes", alike, 1)[0].word.with_article
    content = workshop.choice(
        key,
        Prompt(say=f"Qu’est-ce qui rime avec «\u00a0{model}\u00a0»\u00a0?"),
        [option(picture)],
        list(map(option, wrong)),
    )
    yield _exercise(workshop, Activity.RHYME, key, content, "reading.sounds.rhymes")


def _count_syllables(workshop: Workshop, picture: Picture) -> Exercise:
    word = picture.word
    content = Count(
        prompt=Prompt(say=word.text, picture=picture.hexcode),
        answer=word.spoken_syllables,
        most=max(4, word.spoken_syllables + 2),
    )
    harder = 0.3 * (word.spoken_syllables - 2)
    return _exercise(workshop, Activity.COUNT_SYLLABLES, word.text, content, "reading.sounds.syllables_count", harder)


def _count_sounds(workshop: Workshop, picture: Picture) -> Exercise:
    word = picture.word
    content = Count(
        prompt=Prompt(say=word.text, picture=picture.hexcode), answer=len(word.phones), most=MOST_SOUNDS + 2
    )
    return _exercise(
        workshop,
        Activity.COUNT_SOUNDS,
        word.text,
        content,
        "reading.sounds.phonemes_count",
        0.4 * (len(word.phones) - 3),
    )


def _merge(workshop: Workshop, picture: Picture, all_of_them: Sequence[Picture]) -> Exercise:
    key = picture.word.text
    cut = "… ".join(picture.word.syllables) + "…"
    wrong = beside(picture, f"{key} merge", all_of_them, _OTHERS)
    content = workshop.choice(key, Prompt(say=cut), [option(picture)], list(map(option, wrong)))
    return _exercise(workshop, Activity.MERGE_SOUNDS, key, content, "reading.sounds.syllables_merge")


def _remove(workshop: Workshop, picture: Picture, all_of_them: Sequence[Picture]) -> Exercise:
    """What is left is heard, not read: each choice is a piece of a word, said when it is touched."""
    key, (first, *rest) = picture.word.text, picture.word.syllables
    left = "".join(rest)
    ends = ["".join(o.word.syllables[1:]) for o in all_of_them if len(o.word.syllables) == len(picture.word.syllables)]
    others = [
        end
        for end in dict.fromkeys(ends)
        if end and workshop.decoder.word(end).phones != workshop.decoder.word(left).phones
    ]
    wrong = [first, *sampled(f"{key} remove", [end for end in others if end != first], 1)]
    content = workshop.choice(
        key,
        Prompt(say=f"Dis «\u00a0{picture.word.text}\u00a0» sans «\u00a0{first}\u00a0».", picture=picture.hexcode),
        [Option(text=left, say=left)],
        [Option(text=one, say=one) for one in wrong],
    )
    return _exercise(workshop, Activity.REMOVE_SYLLABLE, key, content, "reading.sounds.syllables_remove")


def _hear(workshop: Workshop, picture: Picture, all_of_them: Sequence[Picture]) -> Iterator[Exercise]:
    """Two pictures in which a vowel is heard, among four."""
    inside = [phone for phone in VOWELS if phone in _sounds_of(picture.word)]
    if not inside:
        return
    phone = sampled(picture.word.text, inside, 1)[0]
    key = f"{picture.word.text}.{VOWELS[phone]}"
    having = [o for o in all_of_them if phone in _sounds_of(o.word)]
    lacking = [o for o in all_of_them if phone not in _sounds_of(o.word)]
    second = beside(picture, key, having, 1)
    wrong = [o for o in beside(picture, f"{key} wrong", lacking, 6) if all(o.may_stand_with(one) for one in second)][:2]
    if not second or len(wrong) < 2:
        return
    content = workshop.choice(
        key,
        Prompt(say=f"Où entends-tu «\u00a0{VOWELS[phone]}\u00a0»\u00a0?"),
        [option(picture), option(second[0])],
        list(map(option, wrong)),
    )
    yield _exercise(workshop, Activity.HEAR_SOUND, key, content, "reading.sounds.phonemes_find")
