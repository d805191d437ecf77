"""One child of a made-up school year (tests.school_year): what he is given, what he answers, what it makes known."""

import math
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from exercises.catalogue import Catalogue
from exercises.exercise import Domain, Exercise, Grade, Mode, ReadAloud, Unit
from exercises.maths.fluency import facts_of_grade
from learner_model import LearnerModel, PupilState
from learner_model.interface import Attempt as Evidence
from learner_model.interface import Outcome
from speech.slips import every_slip
from speech.texts.reading import Miscue
from speech.verdicts import Verdict
from tests.bulk import Rows
from tests.year_answers import Given, Sheet, Sheets
from tests.year_traits import STUCK, Stuck, Trait
from tutor.companion.lines import Lines
from tutor.practice.days import Answered, Work, work_on
from tutor.practice.replies import REHEARSAL, Try, decide, hints_seen, subject_of
from tutor.practice.runs import RUN

SITTINGS = (time(8, 45), time(10, 50), time(14, 5))
LONGEST_ABSENCE = timedelta(days=25)
LOWERED, LOWER = timedelta(days=21), 0.65
"""How long what is harder than usual has been so, and how much of his chances are left."""
TEXT_EACH = 60
"""Exercises between two texts read aloud."""
KNOWN = 10
"""Exercises of a skill that are used: making their answers takes longer than all the rest."""
REVIEWED = 0.4
ENGINE = "marelle-base"


@dataclass(frozen=True, slots=True)
class YearPupil:
    """`stuck_on`: the skill that does not come, of those who have one."""

    id: UUID
    first_name: str
    card_token: str
    trait: Trait | None
    stuck_on: str | None


def made_uuid(rng: random.Random) -> UUID:
    return UUID(int=rng.getrandbits(124), version=4)  # begins with 0: copies begin with another digit


class World:
    """What all children share: the content by skill, Rivet's lines, the learner."""

    def __init__(self, catalogue: Catalogue, sheets: Sheets, learner: LearnerModel, timezone: ZoneInfo) -> None:
        self.catalogue, self.sheets, self.learner, self.timezone = catalogue, sheets, learner, timezone
        self._lines, self._said = Lines.load(), {}  # type: ignore[var-annotated]
        self.by_skill: dict[str, list[Exercise]] = {}
        self.texts: dict[Grade, list[Exercise]] = {grade: [] for grade in Grade}
        self.facts: dict[Grade, list[Exercise]] = {grade: [] for grade in Grade}
        for one in catalogue.exercises.values():
            content = one.content
            if isinstance(content, ReadAloud) and content.unit is Unit.TEXT:
                self.texts[one.grade].append(one)
            elif one.skills:
                self.by_skill.setdefault(one.skills[0], []).append(one)
            if any(facts.hold(one) for facts in facts_of_grade(one.grade)):
                self.facts[one.grade].append(one)
        drawn = random.Random(1)
        self.by_skill = {skill: drawn.sample(all_, min(KNOWN, len(all_))) for skill, all_ in self.by_skill.items()}
        years = list(Grade)
        met = [one for one in catalogue.skills.skills.values() if one.id in self.by_skill]
        self.order = {
            (grade, domain): [
                one.id
                for one in sorted(met, key=lambda one: (years.index(one.grade), one.period or 3))
                if one.domain is domain and years.index(grade) - years.index(one.grade) in (0, 1)
            ]
            for grade in Grade
            for domain in Domain
        }
        self.slips = sorted(every_slip())

    def line(self, act: str, rng: random.Random) -> dict[str, str]:
        """Something Rivet says for this act."""
        if act not in self._said:
            drawn = random.Random(act)
            self._said[act] = [self._lines.choose(act, drawn) for _ in range(8)]
        return {"act": act, "text": rng.choice(self._said[act])}


