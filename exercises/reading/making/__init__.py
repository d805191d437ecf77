"""Exercises of reading made from words, sentences, texts and lists: one module a group of activities."""

from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from exercises.activity_list import load_activities
from exercises.exercise import Exercise
from exercises.reading.decodability import Decoder
from exercises.reading.making.letters import letters
from exercises.reading.making.lists import listed
from exercises.reading.making.pictured import pictured
from exercises.reading.making.sentences import sentences
from exercises.reading.making.small_words import articles, close_sounds, invented_words, tool_words
from exercises.reading.making.sounds import sounds
from exercises.reading.making.syllables import syllables
from exercises.reading.making.texts import texts
from exercises.reading.making.words import words
from exercises.reading.making.workshop import Workshop
from exercises.reading.minimal_pairs import minimal_pairs
from exercises.reading.pictures import load_pictures
from exercises.reading.pseudo_words import load_pseudo_words
from exercises.reading.sentences import load_sentences
from exercises.reading.syllables import Syllables
from exercises.reading.texts import load_texts
from exercises.reading.tool_words import load_tool_word_sets
from exercises.reading.words import load_words
from exercises.skills import SkillGraph

__all__ = ["reading_exercises"]


def reading_exercises(folder: Path, graph: SkillGraph) -> Iterator[Exercise]:
    """Every exercise of reading that the data of this folder makes; ContentError names the line of what is wrong."""
    workshop = Workshop(
        load_activities(folder / "activities.yaml"),
        Decoder.load(),
        Syllables.load(folder / "syllables.csv"),
        graph,
    )
    every_word = load_words(folder / "words.csv")
    pictures = tuple(load_pictures(every_word, folder / "pictures.csv").values())
    yield from chain(
        sounds(workshop, pictures),
        letters(workshop, pictures, every_word),
        syllables(workshop),
        words(workshop, every_word),
        tool_words(workshop, load_tool_word_sets()),
        articles(workshop, every_word),
        close_sounds(workshop, minimal_pairs(every_word)),
        invented_words(workshop, load_pseudo_words(folder / "pseudo_words.csv")),
        pictured(workshop, pictures),
        sentences(workshop, load_sentences(folder), folder),
        texts(workshop, load_texts(folder / "texts"), folder / "vocabulary" / "story_orders.csv"),
        listed(workshop, folder / "vocabulary"),
    )
