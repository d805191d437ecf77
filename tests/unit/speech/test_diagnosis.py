"""What was read instead, on made-up emissions: each slip, real words, lisps, and words never to be shown."""

import numpy as np
import pytest

from speech.diagnosis import MOST_MISREAD, NOTHING, Diagnoser, Diagnosis
from speech.likely_words import suitable
from speech.phones.inventory import classes, from_lexique
from speech.phones.lexicon import Lexicon
from speech.phones.pronounce import Pronouncer
from speech.slips import every_slip, lisped, slips_of
from tests.unit.speech.made_up import voice


@pytest.fixture(scope="module")
def diagnoser() -> Diagnoser:
    return Diagnoser(Pronouncer(Lexicon.load()))


def told(diagnoser: Diagnoser, word: str, said: str, guess: str | None = None) -> Diagnosis:
    """The diagnosis of one word when these phones (Lexique's code) are said."""
    return diagnoser.diagnose([word], [0], voice(said), [guess]).get(0, NOTHING)


@pytest.mark.parametrize(
    ("word", "said", "slip", "heard"),
    [
        ("bain", "d5", "b-d", "daim"),
        ("balle", "dal", "b-d", "dalle"),
        ("robe", "Rod", "b-d", "rôde"),
        ("dent", "b@", "d-b", "banc"),
        ("radis", "Rabi", "d-b", "rabbi"),
        ("pipe", "kip", "p-q", None),
        ("quai", "pE", "q-p", "paix"),
        ("mot", "no", "m-n", "nos"),
        ("neige", "mEZ", "n-m", None),
        ("toit", "dwa", "t-d", "doigt"),
        ("douche", "tuS", "d-t", "touche"),
        ("poule", "bul", "p-b", "boule"),
        ("bain", "p5", "b-p", "pain"),
        ("dur", "pyR", "d-p", "pure"),
        ("peau", "do", "p-d", "dos"),
        ("car", "gaR", "k-g", "gare"),
        ("gâteau", "kato", "g-k", "cato"),
        ("fil", "vil", "f-v", "ville"),
        ("vert", "fER", "v-f", "fer"),
        ("poisson", "pwaz§", "s-z", "poison"),
        ("zone", "son", "z-s", "sonne"),
        ("maison", "mEs§", "s-between-vowels", None),
        ("poison", "pwas§", "s-between-vowels", "poisson"),
        ("chou", "Zu", "ch-j", "joue"),
        ("joue", "Su", "j-ch", "chou"),
        ("chat", "ka", "ch-k", "cas"),
        ("citron", "kitR§", "c-k", None),
        ("cane", "san", "c-s", None),
        ("girafe", "giRaf", "g-hard", None),
        ("gare", "ZaR", "g-soft", "jars"),
        ("phare", "paR", "ph-p", "par"),
        ("montagne", "m§tan", "gn-n", None),
        ("peigne", "pEn", "gn-n", "peine"),
        ("fille", "fil", "ill-l", "fil"),
        ("bon", "b@", "on-an", "bans"),
        ("vent", "v§", "an-on", "vont"),
        ("mouton", "mutu", "on-ou", None),
        ("loup", "l§", "ou-on", "long"),
        ("roue", "Ry", "ou-u", "rue"),
        ("rue", "Ru", "u-ou", "roue"),
        ("toile", "tjol", "oi-io", None),
        ("vin", "v@", "in-an", "vent"),
        ("vent", "v5", "an-in", "vingt"),
        ("été", "et°", "é-e", None),
        ("chat", "Sat", "silent-final", None),
        ("petit", "p°tit", "silent-final", "petite"),
        ("chantent", "S@t@", "silent-ent", "chantant"),
        ("parlent", "paRl@", "silent-ent", "parlant"),
        ("table", "table", "silent-e", "tablé"),
        ("tableau", "tabo", "cluster", None),
        ("train", "t5", "cluster", "teint"),
        ("bras", "ba", "cluster", "bas"),
        ("car", "kRa", "inversion", None),
        ("bras", "baR", "inversion", "bar"),
        ("lavabo", "vlabo", None, None),
        ("ami", "aEmi", "spelled", None),
        ("chapeau", "Sapitr", "guessed", "chapitre"),
        ("bateau", "Zirafol", None, None),
    ],
)
def test_a_slip_is_named_with_what_was_read(diagnoser, word, said, slip, heard):
    found = told(diagnoser, word, said)
    assert found.slip == slip
    if heard is not None:
        spoken = diagnoser._pronouncer.word
        assert found.word is not None
        assert {classes(p) for p in spoken(found.word)} & {classes(p) for p in spoken(heard)}
        assert suitable(found.word)


