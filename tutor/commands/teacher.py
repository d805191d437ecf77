"""tutor teacher add | password: the teachers of this school."""

import argparse
import getpass
import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlmodel import Session


def add_to(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    command = subparsers.add_parser("teacher", help="add a teacher, give a new password")
    actions = command.add_subparsers(title="actions", required=True, metavar="ACTION")
    add = actions.add_parser("add", help="add a teacher and print her password")
    add.add_argument("--name", required=True, help='as shown to her, such as "Mme Martin"')
    add.add_argument("--login", required=True, help="an e-mail or a name, typed to sign in")
    add.add_argument("--school", help="the school's name (by default the one this server has)")
    password = actions.add_parser("password", help="give a teacher a new password; her sessions end")
    password.add_argument("login", metavar="LOGIN")
    for action, run in ((add, _add), (password, _password)):
        action.add_argument("--ask", action="store_true", help="ask for the password instead of making one")
        action.add_argument("--json", action="store_true", help="print JSON")
        action.set_defaults(run=run)


@contextmanager
def _school() -> Iterator["Session"]:
    from tutor.db import make_engine, plain_errors, writing
    from tutor.migrations.upgrade import upgrade
    from tutor.settings import Settings

    engine = make_engine(Settings().database)
    try:
        with plain_errors():
            upgrade(engine)
            with writing(engine) as session:
                yield session
    finally:
        engine.dispose()


def _new_password(ask: bool) -> str:
    from tutor.errors import BadInputError
    from tutor.identity.passwords import MINIMUM_LENGTH, generate_password

    if not ask:
        return generate_password()
    password = getpass.getpass("Password: ")
    if len(password) < MINIMUM_LENGTH:
        raise BadInputError(f"a password has at least {MINIMUM_LENGTH} characters")
    if getpass.getpass("Again: ") != password:
        raise BadInputError("the two passwords differ: nothing was changed")
    return password


def _print(arguments: argparse.Namespace, login: str, name: str, password: str) -> None:
    shown = None if arguments.ask else password
    if arguments.json:
        print(json.dumps({"login": login, "name": name, "password": shown}, ensure_ascii=False))
        return
    print(f"{name}\n  identifiant  : {login}")
    if shown is not None:
        print(f"  mot de passe : {shown}\nNotez-le : il ne sera plus montré.")


def _add(arguments: argparse.Namespace) -> int:
    from datetime import UTC, datetime

    from tutor.identity.teachers import add_teacher

    password = _new_password(arguments.ask)
    with _school() as session:
        now = datetime.now(UTC)
        teacher = add_teacher(session, arguments.name, arguments.login, password, now, arguments.school)
        session.commit()
    _print(arguments, teacher.login, teacher.name, password)
    return 0


def _password(arguments: argparse.Namespace) -> int:
    from tutor.identity.teachers import change_password

    password = _new_password(arguments.ask)
    with _school() as session:
        teacher = change_password(session, arguments.login, password)
        session.commit()
    _print(arguments, teacher.login, teacher.name, password)
    return 0
