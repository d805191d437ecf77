"""What a child meant: answers, repairs, requests, talk, distress, and what the ear's closed sets add."""

import pytest

from speech.verdicts import ClosedAnswer, SpokenNumber
from tutor.companion.dialogue.events import Intent, Understood
from tutor.companion.dialogue.questions import Grammar, Question
from tutor.companion.understanding import Heard, Understanding

NUMBER = Question("q", Grammar.NUMBER, ("Combien de billes y a-t-il ?",), largest=100)
AGE = Question("q", Grammar.NUMBER, ("Quel âge a Samir ? Combien d’ans ?",), largest=100)
HANDS = Question("q", Grammar.HANDS, ())
YES_NO = Question("q", Grammar.YES_NO, ())
PARITY = Question("q", Grammar.CHOICE, (), choices={"pair": ["pair"], "impair": ["impair"]})


@pytest.fixture(scope="module")
def understanding() -> Understanding:
    return Understanding.load()


def number(value: int | None, likeliest: int | None = None, request: str | None = None) -> SpokenNumber:
    return SpokenNumber(value, 0.9, "", "ear", 0.1, likeliest=likeliest if value is None else value, request=request)


def closed(key: str | None) -> ClosedAnswer:
    return ClosedAnswer(key, key or "oui", 0.9, "ear", 0.1)


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("Treize.", "13"),
        ("Euh, je crois que c'est 42", "42"),
        ("soixante-quinze billes", "75"),
        ("80-17", "97"),
        ("cinq plus trois ça fait huit", "8"),
        ("douze, euh non, treize", "13"),
        ("trente et... trente-deux", "32"),
        ("quarante je voulais dire cinquante", "50"),
        ("un, deux, trois, quatre. Quatre !", "4"),
        ("nonante et un", "91"),
        ("Cet.", "7"),
        ("c'est vin", "20"),
    ],
)
def test_a_number_is_taken_as_the_child_means_it(understanding: Understanding, said: str, value: str) -> None:
    found = understanding.understand(Heard(said), NUMBER)
    assert (found.intent, found.value, found.sure) == (Intent.ANSWER, value, True)


@pytest.mark.parametrize(("said", "value"), [("scie", "6"), ("douze ou treize", "13"), ("cent vingt", "120")])
def test_a_doubtful_number_is_asked_about(understanding: Understanding, said: str, value: str) -> None:
    found = understanding.understand(Heard(said), NUMBER)
    assert (found.intent, found.value, found.sure) == (Intent.ANSWER, value, False)


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("J'ai dit treize.", "13"),
        ("Non, quinze !", "15"),
        ("C'est pas douze, c'est deux.", "2"),
        ("Mais j'ai dit trente, pas vingt", "30"),
        ("Tu as mal entendu.", None),
    ],
)
def test_who_was_misheard_corrects(understanding: Understanding, said: str, value: str | None) -> None:
    found = understanding.understand(Heard(said), NUMBER)
    assert (found.intent, found.value) == (Intent.CORRECTION, value)


def test_a_number_is_talk_where_no_number_is_asked(understanding: Understanding) -> None:
    assert understanding.understand(Heard("treize"), HANDS).intent is Intent.UNKNOWN
    assert understanding.understand(Heard("j'ai sept ans"), NUMBER).intent is Intent.SMALL_TALK
    assert understanding.understand(Heard("sept ans"), AGE).value == "7"


@pytest.mark.parametrize(
    ("grammar", "said", "value"),
    [
        (Grammar.COMPARISON, "c'est plus petit", "plus_petit"),
        (Grammar.COMPARISON, "plus grand, non, pareil", "pareil"),
        (Grammar.SHAPE, "un carrer", "carre"),
        (Grammar.SHAPE, "c'est un triangle rectangle", "triangle_rectangle"),
        (Grammar.SHAPE, "un rond", "cercle"),
        (Grammar.UNIT, "en santimètres", "centimetre"),
        (Grammar.UNIT, "des maîtres", "metre"),
    ],
)
def test_the_sayings_of_a_closed_set_are_found(
    understanding: Understanding, grammar: Grammar, said: str, value: str
) -> None:
    found = understanding.understand(Heard(said), Question("q", grammar, ()))
    assert (found.intent, found.value) == (Intent.ANSWER, value)


def test_a_choice_is_heard_by_its_sound_too(understanding: Understanding) -> None:
    assert understanding.understand(Heard("il est impair"), PARITY).value == "impair"
    assert understanding.understand(Heard("paire"), PARITY).value == "pair"


def test_yes_is_an_answer_only_to_a_question_of_yes_or_no(understanding: Understanding) -> None:
    assert understanding.understand(Heard("ben oui"), YES_NO) == Understood(Intent.ANSWER, "oui", probability=1.0)
    assert understanding.understand(Heard("ben oui"), NUMBER).intent is Intent.YES
    assert understanding.understand(Heard(answer=closed("non")), NUMBER).intent is Intent.NO