@pytest.mark.parametrize("key", sorted(every_slip()))
def test_every_slip_is_named_in_french_and_has_a_line(key):
    slip = every_slip()[key]
    assert slip.teacher
    assert slip.line.startswith("slip_")


@pytest.mark.parametrize(("word", "said"), [("balle", "kal"), ("lune", "dyn"), ("maison", "mek§")])
def test_a_slip_needs_its_letters(diagnoser, word, said):
    assert told(diagnoser, word, said).slip is None


@pytest.mark.parametrize(
    ("word", "said"), [("bateau", "bato"), ("petit", "p°ti"), ("petit", "pti"), ("table", "tabl°")]
)
def test_what_was_read_right_has_no_diagnosis(diagnoser, word, said):
    assert told(diagnoser, word, said) == NOTHING


def test_a_word_read_syllable_by_syllable_is_no_slip(diagnoser):
    slow = np.concatenate([voice("la"), voice("va"), voice("bo")])
    assert diagnoser.diagnose(["lavabo"], [0], slow, [None])[0] == NOTHING


def test_a_word_left_out_has_no_diagnosis(diagnoser):
    found = diagnoser.diagnose(["un", "gros", "chat"], [1], voice("1Sa"), [None] * 3)
    assert found[1] == NOTHING


def test_another_word_is_found_within_its_sentence(diagnoser):
    words = ["le", "bateau", "est", "dans", "le", "port"]
    found = diagnoser.diagnose(words, [1], voice("l°gatoEd@l°pOR"), [None] * 6)
    assert found[1].word == "gâteau"
    assert found[1].phones == "gato"


def test_the_spelling_follows_the_decoder_else_the_written_word(diagnoser):
    assert told(diagnoser, "gâteau", "bato").word == "bateau"
    assert told(diagnoser, "gâteaux", "bato").word == "bateaux"
    assert told(diagnoser, "seau", "mo", guess="mots").word == "mots"


@pytest.mark.parametrize(
    ("word", "said"),
    [("bon", "k§"), ("but", "byt"), ("vite", "bit"), ("du", "ky"), ("perte", "mERd"), ("lotus", "anys")],
)
def test_an_unfit_word_is_never_shown(diagnoser, word, said):
    shown = told(diagnoser, word, said).word
    assert shown is None or suitable(shown)


@pytest.mark.parametrize("word", ["merde", "Connard", "cul-de-sac", "putains", "tueur"])
def test_unfit_words_are_known(word):
    assert not suitable(word)


@pytest.mark.parametrize("word", ["conte", "salopette", "pissenlit", "racine", "démonstration", "pendule", "l'école"])
def test_words_that_only_begin_alike_are_fit(word):
    assert suitable(word)


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("chat", "sa"),
        ("chaussure", "sosyR"),
        ("soleil", "SolEj"),
        ("jaune", "zon"),
        ("saucisse", "fofif"),
        ("rose", "Rov"),
    ],
)
def test_a_lisp_is_told_from_a_slip(diagnoser, word, said):
    assert told(diagnoser, word, said).lisp


@pytest.mark.parametrize(("word", "said"), [("chat", "ka"), ("fou", "su"), ("balle", "dal"), ("soleil", "dOlEj")])
def test_other_changes_are_no_lisp(diagnoser, word, said):
    assert not told(diagnoser, word, said).lisp


def test_a_lisp_may_change_one_sound_or_all():
    assert {("f", "o", "f", "i", "f"), ("ʃ", "o", "ʃ", "i", "ʃ"), ("s", "o", "ʃ", "i", "s")} <= lisped(
        from_lexique("sosis")
    )


def test_no_accepted_pronunciation_is_a_slip():
    pronouncer = Pronouncer(Lexicon.load())
    for word in ("plus", "table", "six", "petite", "pain", "août"):
        accepted = pronouncer.word(word)
        assert not {classes(phones) for phones in accepted} & slips_of(word, accepted).keys()


def test_a_text_not_read_at_all_costs_no_more_than_a_few_words(diagnoser):
    words = ["bateau"] * (MOST_MISREAD + 5)
    found = diagnoser.diagnose(words, range(len(words)), voice("gato" * len(words)), [None] * len(words))
    assert len(found) == MOST_MISREAD


@pytest.mark.parametrize("words", [["猫"], ["…"], []])
def test_words_without_french_sounds_have_no_diagnosis(diagnoser, words):
    assert diagnoser.diagnose(words, range(len(words)), voice("Sa"), [None] * len(words)) == {}


@pytest.mark.parametrize(
    ("guess", "kept"), [("un mouton", "un mouton"), ("merde", None), ("encep", None), (None, None)]
)
def test_a_decoders_guess_is_kept_only_if_it_is_fit_words(diagnoser, guess, kept):
    assert diagnoser.fallback(guess) == kept
