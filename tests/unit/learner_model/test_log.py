"""Logs are read as they are meant, and a wrong line is named."""

import pytest

from learner_model.errors import LearnerModelError
from learner_model.log import Log, read_log

HEADER = "student,item,skill,correct,timestamp"


def read(*rows: str, header: str = HEADER) -> Log:
    return read_log([header + "\n", *(row + "\n" for row in rows)], "log.csv")


def test_rows_are_grouped_by_student_in_the_order_given() -> None:
    log = read("b,1,x,1,10", "a,1,x,0,5", "b,2,y,0,9")
    assert log.students == ("b", "a")
    assert log.student.tolist() == [0, 0, 1]
    assert log.correct.tolist() == [1.0, 0.0, 0.0]
    assert log.timestamp is not None
    assert log.timestamp.tolist() == [10.0, 9.0, 5.0]


def test_several_skills_joined_in_one_row_are_one_answer() -> None:
    log = read("a,1,x~~y~~x,1,10", "a,2,y,1,11")
    assert len(log) == 2
    assert log.groups == (("x", "y"), ("y",))
    assert log.skills.tolist() == [[0, 1], [1, -1]]


def test_rows_of_one_answer_written_once_a_skill_become_one_answer() -> None:
    log = read("a,1,x,1,10", "a,1,y,1,10", "a,1,y,1,10", "a,1,x,0,10")
    assert [log.groups[g] for g in log.group] == [("x", "y"), ("y",), ("x",)]


def test_without_timestamps_a_repeated_row_is_a_repeated_answer() -> None:
    log = read("a,1,x,1", "a,1,y,1", header="student,item,skill,correct")
    assert len(log) == 2
    assert log.timestamp is None


def test_columns_may_come_in_any_order_with_others() -> None:
    log = read("1,nothing,a,x,q", header="correct,remark,student,skill,item")
    assert (log.students, log.items, log.skill_names, log.correct.tolist()) == (("a",), ("q",), ("x",), [1.0])


@pytest.mark.parametrize(
    ("row", "what"),
    [
        ("a,1,x,2,10", "line 3: correct must be 0 or 1, not '2'"),
        ("a,1,x,,10", "line 3: correct must be 0 or 1"),
        ("a,1,,1,10", "line 3: skill must not be empty"),
        (",1,x,1,10", "line 3: student and item must not be empty"),
        ("a,1,x,1", "line 3: 4 fields, but the header has 5"),
        ("a,1,x,1,soon", "line 3: timestamp must be a number of seconds, not 'soon'"),
        ("a,1,x,1,nan", "line 3: timestamp must be"),
    ],
)
def test_a_wrong_line_is_named(row: str, what: str) -> None:
    with pytest.raises(LearnerModelError, match=what):
        read("a,1,x,1,9", row)


def test_a_file_without_the_columns_or_without_answers_is_refused() -> None:
    with pytest.raises(LearnerModelError, match=r"line 1: the column 'skill' is missing"):
        read("a,1,1", header="student,item,correct")
    with pytest.raises(LearnerModelError, match="line 1: the column 'student' is missing"):
        read_log([], "log.csv")
    with pytest.raises(LearnerModelError, match="no answer under its header"):
        read()
