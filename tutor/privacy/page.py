"""The page that a family reads: one HTML file that needs nothing else, opens without a network and prints well."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

_STYLE: Final = """
body { font: 1rem/1.5 sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #111; }
table { border-collapse: collapse; width: 100%; } caption { text-align: left; font-weight: bold; padding: .5rem 0; }
th, td { border: 1px solid #666; padding: .3rem .5rem; text-align: left; vertical-align: top; }
h2 { margin-top: 2rem; } @media print { body { margin: 0; max-width: none; font-size: 10pt; }
thead { display: table-header-group; }
}
"""


@dataclass(frozen=True, slots=True)
class Part:
    """A section: a sentence or two, then a table if there is something to list."""

    title: str
    told: str
    columns: Sequence[str] = ()
    rows: Sequence[Sequence[str]] = ()


def page(title: str, opening: str, parts: Iterable[Part]) -> str:
    """The whole file. Everything given is plain text: it is escaped here."""
    return (
        f'<!DOCTYPE html>\n<html lang="fr">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width">\n<title>{escape(title)}</title>\n'
        f"<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{escape(title)}</h1>\n<p>{escape(opening)}</p>\n"
        + "".join(map(_section, parts))
        + "</main>\n</body>\n</html>\n"
    )


def _section(part: Part) -> str:
    head = f"<section>\n<h2>{escape(part.title)}</h2>\n<p>{escape(part.told)}</p>\n"
    if not part.rows:
        return f"{head}</section>\n"
    columns = "".join(f'<th scope="col">{escape(one)}</th>' for one in part.columns)
    rows = "".join("<tr>" + "".join(f"<td>{escape(one)}</td>" for one in row) + "</tr>\n" for row in part.rows)
    return f"{head}<table>\n<thead><tr>{columns}</tr></thead>\n<tbody>\n{rows}</tbody>\n</table>\n</section>\n"
