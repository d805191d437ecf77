"""What every exercise of reading is made with: the activity's instruction, what must be decoded, how hard it is."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import lru_cache, partial

from exercises.activities import Activity
from exercises.activity_list import Described
from exercises.draws import shuffled
from exercises.exercise import Choose, Content, Domain, Exercise, Grade, Option, Prompt
from exercises.reading.alignment import Aligner
from exercises.reading.decodability import Decoder
from exercises.reading.read_words import read_words
from exercises.reading.syllables import Syllables
from exercises.skills import SkillGraph

_LAST_STAGE = 10
_STAGE_RANGE = 0.6
"""Logits between content of the first stage and of the last, in a year that is taught all of them."""

_YEARS = list(Grade)


class Workshop:
    """Makes exercises. Everything that is drawn at random comes from the exercise's own id: always the same."""

    def __init__(
        self, activities: Mapping[Activity, Described], decoder: Decoder, syllables: Syllables, graph: SkillGraph
    ) -> None:
        self.activities = activities
        self.decoder = decoder
        self.aligner = Aligner(decoder.gpcs)
        self._graph = graph
        # A text is read in several ways: decoded once.
        self.gpcs_of = lru_cache(maxsize=4_000)(self._gpcs_of)
        self.read_words = lru_cache(maxsize=1_000)(partial(read_words, decoder=decoder, syllables=syllables))
        self._order = {gpc.slug: place for place, gpc in enumerate(decoder.gpcs)}

    def exercise(
        self,
        activity: Activity,
        key: str,
        content: Content,
        *,
        grade: Grade,
        skills: Sequence[str],
        level: int = 2,
        read: Iterable[str] = (),
        gpcs: Iterable[str] = (),
        harder: float = 0.0,
        theme: str = "",
    ) -> Exercise:
        """One exercise `reading.<activity>.<key>`, for the year in which all its skills are taught, `grade` at least.

        `read`: all that the pupil has to decode, or `gpcs` when it is known which; `harder`: in logits.
        """
        described = self.activities[activity]
        slugs = set(gpcs)
        for text in read:
            slugs |= self.gpcs_of(text)
        stage = max((self.decoder.gpcs[slug].stage for slug in slugs), default=0)
        return Exercise(
            id=f"reading.{activity.value}.{key}",
            domain=Domain.READING,
            grade=max((grade, *(self._graph.skills[skill].grade for skill in skills)), key=_YEARS.index),
            level=level,
            activity=activity,
            skills=tuple(dict.fromkeys(skills)),
            needs=tuple(sorted(self.decoder.gpcs[slug].skill for slug in slugs)),
            step=described.step,
            theme=theme,
            difficulty=round(described.difficulty + harder + _STAGE_RANGE * (stage / _LAST_STAGE - 0.5), 3),
            instruction=described.instruction,
            content=content,
        )

    def choice(
        self, key: str, prompt: Prompt, right: Sequence[Option], wrong: Sequence[Option], *, steady: bool = False
    ) -> Choose:
        """Options in an order drawn from `key` (or as given when `steady`), and the places of the right ones."""
        options = [*right, *wrong] if steady else shuffled(key, [*right, *wrong])
        return Choose(
            prompt=prompt,
            options=tuple(options),
            answers=tuple(place for place, option in enumerate(options) if option in right),
        )

    def _gpcs_of(self, text: str) -> frozenset[str]:
        return self.decoder.text(text).gpcs

    def with_gpc(self, skill: str, slugs: Collection[str]) -> tuple[str, ...]:
        """A skill and, after it, that of the latest of these correspondences: what is new in what is read."""
        gpcs = self.decoder.gpcs
        latest = max(slugs, key=lambda slug: (gpcs[slug].stage, self._order[slug]), default=None)
        return (skill, gpcs[latest].skill) if latest else (skill,)
