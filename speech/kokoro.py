"""The natural voice: Kokoro 82M with its French speaker, from ONNX. Warm and clear; about a second of work a second.

espeak-ng only turns the text into phones; Kokoro says them.
"""

import logging
import os
import re
import threading
from pathlib import Path
from typing import Any

import numpy as np

from speech.brightness import RISE, brightened
from speech.errors import ModelCorruptError, VoiceError
from speech.espeak_data import data_path, library_path
from speech.levelling import joined, levelled
from speech.models import model_path
from speech.spoken_form import sentences, spoken_form
from speech.voice import Sound

MODEL = "kokoro-fr"
SPEAKER = "ff_siwis"
SPEED = 0.9  # a little slower than an adult speaks to an adult
# phonemizer tells of every foreign word it meets: of no use to a school's log.
_quiet = logging.getLogger("speech.kokoro.phonemizer")
_quiet.setLevel(logging.CRITICAL)


class KokoroVoice:
    """One text at a time, whatever the thread; the model is loaded at the first one.

    `bright`: as Rivet speaks (speech.brightness); else as its speaker does.
    """

    def __init__(self, models_dir: Path, threads: int | None = None, bright: bool = True) -> None:
        self._models_dir = models_dir
        self._bright = bright
        self._threads = threads or max(1, min(4, (os.cpu_count() or 1) // 2))
        self._lock = threading.Lock()
        self._kokoro: Any = None
        self._run_options: Any = None
        self._phonemizer: Any = None

    @property
    def name(self) -> str:
        """The last number grows when the same text would sound different."""
        return f"kokoro-v1.0-int8/{SPEAKER}/{SPEED}/{2 if self._bright else 1}"

    def warm_up(self) -> None:
        """Load the model: 1 to 3 s. Raises ModelMissingError or ModelCorruptError."""
        with self._lock:
            self._load()

    def speak(self, text: str) -> Sound:
        """The text, sentence by sentence, at 24 kHz. Raises VoiceError, ModelMissingError or ModelCorruptError."""
        spoken = spoken_form(text)
        return joined([self._say(sentence) for sentence in sentences(spoken)])

    def close(self) -> None:
        """Break off what is being said, which fails, and free the memory of the model."""
        options = self._run_options
        if options is not None:
            options.terminate = True
        with self._lock:
            self._kokoro = self._phonemizer = self._run_options = None

    def phones(self, text: str) -> str:
        """What Kokoro is given for a sentence: IPA with stress and punctuation."""
        spoken = spoken_form(text)
        with self._lock:
            self._load()
            return self._phones(spoken)

    def _say(self, sentence: str) -> Sound:
        with self._lock:
            self._load()
            phones = self._phones(sentence)
            speed = SPEED / float(RISE) if self._bright else SPEED
            try:
                samples, rate = self._kokoro.create(
                    phones, voice=SPEAKER, speed=speed, lang="fr-fr", is_phonemes=True, trim=False
                )
            except Exception as error:  # onnxruntime raises many kinds, none of them documented
                raise VoiceError(f"Kokoro could not say « {sentence[:40]} »: {error}") from error
        sound = Sound(np.asarray(samples, dtype=np.float32), int(rate))
        return levelled(brightened(sound) if self._bright else sound)

    def _phones(self, text: str) -> str:
        phones = str(self._phonemizer.phonemize([text], strip=True)[0]).replace("-", "")
        # espeak-ng writes « huit, nuit » with a vowel y, Kokoro learned them with the glide that French has.
        phones = re.sub(r"y(ˈ?)i", r"ɥ\1i", phones)
        if phones and phones[-1] not in ".!?…,;:":
            phones += "."  # a word alone is clearer when it ends like a sentence
        if not any(phone.isalpha() for phone in phones):
            raise VoiceError(f"Nothing of « {text[:40]} » can be said.")
        return phones

    def _load(self) -> None:
        if self._kokoro is not None:
            return
        folder = model_path(MODEL, self._models_dir)
        # Slow to import: only those who speak pay for them.
        import onnxruntime
        from kokoro_onnx import EspeakConfig, Kokoro
        from phonemizer.backend import EspeakBackend  # type: ignore[import-untyped,unused-ignore]

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = self._threads
        options.inter_op_num_threads = 1
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")  # the ear needs the cores
        try:
            session = onnxruntime.InferenceSession(
                str(folder / "kokoro-v1.0.int8.onnx"), options, providers=["CPUExecutionProvider"]
            )
            run, run_options = session.run, onnxruntime.RunOptions()
            session.run = lambda outputs, inputs: run(outputs, inputs, run_options)  # Kokoro gives none: see close
            espeak = EspeakConfig(lib_path=str(library_path()), data_path=str(data_path()))
            kokoro = Kokoro.from_session(session, str(folder / "voices.npz"), espeak)
            phonemizer = EspeakBackend(
                "fr-fr", preserve_punctuation=True, with_stress=True, language_switch="remove-flags", logger=_quiet
            )
        except VoiceError:
            raise
        except Exception as error:  # whatever the bytes made onnxruntime or numpy say
            raise ModelCorruptError(f"The voice {MODEL} cannot be loaded ({error}): reinstall it.") from error
        self._kokoro, self._phonemizer, self._run_options = kokoro, phonemizer, run_options
