"""Documents cut into passages, one a heading: what can be found, quoted and linked to."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.token import Token

from exercises.typography import set_in_type
from tutor.help.documents import UNANSWERED, Document

LONGEST: Final = 2_500
"""Characters; a longer section is cut between paragraphs, each part under the same heading."""
# HTML is read so as to be left out; pictures are not fetched; only addresses of the web and the mail stay links.
_MARKDOWN: Final = MarkdownIt("commonmark", {"html": True}).enable("table")
_LINKS: Final = re.compile(r"^(?:https?://|mailto:|#)", re.IGNORECASE)
_NOT_A_LETTER: Final = re.compile(r"[^a-z0-9]+")
_ALSO: Final = re.compile(r"<!--\s*aussi\s*:(.*?)-->", re.DOTALL | re.IGNORECASE)
_UNTITLED: Final = "Sans titre"


@dataclass(frozen=True, slots=True)
class Passage:
    """A section: `heading` and those above it (`above`), its paragraphs as plain text, its place in the page.

    `also`: other ways to ask for it, which its author gave in a comment that is not shown (<!-- aussi : ... -->);
    `asked`: whole questions about it, from the file beside the document; `unanswered`: some that nothing there answers.
    """

    document: str
    title: str
    heading: str
    above: tuple[str, ...]
    paragraphs: tuple[str, ...]
    anchor: str
    contact: str | None
    also: str = ""
    asked: tuple[str, ...] = ()
    unanswered: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """All its paragraphs."""
        return "\n".join(self.paragraphs)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of a page, for its contents. `level` from 1."""

    level: int
    text: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Page:
    """A document as it is browsed: HTML that holds nothing of its author's own HTML, and its contents."""

    title: str
    html: str
    headings: tuple[Heading, ...]


def passages_of(document: Document) -> list[Passage]:
    """The sections of a document that say something, in order."""
    tokens = _MARKDOWN.parse(document.text)
    anchors = iter(_anchors(tokens))
    title = title_of(document)
    above: dict[int, str] = {}
    heading, anchor = title, ""
    found: list[Passage] = []

    def close(paragraphs: Sequence[str], also: Sequence[str]) -> None:
        over = tuple(text for _, text in sorted(above.items()) if text not in (heading, title))
        for part in _parts(paragraphs):
            found.append(
                Passage(
                    document=document.name,
                    title=title,
                    heading=heading,
                    above=over,
                    paragraphs=tuple(part),
                    anchor=anchor,
                    contact=document.contact,
                    also=" ; ".join(also),
                    asked=document.asked.get(anchor, ()),
                    unanswered=document.asked.get(UNANSWERED, ()),
                )
            )

    gathered: list[str] = []
    also: list[str] = []
    for kind, text, level in _blocks(tokens):
        if kind == "heading":
            close(gathered, also)
            gathered, also = [], []
            above = {depth: one for depth, one in above.items() if depth < level}
            heading, anchor = text, next(anchors).anchor
            above[level] = text
        elif kind == "also":
            also.append(text)
        else:
            gathered.append(text)
    close(gathered, also)
    return found


def page_of(document: Document) -> Page:
    """A document to browse."""
    tokens = _MARKDOWN.parse(document.text)
    headings = _anchors(tokens)
    opened = [token for token in tokens if token.type == "heading_open"]
    for token, heading in zip(opened, headings, strict=True):
        token.attrSet("id", heading.anchor)
    html = _html(tokens)
    return Page(title_of(document), html, tuple(headings))


def html_of(markdown: str) -> str:
    """Markdown of ours as HTML, in French type."""
    return _html(_MARKDOWN.parse(markdown))


def _html(tokens: Sequence[Token]) -> str:
    for token in tokens:
        if token.children:
            token.children = list(_shown(token.children))
    shown = [token for token in tokens if token.type != "html_block"]
    return str(_MARKDOWN.renderer.render(shown, _MARKDOWN.options, {}))


def _shown(tokens: Iterable[Token]) -> Iterator[Token]:
    """French type; a picture is its description; a link that leads nowhere from here is its words."""
    kept = True
    for token in tokens:
        if token.type == "html_inline":
            continue
        if token.type == "image":
            yield Token("text", "", 0, content=token.content)
        elif token.type == "link_open":
            kept = _LINKS.match(str(token.attrGet("href"))) is not None
            token.attrs.update({"rel": "noreferrer noopener", "target": "_blank"})
            if kept:
                yield token
        elif token.type == "link_close":
            if kept:
                yield token
        else:
            if token.type == "text":
                token.content = set_in_type(token.content)
            yield token


def title_of(document: Document) -> str:
    """What its front matter says, else its first heading, else its file's name."""
    if document.title:
        return document.title
    for kind, text, _ in _blocks(_MARKDOWN.parse(document.text)):
        if kind == "heading":
            return text
    return document.name.rpartition("/")[2].replace("-", " ").replace("_", " ").strip() or _UNTITLED


def _blocks(tokens: Iterable[Token]) -> Iterator[tuple[str, str, int]]:
    """Headings and paragraphs as ("heading" | "text", text, level); a row of a table is a paragraph."""
    place, level, row = "", 0, list[str]()
    for token in tokens:
        match token.type:
            case "heading_open":
                place, level = "heading", int(token.tag[1])
            case "list_item_open":
                place = "item"
            case "th_open" | "td_open":
                place = "cell"
            case "tr_close":
                yield "text", " · ".join(row), 0
                row = []
            case "html_block":
                for also in _ALSO.findall(token.content):
                    yield "also", " ".join(also.split()), 0
            case "fence" | "code_block" if token.content.strip():
                yield "text", token.content.strip(), 0
            case "inline":
                text = _plain(token.children or ())
                if place == "cell":
                    row.append(text)
                elif place == "heading":
                    yield "heading", text or _UNTITLED, level
                elif text:
                    yield "text", f"– {text}" if place == "item" else text, 0
                place = ""


def _plain(tokens: Iterable[Token]) -> str:
    said = []
    for child in tokens:
        if child.type in ("text", "code_inline", "image"):
            said.append(child.content)
        elif child.type in ("softbreak", "hardbreak"):
            said.append(" ")
    return set_in_type(" ".join("".join(said).split()))


def _anchors(tokens: Iterable[Token]) -> list[Heading]:
    uses: Counter[str] = Counter()
    headings = []
    for kind, text, level in _blocks(tokens):
        if kind != "heading":
            continue
        slug = slug_of(text)
        uses[slug] += 1
        headings.append(Heading(level, text, slug if uses[slug] == 1 else f"{slug}-{uses[slug]}"))
    return headings


def slug_of(text: str) -> str:
    """A heading as it stands in an address: « Où écrire ? » → ou-ecrire."""
    bare = unicodedata.normalize("NFKD", text.casefold().replace("œ", "oe").replace("æ", "ae"))
    return _NOT_A_LETTER.sub("-", "".join(one for one in bare if not unicodedata.combining(one))).strip("-") or "partie"


def _parts(paragraphs: Sequence[str]) -> Iterator[list[str]]:
    part: list[str] = []
    for paragraph in paragraphs:
        if part and sum(map(len, part)) + len(paragraph) > LONGEST:
            yield part
            part = []
        part.append(paragraph)
    if part:
        yield part
