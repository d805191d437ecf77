"""All that is kept of a pupil, for his family: a zip with a page to read, JSON, xAPI, and his voice if any.

lisez-moi.html   what a family reads: no network, printable
donnees.json     every row of every table about him
xapi.json        his attempts as xAPI 1.0.3 statements
voix/            his readings that are still kept (FLAC)
"""

import io
import json
import zipfile
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, select

from exercises.catalogue import Catalogue
from exercises.exercise import Exercise
from speech.verdicts import Verdict
from tutor.classroom.tables import Classroom, Pupil
from tutor.dashboard.wording import answer_in_words, exercise_in_words, given_in_words
from tutor.errors import NotFoundError
from tutor.french_dates import day_in_french
from tutor.identity.tables import Teacher
from tutor.practice import corrections
from tutor.practice.content import exercises_for_teacher
from tutor.practice.schemas import HeardWord
from tutor.practice.tables import Attempt, Served
from tutor.privacy.collected import LEFT_OUT, Collected, collect
from tutor.privacy.page import Part, page
from tutor.privacy.retention import RETENTION
from tutor.privacy.xapi import statement
from tutor.recordings.store import RecordingStore
from tutor.recordings.tables import Recording

PAGE, DATA, XAPI, VOICES = "lisez-moi.html", "donnees.json", "xapi.json", "voix"
_VERDICTS: Final = {Verdict.CORRECT: "juste", Verdict.INCORRECT: "à revoir", Verdict.UNSURE: "pas sûr"}
_DOMAINS: Final[Mapping[str, str]] = {"reading": "lecture", "maths": "maths"}


def export(
    session: Session,
    store: RecordingStore,
    pupil: Pupil,
    teacher: Teacher | None,
    catalogue: Catalogue,
    now: datetime,
    timezone: ZoneInfo,
) -> bytes:
    """The zip. `teacher`: whose own texts may be named; whoever calls has checked that she may have it."""
    collected = collect(session, pupil)
    attempts = session.exec(
        select(Attempt).where(Attempt.pupil_id == pupil.id).order_by(col(Attempt.occurred_at))
    ).all()
    reasons = dict(session.exec(select(Served.id, Served.reason).where(Served.pupil_id == pupil.id)).all())
    said = corrections.verdicts_on(session, [one.id for one in attempts])
    ids = {one.exercise_id for one in attempts}
    content: Mapping[str, Exercise] = (
        exercises_for_teacher(session, teacher, ids, catalogue) if teacher else catalogue.exercises
    )
    school_id = session.get_one(Classroom, pupil.classroom_id).school_id
    answers = [_answer(one, content.get(one.exercise_id), said.get(one.id, one.verdict), timezone) for one in attempts]
    statements = [
        statement(
            one,
            said.get(one.id, one.verdict),
            school_id,
            content.get(one.exercise_id),
            row[2],
            reasons.get(one.served_id, {}),
        )
        for one, row in zip(attempts, answers, strict=True)
    ]
    voices = _voices(session, store, pupil, timezone)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr(PAGE, _page(collected, answers, catalogue, len(voices), now, timezone))
        data = {
            "fait_le": now.isoformat(),
            "ecole": collected.school,
            "classe": {"nom": collected.class_name, "niveau": collected.grade},
            "non_donne": LEFT_OUT,
            "tables": collected.tables,
            "autour": collected.around,
        }
        made.writestr(DATA, json.dumps(data, ensure_ascii=False, indent=1))
        made.writestr(XAPI, json.dumps(statements, ensure_ascii=False, indent=1))
        for name, sound in voices.items():
            made.writestr(f"{VOICES}/{name}", sound)
    return out.getvalue()


def _answer(attempt: Attempt, exercise: Exercise | None, verdict: str, timezone: ZoneInfo) -> list[str]:
    shown = exercise_in_words(exercise, attempt.exercise_id)
    words = [HeardWord.model_validate(word) for word in attempt.reply.get("words") or []]
    given = given_in_words(exercise, attempt.answer)
    heard = Verdict(attempt.verdict)
    answer = answer_in_words(attempt.answer, shown, heard, attempt.reply.get("number"), words, given)
    return [_moment(attempt.occurred_at, timezone), shown, answer, _VERDICTS[Verdict(verdict)]]


def _voices(session: Session, store: RecordingStore, pupil: Pupil, timezone: ZoneInfo) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    rows = session.exec(select(Recording).where(Recording.pupil_id == pupil.id).order_by(col(Recording.made_at))).all()
    for number, one in enumerate(rows, 1):
        with suppress(NotFoundError):
            day = one.made_at.astimezone(timezone)
            found[f"{day:%Y-%m-%d-%Hh%M}-{number}.flac"] = store.read(one.id, one.salt)
    return found