@pytest.mark.parametrize(
    ("said", "intent"),
    [
        ("ben je sais pas", Intent.DONT_KNOW),
        ("euh tu peux répéter s'il te plaît", Intent.REPEAT),
        ("parle moins vite s'il te plaît", Intent.SLOWER),
        ("mais pourquoi c'est faux", Intent.WHY),
        ("aide-moi un peu s'il te plaît", Intent.HELP),
        ("oh c'est trop dur", Intent.TOO_HARD),
        ("encore une question", Intent.AGAIN),
        ("ça y est moi j'ai fini", Intent.FINISHED),
        ("je veux plus jouer", Intent.STOP),
        ("attends je réfléchis", Intent.WAIT),
        ("bonjour Rivet", Intent.GREETING),
        ("merci Rivet", Intent.THANKS),
        ("comment tu t'appelles toi", Intent.NAME),
        ("est-ce que tu dors", Intent.ABOUT_RIVET),
        ("j'ai compté sur mes doigts de la main", Intent.HOW_FOUND),
    ],
)
def test_requests_and_talk_are_understood(understanding: Understanding, said: str, intent: Intent) -> None:
    assert understanding.understand(Heard(said), HANDS).intent is intent


@pytest.mark.parametrize(
    "said",
    [
        "mon grand frère me frappe",
        "je suis tellement triste",
        "j'ai peur de papa",
        "on se moque toujours de moi",
        "j'ai mal",
        "papa me tape quand j'ai mal recopié",
        "j'ai peur de me tromper parce que papa crie",
    ],
)
def test_distress_is_heard_whatever_is_asked_and_however_badly(understanding: Understanding, said: str) -> None:
    for question in (None, NUMBER, HANDS, YES_NO):
        assert understanding.understand(Heard(said, 0.3, number(12)), question).intent is Intent.DISTRESS


@pytest.mark.parametrize(
    "said",
    [
        "j'ai mal compté",
        "j'ai mal recopié le calcul",
        "j'ai du mal avec les divisions",
        "c'est trop dur",
        "je suis nul en calcul",
        "je déteste les multiplications",
        "j'ai pas peur",
        "j'ai un peu peur de me tromper",
        "j'ai tapé à côté du bon",
        "il me manque une dizaine",
        "il reste rien du tout",
        "ça fait quatre",
        "je me trompe",
        "je me trompe tout le temps",
    ],
)
def test_maths_talk_is_no_distress(understanding: Understanding, said: str) -> None:
    assert understanding.understand(Heard(said), NUMBER).intent is not Intent.DISTRESS


@pytest.mark.parametrize("said", ["", "...", "Sous-titrage Société Radio-Canada", "blablabla", "qsdfg wxcvb", "€€€"])
def test_what_means_nothing_is_not_understood(understanding: Understanding, said: str) -> None:
    assert understanding.understand(Heard(said), NUMBER).intent is Intent.UNKNOWN


def test_nothing_heard_is_not_understood(understanding: Understanding) -> None:
    assert understanding.understand(Heard(), None).intent is Intent.UNKNOWN


def test_an_endless_transcript_costs_no_time_and_is_no_answer(understanding: Understanding) -> None:
    found = understanding.understand(Heard("un deux " * 10_000), NUMBER)
    assert not (found.intent is Intent.ANSWER and found.sure)
    assert understanding.understand(Heard("9" * 300), NUMBER).intent is not Intent.ANSWER


def test_the_closed_set_alone_is_enough(understanding: Understanding) -> None:
    assert understanding.understand(Heard(number=number(12)), NUMBER) == Understood(
        Intent.ANSWER, "12", True, probability=0.9
    )
    assert understanding.understand(Heard(number=number(None, request="help")), NUMBER).intent is Intent.HELP
    assert understanding.understand(Heard(wish=closed("slower")), HANDS).intent is Intent.SLOWER


def test_words_and_sounds_that_differ_are_asked_about(understanding: Understanding) -> None:
    found = understanding.understand(Heard("treize", 0.9, number(3)), NUMBER)
    assert (found.intent, found.value, found.sure) == (Intent.ANSWER, "3", False)


def test_words_and_sounds_that_agree_are_sure(understanding: Understanding) -> None:
    found = understanding.understand(Heard("treize", 0.3, number(13)), NUMBER)
    assert (found.value, found.sure) == ("13", True)
    assert understanding.understand(Heard("treize", 0.3, number(None, likeliest=13)), NUMBER).value == "13"


def test_a_repair_heard_in_words_counts_more_than_a_number_heard_in_sounds(understanding: Understanding) -> None:
    found = understanding.understand(Heard("non j'ai dit treize", 0.9, number(None, likeliest=3)), NUMBER)
    assert (found.intent, found.value) == (Intent.CORRECTION, "13")


def test_a_transcript_that_the_ear_doubts_is_asked_about_or_left(understanding: Understanding) -> None:
    assert understanding.understand(Heard("treize", 0.3), NUMBER).sure is False
    assert understanding.understand(Heard("treize", 0.1), NUMBER).intent is Intent.UNKNOWN


def test_a_number_that_is_no_answer_of_this_question_is_no_number_of_the_closed_set(
    understanding: Understanding,
) -> None:
    assert understanding.understand(Heard(number=number(12)), HANDS).intent is Intent.UNKNOWN
    assert understanding.understand(Heard(answer=closed("carre")), None).intent is Intent.UNKNOWN
