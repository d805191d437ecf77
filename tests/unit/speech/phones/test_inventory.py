from speech.phones.inventory import CLASSES, NEIGHBOURS_OF, PHONES, classes, from_ipa, from_lexique


def test_lexique_and_espeak_agree_on_the_same_phones():
    assert from_lexique("S°val") == from_ipa("ʃəvˈal") == ("ʃ", "ə", "v", "a", "l")
    assert from_lexique("v5") == from_ipa("vɛ̃") == ("v", "ɛ̃")
    assert from_lexique("b1") == ("b", "œ̃")
    assert from_lexique("m§taN") == ("m", "ɔ̃", "t", "a", "ɲ")


def test_accents_of_france_share_a_class():
    assert classes(("l", "ɛ")) == classes(("l", "e"))
    assert classes(("b", "ʁ", "œ̃")) == classes(("b", "ʁ", "ɛ̃"))
    assert classes(("p", "œ")) == classes(("p", "ø")) == classes(("p", "ə"))


def test_foreign_sounds_go_to_the_nearest_french_phone():
    assert from_ipa("kˈampɪŋ") == ("k", "a", "m", "p", "i", "ŋ")


def test_every_class_has_neighbours_that_are_classes():
    assert len(PHONES) == 36
    for phone in CLASSES:
        assert set(NEIGHBOURS_OF[phone]) <= set(CLASSES)
    assert "d" in NEIGHBOURS_OF["b"]
    assert "ɔ̃" in NEIGHBOURS_OF["ɑ̃"]
