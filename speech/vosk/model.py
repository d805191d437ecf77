"""A Vosk model, opened once and shared by every stream; and grammars, closed lists of what may be heard.

The library takes down the process on much of what it does not expect: every call to it is made here or in
speech.vosk.stream, with arguments that were checked.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from speech.audio import SAMPLE_RATE
from speech.decoder import plain
from speech.errors import ModelCorruptError
from speech.vosk.folder import Opened, try_out

MOST_PHRASES = 20_000


@dataclass(frozen=True, slots=True)
class Grammar:
    """Phrases that may be heard, and nothing else: every word of them is in the model's vocabulary.

    `lacking`: what was asked for and cannot be heard, for the model lacks a word of it.
    """

    phrases: tuple[str, ...]
    lacking: tuple[str, ...]

    @property
    def as_json(self) -> str:
        """As the library takes it."""
        return json.dumps(self.phrases, ensure_ascii=False)


class VoskModel:
    """Safe to use from several threads; its streams each belong to one voice."""

    def __init__(self, model: Any, name: str, opened: Opened) -> None:
        self._model = model
        self.name = name
        self.opened = opened

    @classmethod
    def open(cls, folder: Path) -> "VoskModel":
        """Open the model in `folder`: some seconds. Raises ModelMissingError or ModelCorruptError, as `try_out`."""
        opened = try_out(folder)
        import vosk  # takes half a second, for those who have the model only

        vosk.SetLogLevel(-1)
        try:
            # By its path: by language or name, the library would download it, or end the process.
            model = vosk.Model(model_path=str(folder))
            vosk.KaldiRecognizer(model, float(SAMPLE_RATE))
        except Exception as error:  # the library raises nothing finer
            raise ModelCorruptError(f"The Vosk model in {folder} cannot be opened ({error}).") from error
        return cls(model, f"vosk-{version('vosk')}/{folder.name}", opened)

    def knows(self, word: str) -> bool:
        """Is this one word, in small letters, in the vocabulary? Marks such as [unk] and <s> are no words."""
        if not word or not word.isprintable() or word.split() != [word] or not any(map(str.isalnum, word)):
            return False
        if word[0] in "<[#":
            return False
        found: int = self._model.vosk_model_find_word(word)
        return found > 0  # 0 is the empty word, on which a grammar aborts

    def form(self, text: str) -> tuple[str, ...]:
        """The words of the vocabulary that write this text, empty when there is no way.

        As it is, else cut at hyphens, else after apostrophes too: models differ in what they hold as one word.
        """
        words: list[str] = []
        for word in text.split():
            bare = plain(word).lower()
            cut = bare.replace("-", " ")
            ways = (bare, cut, cut.replace("'", "' "))
            known = next((way.split() for way in ways if way.split() and all(map(self.knows, way.split()))), None)
            if known is None:
                return ()
            words += known
        return tuple(words)

    def grammar(self, phrases: Iterable[str]) -> Grammar:
        """A grammar of these phrases. Raises ValueError when none can be heard, or there are over MOST_PHRASES."""
        asked = tuple(dict.fromkeys(phrases))
        forms = {phrase: " ".join(self.form(phrase)) for phrase in asked}
        heard = tuple(dict.fromkeys(form for form in forms.values() if form))
        if not heard:
            raise ValueError("a grammar needs one phrase at least of words that the model knows")
        if len(heard) > MOST_PHRASES:
            raise ValueError(f"a grammar has at most {MOST_PHRASES} phrases")
        return Grammar(heard, tuple(phrase for phrase in asked if not forms[phrase]))

    def recogniser(self, grammar: Grammar | None = None) -> Any:
        """A new recogniser of the library at SAMPLE_RATE: for speech.vosk.stream, which guards it."""
        import vosk

        # The rate is ours and the grammar is checked: with others the library hangs, aborts or segfaults.
        extra = () if grammar is None else (grammar.as_json,)
        return vosk.KaldiRecognizer(self._model, float(SAMPLE_RATE), *extra)
