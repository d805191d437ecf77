"""A small school, killed and started again on its data: additions and words to write, whose ids tell the answer.

python -m tests.e2e.offline_school DATA CLIENT PORT
"""

import random
import sys
from itertools import product
from pathlib import Path

import uvicorn

from exercises.activities import Activity
from exercises.catalogue import Catalogue
from exercises.exercise import Compute, Content, Domain, Exercise, Grade, Prompt, Write
from exercises.skills import SkillGraph
from exercises.sources import DATA
from tests.conftest import make_class
from tutor.app import create_app, utc_now
from tutor.db import make_engine, writing
from tutor.identity.repository import first_school
from tutor.identity.tables import School
from tutor.migrations.upgrade import upgrade
from tutor.settings import Settings

# None is a part of a name that the client itself keeps on a tablet.
WORDS = ["lune", "lama", "lapin", "moto", "vélo", "domino", "tomate", "canard", "salade", "cabane", "navire", "panda"]
PUPILS = ["Inès", "Léo", "Zoé", "Tom", "Lina"]


def exercises() -> dict[str, Exercise]:
    """Thirty-six of each subject or so."""
    sums = {f"sum.{one + two}.{one}": _sum(one, two) for one, two in product(range(2, 8), range(2, 8))}
    words = {f"word.{word}": Write(prompt=Prompt(say=word), answers=(word,)) for word in WORDS}
    return {key: _exercise(key, content) for key, content in {**sums, **words}.items()}


def _sum(one: int, two: int) -> Compute:
    return Compute(left=one, operator="+", right=two, answer=one + two, largest=20)


def _exercise(key: str, content: Content) -> Exercise:
    maths = isinstance(content, Compute)
    return Exercise(
        id=key,
        domain=Domain.MATHS if maths else Domain.READING,
        grade=Grade.CP,
        level=1,
        activity=Activity.COMPUTE if maths else Activity.DICTATION_KEYBOARD,
        skills=("maths.add.to_10" if maths else "reading.words.cv",),
        difficulty=0.0,
        instruction="Calcule." if maths else "Écoute, puis écris le mot.",
        content=content,
    )


def answer_to(exercise_id: str) -> str:
    """What to touch or write."""
    return exercise_id.split(".")[1]


def main(data: Path, client: Path, port: int) -> None:
    """Serve until killed."""
    few = Catalogue(SkillGraph.load(DATA), exercises())
    Catalogue.load = classmethod(lambda cls, directory=DATA: few)  # type: ignore[method-assign,assignment]
    settings = Settings(
        data_dir=data, client_dir=client, models_dir=data / "models", database_url=None, tls=False, port=port
    )
    app = create_app(settings, rng=random.Random(7))
    data.mkdir(exist_ok=True)
    engine = make_engine(settings.database)
    upgrade(engine)
    app.state.engine = engine
    with writing(engine) as session:
        if first_school(session) is None:
            school = School(name="École des Tilleuls")
            session.add(school)
            session.commit()
            make_class(app, school, utc_now, "martin", "Mme Martin", "CP A", PUPILS)  # type: ignore[arg-type]
    engine.dispose()
    uvicorn.run(app, host="127.0.0.1", port=port, log_level="warning")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
