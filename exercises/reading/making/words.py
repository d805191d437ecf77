"""Words: read one aloud, build it from its syllables, complete it, write it."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from exercises.activities import Activity
from exercises.draws import disordered, sampled
from exercises.exercise import Build, Exercise, Grade, Option, Prompt, ReadAloud, Unit, Write
from exercises.reading.alignment import Segment
from exercises.reading.decodability import DecodedWord
from exercises.reading.making.workshop import Workshop
from exercises.reading.phones import Phones
from exercises.reading.words import Word

CONFUSED: Sequence[Sequence[str]] = (
    ("o", "au", "eau"),
    ("on", "an", "in", "en"),
    ("om", "am", "im", "em"),
    ("ou", "oi", "u", "on"),
    ("é", "er", "ez", "è"),
    ("ai", "è", "ei", "é"),
    ("eu", "ou", "u", "œu"),
    ("ain", "ein", "in", "ien"),
    ("s", "ss", "z", "c"),
    ("c", "ç", "qu", "s"),
    ("g", "gu", "ge", "j"),
    ("f", "ph", "v"),
    ("ch", "j", "s"),
    ("p", "b", "d"),
    ("t", "d", "p"),
    ("m", "n", "mm"),
    ("l", "r", "ll"),
    ("ill", "ll", "il"),
    ("ail", "eil", "ouil", "euil"),
    ("aill", "eill", "ouill", "euill"),
    ("gn", "n", "gu"),
    ("oin", "ion", "ien", "oi"),
)
"""Graphemes taken for one another: what is offered to complete a word."""
OFTEN_WRITTEN = {Grade.CP: 30.0, Grade.CE1: 10.0, Grade.CE2: 5.0}
"""Occurrences in a million from which a word is worth being able to write without a model."""
LONGEST_OF_TILES = 8
"""Letters of the longest word that is written with tiles."""


def words(workshop: Workshop, every: Sequence[Word]) -> Iterator[Exercise]:
    """All exercises on single words without a picture."""
    sounds: dict[Phones, list[str]] = {}
    for word in every:
        sounds.setdefault(word.phones, []).append(word.text)
    spelled = {word.text for word in every}
    read = [(word, workshop.decoder.said(word.text, word.phones)) for word in every]
    seen = Counter(slug for _, decoded in read for slug in decoded.gpcs)
    for word, decoded in read:
        rarest = min(decoded.gpcs, key=lambda slug: (seen[slug], slug))
        yield _read(workshop, word, decoded, workshop.decoder.gpcs[rarest].skill)
        if len(word.syllables) > 2:
            yield _build(workshop, word, decoded)
        gap = _gap(decoded, spelled)
        if gap is not None:
            yield _complete(workshop, word, decoded, *gap)
        if word.grade is Grade.CP and len(word.text) <= LONGEST_OF_TILES and len(sounds[word.phones]) == 1:
            yield _with_tiles(workshop, word, decoded)
        if word.frequency >= OFTEN_WRITTEN[word.grade]:
            yield _dictated(workshop, word, decoded, sounds[word.phones])


def reading_skill(workshop: Workshop, word: Word, decoded: DecodedWord) -> str:
    """What reading this word trains most: the hardest thing about it."""
    said = [segment for segment in decoded.segments if segment.phones]
    if any(segment.gpc == "rare" or workshop.decoder.gpcs[segment.gpc].rarity >= 2 for segment in decoded.segments):
        return "reading.words.irregular"
    if word.spoken_syllables >= 4 and word.grade is not Grade.CP:
        return "reading.words.very_long"
    if word.spoken_syllables >= 3:
        return "reading.words.long"
    if any(segment.gpc in ("s_z", "c_s", "g_j", "ge", "gu", "c_cedille") for segment in said):
        return "reading.words.context" if word.grade is not Grade.CP else "reading.words.complex"
    if any(len(segment.letters) > 1 and segment.phones and not _double(segment) for segment in said):
        return "reading.words.complex"
    if decoded.silent and decoded.segments[-1].gpc != "e_muet":
        return "reading.silent_letters"
    if _has_cluster(said):
        return "reading.words.clusters"
    return "reading.words.one_syllable" if word.spoken_syllables == 1 else "reading.words.cv"


def spelling_skill(decoded: DecodedWord) -> str:
    """What writing this word trains most."""
    mute = {segment.gpc for segment in decoded.segments if not segment.phones}
    if mute - {"e_muet", "h"}:
        return "reading.spelling.words_silent"
    if any(
        segment.gpc in ("ss", "s_z", "c_cedille", "gu", "ge", "om", "am", "em", "im") for segment in decoded.segments
    ):
        return "reading.spelling.position"
    if any(len(segment.letters) > 1 or segment.gpc in ("c_s", "g_j", "y") for segment in decoded.segments):
        return "reading.spelling.words_complex"
    return "reading.spelling.words_simple"


def _double(segment: Segment) -> bool:
    return len(segment.letters) == 2 and segment.letters[0] == segment.letters[1]


def _has_cluster(said: Sequence[Segment]) -> bool:
    return any(before.letters[0] in "bcdfgkptv" and after.letters in ("l", "r") for before, after in pairwise(said))


def _level(word: Word) -> int:
    return 1 if len(word.text) <= 5 else 2 if len(word.text) <= 8 else 3


def _longer(word: Word) -> float:
    return max(-0.4, min(0.8, 0.12 * (len(word.text) - 6)))


def _theme(word: Word) -> str:
    return f"word {word.text}"


def _said(word: Word) -> str:
    """A noun with its article: alone, a short one is heard badly."""
    return word.with_article


def _read(workshop: Workshop, word: Word, decoded: DecodedWord, rarest: str) -> Exercise:
    """It trains the latest of its correspondences, and the one that fewest words have."""
    text = word.with_article if word.spoken_syllables == 1 else word.text
    return workshop.exercise(
        Activity.READ_WORD,
        word.text,
        ReadAloud(unit=Unit.WORD, text=text, words=workshop.read_words(text)),
        grade=word.grade,
        skills=[*workshop.with_gpc(reading_skill(workshop, word, decoded), decoded.gpcs), rarest],
        level=_level(word),
        gpcs=decoded.gpcs,
        harder=_longer(word),
        theme=_theme(word),
    )


def _build(workshop: Workshop, word: Word, decoded: DecodedWord) -> Exercise:
    tiles = disordered(word.text, word.syllables)
    return workshop.exercise(
        Activity.BUILD_WORD,
        word.text,
        Build(prompt=Prompt(say=_said(word)), tiles=tuple(tiles), answers=(word.syllables,)),
        grade=word.grade,
        skills=workshop.with_gpc(_built_skill(word), decoded.gpcs),
        level=_level(word),
        gpcs=decoded.gpcs,
        harder=0.3 * (len(word.syllables) - 3),
        theme=_theme(word),
    )


def _built_skill(word: Word) -> str:
    return "reading.words.long" if word.spoken_syllables >= 3 else "reading.words.two_syllables"


Gap = tuple[int, tuple[str, ...]]


def _gap(decoded: DecodedWord, spelled: set[str]) -> Gap | None:
    """The grapheme to take out (the place of its segment) and wrong ones, none of which makes another word."""
    best: Gap | None = None
    for place, segment in enumerate(decoded.segments):
        if not segment.phones or (len(segment.letters) == 1 and segment.letters not in "cgsçz"):
            continue
        wrong = dict.fromkeys(
            other
            for family in CONFUSED
            if segment.letters in family
            for other in family
            if other != segment.letters and _filled(decoded, place, other) not in spelled
        )
        if len(wrong) >= 2 and (best is None or len(segment.letters) > len(decoded.segments[best[0]].letters)):
            best = place, tuple(wrong)[:3]
    return best


def _filled(decoded: DecodedWord, place: int, letters: str) -> str:
    return "".join(letters if at == place else segment.letters for at, segment in enumerate(decoded.segments))


def _complete(workshop: Workshop, word: Word, decoded: DecodedWord, place: int, wrong: Sequence[str]) -> Exercise:
    right = decoded.segments[place].letters
    key = f"{word.text}.{place}"
    content = workshop.choice(
        key,
        Prompt(say=_said(word), text=_filled(decoded, place, "___")),
        [Option(text=right)],
        [Option(text=letters) for letters in wrong],
    )
    gpc = decoded.segments[place].gpc
    return workshop.exercise(
        Activity.COMPLETE_WORD,
        key,
        content,
        grade=word.grade,
        skills=[spelling_skill(decoded), workshop.decoder.gpcs[gpc].skill],
        level=_level(word),
        gpcs=decoded.gpcs,
        harder=0.3 if len(right) > 1 else 0.0,
        theme=_theme(word),
    )


def _with_tiles(workshop: Workshop, word: Word, decoded: DecodedWord) -> Exercise:
    graphemes = tuple(segment.letters for segment in decoded.segments)
    near: Mapping[str, None] = dict.fromkeys(
        other
        for letters in graphemes
        for family in CONFUSED
        if letters in family
        for other in family
        if other not in graphemes and workshop.decoder.stage(other) <= decoded.stage
    )
    tiles = disordered(word.text, [*graphemes, *sampled(word.text, list(near), 2)])
    return workshop.exercise(
        Activity.DICTATION_TILES,
        word.text,
        Build(prompt=Prompt(say=_said(word)), tiles=tuple(tiles), answers=(graphemes,)),
        grade=word.grade,
        skills=workshop.with_gpc(spelling_skill(decoded), decoded.gpcs),
        level=_level(word),
        gpcs=decoded.gpcs,
        harder=0.15 * (len(graphemes) - 5),
        theme=_theme(word),
    )


def _dictated(workshop: Workshop, word: Word, decoded: DecodedWord, same_sound: Sequence[str]) -> Exercise:
    """On the keyboard. Without a sentence nobody can tell "ver" from "verre": both are right."""
    answers = (word.text, *(other for other in same_sound if other != word.text))
    with_articles = tuple(_said(word).replace(word.text, one) for one in answers) if word.article else ()
    return workshop.exercise(
        Activity.DICTATION_KEYBOARD,
        word.text,
        Write(prompt=Prompt(say=_said(word)), answers=(*answers, *with_articles)),
        grade=word.grade,
        skills=workshop.with_gpc(spelling_skill(decoded), decoded.gpcs),
        level=_level(word),
        gpcs=decoded.gpcs,
        harder=_longer(word),
        theme=_theme(word),
    )
