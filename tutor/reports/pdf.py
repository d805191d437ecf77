"""Pages to print: a template of `templates/` and data, set in type by Typst.

A template is content and the data only ever data: what a person typed is never read as markup. Nothing is fetched,
and no file is read but those beside the template.
"""

import json
import re
from collections.abc import Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as TooLongError
from pathlib import Path
from typing import Any, Literal

import structlog

from tutor.errors import UnavailableError

try:
    import typst
except ImportError:  # a machine for which there is no such package: all but printing works
    typst = None  # type: ignore[assignment]

TEMPLATES = Path(__file__).parent / "templates"
LETTERS = Path(__file__).parents[2] / "tablet_client" / "dist" / "print"
"""Andika, put there by the client's build; without it Typst's own letters serve."""
PATIENCE = 30.0
"""Seconds: a class takes less than one."""
MISSING = "Le serveur ne peut pas fabriquer de PDF : il manque « typst ». Prévenez la personne qui s’en occupe."
FAILED = "Ce PDF n’a pas pu être fabriqué : prévenez la personne qui s’occupe du serveur. Le tableau (ODS) reste là."
TOO_LONG = "Ce PDF est trop long à fabriquer pour le moment : réessayez dans une minute, ou pour moins d’élèves."

_NAME = re.compile(r"[a-z_]+")
_press = ThreadPoolExecutor(max_workers=1, thread_name_prefix="press")
log = structlog.get_logger("tutor.reports")


def render(template: str, data: Mapping[str, Any], *, patience: float = PATIENCE) -> bytes:
    """The PDF of `templates/<template>.typ`, which reads `data` (JSON). Tagged for screen readers (PDF/UA-1).

    One at a time, so that printing never takes the processor from the children. Raises UnavailableError.
    """
    [document] = _printed(template, data, "pdf", patience)
    return document


def pictures(template: str, data: Mapping[str, Any], *, patience: float = PATIENCE) -> Sequence[bytes]:
    """The same pages as PNG pictures, to be looked at."""
    return _printed(template, data, "png", patience)


def _printed(template: str, data: Mapping[str, Any], kind: Literal["pdf", "png"], patience: float) -> Sequence[bytes]:
    if typst is None:
        raise UnavailableError(MISSING)
    if not _NAME.fullmatch(template):
        raise ValueError(f"not the name of a template: {template!r}")
    task: Future[Sequence[bytes]] = _press.submit(_compile, template, json.dumps(data), kind)
    try:
        return task.result(patience)
    except TooLongError as error:
        task.cancel()
        raise UnavailableError(TOO_LONG, retry_after=60) from error
    except (RuntimeError, ValueError, OSError) as error:
        log.error("pdf", template=template, reason=str(error)[:500])
        raise UnavailableError(FAILED) from error


def _compile(template: str, data: str, kind: Literal["pdf", "png"]) -> Sequence[bytes]:
    letters = [LETTERS] if LETTERS.is_dir() else []
    try:
        return _pages(template, data, kind, typst.Fonts(include_system_fonts=False, font_paths=letters), "ua-1")
    except typst.TypstError as error:
        if "could not be displayed" not in error.message:
            raise
        # A name in letters that ours do not have: the machine's may, and a hollow square is better than no page.
        return _pages(template, data, kind, typst.Fonts(font_paths=letters), None)


def _pages(
    template: str, data: str, kind: Literal["pdf", "png"], fonts: "typst.Fonts", standard: Literal["ua-1"] | None
) -> Sequence[bytes]:
    compiler = typst.Compiler(
        input=TEMPLATES / f"{template}.typ", root=TEMPLATES, font_paths=fonts, sys_inputs={"data": data}
    )
    made = compiler.compile(format=kind, pdf_standards=standard if kind == "pdf" else None)
    if made is None:
        raise RuntimeError("nothing was made")
    return made if isinstance(made, list) else [made]
