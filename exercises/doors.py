"""Doors: what kinds of work a child may choose between, and the activities behind each. Their names are said by Rivet
(`tutor/companion/data/phrases.json`), their pictures belong to the tablet.
"""

from collections.abc import Mapping
from enum import StrEnum

from exercises.activities import Activity
from exercises.exercise import Domain


class Door(StrEnum):
    """A kind of work, as a child would call it."""

    SOUNDS = "sounds"
    LETTERS = "letters"
    WORDS = "words"
    SENTENCES = "sentences"
    TEXTS = "texts"
    WRITING = "writing"
    WORD_GAMES = "word_games"
    NUMBERS = "numbers"
    COMPUTING = "computing"
    PROBLEMS = "problems"
    FRACTIONS = "fractions"
    MONEY = "money"
    TIME = "time"
    MEASURES = "measures"
    SHAPES = "shapes"
    MOVES = "moves"
    CHARTS = "charts"

    @property
    def domain(self) -> Domain:
        """The subject behind it."""
        return Domain.READING if self in _READING else Domain.MATHS


_READING = frozenset({Door.SOUNDS, Door.LETTERS, Door.WORDS, Door.SENTENCES, Door.TEXTS, Door.WRITING, Door.WORD_GAMES})
_BEHIND: Mapping[Door, str] = {
    Door.SOUNDS: "hear_sound first_sound rhyme count_syllables count_sounds find_syllable close_sounds remove_syllable "
    "merge_sounds",
    Door.LETTERS: "choose_letter first_letter alphabet_order letter_scripts choose_grapheme read_letter",
    Door.WORDS: "read_syllable read_pseudo_word read_tool_word read_word word_to_picture picture_to_word",
    Door.SENTENCES: "read_sentence order_words true_false sentence_to_picture complete_sentence",
    Door.TEXTS: "read_text echo_reading reading_in_turns repeated_reading one_minute_reading read_and_answer "
    "order_events",
    Door.WRITING: "build_syllable build_word complete_word dictation_tiles dictation_keyboard",
    Door.WORD_GAMES: "odd_one_out opposites synonyms word_families meanings articles plurals feminines verbs "
    "homophones",
    Door.NUMBERS: "count_things group_by_ten read_blocks build_number trade_ten how_many_tens place_on_line "
    "read_on_line compare_numbers order_numbers number_between next_number rank number_dictation number_in_words "
    "number_in_digits even_odd",
    Door.COMPUTING: "compute decompose recompose double_half complete_equality true_equality take_away fill_frame "
    "columns multiple name_operation equal_groups",
    Door.PROBLEMS: "word_problem draw_bars share_out chart_problem",
    Door.FRACTIONS: "fraction_shown shade_fraction fraction_on_line compare_fractions equal_fractions add_fractions "
    "fraction_of",
    Door.MONEY: "count_money pay give_change compare_money cents",
    Door.TIME: "read_clock set_clock match_clock duration calendar",
    Door.MEASURES: "compare_lengths measure draw_length convert compare_measures choose_unit compare_masses weigh "
    "balance perimeter",
    Door.SHAPES: "name_shape pick_shapes count_sides circle name_solid pick_solids count_faces count_cubes cube_net "
    "alignment symmetry is_symmetric",
    Door.MOVES: "follow_code write_code",
    Door.CHARTS: "read_chart complete_chart",
}
BEHIND: Mapping[Door, frozenset[Activity]] = {
    door: frozenset(map(Activity, names.split())) for door, names in _BEHIND.items()
}
DOOR_OF: Mapping[Activity, Door] = {activity: door for door, behind in BEHIND.items() for activity in behind}
