"""Cutting written words into syllables."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exercises.errors import ContentError
from exercises.reading.syllables import FILE, Syllables, spoken_count
from exercises.reading.words import COLUMNS
from exercises.sources import DATA, read_table
from exercises.typography import ALLOWED

SYLLABLES = Syllables.load()

CUT_BY_HAND = """
lu-ne pom-me ar-bre chè-vre ta-ble cro-co-di-le es-ca-lier ins-tant obs-cur comp-ter
é-cu-reuil fau-teuil so-leil feuil-le fa-mil-le pa-pil-lon gre-nouil-le cueil-lir œil
cra-yon vo-ya-ge no-yau yeux py-ja-ma sty-lo po-ney ya-ourt
pia-no lion ca-mion pied ri-viè-re vieux mi-lieu ques-tion moi-tié
cri-er ou-bli-er bri-o-che cli-ent ta-bli-er bi-bli-o-thè-que tri-an-gle
rue tor-tue fée fu-sée pluie joue queue a-rai-gnée é-taient jouent
nuit lui fruit cui-si-ne juin ruis-seau oui
nu-a-ge mu-et cru-el jou-er mou-et-te o-cé-an thé-â-tre ko-a-la ca-ca-o
ma-ïs No-ël Lo-ïc Ma-ël-le Na-ï-ma Zo-é
mu-si-que lan-gue gui-ta-re ai-guil-le i-gua-ne pi-geon bour-geon na-geur qua-tre
mon-ta-gne a-gneau cham-pi-gnon é-lé-phant al-pha-bet rhi-no-cé-ros chry-sa-li-de
poi-re oi-seau châ-teau au-tom-ne eau œuf sœur nœud peu-reux loin
maî-tres-se goû-ter fraî-che boî-te ca-hier bon-heur de-hors
paon faon août pa-ys zoo
"""


@pytest.mark.parametrize("cut", CUT_BY_HAND.split())
def test_the_rule_cuts_as_schools_do(cut: str) -> None:
    assert "-".join(SYLLABLES.of(cut.replace("-", ""))) == cut


@pytest.mark.parametrize(
    ("written", "syllables"),
    [
        ("l’école", ("l’é", "co", "le")),
        ("qu’elle", ("qu’el", "le")),
        ("Aujourd’hui", ("Au", "jour", "d’hui")),
        ("suit-elle", ("suit-", "el", "le")),
        ("Grand-père", ("Grand-", "pè", "re")),
        ("«\u00a0Viens", ("«\u00a0Viens",)),
        ("maison\u00a0?", ("mai", "son\u00a0?")),
        ("papillon\u00a0!\u00a0»", ("pa", "pil", "lon\u00a0!\u00a0»")),
        ("Élie", ("É", "lie")),
        ("y", ("y",)),
        ("…", ("…",)),
    ],
)
def test_punctuation_elisions_hyphens_and_capitals_are_kept(written: str, syllables: tuple[str, ...]) -> None:
    assert SYLLABLES.of(written) == syllables


@given(st.text(alphabet=sorted(ALLOWED - {" "}), min_size=1, max_size=20))
def test_syllables_always_spell_the_word_and_none_is_empty(written: str) -> None:
    syllables = SYLLABLES.of(written)
    assert "".join(syllables) == written
    assert all(syllables)


def test_the_rule_agrees_with_every_word_cut_by_hand_in_the_data() -> None:
    for row in read_table(DATA / "reading" / "words.csv", COLUMNS):
        assert "-".join(SYLLABLES.of(row["mot"])) == row["syllabes"]


@pytest.mark.parametrize(
    ("cut", "spoken"),
    [
        ("lu-ne", 1),
        ("mu-si-que", 2),
        ("lan-gue", 1),
        ("rue", 1),
        ("ca-fé", 2),
        ("pa-pil-lon", 3),
        ("le", 1),
        ("œuf", 1),
    ],
)
def test_a_mute_e_ends_no_spoken_syllable(cut: str, spoken: int) -> None:
    assert spoken_count(tuple(cut.split("-"))) == spoken


@pytest.mark.parametrize(
    ("new", "said"),
    [("paon;pa-on-e", "do not spell 'paon'"), ("août;août", "'août' is there twice"), ("paon;", "column 'syllabes'")],
)
def test_a_wrong_exception_names_its_line(tmp_path: Path, new: str, said: str) -> None:
    text, path = FILE.read_text(encoding="utf-8"), tmp_path / FILE.name
    path.write_text(text.replace("paon;paon", new), encoding="utf-8")
    line = text[: text.index("paon;paon")].count("\n") + 1
    with pytest.raises(ContentError, match=rf"syllables\.csv, line {line}: .*{said}"):
        Syllables.load(path)