@dataclass(slots=True)
class Child:
    """A pupil at work, day after day. `works`: what each exercise adds to the counts of its day.

    `unlearnt`: his first attempts, of which the learner is told nothing.
    """

    world: World
    pupil: YearPupil
    grade: Grade
    days: int
    attempts: int
    unlearnt: int
    rng: random.Random
    stuck: Stuck = STUCK
    works: list[Work] = field(default_factory=list)
    last: UUID | None = None
    practised: dict[str, int] = field(default_factory=dict)
    state: PupilState = field(init=False)
    ability: dict[Domain, float] = field(init=False)
    pace: float = field(init=False)
    speed: float = field(init=False)
    since_text: int = 0
    made: int = 0
    heard_last: datetime | None = None
    lowered: bool = False

    def __post_init__(self) -> None:
        rng = self.rng
        self.state = self.world.learner.new_state(self.grade.value)
        self.ability = {domain: rng.gauss(0.9, 0.5) for domain in Domain}
        self.speed = {Grade.CP: 14.0, Grade.CE1: 36.0, Grade.CE2: 58.0}[self.grade] * rng.uniform(0.75, 1.3)
        self.pace = rng.uniform(0.75, 1.0)

    def day(self, number: int, day: date, until: datetime) -> Iterator[tuple[dict[str, Any], list[dict[str, Any]]]]:
        """What he is given on a day and his answers to each; nothing when he is not there."""
        today = number == self.days - 1
        trait = self.pupil.trait
        self.lowered = trait is Trait.LOW and until.date() - day < LOWERED
        if trait is Trait.ABSENT and (until.date() - day) < LONGEST_ABSENCE:
            return
        if not today and self.rng.random() < 0.03:
            return
        wanted = self.attempts * (number + 1) / self.days - self.made
        goal = self.made + min(wanted, 1.3 * self.attempts / self.days)
        sittings = SITTINGS[: 1 + (self.attempts / self.days > 20) + (self.attempts / self.days > 40)]
        through = number / max(1, self.days - 1)
        if today:  # it ended a little before now: between now and an hour and a half ago
            yield from self._sitting(goal, until - timedelta(minutes=self.rng.uniform(15, 90)), through, until)
            return
        first = self.made
        for place, at in enumerate(sittings, start=1):
            start = datetime.combine(day, at, self.world.timezone) + timedelta(minutes=self.rng.uniform(0, 12))
            yield from self._sitting(first + (goal - first) * place / len(sittings), start, through, until)

    def _sitting(
        self, goal: float, start: datetime, through: float, until: datetime
    ) -> Iterator[tuple[dict[str, Any], list[dict[str, Any]]]]:
        rng, at, done = self.rng, start.astimezone(UTC), 0
        run = list(self._run(start)) if start.weekday() == 1 else []
        while self.made < goal and (at < until - timedelta(minutes=2) or not done):
            exercise, because = self._chosen(through, done)
            run_place = 0
            if run and done >= 4:
                exercise, because, run_place = run.pop(), "fluency", RUN - len(run)
            served, answers, at = self._exercise(exercise, because, at, through, done, run_place)
            yield served, answers
            done += 1
            at += timedelta(seconds=rng.uniform(2, 7))

    def _run(self, start: datetime) -> Iterator[Exercise]:
        facts = self.world.facts[self.grade]
        if len(facts) >= RUN and start.hour < 10:
            yield from self.rng.sample(facts, RUN)

    def _chosen(self, through: float, done: int) -> tuple[Exercise, str]:
        rng, trait = self.rng, self.pupil.trait
        self.since_text += 1
        if self.since_text >= TEXT_EACH and self.world.texts[self.grade]:
            self.since_text = rng.randint(0, 6)
            return rng.choice(self.world.texts[self.grade]), "stretch"
        if self.pupil.stuck_on and through > 0.8 and rng.random() < self.stuck.met:
            return rng.choice(self.world.by_skill[self.pupil.stuck_on]), "consolidate"
        domain = (Domain.READING, Domain.MATHS)[done // 3 % 2]
        order = self.world.order[self.grade, domain]
        reach = len(order) * (0.25 + 0.75 * through) * self.pace
        if rng.random() < REVIEWED:
            skill, because = order[int(rng.random() * reach)], "due_review"
        else:
            skill = order[max(0, min(len(order) - 1, int(reach - abs(rng.gauss(0, 6)))))]
            because = "stretch" if self.practised.get(skill, 0) < 6 else "consolidate"
        if trait in (Trait.STUCK_IN_READING, Trait.STUCK_IN_MATHS) and skill == self.pupil.stuck_on:
            because = "consolidate"
        return rng.choice(self.world.by_skill[skill]), because

    def _exercise(
        self, exercise: Exercise, because: str, at: datetime, through: float, done: int, run_place: int
    ) -> tuple[dict[str, Any], list[dict[str, Any]], datetime]:
        rng, world, sheet = self.rng, self.world, self.world.sheets.of(exercise)
        chance = self._chance(exercise)
        act = "hello" if not done else "invite_facts" if run_place else f"invite_{subject_of(exercise.kind)}"
        served_id, served_at = made_uuid(rng), at
        numbers = {"low": 0.75, "high": 0.9, "misses": 0.0, "ease": 3.0, "mastery": round(chance, 4), "retention": 1.0}
        served = {
            "id": served_id,
            "pupil_id": self.pupil.id,
            "exercise_id": exercise.id,
            "reason": {
                "because": because,
                "skill": exercise.skills[0],
                "probability": chance,
                "uncertainty": 0.6,
                "numbers": {**numbers, "place": float(run_place)} if run_place else numbers,
            },
            "line": world.line(act, rng),
            "model_version": world.learner.version,
            "run_place": run_place or None,
            "served_at": served_at,
        }
        rows: list[dict[str, Any]] = []
        tries: list[Try] = []
        answers: list[Answered] = []
        misses: list[Given] = []
        mode = exercise.content.mode if isinstance(exercise.content, ReadAloud) else Mode.ALONE
        then = "again"
        while then == "again":
            given = self._answer(sheet, chance + (0.25 if tries else 0.0), tries, through)
            seconds = given.seconds if given.seconds else rng.uniform(3, 12) + 8 * (chance < 0.5)
            shown_at, at = at, at + timedelta(seconds=seconds)
            now = Try(given.kept["type"], given.verdict, given.kept.get("same"))
            decision = decide(exercise.domain, exercise.kind, now, tries, because, mode)  # type: ignore[arg-type]
            if given.verdict is Verdict.INCORRECT:
                misses.append(given)
            hint, help_out = world.sheets.help(sheet, given, misses, decision)
            then = decision.then
            hints = hints_seen(exercise.kind, tries, mode)
            attempt_id = made_uuid(rng)
            line = {"act": "hint", "text": hint} if hint else world.line(decision.act, rng)
            rows.append(
                {
                    "id": attempt_id,
                    "pupil_id": self.pupil.id,
                    "served_id": served_id,
                    "exercise_id": exercise.id,
                    "item": sheet.item_json,
                    "verdict": given.verdict.value,
                    "answer": given.kept,
                    "hearing": self._hearing(sheet, given, served_id, at),
                    "reply": {
                        "id": str(attempt_id),
                        "verdict": given.verdict.value,
                        "words": given.words,
                        "number": given.number,
                        "line": line,
                        "then": then,
                        "help": help_out,
                        "path": {"done": min(done + (then != "again"), 16), "goal": 16},
                    },
                    "hints": hints,
                    "latency_ms": int((at - shown_at).total_seconds() * 1000),
                    "mclm": (given.fluency or {}).get("mclm"),
                    "misconception": given.kept.get("misconception"),
                    "heard": True if given.kept["type"] == "heard" else None,
                    "occurred_at": at,
                    "received_at": at,
                }
            )
            rehearsal = line["act"] == REHEARSAL
            answers.append(Answered(sheet.item_dict, given.verdict.value, hints, at, rehearsal))
            if not rehearsal and self.made + len(rows) > self.unlearnt:
                moment = at.timestamp()
                latency = rows[-1]["latency_ms"] / 1000
                evidence = Evidence(sheet.item, Outcome(given.verdict.value), moment, hints, latency)
                self.state = world.learner.update(self.state, evidence, moment)
            tries.append(now)
            self.last, self.heard_last = attempt_id, at
        work = work_on(served_at, answers, world.timezone)
        if work is not None:
            self.works.append(work)
        self.made += len(rows)
        for skill in exercise.skills:
            self.practised[skill] = self.practised.get(skill, 0) + 1
        return served, rows, at

    def _chance(self, exercise: Exercise) -> float:
        skill = exercise.skills[0]
        if skill == self.pupil.stuck_on:
            return self.stuck.right
        learnt = -self.ability[exercise.domain] - 0.28 * math.log2(1 + self.practised.get(skill, 0))
        return min(0.97, 1 / (1 + math.exp(learnt))) * (LOWER if self.lowered else 1)

    def _answer(self, sheet: Sheet, chance: float, tries: Sequence[Try], through: float) -> Given:
        rng, content = self.rng, sheet.exercise.content
        if rng.random() < 0.012:
            return Given({"type": "skipped"}, Verdict.UNSURE)
        if isinstance(content, ReadAloud):
            doubt = 0.38 if self.pupil.trait is Trait.UNSURE else 0.05
            if tries and tries[-1].answer == "heard" and tries[-1].verdict is Verdict.UNSURE and rng.random() < 0.8:
                return Given({"type": "judged", "same": rng.random() < 0.7, "receipt": None}, Verdict.UNSURE)
            verdict = Verdict.UNSURE if rng.random() < doubt else Verdict.CORRECT
            if verdict is Verdict.CORRECT and rng.random() > chance:
                verdict = Verdict.INCORRECT
            return self._read(content, sheet, verdict, through)
        if rng.random() < chance or not sheet.wrong:
            return sheet.right
        named = [one for one in sheet.wrong if "misconception" in one.kept]
        # A child has his own way to be wrong: the same rule again and again, rather than any of them.
        if named and rng.random() < 0.6:
            return named[self.pupil.id.int % len(named)]
        return rng.choice(sheet.wrong)

    def _read(self, content: ReadAloud, sheet: Sheet, verdict: Verdict, through: float) -> Given:
        rng, count = self.rng, len(content.words)
        hard = set(rng.choices(range(count), sheet.weights, k=math.ceil(count / (14 if count > 20 else 8))))
        flat = self.pupil.trait is Trait.FLAT
        each = 60 / (self.speed * (1.0 if flat else 1 + 0.9 * through) * rng.uniform(0.9, 1.1))
        each *= 1.0 if content.unit is Unit.TEXT else 1.15
        words: list[dict[str, Any]] = []
        for place, word in enumerate(content.words):
            own = verdict if place in hard else Verdict.CORRECT
            wrong = own is Verdict.INCORRECT
            heard = rng.choice(sheet.near[place]) if wrong and sheet.near[place] and rng.random() < 0.6 else None
            words.append(
                {
                    "word": word.text,
                    "verdict": own.value,
                    "probability": {"correct": 0.95, "unsure": 0.5, "incorrect": 0.06}[own.value],
                    "start": round(place * each, 2),
                    "end": round((place + 0.9) * each, 2),
                    "heard": heard,
                    "slip": rng.choice(self.world.slips) if wrong and heard is None and rng.random() < 0.5 else None,
                    "phones": None,
                }
            )
        seconds, fluency = count * each, None
        if content.unit is Unit.TEXT:
            right = sum(one["verdict"] != "incorrect" for one in words)
            events = [
                {"kind": kind.value, "word": place, "at": round(place * each, 2), "seconds": seconds_of(kind)}
                for place in sorted(rng.sample(range(count), min(count, rng.randint(0, 4))))
                for kind in (rng.choice((Miscue.SELF_CORRECTED, Miscue.HESITATED, Miscue.REPEATED)),)
            ]
            fluency = {
                "mclm": round(60 * right / seconds),
                "phrasing": min(4, 1 + int(3 * (0.2 + 0.6 * through * (not flat) + 0.2 * rng.random()))),
                "reading_seconds": round(seconds, 2),
                "reached": count,
                "events": events,
            }
        return Given({"type": "heard"}, verdict, words=words, fluency=fluency, seconds=seconds + rng.uniform(1, 4))

    def _hearing(self, sheet: Sheet, given: Given, served_id: UUID, at: datetime) -> dict[str, Any] | None:
        if given.kept["type"] != "heard":
            return None
        return {
            "pupil_id": str(self.pupil.id),
            "served_id": str(served_id),
            "kind": sheet.exercise.kind.value,
            "verdict": given.verdict.value,
            "words": given.words,
            "number": None,
            "likeliest": None,
            "line": None,
            "probability": min(one["probability"] for one in given.words),
            "fluency": given.fluency,
            "engine": ENGINE,
            "at": at.isoformat(),
        }

    def mastery(self, sequence: int | None) -> Rows:
        """His state, as kept after his last attempt."""
        if sequence is None or self.heard_last is None:
            return []
        return [
            {
                "pupil_id": self.pupil.id,
                "state": self.state.to_json(),
                "sequence": sequence,
                "model_version": self.world.learner.version,
                "updated_at": self.heard_last,
            }
        ]


def seconds_of(kind: Miscue) -> float | None:
    """How long it lasted, for a hesitation."""
    return 1.4 if kind is Miscue.HESITATED else None
