"""What a server imports and reads of its own files before it looks at a school's data, which modules keep in memory:
done once, in the process that the others are forked from.
"""

import gc
from pathlib import Path

import tutor.operations.serving
from exercises.catalogue import Catalogue
from exercises.story.loading import load_book
from tutor.companion.lines import Lines
from tutor.companion.phrases import Phrases
from tutor.companion.talk.strategies import Strategies
from tutor.companion.voice import texts_to_say
from tutor.help.library import Library
from tutor.practice.choosing import Shelf
from tutor.practice.parts import words_of

SERVING = tutor.operations.serving
_catalogue = Catalogue.load()
words_of(_catalogue)
Shelf.of(_catalogue)
Library(Path("no-documents-of-a-school"))
texts_to_say(Lines.load(), Phrases(), Strategies(), _catalogue, load_book())
gc.freeze()
