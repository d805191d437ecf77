"""The default ear with its real model, on real recordings: needs `tutor models install whisper-base`."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from speech import closed_answers
from speech.audio import SAMPLE_RATE, Clip, read_clip
from speech.decoder import Decoder, Sound
from speech.ear import Ear
from speech.errors import BadAudioError, BusyError, ModelCorruptError, ModelMissingError
from speech.listening import ListeningPool
from speech.models import model_path
from speech.verdicts import Verdict
from speech.whisper import MODEL
from tests.needs import need_model
from tutor.settings import Settings

pytestmark = pytest.mark.models
CLIPS = Path(__file__).parents[2] / "data" / "speech"
SENTENCE = "Écoute la note de musique et clique sur son nom."


@pytest.fixture(scope="module")
def ear() -> Ear:
    need_model(MODEL)
    return Ear.load(Settings().models_dir, threads=2)


def clip(name: str) -> Clip:
    return read_clip(CLIPS / f"{name}.ogg")


@pytest.mark.parametrize(
    ("name", "text"),
    [("carotte", "carotte"), ("l_automne", "l'automne"), ("ecoute_la_note", SENTENCE), ("un_chapeau", "un chapeau")],
)
def test_what_is_read_is_never_surely_wrong(ear: Ear, name: str, text: str) -> None:
    reading = ear.verify(clip(name), text)
    assert [word.word for word in reading.words] == text.split()
    assert all(word.verdict is not Verdict.INCORRECT for word in reading.words)
    assert all(word.heard is None for word in reading.words)


@pytest.mark.parametrize(("name", "text"), [("carotte", "carotte"), ("ecoute_la_note", SENTENCE)])
def test_a_clear_reading_is_correct(ear: Ear, name: str, text: str) -> None:
    assert ear.verify(clip(name), text).verdict is Verdict.CORRECT


def test_the_free_decoder_is_asked_only_when_it_could_change_a_verdict(
    ear: Ear, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Sound] = []

    def guesses(decoder: Decoder, sound: Sound, most_tokens: int, beam: int = 5) -> list[tuple[str, ...]]:
        asked.append(sound)
        return as_it_is(decoder, sound, most_tokens, beam)

    as_it_is = Decoder.guesses
    monkeypatch.setattr(Decoder, "guesses", guesses)
    assert ear.verify(clip("carotte"), "carotte").words[0].probability > 0.75
    assert not asked
    ear.verify(clip("carotte"), "maison")
    assert len(asked) == 1


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("carotte", "maison"),
        ("l_automne", "une grenouille"),
        ("une_grenouille", "un sapin"),
        ("un_chapeau", "la girafe"),
    ],
)
def test_another_word_is_never_surely_right(ear: Ear, name: str, text: str) -> None:
    assert ear.verify(clip(name), text).words[-1].verdict is not Verdict.CORRECT


def test_a_misread_word_is_found_among_words_read_right(ear: Ear) -> None:
    reading = ear.verify(clip("ecoute_la_note"), SENTENCE.replace("musique", "girafe"))
    assert [word.verdict for word in reading.words].count(Verdict.CORRECT) >= 7
    misread = reading.words[4]
    assert misread.verdict is Verdict.INCORRECT
    assert misread.heard == "musique"
    assert reading.verdict is Verdict.INCORRECT


def test_what_was_read_instead_is_told_with_its_phones(ear: Ear) -> None:
    misread = ear.verify(clip("une_grenouille"), "une citrouille").words[1]
    assert misread.verdict is Verdict.INCORRECT
    assert misread.heard == "grenouille"
    assert misread.phones == "gʁənuj"
    assert misread.slip is None


def test_ch_heard_for_s_is_never_surely_a_mistake(ear: Ear) -> None:
    assert ear.verify(clip("un_chapeau"), "un sapeau").words[1].verdict is not Verdict.INCORRECT


def test_the_end_that_was_not_read_is_not_correct(ear: Ear) -> None:
    whole = clip("ecoute_la_note")
    half = Clip(whole.samples[: int(1.9 * SAMPLE_RATE)])
    verdicts = [word.verdict for word in ear.verify(half, SENTENCE).words]
    assert verdicts[:3] == [Verdict.CORRECT] * 3
    assert Verdict.CORRECT not in verdicts[-3:]


def test_words_have_times_in_order_within_the_clip(ear: Ear) -> None:
    sound = clip("ecoute_la_note")
    words = ear.verify(sound, SENTENCE).words
    times = [moment for word in words if word.start is not None for moment in (word.start, word.end)]
    assert times == sorted(times)
    assert times[-1] <= sound.seconds + 0.5


def test_a_long_reading_is_verified_across_its_pieces(ear: Ear) -> None:
    pause = np.zeros(SAMPLE_RATE, np.float32)
    long = Clip(np.concatenate([clip("ecoute_la_note").samples, pause] * 6))
    assert long.seconds > 35
    words = ear.verify(long, " ".join([SENTENCE] * 6)).words
    assert len(words) == 60
    assert sum(word.verdict is Verdict.CORRECT for word in words) >= 55
    last = words[-1].start
    assert last is not None
    assert last > 30


@pytest.mark.parametrize(
    "sound", [np.zeros(SAMPLE_RATE, np.float32), np.zeros(100, np.float32), np.zeros(0, np.float32)]
)
def test_no_usable_sound_is_refused(ear: Ear, sound: np.ndarray) -> None:
    with pytest.raises(BadAudioError):
        ear.verify(Clip(sound), "un lapin")
    with pytest.raises(BadAudioError):
        ear.number(Clip(sound), 20)


@pytest.mark.parametrize("text", ["", "!", "« »"])
def test_a_text_without_a_word_is_refused(ear: Ear, text: str) -> None:
    with pytest.raises(BadAudioError):
        ear.verify(clip("carotte"), text)


def test_noise_is_not_a_reading(ear: Ear) -> None:
    noise = np.random.default_rng(0).normal(0, 0.05, 2 * SAMPLE_RATE).astype(np.float32)
    with pytest.raises(BadAudioError, match="no voice"):
        ear.verify(Clip(noise), "un grand lapin")
    with pytest.raises(BadAudioError, match="no voice"):
        ear.number(Clip(noise), 20)


def test_free_talk_is_written_down(ear: Ear) -> None:
    transcript = ear.transcribe(clip("ecoute_la_note"))
    assert transcript.text == SENTENCE.lower().rstrip(".")
    assert transcript.probability > 0.8


def test_a_word_alone_which_the_decoder_writes_badly_is_known_to_be_doubtful(ear: Ear) -> None:
    transcript = ear.transcribe(clip("dix_sept"))
    assert transcript.text not in {"17", "dix-sept"}
    assert transcript.probability < 0.4


def test_nobody_who_talks_is_refused(ear: Ear) -> None:
    with pytest.raises(BadAudioError):
        ear.transcribe(Clip(np.zeros(SAMPLE_RATE, np.float32)))


@pytest.mark.parametrize(("name", "number"), [("douze", 12), ("dix_sept", 17)])
def test_a_number_is_heard_right_or_not_at_all(ear: Ear, name: str, number: int) -> None:
    assert ear.number(clip(name), 20).number in {number, None}


def test_a_number_beyond_the_maximum_does_not_become_another(ear: Ear) -> None:
    assert ear.number(clip("dix_sept"), 10).number is None


@pytest.mark.parametrize("name", ["carotte", "un_lapin", "ecoute_la_note"])
def test_words_are_not_taken_for_numbers(ear: Ear, name: str) -> None:
    assert ear.number(clip(name), 100).number is None


def test_several_threads_hear_the_same(ear: Ear) -> None:
    alone = ear.verify(clip("un_lapin"), "un lapin").words
    with ThreadPoolExecutor(4) as executor:
        readings = list(executor.map(lambda _: ear.verify(clip("un_lapin"), "un lapin"), range(8)))
    for reading in readings:
        assert [word.probability for word in reading.words] == pytest.approx([w.probability for w in alone], abs=0.02)


def test_a_missing_model_and_a_damaged_one_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(ModelMissingError, match="tutor models install"):
        Ear.load(tmp_path)
    for path in model_path(MODEL, Settings().models_dir).iterdir():
        (tmp_path / MODEL).mkdir(exist_ok=True)
        (tmp_path / MODEL / path.name).write_bytes(b"not a model")
    with pytest.raises(ModelCorruptError):
        Ear.load(tmp_path)


def test_all_that_a_clip_of_talk_may_be_is_what_each_question_would_find(ear: Ear) -> None:
    sets = [closed_answers.YES_NO, closed_answers.WISHES]
    for name in ("douze", "un_lapin"):
        said = ear.utterance(clip(name), 30, sets)
        assert said.transcript is not None
        assert said.transcript.text == ear.transcribe(clip(name)).text
        assert said.number == replace(ear.number(clip(name), 30), seconds=said.number.seconds)
        assert [one.probability for one in said.answers] == [ear.one_of(clip(name), one).probability for one in sets]
    assert ear.utterance(clip("douze"), None, []).number is None
    with pytest.raises(BadAudioError):
        ear.utterance(Clip(np.zeros(SAMPLE_RATE, np.float32)), 30, sets)


def test_the_pool_is_busy_when_full_and_free_again_after(ear: Ear) -> None:
    pool = ListeningPool(ear, workers=1, queue=1)
    try:
        taken = [pool.verify(clip("ecoute_la_note"), SENTENCE) for _ in range(2)]
        with pytest.raises(BusyError):
            pool.number(clip("douze"), 20)
        assert all(future.result(60).verdict is Verdict.CORRECT for future in taken)
        assert pool.number(clip("douze"), 20).result(60).engine == ear.name
    finally:
        pool.close()
    with pytest.raises(BusyError):
        pool.number(clip("douze"), 20)


def test_an_error_in_a_clip_never_costs_the_pool_a_worker_or_a_place(ear: Ear) -> None:
    pool = ListeningPool(ear, workers=2, queue=0)
    try:
        for _ in range(10):
            with pytest.raises(BadAudioError):
                pool.verify(Clip(np.zeros(SAMPLE_RATE, np.float32)), "un lapin").result(60)
            with pytest.raises(AttributeError):
                pool.verify(None, "un lapin").result(60)  # type: ignore[arg-type]
        assert pool.verify(clip("carotte"), "carotte").result(60).verdict is Verdict.CORRECT
    finally:
        pool.close()


def test_a_reading_given_up_while_waiting_gives_its_place_back(ear: Ear) -> None:
    pool = ListeningPool(ear, workers=1, queue=1)
    try:
        first = pool.verify(clip("ecoute_la_note"), SENTENCE)
        assert pool.verify(clip("carotte"), "carotte").cancel()
        assert pool.verify(clip("carotte"), "carotte").result(60).verdict is Verdict.CORRECT
        assert first.result(60)
    finally:
        pool.close()
