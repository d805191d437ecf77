"""What is right in the accents of France is right here, on made-up emissions; a lisp is a doubt at most."""

import pytest

from speech.diagnosis import NOTHING, Diagnoser, Diagnosis
from speech.ear import told
from speech.phones.evidence import examine
from speech.phones.inventory import classes
from speech.phones.lexicon import Lexicon
from speech.phones.pronounce import Pronouncer
from speech.verdicts import Verdict, WordVerdict
from tests.unit.speech.made_up import voice


@pytest.fixture(scope="module")
def pronouncer() -> Pronouncer:
    return Pronouncer(Lexicon.load())


@pytest.fixture(scope="module")
def diagnoser(pronouncer: Pronouncer) -> Diagnoser:
    return Diagnoser(pronouncer)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("lait", "le"), ("lait", "lE"), ("les fées", "lEfE"), ("rose", "ROz"), ("rose", "Roz"), ("port", "poR"),
        ("jeune", "Z2n"), ("jeûne", "Z9n"), ("brun", "bR1"), ("brun", "bR5"), ("brin", "bR1"), ("lundi", "l5di"),
        ("petite", "p°tit"), ("petite", "ptit"), ("petite", "p°tit°"), ("une", "yn"), ("une", "yn°"),
        ("une rose", "yn°Roz°"), ("la fenêtre", "lafnEtR"), ("la fenêtre", "laf°nEtR°"), ("samedi", "samdi"),
        ("samedi", "sam°di"), ("table", "tabl°"), ("quatre", "kat"), ("lion", "lj§"), ("lion", "lij§"),
        ("les enfants", "lez@f@"), ("les enfants", "le@f@"), ("il est arrivé", "ilEtaRive"),
        ("il est arrivé", "ilEaRive"), ("un petit ami", "1p°titami"), ("un héros", "1eRo"), ("l'école", "lekOl"),
        ("l'arbre", "laRbR°"), ("qu'il", "kil"), ("montagne", "m§tanj"), ("août", "ut"), ("plus", "plys"),
    ],
)  # fmt: skip
def test_what_is_right_somewhere_in_france_is_right(pronouncer, diagnoser, text, said):
    sound, words = voice(said), text.split()
    assert all(word.rival > 0 and word.fit > -0.5 for word in examine(pronouncer.text(text), sound))
    found = diagnoser.diagnose(words, range(len(words)), sound, [None] * len(words))
    assert set(found.values()) == {NOTHING}


@pytest.mark.parametrize(
    ("text", "said", "instead"),
    [("petite", "p°ti", "petit"), ("rouge", "Ru", "roue"), ("lait", "lu", "loup"), ("vent", "v5", "vin")],
)
def test_what_no_accent_does_is_a_mistake(pronouncer, diagnoser, text, said, instead):
    (found,) = diagnoser.diagnose([text], [0], voice(said), [None]).values()
    assert examine(pronouncer.text(text), voice(said))[0].rival < 0
    assert found.word is not None
    assert {classes(p) for p in pronouncer.word(found.word)} & {classes(p) for p in pronouncer.word(instead)}


@pytest.mark.parametrize(("text", "said"), [("les héros", "lezeRo"), ("les haricots", "lezaRiko"), ("et il", "etil")])
def test_a_liaison_that_french_forbids_fits_worse(pronouncer, text, said):
    plain = said.replace("z", "").replace("etil", "eil")
    made, unmade = (examine(pronouncer.text(text), voice(code)) for code in (said, plain))
    assert min(word.rival for word in made) < min(word.rival for word in unmade)


WRONG = WordVerdict("chat", Verdict.INCORRECT, 0.02, 0.1, 0.4, None)


def test_a_lisp_is_a_doubt_at_most_and_says_no_other_word():
    judged = told(WRONG, Diagnosis("sa", "ça", "ch-s", lisp=True), "ça")
    assert judged.verdict is Verdict.UNSURE
    assert judged.heard is None
    assert judged.slip == "ch-s"


def test_another_slip_stays_a_mistake_with_what_was_read():
    judged = told(WRONG, Diagnosis("ka", "cas", "ch-k"), "car")
    assert (judged.verdict, judged.heard, judged.slip, judged.phones) == (Verdict.INCORRECT, "cas", "ch-k", "ka")


def test_without_a_diagnosis_the_decoders_guess_is_told():
    assert told(WRONG, NOTHING, "un mouton").heard == "un mouton"
    assert told(WRONG, Diagnosis("vlabo", None, None), "encep").heard is None
