"""tutor help: ask the guides a question, or see which questions they could not answer."""

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # loaded in `run`, so that `tutor --help` stays instant
    from tutor.help.answering import Answer

QUESTIONS = "questions"


def add_to(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the command."""
    parser = subparsers.add_parser("help", help="ask the guides a question (in French)")
    parser.add_argument("question", help='a question between quotes; "questions": those that had no answer')
    parser.add_argument("--documents", type=Path, metavar="DIR", help="look in this folder of .md files only")
    parser.add_argument("--json", action="store_true", help="print JSON only")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Answer from the guides and the school's documents, or from one folder."""
    if arguments.question.strip() == QUESTIONS:
        return _unanswered(arguments.json)
    from datetime import UTC, datetime

    from tutor.help.answering import answer
    from tutor.help.deciding import load_rule
    from tutor.help.library import GUIDES, Library
    from tutor.settings import Settings

    settings = Settings()
    folder = arguments.documents
    library = Library(folder or settings.help_folder, _nowhere(folder) if folder else GUIDES)
    shelved = library.at(datetime.now(UTC))
    found = answer(arguments.question, shelved.index, load_rule(), settings.help_contact)
    print(json.dumps(_as_json(found, shelved.faults), ensure_ascii=False, indent=2) if arguments.json else _told(found))
    return 0


def _nowhere(folder: Path) -> Path:
    from tutor.errors import BadInputError

    if not folder.is_dir():
        raise BadInputError(f"{folder} is not a folder")
    return folder / ".no-guides"


def _as_json(found: "Answer", faults: tuple[str, ...]) -> dict[str, object]:
    passage = found.passage
    source = {"document": passage.document, "heading": passage.heading} if passage else None
    others = [{"document": one.document, "heading": one.heading} for one in found.see_also]
    told = {"found": passage is not None, "quoted": found.quoted, "source": source, "see_also": others}
    return {**told, "contact": found.contact, "faults": faults}


def _told(found: "Answer") -> str:
    if found.passage is None:
        lines = [f"Je ne sais pas. Qui peut répondre : {found.contact}."]
    else:
        lines = [*found.quoted, f"({found.passage.title}, « {found.passage.heading} »)"]
    return "\n".join([*lines, *(f"Voir aussi : {one.title}, « {one.heading} »" for one in found.see_also)])


def _unanswered(as_json: bool) -> int:
    from tutor.db import make_engine, plain_errors, reading
    from tutor.help.service import to_improve
    from tutor.migrations.upgrade import upgrade
    from tutor.settings import Settings

    engine = make_engine(Settings().database)
    try:
        with plain_errors():
            upgrade(engine)
            with reading(engine) as session:
                lacking = to_improve(session)
    finally:
        engine.dispose()
    if as_json:
        print(lacking.model_dump_json(indent=2))
        return 0
    for one in lacking.questions:
        print(f"{one.times:4} × {one.text} ({one.first_day:%d/%m/%Y} – {one.last_day:%d/%m/%Y})")
    print(f"{len(lacking.questions)} question(s) sans réponse")
    return 0
