import json

from exercises.activities import Activity
from exercises.doors import BEHIND, DOOR_OF, Door
from tutor.companion.phrases import FILE


def test_every_activity_is_behind_one_door_of_its_subject() -> None:
    assert set(DOOR_OF) == set(Activity)
    assert sum(map(len, BEHIND.values())) == len(Activity)
    assert Door.WORDS.domain == "reading"
    assert Door.MOVES.domain == "maths"


def test_rivet_can_say_the_name_of_every_door() -> None:
    assert list(json.loads(FILE.read_text(encoding="utf-8"))["doors"]) == [door.value for door in Door]
