"""Every piece of French that the product shows or says, and where it stands: data, screens, the server's answers."""

import ast
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from exercises.maths.lesson_files import FOLDER, load_lessons
from exercises.story.loading import load_book

ROOT = Path(__file__).parents[3]
DATA = ROOT / "exercises" / "data"

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "maths/estimates.csv": (),  # with figures and units: read with the generated prompts
    "maths/first_names.csv": (),
    "maths/fluency.csv": ("nom",),
    "maths/nouns.csv": ("singulier", "pluriel"),
    "reading/dictations_ce1.csv": ("phrase",),
    "reading/gpcs.csv": ("mot_repere",),
    "reading/more_words.csv": (),
    "reading/pictures.csv": ("mot", "alternative", "confusions"),
    "reading/progressions.csv": (),
    "reading/pseudo_words.csv": (),
    "reading/sentence_pictures.csv": ("phrase",),
    "reading/sentences.csv": ("phrase",),
    "reading/sentences_ce1.csv": ("phrase",),
    "reading/sentences_ce2.csv": ("phrase",),
    "reading/sentences_cp.csv": ("phrase",),
    "reading/syllables.csv": ("mot",),
    "reading/tool_word_sets.csv": (),
    "reading/true_false_cp.csv": ("phrase",),
    "reading/vocabulary/categories.csv": ("nom", "mots"),
    "reading/vocabulary/complete_sentences.csv": ("phrase_a_trou", "reponse", "autres"),
    "reading/vocabulary/families.csv": ("base", "famille", "autres"),
    "reading/vocabulary/feminines.csv": ("masculin", "feminin"),
    "reading/vocabulary/homophones.csv": ("phrase_a_trou", "reponse", "autres"),
    "reading/vocabulary/meanings.csv": ("mot", "definition", "autres"),
    "reading/vocabulary/opposites.csv": ("mot", "contraire", "autres"),
    "reading/vocabulary/order_words.csv": ("phrase", "autres_ordres"),
    "reading/vocabulary/plurals.csv": ("singulier", "pluriel"),
    "reading/vocabulary/story_orders.csv": ("titre", "phrases"),
    "reading/vocabulary/synonyms.csv": ("mot", "synonyme", "phrase", "autres"),
    "reading/vocabulary/verbs.csv": ("phrase_a_trou", "reponse"),
    "reading/words.csv": ("mot",),
    "story/pictures.csv": (),  # names for authors
}
"""The columns that are French. `autres` of plurals, feminines and verbs hold wrong spellings on purpose."""

_ACCENTED = re.compile("[àâçéèêëîïôœùû]", re.IGNORECASE)
_KEYS = re.compile("[éèêàâùû]{3}")
"""The letters of a keyboard."""
_SCREEN_ATTRIBUTES = re.compile(r"""\b(?:label|title|placeholder|alt|aria-label|text)=(?:"([^"{]+)"|\{`([^`]+)`\})""")
_SCREEN_STRINGS = re.compile(r'"((?:[^"\\\n]|\\.)*)"|`((?:[^`\\]|\\.)*)`')
_CODE = re.compile(
    r"`[^`]*`|\$?\{[^{}]*\}|<code>[^<]*</code>|<[^>]*>|&\w+;|https?://\S+|\.venv/bin/.*|--\w+|[A-Z]+-\d[\w.-]*"
)


@dataclass(frozen=True, slots=True)
class Shipped:
    """A piece of French and where it stands, for whoever has to mend it."""

    where: str
    text: str


def shipped_french() -> Iterator[Shipped]:
    """All of it."""
    yield from authored()
    yield from _server()
    yield from _screens()


def authored() -> Iterator[Shipped]:
    """What authors wrote for pupils: tables, texts, instructions, names of skills, Rivet's lines."""
    for path in tables():
        yield from _table(path)
    for path in sorted((DATA / "reading" / "texts").rglob("*.md")):
        yield from _text(path)
    for lesson in load_lessons():
        for text in lesson.texts():
            yield Shipped(f"lessons/{lesson.slug}.yaml", text)
    for path in sorted(set(DATA.rglob("*.yaml")) - set(FOLDER.iterdir())):
        for entry in yaml.safe_load(path.read_text(encoding="utf-8")):
            for key in ("nom", "consigne", "programme", "partie", "objectif", "reserve", "ailleurs"):
                if key in entry:
                    yield Shipped(f"{_short(path)} {entry.get('id', '')}", str(entry[key]))
    book = load_book()
    yield from (Shipped("story", text) for text in (*book.short_texts(), *book.long_texts()))
    companion = ROOT / "tutor" / "companion" / "data"
    yield from _leaves("lines.yaml", yaml.safe_load((companion / "lines.yaml").read_text(encoding="utf-8")))
    yield from _leaves("phrases.json", json.loads((companion / "phrases.json").read_text(encoding="utf-8")))


