"""The shipped head and lexicon on real recordings (see tests/data/speech/README.md)."""

from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest

from speech.audio import read_clip
from speech.decoder import Decoder
from speech.models import model_path
from speech.phones.head import PhoneHead
from speech.phones.inventory import PHONES
from speech.phones.judging import KINDS, load_judges, vector
from speech.phones.listener import PhoneListener

CLIPS = Path(__file__).parents[3] / "data" / "speech"
MODELS = Path.home() / ".cache" / "marelle" / "models"


def test_the_shipped_head_is_small_and_knows_every_phone():
    path = Path(str(files("speech").joinpath("data", "phones_head.npz")))
    assert path.stat().st_size < 3_000_000
    assert PhoneHead.load().phones(np.zeros((7, 512), np.float32)).shape == (7, len(PHONES) + 1)


def test_the_shipped_judges_look_at_the_evidence_there_is():
    judges = load_judges()
    assert set(judges) == set(KINDS)
    for kind, judge in judges.items():
        assert len(judge.mean) == len(KINDS[kind])


@pytest.fixture(scope="module")
def listen():
    decoder = Decoder(model_path("whisper-base", MODELS))
    listener = PhoneListener.load()

    def hear(name: str):
        samples = read_clip(CLIPS / name).samples
        return listener, listener.hear(np.asarray(decoder.encode(samples).encoded), len(samples))

    return hear


@pytest.mark.models
@pytest.mark.parametrize(
    ("clip", "right", "wrong"),
    [
        ("un_chapeau.ogg", "un chapeau", "un château"),
        ("carotte.ogg", "carotte", "marotte"),
        ("une_grenouille.ogg", "Une grenouille.", "Une citrouille."),
        ("l_automne.ogg", "l'automne", "l'atome"),
    ],
)
def test_what_is_said_fits_better_than_what_is_not(listen, clip, right, wrong):
    listener, heard = listen(clip)
    said, other = listener.words(heard, right.split())[-1], listener.words(heard, wrong.split())[-1]
    assert said.rival > other.rival + 2
    judge = load_judges()["phones"]
    chances = [judge.probability(vector(one, heard.clear, None, "phones")) for one in (said, other)]
    assert chances[0] > chances[1]


@pytest.mark.models
@pytest.mark.parametrize(("clip", "number"), [("douze.ogg", 12), ("dix_sept.ogg", 17)])
def test_a_number_is_heard_among_a_hundred(listen, clip, number):
    listener, heard = listen(clip)
    assert listener.number(heard, 100).key == number
