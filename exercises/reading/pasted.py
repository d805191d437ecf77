"""A text that a teacher pasted, made fit to be read by children: no HTML, no odd space or sign, typography of French.

Says what it changed, so that nothing goes without her knowing; what it cannot make sense of it refuses with a reason.
"""

import html
import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from html.parser import HTMLParser
from typing import Final

from exercises.typography import APOSTROPHE, NO_BREAK

MOST_WORDS: Final = 2_000
MOST_CHARACTERS: Final = 50_000


class Change(StrEnum):
    """Something that was changed or taken away."""

    HTML = "html"
    EMOJI = "emoji"
    SIGNS = "signs"
    SPACES = "spaces"


@dataclass(frozen=True, slots=True)
class Pasted:
    """The text as children will see it. `removed`: the emoji and signs taken away; `table`: it holds a table."""

    text: str
    changes: frozenset[Change]
    removed: tuple[str, ...]
    table: bool


_TAG: Final = re.compile(r"</?[a-zA-Z][^<>]*>|<!--")
_ENTITY: Final = re.compile(r"&(?:[a-zA-Z]{2,8}|#\d{1,6}|#x[0-9a-fA-F]{1,5});")
_BLOCKS: Final = frozenset(
    {
        "address",
        "article",
        "blockquote",
        "br",
        "dd",
        "div",
        "dl",
        "dt",
        "figure",
        "hr",
        "li",
        "ol",
        "p",
        "pre",
        "tr",
        "ul",
    }
) | {f"h{level}" for level in range(1, 7)}
_UNSEEN: Final = frozenset({"script", "style", "head", "title", "template", "noscript"})
_CELLS: Final = re.compile(r"\S[^\S\n]*(?:\t|\|)[^\S\n]*\S")
_ODD_SPACE: Final = re.compile(
    r"[\u0085\u2000-\u200a\u2028\u2029\u205f\u3000\u200b-\u200f\u2060\ufeff\u00ad]|[ \t]{2,}|\t"
)
_QUOTED: Final = re.compile(r"\"([^\"\n]*)\"|“([^”\n]*)”|„([^“”\n]*)[“”]")
_BULLET: Final = re.compile(r"^[•●▪◦‣*·]\s*", re.MULTILINE)
_DASH: Final = re.compile(rf"^[-–—−][ {NO_BREAK}]*(?=\S)", re.MULTILINE)
_HIGH: Final = re.compile(rf"[ {NO_BREAK}]*([?!;»]+|:(?!\d))")
_LOW: Final = re.compile(rf"(?<=\w)[ {NO_BREAK}]+([.,…](?!\d))")
_KEPT_SIGNS: Final = frozenset("+=<>×÷€$%°§&/@")


class _Stripped(HTMLParser):
    """The words of some HTML, a line for each block."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.table = False
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.table |= tag == "table"
        self._unseen += tag in _UNSEEN
        if tag in _BLOCKS:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSEEN:
            self._unseen = max(0, self._unseen - 1)
        if tag in _BLOCKS - {"br", "hr"}:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.parts.append(data)


def pasted(raw: str) -> Pasted:
    """The text, cleaned. Never raises: whatever was pasted gives a text, perhaps an empty one."""
    changes: set[Change] = set()
    text = unicodedata.normalize("NFC", raw.replace("\r\n", "\n").replace("\r", "\n"))
    table = False
    if _TAG.search(text):
        stripped = _Stripped()
        stripped.feed(text)
        stripped.close()
        text, table = "".join(stripped.parts), stripped.table
        changes.add(Change.HTML)
    elif _ENTITY.search(text):
        text = html.unescape(text)
        changes.add(Change.HTML)
    table = table or sum(_CELLS.search(line) is not None for line in text.split("\n")) >= 2
    if _ODD_SPACE.search(text):
        changes.add(Change.SPACES)
    text, removed = _readable(text)
    for sign in removed:
        changes.add(Change.EMOJI if unicodedata.category(sign[0]) == "So" else Change.SIGNS)
    return Pasted(_in_type(_spaced(text)), frozenset(changes), removed, table)


def _readable(text: str) -> tuple[str, tuple[str, ...]]:
    """Without what cannot be read aloud, and what that was (once each, in order); odd spaces become plain ones."""
    kept: list[str] = []
    removed: dict[str, None] = {}
    for sign in _BULLET.sub("", text):
        category = unicodedata.category(sign)
        if sign == "\n" or category[0] in "LNP" or category in ("Mn", "Mc") or sign in _KEPT_SIGNS:
            if sign == "\ufe0f" or (category == "Mn" and 0xFE00 <= ord(sign) <= 0xFE0F) or sign == "\u20e3":
                continue  # says how the emoji before it is drawn
            kept.append(sign)
        elif sign in "\t\u2028\u2029\u0085\v\f" or category == "Zs":
            kept.append("\n" if sign in "\u2028\u2029\u0085\v\f" else " ")
        elif category in ("Cf", "Cc"):
            continue  # nothing to see: joiners, soft hyphens, marks of direction
        elif category == "Sk" and sign in "´`¨":
            kept.append(APOSTROPHE if sign in "´`" else "")
        else:
            removed.setdefault(sign)
            kept.append(" ")
    skins = [sign for sign in removed if 0x1F3FB <= ord(sign) <= 0x1F3FF]
    return "".join(kept), tuple(sign for sign in removed if sign not in skins)


def _spaced(text: str) -> str:
    """One space between words, one empty line between parts at most, none around."""
    lines = [" ".join(line.split(" ")).strip() for line in re.sub(r"[ \u00a0]+", " ", text).split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _in_type(text: str) -> str:
    text = text.replace("'", APOSTROPHE).replace("‘", APOSTROPHE).replace("...", "…")
    text = _QUOTED.sub(lambda found: f"« {next(filter(None, found.groups()), '').strip()} »", text)
    text = _DASH.sub(f"—{NO_BREAK}", text)
    text = re.sub(rf"[ {NO_BREAK}]+[-–—][ {NO_BREAK}]+", f" —{NO_BREAK}", text)
    text = re.sub(r"(?<=[^\s(])«", " «", text)
    text = _LOW.sub(r"\1", text)
    text = _HIGH.sub(lambda found: f"{NO_BREAK}{found[1]}" if found.start() else found[1], text)
    text = re.sub(r"(?<=[?!;:»])(?=[^\W\d_])", " ", text)
    text = re.sub(rf"\n{NO_BREAK}", "\n", text)
    text = re.sub(rf"«[ {NO_BREAK}]*", f"«{NO_BREAK}", text)
    return _no_lonely_sign(text).strip()


def _no_lonely_sign(text: str) -> str:
    """A sign between two spaces would be a word of its own: it goes with the word before it."""
    return "\n".join(re.sub(r" (?=[^\w\s«—]+(?: |$))", NO_BREAK, line) if line else line for line in text.split("\n"))
