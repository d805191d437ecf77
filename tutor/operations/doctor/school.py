"""The school's database: reached, whole, of this version; and what its last answers tell of the clocks."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, Engine
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session, col, func, select

from tutor.db import READ_ONLY, Trouble, make_engine, trouble_of
from tutor.errors import BadInputError
from tutor.migrations.upgrade import current, head, known
from tutor.operations.doctor.findings import Finding, Findings, fault, fine, note
from tutor.version import VERSION

_RESTORE = "Arrêtez le serveur, copiez le dossier des données à part, puis restaurez la dernière sauvegarde"


@dataclass(frozen=True, slots=True)
class Looked:
    """What was seen of a database. `trouble`: why not more; `damage`: SQLite's own words on its file."""

    kind: str
    exists: bool = True
    trouble: Trouble | None = None
    damage: str | None = None
    revision: str | None = None
    teachers: int = 0
    last_answer: datetime | None = None


def look(url: str) -> Looked:
    """Open the database and read, without making or changing anything. Raises BadInputError on a bad URL."""
    parsed = make_engine_url(url)
    kind = "sqlite" if parsed.startswith("sqlite") else "postgresql"
    if kind == "sqlite" and not Path(make_url(parsed).database or "").is_file():
        return Looked(kind, exists=False)
    try:
        with _opened(parsed) as (engine, connection):
            damage = _damage(connection)
            if damage is not None:
                return Looked(kind, damage=damage)
            revision = current(connection)
            if revision != head():
                return Looked(kind, revision=revision)
            return _of_this_version(kind, engine, connection, revision)
    except SQLAlchemyError as error:
        return Looked(kind, trouble=trouble_of(error) or Trouble.DAMAGED)


def make_engine_url(url: str) -> str:
    """The URL itself once it is known to be one of ours; raises BadInputError."""
    try:
        parsed = make_url(url)
    except Exception:
        raise BadInputError("DATABASE_URL cannot be read") from None
    if not parsed.drivername.startswith(("sqlite", "postgres")):
        raise BadInputError(f"DATABASE_URL names {parsed.drivername}")
    return url


@contextmanager
def _opened(url: str) -> Iterator[tuple[Engine, Connection]]:
    engine = make_engine(url)
    options = {READ_ONLY: True} if engine.dialect.name == "sqlite" else {"postgresql_readonly": True}
    try:
        with engine.execution_options(**options).connect() as connection:
            yield engine, connection
    finally:
        engine.dispose()


def _damage(connection: Connection) -> str | None:
    if connection.dialect.name != "sqlite":
        return None  # PostgreSQL checks its pages itself
    word = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar()
    return None if word == "ok" else str(word)


def _of_this_version(kind: str, engine: Engine, connection: Connection, revision: str) -> Looked:
    from tutor.identity.tables import Teacher
    from tutor.practice.tables import Attempt

    with Session(connection) as session:
        teachers = session.exec(select(func.count()).select_from(Teacher)).one()
        last = session.exec(select(Attempt.received_at).order_by(col(Attempt.sequence).desc()).limit(1)).first()
    return Looked(kind, revision=revision, teachers=teachers, last_answer=last)


def database(looked: Looked | None) -> Findings:
    """Can the school be read, and by this version? None: its URL cannot be used."""
    if looked is None:
        yield fault(
            "database",
            "DATABASE_URL n’est pas l’adresse d’une base que Marelle connaît.",
            "Donnez postgresql+psycopg://COMPTE:MOT-DE-PASSE@MACHINE/BASE, "
            "ou enlevez-la pour la base SQLite ordinaire.",
        )
    elif not looked.exists:
        yield note("database", "Il n’y a pas encore de base de données.", "Le premier démarrage du serveur la fera.")
    elif looked.trouble is not None:
        yield _trouble(looked)
    elif looked.damage is not None:
        yield fault("database", "La base de données est abîmée.", f"{_RESTORE} (« tutor restore »).")
    elif looked.revision != head():
        yield _other_version(looked.revision)
    else:
        yield fine("database", f"Base de données {looked.kind} : lisible, entière, à la version {looked.revision}.")
        if looked.teachers == 0:
            yield note(
                "teachers",
                "Il n’y a pas encore d’enseignant.",
                'Ajoutez-le : tutor teacher add --name "Mme Martin" --login martin --school "École des Tilleuls".',
            )


def _trouble(looked: Looked) -> Finding:
    if looked.trouble is Trouble.BUSY:
        return fault(
            "database",
            "La base de données est tenue par un autre programme.",
            "Fermez tout autre programme qui l’ouvre (sauvegarde, lecteur de bases), puis relancez cet examen.",
        )
    if looked.trouble is Trouble.FULL:
        return fault("database", "La base de données ne peut plus rien écrire : le disque est plein.", "Libérez 2 Go.")
    if looked.trouble is Trouble.DAMAGED:
        return fault(
            "database", "La base de données est abîmée : elle ne s’ouvre pas.", f"{_RESTORE} (« tutor restore »)."
        )
    if looked.kind == "postgresql":
        return fault(
            "database",
            "Le serveur PostgreSQL ne répond pas, ou refuse le compte de Marelle.",
            "Vérifiez qu’il tourne (« systemctl status postgresql »), puis la machine, le compte et le mot de passe "
            "donnés dans DATABASE_URL.",
        )
    return fault(
        "database",
        "La base de données ne s’ouvre pas : le compte de Marelle n’y a pas droit.",
        "Rendez le dossier des données à ce compte (« sudo chown -R COMPTE DOSSIER »).",
    )


def _other_version(revision: str | None) -> Finding:
    if revision is not None and revision not in known():
        return fault(
            "database",
            f"La base de données vient d’une version de Marelle plus récente que la {VERSION} (révision {revision}).",
            "Installez cette version plus récente : celle-ci n’y touchera pas.",
        )
    return fault(
        "migrations",
        f"La base de données est d’une version plus ancienne (révision {revision or 'aucune'}, il faut {head()}).",
        "Démarrez le serveur : il la met à jour, après l’avoir sauvegardée.",
    )
