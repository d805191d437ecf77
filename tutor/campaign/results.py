"""From the attempts of a campaign to its table, its groups and the words most missed. No database here."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from exercises.exercise import Grade
from exercises.reading.tokens import core, split_words
from speech.texts.fluency import FEWEST_WORDS
from speech.verdicts import Verdict, worst
from tutor.campaign.bands import OF_GRADE
from tutor.campaign.measure import Corrections, Mark, Measure, corrections_of, measure
from tutor.campaign.schemas import CampaignGroup, CampaignRow, MissedWord, ReadingOut
from tutor.campaign.tables import Campaign, CampaignCorrection, CampaignTurn
from tutor.classroom.tables import Pupil
from tutor.dashboard.faces import by_first_name, face
from tutor.practice.schemas import Fluency, HeardWord
from tutor.practice.tables import Attempt

SHOWN: Final = 12
"""Missed words shown: those that a lesson can take up."""


@dataclass(frozen=True, slots=True)
class Read:
    """A pupil's last reading. `words`: as heard; `attempts`: how many times he read."""

    attempt: Attempt
    words: tuple[HeardWord, ...]
    corrections: Corrections
    measure: Measure
    noisy: bool
    attempts: int


def readings(attempts: Sequence[Attempt], corrections: Iterable[CampaignCorrection]) -> dict[UUID, Read]:
    """The last reading of each pupil that the ear followed; attempts in the order they came."""
    corrected = held(corrections)
    found: dict[UUID, Read] = {}
    for attempt in attempts:
        before = found[attempt.pupil_id].attempts if attempt.pupil_id in found else 0
        read = read_in(attempt, corrected.get(attempt.id, Corrections()), before + 1)
        if read is not None:
            found[attempt.pupil_id] = read
    return found


def held(corrections: Iterable[CampaignCorrection]) -> dict[UUID, Corrections]:
    """What the teacher's marks come to, by attempt; they are in the order they were made."""
    marks: dict[UUID, list[tuple[int, Mark]]] = defaultdict(list)
    for one in corrections:
        marks[one.attempt_id].append((one.word, Mark(one.mark)))
    return {attempt: corrections_of(made) for attempt, made in marks.items()}


def read_in(attempt: Attempt, corrected: Corrections, number: int = 1) -> Read | None:
    """The reading of an attempt, the pupil's `number`th; None when the ear did not follow it."""
    if not attempt.hearing or not attempt.hearing.get("fluency"):
        return None
    fluency = Fluency.model_validate(attempt.hearing["fluency"])
    words = tuple(HeardWord.model_validate(one) for one in attempt.hearing["words"])
    noisy = fluency.mclm is None and fluency.reached >= FEWEST_WORDS and fluency.reading_seconds > 0
    return Read(attempt, words, corrected, measure(words, corrected, drowned=noisy), noisy, number)


def rows(
    campaign: Campaign,
    pupils: Iterable[Pupil],
    read: Mapping[UUID, Read],
    tried: Mapping[UUID, Attempt],
    turns: Iterable[CampaignTurn],
    previous: Mapping[UUID, Read],
) -> list[CampaignRow]:
    """A row a pupil, archived ones only if they read, in the order of first names. `tried`: their last attempts."""
    noted = {one.pupil_id: one for one in turns}
    kept = [pupil for pupil in pupils if not pupil.archived or pupil.id in read]
    made = [
        row(
            campaign,
            pupil,
            read.get(pupil.id),
            tried.get(pupil.id),
            noted.get(pupil.id),
            previous.get(pupil.id),
        )
        for pupil in kept
    ]
    return by_first_name(made, lambda one: one.pupil)