def tables() -> list[Path]:
    """Every table of content."""
    return sorted(DATA.rglob("*.csv"))


def table_name(path: Path) -> str:
    """How COLUMNS names a table."""
    return path.relative_to(DATA).as_posix()


def _table(path: Path) -> Iterator[Shipped]:
    header: list[str] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip(" ;") or line.startswith("#"):
            continue
        cells = line.split(";")
        if not header:
            header = cells
            continue
        row = dict(zip(header, cells, strict=False))
        for column in COLUMNS.get(table_name(path), ()):
            for part in row[column].split("|"):
                yield Shipped(f"{_short(path)}:{number} {column}", _filled(part.strip(" "), row.get("reponse", "")))


def _filled(text: str, answer: str) -> str:
    """A sentence with its gap filled, without the verb in brackets that goes with it."""
    return re.sub(r" \([\w ’]+\)$", "", text.replace("___", answer.split("|")[0].strip(" ")))


def _text(path: Path) -> Iterator[Shipped]:
    inside = 0
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        where = f"{_short(path)}:{number}"
        if line == "---":
            inside += 1
        elif inside == 1:
            key, _, value = line.partition(": ")
            if key in ("titre", "genre"):
                yield Shipped(where, value.strip("\"'"))
        else:
            yield Shipped(where, re.sub(r"^\s*(?:##|[-+] (?:\(\w+\))?)\s*", "", line))


def _leaves(where: str, node: Any) -> Iterator[Shipped]:
    if isinstance(node, Mapping):
        for key, child in node.items():
            yield from _leaves(f"{where} {key}", child)
    elif isinstance(node, list):
        for child in node:
            yield from _leaves(where, child)
    else:
        yield Shipped(where, _CODE.sub(" ", str(node)))


def _server() -> Iterator[Shipped]:
    """Strings of the server with an accented letter, docstrings and patterns apart: its answers to people."""
    for path in sorted((ROOT / "tutor").rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        silent = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        patterns = (
            node for node in ast.walk(tree) if isinstance(node, ast.Call) and ast.unparse(node.func) == "re.compile"
        )
        silent |= {id(part) for pattern in patterns for part in ast.walk(pattern)}
        strings = (node for node in ast.walk(tree) if isinstance(node, ast.Constant) and id(node) not in silent)
        for node in strings:
            if isinstance(node.value, str) and _ACCENTED.search(node.value):
                yield Shipped(f"{_short(path)}:{node.lineno}", _CODE.sub(" ", node.value))


def _screens() -> Iterator[Shipped]:
    """What stands between the tags of the tablet client, its labels, and its strings with an accented letter."""
    source = ROOT / "tablet_client" / "src"
    for path in sorted((*source.rglob("*.svelte"), *source.rglob("*.ts"))):
        if path.name.endswith((".d.ts", ".test.ts")):
            continue
        code = re.sub(r"(?s:<!--.*?-->|/\*.*?\*/)|^\s*//.*$", "", path.read_text(encoding="utf-8"), flags=re.M)
        for match in _SCREEN_STRINGS.finditer(code):
            text = match.group(1) or match.group(2) or ""
            if _ACCENTED.search(text) and not _KEYS.search(text) and "\n" not in text:
                yield Shipped(_short(path), _CODE.sub(" ", text))
        if path.suffix == ".svelte":
            page = re.sub(r"<(script|style)\b.*?</\1>", "", code, flags=re.S)
            for match in _SCREEN_ATTRIBUTES.finditer(page):
                yield Shipped(_short(path), _CODE.sub(" ", match.group(1) or match.group(2)))
            yield from (Shipped(_short(path), text) for text in _between_tags(page))


def _between_tags(page: str) -> Iterator[str]:
    """Braces hold code, and may hold braces; tags may hold braces that hold signs like tags'."""
    while (bare := re.sub(r"\{[^{}]*\}", " ", page)) != page:
        page = bare
    yield from filter(str.strip, (_CODE.sub(" ", text) for text in re.split(r"<[^<>]*>", page)))


def _short(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()
