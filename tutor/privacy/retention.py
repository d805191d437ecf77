"""How long each kind of data is kept: one table of facts, for the chores, the pages and the tests."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from tutor.journal.kept import KEPT as BIN_KEPT
from tutor.operations.attempt_log import DAYS_KEPT
from tutor.operations.backup_retention import OLDEST as OLDEST_BACKUP
from tutor.recordings.repository import CAMPAIGN_KEEP_DAYS
from tutor.recordings.schemas import LONGEST_KEPT

GONE: Final = timedelta(days=400)
"""After his last answer, a pupil who left (archived, or of an archived class) is made anonymous."""
JOURNAL: Final = timedelta(days=1_100)
"""Three school years: a line of a class's journal. AI Act, article 26: never less than six months."""
CLASS_PUT_AWAY: Final = timedelta(days=1_100)
"""After it was made, an archived class without any pupil is erased."""
QUESTIONS: Final = timedelta(days=400)
"""A question that the help could not answer, after it was last asked."""
SET_ASIDE: Final = timedelta(days=30)
"""What a restored backup replaced."""
SIX_MONTHS: Final = timedelta(days=184)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of data: what it is and until when it is kept (French), its tables, who erases it.

    `after`: the longest time, None when it goes with the pupil or the class. `chore`: of CHORES, or the module.
    """

    name: str
    what: str
    until: str
    tables: tuple[str, ...]
    after: timedelta | None
    chore: str


RETENTION: Final = (
    Kind(
        "identite",
        "Prénom ou surnom, image, trois images de connexion, carte",
        "Tant que l’élève est dans la classe, puis 400 jours après sa dernière réponse",
        ("pupil",),
        GONE,
        "retention",
    ),
    Kind(
        "travail",
        "Exercices donnés et raison du choix, réponses, mots entendus (jamais le son), corrections",
        "Comme l’identité ; ensuite seuls des verdicts et des comptes sans nom restent",
        ("served", "served_ahead", "attempt", "correction", "campaign_correction"),
        GONE,
        "retention",
    ),
    Kind(
        "progres",
        "Ce qui semble acquis, comptes de chaque jour",
        "Comme l’identité ; ensuite sans nom",
        ("mastery", "pupil_day", "skill_day", "skill_total"),
        GONE,
        "retention",
    ),
    Kind(
        "accompagnement",
        "Confort, leçons et histoire vues, signalements sans paroles, décisions, groupes, alertes, campagnes",
        "Effacés avec l’identité",
        (
            "pupil_comfort",
            "lesson_done",
            "story_told",
            "note",
            "decision",
            "need_group_member",
            "alert_aside",
            "campaign_turn",
            "own_text_reader",
            "together_group",
            "together_member",
            "together_turn",
        ),
        GONE,
        "retention",
    ),
    Kind(
        "voix",
        "Lectures enregistrées, chiffrées, seulement avec l’accord écrit de la famille",
        f"{LONGEST_KEPT} jours au plus ({CAMPAIGN_KEEP_DAYS} pour une campagne)",
        ("recording",),
        timedelta(days=LONGEST_KEPT),
        "recordings",
    ),
    Kind(
        "accords",
        "Accords des familles pour la voix et leurs retraits : date, et qui les a notés",
        "Effacés avec l’identité",
        ("recording_consent",),
        GONE,
        "retention",
    ),
    Kind(
        "journal",
        "Journal de la classe : ce que les enseignants ont changé",
        "Trois ans, ou effacé avec l’élève dont il parle",
        ("change",),
        JOURNAL,
        "retention",
    ),
    Kind(
        "classe",
        "Classe, réglages, progression, textes, campagnes, groupes, séances collectives (sans élève)",
        "Jusqu’à leur suppression ; une classe archivée et vide, trois ans",
        (
            "classroom",
            "teaching",
            "class_comfort",
            "progression",
            "class_recording",
            "own_text",
            "campaign",
            "need_group",
            "class_round",
            "class_question",
        ),
        CLASS_PUT_AWAY,
        "retention",
    ),
    Kind(
        "aide",
        "Questions sans réponse posées à l’aide, de personne, les prénoms ôtés",
        "400 jours après la dernière fois",
        ("help_question", "help_feedback"),
        QUESTIONS,
        "retention",
    ),
    Kind(
        "comptes",
        "École et comptes des enseignants (nom, identifiant, empreinte du mot de passe)",
        "Tant que l’école se sert de Marelle",
        ("school", "teacher"),
        None,
        "",
    ),
    Kind(
        "connexions",
        "Connexions terminées avant l’heure : un numéro, de personne",
        "Un jour",
        ("signed_out",),
        timedelta(days=1),
        "signed_out",
    ),
    Kind("corbeille", "Ce qui est mis à la corbeille", f"{BIN_KEPT.days} jours", (), BIN_KEPT, "bin"),
    Kind(
        "sauvegardes",
        "Sauvegardes de l’école (jamais les voix)",
        f"{OLDEST_BACKUP.days} jours au plus ; une sauvegarde remise en place efface de nouveau ce qui l’avait été",
        (),
        OLDEST_BACKUP,
        "backup",
    ),
    Kind(
        "releve",
        "Relevé des réponses à côté de la base, sans nom, contre les coupures de courant",
        f"{DAYS_KEPT} jours de classe ; les lignes d’un élève effacé le sont tout de suite",
        (),
        None,
        "tutor.operations.attempt_log",
    ),
    Kind(
        "mis-de-cote",
        "Base remplacée par une sauvegarde remise en place",
        f"{SET_ASIDE.days} jours",
        (),
        SET_ASIDE,
        "retention",
    ),
    Kind(
        "journaux-techniques",
        "Journaux du serveur : ni nom, ni parole, ni son",
        "Selon le système (journald) ; rien n’est écrit par Marelle dans un fichier",
        (),
        None,
        "",
    ),
)