def _page(
    collected: Collected,
    answers: list[list[str]],
    catalogue: Catalogue,
    voices: int,
    now: datetime,
    timezone: ZoneInfo,
) -> str:
    tables, pupil = collected.tables, collected.pupil
    skills = catalogue.skills.skills

    def skill(name: str) -> str:
        return skills[name].name if name in skills else name

    days: list[list[str]] = [
        [
            _day(row["day"]),
            _DOMAINS.get(row["domain"], row["domain"]),
            str(round(row["seconds"] / 60)),
            str(row["exercises"]),
            str(row["right_first"]),
        ]
        for row in tables["pupil_day"]
    ]
    by_skill: dict[str, list[int]] = {}
    for row in tables["skill_day"]:
        counts = by_skill.setdefault(row["skill_id"], [0, 0])
        counts[0] += row["exercises"]
        counts[1] += row["correct"]
    changes = [[_moment(datetime.fromisoformat(row["at"]), timezone), row["summary"]] for row in tables["change"]]
    consents = [
        [_of(row["given_at"], timezone), _of(row["withdrawn_at"], timezone)] for row in tables["recording_consent"]
    ]
    texts = [[one["title"]] for one in [*collected.around["own_text"], *collected.around["campaign"]]]
    groups = [[one["name"]] for one in collected.around["need_group"]]
    notes = [[_of(row["at"], timezone), _of(row["seen_at"], timezone)] for row in tables["note"]]
    listed = [[name, str(len(rows))] for name, rows in tables.items() if rows]
    return page(
        f"Ce que Marelle garde de {pupil.first_name}",
        f"{collected.school}, classe {collected.class_name}. Fait le {day_in_french(now, timezone)}. Cette page et les "
        "fichiers qui sont à côté, contiennent tout ce que l’ordinateur de l’école garde de votre enfant.",
        [
            Part(
                "Qui il est pour Marelle",
                f"Prénom ou surnom : {pupil.first_name}. Image : {pupil.avatar}. Numéro : {pupil.id}. "
                "Rien d’autre n’est connu : ni nom de famille, ni date de naissance, ni adresse.",
            ),
            Part(
                "Ce qu’il a fait chaque jour",
                "Minutes, exercices, et ceux réussis du premier coup." if days else "Rien encore.",
                ("Jour", "Matière", "Minutes", "Exercices", "Réussis d’abord"),
                days,
            ),
            Part(
                "Par compétence",
                "Exercices faits, et réussis." if by_skill else "Rien encore.",
                ("Compétence", "Exercices", "Réussis"),
                [[skill(name), str(done), str(right)] for name, (done, right) in sorted(by_skill.items())],
            ),
            Part(
                "Toutes ses réponses",
                "Le verdict est celui qui compte : celui de l’enseignant quand il a corrigé la machine."
                if answers
                else "Aucune.",
                ("Quand", "Exercice", "Réponse", "Verdict"),
                answers,
            ),
            Part("Textes de la classe qui lui sont proposés", "" if texts else "Aucun.", ("Titre",), texts),
            Part("Groupes de besoin", "" if groups else "Aucun.", ("Groupe",), groups),
            Part(
                "Ce que l’enseignant a noté ou décidé",
                "Le journal de ce qui le concerne." if changes else "Rien.",
                ("Quand", "Quoi"),
                changes,
            ),
            Part(
                "Signalements",
                "Il a dit à Rivet quelque chose qui mérite d’être écouté. Ses paroles ne sont pas gardées."
                if notes
                else "Aucun.",
                ("Quand", "Vu par l’enseignant"),
                notes,
            ),
            Part(
                "Sa voix",
                f"{voices} lecture(s) enregistrée(s), dans le dossier « voix »."
                if voices
                else "Aucun son n’est gardé.",
                ("Accord donné le", "Retiré le"),
                consents,
            ),
            Part(
                "Combien de temps",
                "Ce qui est gardé, et jusqu’à quand.",
                ("Quoi", "Jusqu’à quand"),
                [[kind.what, kind.until] for kind in RETENTION],
            ),
            Part(
                "Pour un informaticien",
                f"{DATA} contient chaque ligne de la base qui parle de lui, {XAPI} ses réponses au format xAPI 1.0.3.",
                ("Table", "Lignes"),
                listed,
            ),
        ],
    )


def _moment(at: datetime, timezone: ZoneInfo) -> str:
    local = at.astimezone(timezone)
    return f"{local:%d/%m/%Y} à {local.hour} h {local.minute:02}"


def _of(at: str | None, timezone: ZoneInfo) -> str:
    return "" if at is None else _moment(datetime.fromisoformat(at), timezone)


def _day(iso: str) -> str:
    year, month, day = iso.split("-")
    return f"{day}/{month}/{year}"


def file_name(pupil: Pupil) -> str:
    """What the zip is called."""
    return f"Données de {pupil.first_name}.zip"
