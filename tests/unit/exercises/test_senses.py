"""What can be done without hearing, and without speaking."""

from functools import lru_cache

import pytest

from exercises.activities import Activity
from exercises.catalogue import Catalogue
from exercises.exercise import Exercise
from exercises.senses import fits_without_sound_nor_voice, needs_hearing


@lru_cache(maxsize=1)
def one_of_each() -> dict[Activity, Exercise]:
    """An exercise of each activity."""
    return {one.activity: one for one in Catalogue.load().exercises.values()}


@pytest.mark.parametrize(
    "activity",
    [
        *(Activity.RHYME, Activity.DICTATION_TILES, Activity.CHOOSE_GRAPHEME),
        *(Activity.NUMBER_DICTATION, Activity.ECHO_READING, Activity.COMPLETE_WORD),
    ],
)
def test_what_is_said_and_must_be_found_needs_ears(activity: Activity) -> None:
    assert needs_hearing(one_of_each()[activity])


@pytest.mark.parametrize(
    "activity",
    [
        *(Activity.WORD_TO_PICTURE, Activity.READ_WORD, Activity.COUNT_THINGS, Activity.WORD_PROBLEM),
        *(Activity.RANK, Activity.READ_AND_ANSWER, Activity.COMPUTE, Activity.CALENDAR),
    ],
)
def test_what_is_written_or_drawn_does_not(activity: Activity) -> None:
    assert not needs_hearing(one_of_each()[activity])


def test_reading_aloud_is_for_who_is_heard_or_hears() -> None:
    assert not fits_without_sound_nor_voice(one_of_each()[Activity.READ_WORD])
    assert fits_without_sound_nor_voice(one_of_each()[Activity.WORD_TO_PICTURE])
