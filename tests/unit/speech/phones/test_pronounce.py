import pytest

from speech.phones.graphemes import read_by_rule
from speech.phones.inventory import classes
from speech.phones.lexicon import Lexicon
from speech.phones.pronounce import Pronouncer


@pytest.fixture(scope="module")
def pronouncer() -> Pronouncer:
    return Pronouncer(Lexicon.load())


def said(pronouncer, word):
    return {"".join(phones) for phones in pronouncer.word(word)}


@pytest.mark.parametrize(
    ("word", "ways"),
    [
        ("cheval", {"ʃəval", "ʃval"}),
        ("table", {"tabl", "tablə"}),
        ("lion", {"ljɔ̃", "liɔ̃"}),
        ("six", {"sis", "siz", "si"}),
        ("huit", {"ɥit", "ɥi"}),
        ("vingt", {"vɛ̃", "vɛ̃t"}),
        ("plus", {"ply", "plys"}),
        ("montagne", {"mɔ̃taɲ", "mɔ̃tanj"}),
        ("b", {"be", "b", "bə"}),
        ("y", {"i", "igʁɛk"}),
        ("l'école", {"lekɔl", "lekɔlə"}),
        ("aujourd'hui", {"oʒuʁdɥi"}),
        ("dix-huit", {"dizɥit"}),
        ("37", {"tʁɑ̃tsɛt"}),
        ("bœuf", {"bœf"}),
        ("marin", {"maʁɛ̃"}),
        ("villa", {"vila"}),
        ("min", {"mɛ̃"}),
    ],
)
def test_accepted_ways_to_say_a_word(pronouncer, word, ways):
    assert ways <= said(pronouncer, word)


def test_what_is_written_but_not_said_is_not_accepted(pronouncer):
    assert "bʁast" not in said(pronouncer, "bras")
    assert all(not way.endswith("t") for way in said(pronouncer, "chat"))


def test_a_pseudo_word_is_read_by_rule(pronouncer):
    for word, phones in (("rupi", "ʁypi"), ("chon", "ʃɔ̃"), ("tapeau", "tapo"), ("gnon", "ɲɔ̃"), ("moin", "mwɛ̃")):
        assert "".join(read_by_rule(word)) == phones
        assert phones in said(pronouncer, word)


def links(pronouncer, text):
    return [word.link for word in pronouncer.text(text)]


def test_a_liaison_may_be_made_or_not(pronouncer):
    assert links(pronouncer, "les enfants")[0] == ((), ("z",))
    assert links(pronouncer, "un petit ami")[1] == ((), ("t",))


@pytest.mark.parametrize("text", ["les héros", "et il", "les chats", "les, enfants", "des haricots"])
def test_no_liaison_where_french_forbids_it(pronouncer, text):
    assert links(pronouncer, text)[0] == ((),)


def test_punctuation_alone_is_no_word(pronouncer):
    assert [word.word for word in pronouncer.text("Oui ! « Un ami »")] == ["Oui", "Un", "ami"]


def test_the_usual_reading_makes_sure_liaisons(pronouncer):
    assert classes(pronouncer.usual("les amis")) == classes(("l", "e", "z", "a", "m", "i"))
