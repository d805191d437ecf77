"""Everything that takes in what others wrote, fed with damaged files: refused in one sentence, or read; never a crash.

An importer may raise the errors that the server and the command line turn into a sentence, and no other.
"""

import hashlib
import io
import json
import os
import shutil
import tarfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest
from pydantic import ValidationError

from exercises.errors import ContentError
from exercises.exercise import Grade
from exercises.reading.progression import ready_progressions
from exercises.reading.progression_csv import export_csv, import_csv
from learner_model import DEFAULT
from learner_model.errors import LearnerModelError
from speech.audio import read_clip
from speech.errors import SpeechError
from tests.fuzz.mutating import CASES, cases
from tests.integration.tutor.practice.listening.tablet import CLIPS
from tutor.classroom.names import pasted_lines
from tutor.db import make_engine
from tutor.errors import TutorError
from tutor.help.documents import read_folder
from tutor.identity.cookies import TicketBox, new_ticket
from tutor.identity.tablet_seal import SealError, opened, seal_for
from tutor.keys import Keys
from tutor.operations.attempt_log import entries_of, line_of
from tutor.operations.backup_archive import SQLITE, copy_database, extract, write
from tutor.own_texts.checking import Reader, check
from tutor.practice.learner import keep, parameters_in_use
from tutor.pupil_lists.naming import names_of
from tutor.pupil_lists.tables_read import decoded, read_list
from tutor.settings import Settings

NOW = datetime(2026, 9, 7, 9, 0, tzinfo=UTC)
SECRET = b"s" * 32
LONG = CASES > 1_000
Take = Callable[[bytes], object]


@dataclass(frozen=True)
class Importer:
    """What takes a file or a text in, with right ones; `share` of the cases in CI, for the slow."""

    samples: list[bytes]
    take: Take
    share: float = 1.0


def pupil_lists(_: Path) -> Importer:
    onde = (
        "Nom élève;Nom d'usage élève;Prénom élève;Date naissance;Sexe;INE; Cycle;Niveau;Libellé classe\r\n"
        "DURAND;;Inès;03/02/2020;F;123456789AB;CYCLE II;CP;CP A\r\n"
        'MARTIN;"LE ""GRAND""";Léo;04/05/2020;M;123456789AC;CYCLE II;CE1;CE1 B\r\n'
    )
    samples = [onde.encode("cp1252"), onde.encode("utf-8-sig"), onde.encode("utf-16"), "Noé\nLou D.\n".encode()]

    def take(content: bytes) -> object:
        read = read_list(decoded(content))
        return names_of(read.rows, ["Inès"], 30, table=read.table)

    samples.append(b"Prenom;Nom\n" + b"x" * 200_000)  # a field that Python's csv module refuses
    return Importer([*samples, b"Prenom,Classe\nLou,CP\nInes,CP\n", b"Lou\tDurand\tCP\nPrenom\tNom\tNiveau\n"], take)


def pasted_names(_: Path) -> Importer:
    samples = ["1. Noé\n2) Lou\n- Anne-Lise\n", "Noé, Lou ; Zoé", "Éléonore d’Ys\tMaël"]
    return Importer([one.encode() for one in samples], lambda text: pasted_lines(text.decode(errors="replace")))


def progressions(_: Path) -> Importer:
    ready = [export_csv(one) for one in ready_progressions().values()]
    windows = "semaine;grapheme;son;mot\r\n1;a à â;a;chat\r\n2;é;e;école\r\n".encode("cp1252")
    return Importer([ready[0][:600], windows, b"1,ou,u,loup\n2,ch,,\n"], import_csv, share=0.3)


