"""Sounds, before letters: first sound, sound to find, rhymes, syllables to count, take away and put together.

With pictures and the voice only: nothing is read. A consonant cannot be said alone, so it is named by a word that
begins with it ("commence comme « moto »"); vowels are named by themselves.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from exercises.activities import Activity
from exercises.draws import sampled
from exercises.exercise import Choose, Count, Exercise, Grade, Option, Prompt
from exercises.reading.making.workshop import Workshop
from exercises.reading.phones import Phones, classes
from exercises.reading.pictures import Picture
from exercises.reading.sounds import heard_syllables, rime
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
MOST_SOUNDS = 4
_OTHERS = 3


def sounds(workshop: Workshop, pictures: Sequence[Picture]) -> Iterator[Exercise]:
    """All exercises on sounds."""
    named = [Heard.of(picture) for picture in pictures if picture.word.nature == "nom"]
    for heard in named:
        word = heard.word
        yield from _like_a_model(workshop, Activity.FIRST_SOUND, heard, named)
        yield from _like_a_model(workshop, Activity.RHYME, heard, named)
        if (count := heard_syllables(word)) is not None:
            yield _count_syllables(workshop, heard, count)
        if 2 <= len(word.phones) <= MOST_SOUNDS and word.spoken_syllables == 1:
            yield _count_sounds(workshop, heard)
        if word.spoken_syllables in (2, 3) and len(word.syllables) == word.spoken_syllables:
            yield from _find_syllable(workshop, heard, named)
            yield _merge(workshop, heard, pictures)
            yield from _remove(workshop, heard, named)
        yield from _hear(workshop, heard, named)


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


@dataclass(frozen=True, eq=False, slots=True)
class Heard:
    """A picture with what is heard of its word: its sounds, and those that make it rhyme."""

    picture: Picture
    sounds: Phones
    rime: Phones

    @property
    def word(self) -> Word:
        """The word of the picture."""
        return self.picture.word

    @classmethod
    def of(cls, picture: Picture) -> "Heard":
        """Listen to the word of a picture."""
        return cls(picture, classes(picture.word.phones), rime(picture.word.phones))


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


def _like_a_model(workshop: Workshop, activity: Activity, heard: Heard, named: Sequence[Heard]) -> Iterator[Exercise]:
    """« Qu’est-ce qui commence comme « moto » ? » The model is another word than the answer."""
    key, picture = f"{heard.word.text}", heard.picture
    if activity is Activity.FIRST_SOUND:
        alike = [o for o in named if o.sounds[0] == heard.sounds[0]]
        different = [o.picture for o in named if o.sounds[0] != heard.sounds[0]]
        asked, skill = "commence comme", "reading.sounds.phonemes_first"
    else:
        alike = [o for o in named if o.rime == heard.rime and o.sounds != heard.sounds]
        different = [o.picture for o in named if o.sounds[-1] != heard.sounds[-1]]
        asked, skill = "rime avec", "reading.sounds.rhymes"
    models = [o.word.with_article for o in alike if o.picture.may_stand_with(picture)]
    wrong = beside(picture, f"{activity.value} {key}", different, _OTHERS)
    if not models or len(wrong) < _OTHERS:
        return
    model = sampled(f"{activity.value} {key} model", models, 1)[0]
    content = workshop.choice(
        key,
        Prompt(say=f"Qu’est-ce qui {asked} «\u00a0{model}\u00a0»\u00a0?"),
        [option(picture)],
        list(map(option, wrong)),
    )
    yield _exercise(workshop, activity, key, content, skill)


def _count_syllables(workshop: Workshop, heard: Heard, count: int) -> Exercise:
    word = heard.word
    prompt = Prompt(say=word.text, picture=heard.picture.hexcode)
    content = Count(prompt=prompt, answer=count, most=max(4, count + 2))
    harder = 0.3 * (count - 2)
    return _exercise(workshop, Activity.COUNT_SYLLABLES, word.text, content, "reading.sounds.syllables_count", harder)


def _count_sounds(workshop: Workshop, heard: Heard) -> Exercise:
    word = heard.word
    content = Count(
        prompt=Prompt(say=word.text, picture=heard.picture.hexcode), answer=len(word.phones), most=MOST_SOUNDS + 2
    )
    return _exercise(
        workshop,
        Activity.COUNT_SOUNDS,
        word.text,
        content,
        "reading.sounds.phonemes_count",
        0.4 * (len(word.phones) - 3),
    )


def _find_syllable(workshop: Workshop, heard: Heard, named: Sequence[Heard]) -> Iterator[Exercise]:
    """« Où entends-tu « la » ? » The first syllable of one word, in no other word shown."""
    key, first = heard.word.text, heard.word.syllables[0]
    said = classes(workshop.decoder.word(first).phones)
    if len(said) < 2 or heard.sounds[: len(said)] != said:
        return
    lacking = [o.picture for o in named if not _inside(said, o.sounds)]
    wrong = beside(heard.picture, f"{key} syllable", lacking, _OTHERS)
    prompt = Prompt(say=f"Où entends-tu «\u00a0{first}\u00a0»\u00a0?")
    content = workshop.choice(f"{key} syllable", prompt, [option(heard.picture)], list(map(option, wrong)))
    yield _exercise(workshop, Activity.FIND_SYLLABLE, key, content, "reading.sounds.syllables_find")


def _inside(part: Phones, whole: Phones) -> bool:
    return any(whole[place : place + len(part)] == part for place in range(len(whole)))


def _merge(workshop: Workshop, heard: Heard, pictures: Sequence[Picture]) -> Exercise:
    key = heard.word.text
    wrong = beside(heard.picture, f"{key} merge", pictures, _OTHERS)
    prompt = Prompt(say="… ".join(heard.word.syllables) + "…")
    content = workshop.choice(key, prompt, [option(heard.picture)], list(map(option, wrong)))
    return _exercise(workshop, Activity.MERGE_SOUNDS, key, content, "reading.sounds.syllables_merge")


def _remove(workshop: Workshop, heard: Heard, named: Sequence[Heard]) -> Iterator[Exercise]:
    """What is left is heard, not read: each choice is a piece of a word, said when it is touched."""
    key, (first, *rest) = heard.word.text, heard.word.syllables
    left = "".join(rest)
    ends = {"".join(o.word.syllables[1:]) for o in named if len(o.word.syllables) == len(heard.word.syllables)}
    said = workshop.decoder.word(left).phones
    if said == workshop.decoder.word(first).phones:  # bonbon
        return
    others = sorted(end for end in ends - {first} if workshop.decoder.word(end).phones != said)
    wrong = [first, *sampled(f"{key} remove", others, 1)]
    content = workshop.choice(
        key,
        Prompt(say=f"Dis «\u00a0{key}\u00a0» sans «\u00a0{first}\u00a0».", picture=heard.picture.hexcode),
        [Option(text=left, say=left)],
        [Option(text=one, say=one) for one in wrong],
    )
    yield _exercise(workshop, Activity.REMOVE_SYLLABLE, key, content, "reading.sounds.syllables_remove")


def _hear(workshop: Workshop, heard: Heard, named: Sequence[Heard]) -> Iterator[Exercise]:
    """Two pictures in which a vowel is heard, among four."""
    inside = [phone for phone in VOWELS if phone in heard.sounds]
    if not inside:
        return
    phone = sampled(heard.word.text, inside, 1)[0]
    key = f"{heard.word.text}.{VOWELS[phone]}"
    having = [o.picture for o in named if phone in o.sounds]
    lacking = [o.picture for o in named if phone not in o.sounds]
    right = [heard.picture, *beside(heard.picture, key, having, 1)]
    wrong = [o for o in beside(heard.picture, f"{key} wrong", lacking, 6) if o.may_stand_with(right[-1])][:2]
    if len(right) < 2 or len(wrong) < 2:
        return
    content = workshop.choice(
        key,
        Prompt(say=f"Où entends-tu «\u00a0{VOWELS[phone]}\u00a0»\u00a0?"),
        list(map(option, right)),
        list(map(option, wrong)),
    )
    yield _exercise(workshop, Activity.HEAR_SOUND, key, content, "reading.sounds.phonemes_find")
