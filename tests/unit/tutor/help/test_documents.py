"""Folders of Markdown become passages and pages; a bad file is told in one sentence."""

import pytest

from tutor.help.documents import LARGEST, Document, read_folder
from tutor.help.passages import page_of, passages_of


def document(text: str, **more) -> Document:
    return Document(**{"name": "essai", "title": None, "contact": None, "text": text, **more})


def test_each_heading_makes_a_passage_with_what_stands_above_it() -> None:
    found = passages_of(document("# Guide\n\nBienvenue.\n\n## Tablettes\n\n### Où ?\n\nIci.\n\n- un\n- deux\n"))
    assert [(one.heading, one.above, one.paragraphs) for one in found] == [
        ("Guide", (), ("Bienvenue.",)),
        ("Où\u00a0?", ("Tablettes",), ("Ici.", "– un", "– deux")),
    ]


def test_other_ways_to_ask_are_searched_and_not_shown() -> None:
    text = "## Où ?\n\n<!-- aussi : à quel endroit -->\n\nIci.\n"
    assert (passages_of(document(text))[0].also, passages_of(document(text))[0].text) == ("à quel endroit", "Ici.")
    assert "endroit" not in page_of(document(text)).html


def test_a_table_and_code_are_read_as_text() -> None:
    found = passages_of(document("## A\n\n| x | y |\n|---|---|\n| 1 | 2 |\n\n```\n# pas un titre\n```\n"))
    assert found[0].paragraphs == ("x · y", "1 · 2", "# pas un titre")


@pytest.mark.parametrize(
    "evil",
    [
        "<script>alert(1)</script>",
        "a <img src=x onerror=alert(1)> b",
        "[lien](javascript:alert(1))",
        "[lien](data:text/html,x)",
        "![image](http://ailleurs.test/x.png)",
        '<a href="javascript:alert(1)">x</a>',
    ],
)
def test_a_page_holds_none_of_its_author_s_html(evil: str) -> None:
    html = page_of(document(f"## A\n\n{evil}\n\nFin.\n")).html
    assert "Fin." in html
    assert not any(bad in html for bad in ("<script", "<img", "onerror=", 'href="javascript', 'href="data', "src="))


def test_a_link_to_the_web_is_kept_and_another_is_its_words() -> None:
    html = page_of(document("[site](https://exemple.test) et [page](autre.md)")).html
    assert 'href="https://exemple.test"' in html
    assert "page" in html
    assert "autre.md" not in html


def test_headings_that_are_the_same_have_places_of_their_own() -> None:
    page = page_of(document("## Où ?\n\na\n\n## Où ?\n\nb\n"))
    assert [one.anchor for one in page.headings] == ["ou", "ou-2"]
    assert 'id="ou-2"' in page.html


def test_a_long_section_is_cut_between_paragraphs() -> None:
    found = passages_of(document("## A\n\n" + "\n\n".join(["mot " * 200] * 6)))
    assert len(found) > 1
    assert {one.anchor for one in found} == {"a"}


def test_a_folder_is_read_at_any_depth_with_the_nearest_contact(tmp_path) -> None:
    (tmp_path / "rh" / "conges").mkdir(parents=True)
    (tmp_path / "rh" / "a.md").write_text("---\ncontact: le bureau des congés\n---\n# A\n\ntexte", encoding="utf-8")
    (tmp_path / "rh" / "conges" / "b.md").write_text("# B\r\n\r\ntexte", encoding="utf-8")
    (tmp_path / "c.md").write_text("\ufeff# C\n\ntexte", encoding="utf-8")
    (tmp_path / ".cache.md").write_text("# caché", encoding="utf-8")
    (tmp_path / "note.txt").write_text("non", encoding="utf-8")
    shelf = read_folder(tmp_path)
    assert {one.name: one.contact for one in shelf.documents} == {
        "c": None,
        "rh/a": "le bureau des congés",
        "rh/conges/b": "le bureau des congés",
    }
    assert shelf.faults == ()


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        ("é".encode("latin-1"), "UTF-8"),
        (b"a\0b", "texte"),
        (b"x" * (LARGEST + 1), "trop gros"),
        (b"---\n: : :\n- x\n---\n# A\n", "en-tête"),
    ],
)
def test_a_bad_file_is_named_and_the_others_are_kept(tmp_path, raw: bytes, said: str) -> None:
    (tmp_path / "mauvais.md").write_bytes(raw)
    (tmp_path / "bon.md").write_text("# Bon\n\ntexte", encoding="utf-8")
    shelf = read_folder(tmp_path)
    assert [one.name for one in shelf.documents] == ["bon"]
    assert len(shelf.faults) == 1
    assert "mauvais.md" in shelf.faults[0]
    assert said in shelf.faults[0]


def test_a_folder_that_is_not_there_is_an_empty_one(tmp_path) -> None:
    assert read_folder(tmp_path / "rien").documents == ()