def own_texts(_: Path) -> Importer:
    reader = Reader(Grade.CP, frozenset({"a"}), frozenset({"lou"}), 50)
    samples = [
        "Lou lit un livre à l’école. Il est 10 h 30, et elle a 3 billes !",
        "— Où vas-tu ?\n— Au marché, dit-elle.\n\n« Bien », répond Léo…",
        "<p>Le chat</p> | a | b |\nwww.exemple.test 1 234,5 € le 1er mai",
    ]
    return Importer(
        [one.encode() for one in samples], lambda text: check(text.decode(errors="replace"), reader, True), share=0.3
    )


def backups(folder: Path) -> Importer:
    """Whole ones damaged as files, and archives whose inside is wrong."""
    data = folder / "data"
    Keys.load_or_make(data)
    engine = make_engine(f"sqlite:///{data / 'school.db'}")
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE alembic_version (version_num TEXT)")
    made = folder / "made"
    made.mkdir()
    manifest = copy_database(engine, made, "manual", NOW)
    engine.dispose()
    samples = []
    for name, passphrase in (("plain", None), ("sealed", "un long secret")):
        write(folder / name, made, manifest, data, passphrase)
        samples.append((folder / name).read_bytes())
    empty = hashlib.sha256(b"").hexdigest()
    told = list(manifests(empty))
    samples += [*map(archive, told), *(archive(told[0], member) for member in hostile_members())]
    places = iter(range(10**9))

    def take(content: bytes) -> object:
        place = folder / f"case-{next(places)}"
        place.mkdir()
        (file := folder / "case").write_bytes(content)
        try:
            return extract(file, place, "un long secret")
        finally:
            assert all(path.resolve().is_relative_to(place.resolve()) for path in place.rglob("*"))
            assert not list(folder.glob("outside"))
            shutil.rmtree(place)

    return Importer(samples, take, share=0.2)


def manifests(sha256: str) -> Iterator[bytes]:
    right = {"made_at": NOW.isoformat(), "reason": "manual", "version": "1", "revision": None, "format": 1}
    for database in (SQLITE, "/etc/hostname", "../case", ".", "", "manifest.json", "keys", "\x00", 3, None):
        yield json.dumps({**right, "database": database, "sha256": sha256}).encode()
    for made_at in ("yesterday", "2026-09-07T09:00:00", 0, None, "9999-12-31T23:59:59-14:00"):
        yield json.dumps({**right, "database": SQLITE, "sha256": sha256, "made_at": made_at}).encode()
    yield from (b"[]", b"null", b"{", b"\xff", b"[" * 100_000, b'"' + b"x" * 50)


def archive(manifest: bytes, *more: tarfile.TarInfo) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as tar:
        for name, content in (("manifest.json", manifest), (SQLITE, b""), ("keys/a.key", b"x")):
            member = tarfile.TarInfo(name)
            member.size = len(content)
            tar.addfile(member, io.BytesIO(content))
        for member in more:
            tar.addfile(member, io.BytesIO(bytes(member.size)))
    return out.getvalue()


def hostile_members() -> Iterator[tarfile.TarInfo]:
    """What would be written, or point, out of the folder."""
    for name in ("../outside", "/tmp/outside", "keys/../../outside", "manifest.json/x", "school.db/x", "tls/\udcff"):
        yield tarfile.TarInfo(name)
    for kind in (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.FIFOTYPE):
        for target in ("/etc", "..", "keys", "nothing"):
            member = tarfile.TarInfo("tls")
            member.type, member.linkname = kind, target
            yield member


def attempt_logs(folder: Path) -> Importer:
    lines = b"".join(line_of({"attempt": {"id": str(UUID(int=one)), "at": NOW.isoformat()}}) for one in range(4))

    def take(content: bytes) -> object:
        (folder / "2026-09-07.jsonl").write_bytes(content)
        return list(entries_of(folder / "2026-09-07.jsonl"))

    return Importer([lines], take)


def learner_models(folder: Path) -> Importer:
    path = keep(folder, DEFAULT)

    def take(content: bytes) -> object:
        path.write_bytes(content)
        return parameters_in_use(folder)

    return Importer([path.read_bytes(), b"[" * 100_000], take)


