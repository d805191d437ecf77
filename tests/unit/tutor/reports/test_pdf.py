import re
import time

import pytest

from tutor.errors import UnavailableError
from tutor.reports import pdf
from tutor.reports.downloads import disposition, download

TABLE = {
    "title": "Classe de CE1",
    "columns": [{"title": "Élève"}, {"title": "Mots", "align": "right"}],
    "rows": [["Élise", "42"], ["Œdipe", "1 204"]],
}
SIGNS = [
    "#sys.inputs",
    "$x$",
    "*gras*",
    "[crochet",
    "= titre",
    "- liste",
    "@ici",
    "<étiquette>",
    "`code`",
    '"',
    "\\",
    "//",
]


def test_a_table_is_a_tagged_pdf_in_french() -> None:
    document = pdf.render("table", TABLE)
    assert document.startswith(b"%PDF-")
    assert b"/StructTreeRoot" in document or b"/MarkInfo" in document
    assert re.search(rb"/Lang ?\(fr", document)


@pytest.mark.parametrize("template", sorted(path.stem for path in pdf.TEMPLATES.glob("*.typ")))
def test_templates_bring_in_nothing_from_outside(template: str) -> None:
    text = (pdf.TEMPLATES / f"{template}.typ").read_text("utf-8")
    assert "@preview" not in text
    assert "@local" not in text
    assert "eval(" not in text
    assert "plugin(" not in text


def test_signs_of_the_markup_in_what_a_person_typed_are_only_signs() -> None:
    plain = {**TABLE, "rows": [["a" * len(sign), "1"] for sign in SIGNS]}
    typed = {**TABLE, "rows": [[sign, "1"] for sign in SIGNS], "title": "#panic()", "subtitle": "*$[", "notes": SIGNS}
    assert pdf.render("table", typed).startswith(b"%PDF-")
    # Read as markup, « = titre » or « - liste » would make rows higher.
    assert len(pdf.pictures("table", {**typed, "notes": []})) == len(pdf.pictures("table", plain))


def test_a_name_in_letters_that_our_fonts_lack_still_gives_a_page() -> None:
    assert pdf.render("table", {**TABLE, "rows": [["علي", "李"], ["🦊", "ł"]]}).startswith(b"%PDF-")


def test_a_template_is_one_of_ours() -> None:
    with pytest.raises(ValueError, match="template"):
        pdf.render("../secret", TABLE)


def test_a_template_that_cannot_be_set_is_one_clear_sentence() -> None:
    with pytest.raises(UnavailableError, match="n’a pas pu être fabriqué"):
        pdf.render("table", {"title": "sans colonnes"})
    with pytest.raises(UnavailableError):
        pdf.render("absent", TABLE)


def test_without_typst_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "typst", None)
    with pytest.raises(UnavailableError, match="typst"):
        pdf.render("table", TABLE)


def test_nobody_waits_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "_compile", lambda *_: time.sleep(0.3))
    with pytest.raises(UnavailableError, match="trop long"):
        pdf.render("table", TABLE, patience=0.01)


def test_a_sheet_for_a_group_is_set() -> None:
    sections = [{"title": "Lis", "words": ["lune", "rue"]}, {"title": "Écris", "items": ["Un mot."], "lines": 3}]
    assert pdf.render("activity", {"title": "Le son « u »", "pupils": ["Élise"], "sections": sections})


def test_a_file_keeps_its_accents_and_old_browsers_get_plain_letters() -> None:
    header = disposition('Bilan – CE1 Forêt/«\u00a0œuf\u00a0»\r\nX-Evil: "1".pdf')
    assert header.isascii()
    assert "\n" not in header
    assert header.startswith('attachment; filename="Bilan - CE1 Foret')
    assert "filename*=UTF-8''Bilan%20%E2%80%93%20CE1%20For%C3%AAt" in header
    assert header.count('"') == 2


def test_a_file_without_a_name_has_one() -> None:
    assert 'filename="fichier"' in disposition("///")
    assert download(b"x", "a.csv", "text/csv").body == b"x"