def row(
    campaign: Campaign,
    pupil: Pupil,
    read: Read | None,
    tried: Attempt | None,
    turn: CampaignTurn | None,
    previous: Read | None,
) -> CampaignRow:
    """One pupil's result."""
    asked = turn.again_at if turn else None
    again = tried is not None and asked is not None and tried.received_at < asked
    before = previous.measure.mclm if previous else None
    if read is None:
        absent = turn is not None and turn.absent
        state = "again" if again else "unheard" if tried else "absent" if absent else "to_read"
        return CampaignRow(pupil=face(pupil), state=state, previous=before)
    measured = read.measure
    mclm = measured.mclm
    return CampaignRow(
        pupil=face(pupil),
        state="again" if again else "read",
        attempt_id=read.attempt.id,
        at=read.attempt.occurred_at,
        mclm=mclm,
        seconds=measured.seconds,
        errors=len(measured.missed),
        reached=measured.reached,
        stopped_at=_last_word(read) if measured.reached else None,
        finished=measured.finished,
        short=measured.short,
        noisy=read.noisy,
        previous=before,
        difference=None if mclm is None or before is None else mclm - before,
        band=None if mclm is None else OF_GRADE[Grade(campaign.grade)].of(mclm).key,
        corrected=len(read.corrections),
        readings=read.attempts,
    )


def _last_word(read: Read) -> str:
    word = read.words[read.measure.reached - 1].word
    return core(word) or word


def groups(campaign: Campaign, table: Sequence[CampaignRow]) -> list[CampaignGroup]:
    """The pupils of each band, empty ones left out."""
    bands = OF_GRADE[Grade(campaign.grade)].bands
    made = [
        CampaignGroup(key=band.key, name=band.name, pupils=[one.pupil for one in table if one.band == band.key])
        for band in bands
    ]
    return [one for one in made if one.pupils]


def missed_words(campaign: Campaign, read: Iterable[Read]) -> list[MissedWord]:
    """The words missed by two readers at least, the most missed first, then in the order of the text."""
    words = split_words(campaign.text)
    through, missed = [0] * len(words), [0] * len(words)
    for one in read:
        for place in range(min(one.measure.reached, len(words))):
            through[place] += 1
        for place in one.measure.missed:
            if place < len(words):
                missed[place] += 1
    worst = sorted((place for place in range(len(words)) if missed[place] > 1), key=lambda place: -missed[place])
    return [
        MissedWord(place=place, word=words[place], missed=missed[place], readers=through[place])
        for place in worst[:SHOWN]
    ]


def reading_out(campaign: Campaign, made: CampaignRow, read: Read, recording: UUID | None = None) -> ReadingOut:
    """A reading with the verdicts that hold. `recording`: its sound, while it can be listened to."""
    return ReadingOut(
        row=made,
        words=words_that_hold(read),
        corrected=sorted(place for place in read.corrections.words if place < len(read.words)),
        stop=read.corrections.stop,
        line_ends=line_ends(campaign.text),
        recording=recording,
    )


def words_that_hold(read: Read) -> list[HeardWord]:
    """The words of a reading with the verdicts that hold."""
    missed, corrected = set(read.measure.missed), read.corrections.words
    return [
        one.model_copy(
            update={"verdict": _verdict(one, place in missed, place in corrected, read.measure.reached > place)}
        )
        for place, one in enumerate(read.words)
    ]


def verdict_that_holds(read: Read) -> Verdict | None:
    """Of the words he came to, when the teacher corrected some of them; None: what the ear said."""
    if not read.corrections or not read.measure.reached:
        return None
    return worst([one.verdict for one in words_that_hold(read)[: read.measure.reached]])


def line_ends(text: str) -> list[int]:
    """After how many words each line of a text ends."""
    ends: list[int] = []
    for line in text.split("\n"):
        count = len(split_words(line))
        if count:
            ends.append((ends[-1] if ends else 0) + count)
    return ends


def _verdict(word: HeardWord, missed: bool, corrected: bool, reached: bool) -> Verdict:
    if missed:
        return Verdict.INCORRECT
    if corrected or not reached:
        return Verdict.CORRECT
    return Verdict.CORRECT if word.verdict is Verdict.INCORRECT else word.verdict