def help_documents(folder: Path) -> Importer:
    hard = ["---\ntitre: 2026-02-30\n---\n", f"---\ntitre: {'[' * 500}\n---\n"]
    samples = [
        *hard,
        "---\ntitre: Le wifi\ncontact: Mme Roux\n---\n# Le wifi\n\nLe code est au tableau.\n",
        "# Bonjour\n",
    ]

    def take(content: bytes) -> object:
        (folder / "a.md").write_bytes(content)
        return read_folder(folder)

    return Importer([one.encode() for one in samples], take, share=0.3)


def sounds(folder: Path) -> Importer:
    def take(content: bytes) -> object:
        (folder / "clip").write_bytes(content)
        return read_clip(folder / "clip", max_seconds=20)

    return Importer([(CLIPS / "carotte.ogg").read_bytes()], take, share=0.2)


def session_cookies(_: Path) -> Importer:
    box = TicketBox(SECRET, tls=True)
    samples = [box.seal(new_ticket("pupil", UUID(int=7), 1, NOW)), box.seal(new_ticket("visitor", None, 0, NOW))]

    def take(content: bytes) -> object:
        ticket = box.open(content.decode("latin-1"), NOW)
        assert ticket is None or box.seal(ticket).rsplit(".", 1)[0] in {one.rsplit(".", 1)[0] for one in samples}
        return ticket

    return Importer([one.encode() for one in samples], take)


def tablet_seals(_: Path) -> Importer:
    seal = seal_for(UUID(int=7), SECRET)

    def take(content: bytes) -> object:
        who, _, sealed = content.decode("latin-1").partition(" ")
        try:
            return opened(sealed, who, SECRET)
        except SealError:
            return None

    return Importer([f"{seal.who} {seal.key}".encode(), f"{seal.who} AAAA".encode()], take)


def environments(_: Path) -> Importer:
    """Settings as lines NAME=value: a wrong one is a ValidationError, which `tutor` tells in one line."""
    right = "TUTOR_PORT=8443\nTUTOR_TIMEZONE=Europe/Paris\nTUTOR_SESSION_MINUTES=12.5\nTUTOR_PREFERRED_VOICE=server\n"

    def take(content: bytes) -> object:
        pairs = [line.partition("=") for line in content.decode("latin-1").replace("\x00", "").splitlines()]
        before = dict(os.environ)
        try:
            os.environ.update({name: value for name, _, value in pairs if name.startswith("TUTOR_")})
            return Settings()
        except ValidationError:
            return None
        finally:
            os.environ.clear()
            os.environ.update(before)

    dots = b"TUTOR_TIMEZONE=" + b"." * 3_000
    return Importer([right.encode(), dots, b"TUTOR_BACKUP_PASSPHRASE=x\nTUTOR_TLS=no\nTUTOR_TIMEZONE=../etc\n"], take)


IMPORTERS = [
    *(pupil_lists, pasted_names, progressions, own_texts, backups, attempt_logs, learner_models, help_documents),
    *(sounds, session_cookies, tablet_seals, environments),
]


@pytest.mark.parametrize("importer", IMPORTERS, ids=lambda one: one.__name__)
@pytest.mark.timeout(7200 if LONG else 300)
@pytest.mark.filterwarnings("ignore")  # of decoders, on what is damaged
def test_no_file_breaks_an_importer(tmp_path: Path, importer: Callable[[Path], Importer]) -> None:
    made = importer(tmp_path)
    share = 1 if LONG else made.share
    for content in cases(made.samples, max(len(made.samples), int(CASES * share))):
        try:
            made.take(content)
        except (TutorError, ContentError, LearnerModelError, SpeechError) as refusal:
            said = str(refusal)
        except Exception as crash:
            raise AssertionError(f"{type(crash).__name__}: {crash}: {content[:600]!r}") from crash
        else:
            continue
        assert "Traceback" not in said
        assert "un long secret" not in said
