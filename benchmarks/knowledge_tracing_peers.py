"""Peers for benchmarks/knowledge_tracing.py: plain Elo, PFA and Best-LR, trained and tested on the same rows."""

import math

import numpy as np
import scipy.sparse as sp
from sklearn.linear_model import LogisticRegression

from learner_model.log import Floats, Ints, Log


def elo(log: Log, learn: Ints, test: Ints) -> Floats:
    """Elo with falling gains (Pelanek 2016): items rated on the training students, then left alone."""
    difficulty, met = np.zeros(len(log.items)), np.zeros(len(log.items))
    ability: dict[int, float] = {}
    done: dict[int, int] = {}
    out = np.zeros(len(test))
    for rows, training in ((learn, True), (test, False)):
        for place, row in enumerate(rows):
            student, item = int(log.student[row]), int(log.item[row])
            theta, n = ability.get(student, 0.0), done.get(student, 0)
            p = 1.0 / (1.0 + math.exp(difficulty[item] - theta))
            error = log.correct[row] - p
            ability[student], done[student] = theta + 1.8 / (1.0 + 0.05 * n) * error, n + 1
            if training:
                difficulty[item] -= 1.8 / (1.0 + 0.05 * met[item]) * error
                met[item] += 1
            else:
                out[place] = p
    return out


def counts(log: Log) -> tuple[sp.csr_matrix, sp.csr_matrix, sp.csr_matrix, Floats, Floats]:
    """Before each answer: its skills, log wins and log fails of each, log wins and log fails of the student."""
    rows: list[int] = []
    columns: list[int] = []
    wins: list[float] = []
    fails: list[float] = []
    all_wins, all_fails = np.zeros(len(log)), np.zeros(len(log))
    seen: dict[tuple[int, int], list[int]] = {}
    totals = np.zeros((len(log.students), 2))
    for row in range(len(log)):
        student, right = int(log.student[row]), int(log.correct[row])
        all_wins[row], all_fails[row] = totals[student]
        totals[student, 1 - right] += 1
        for skill in log.skills[row]:
            if skill < 0:
                continue
            past = seen.setdefault((student, int(skill)), [0, 0])
            rows.append(row)
            columns.append(int(skill))
            wins.append(past[0])
            fails.append(past[1])
            past[1 - right] += 1
    shape = (len(log), len(log.skill_names))

    def matrix(values: Floats) -> sp.csr_matrix:
        return sp.csr_matrix((values, (rows, columns)), shape=shape)

    return (
        matrix(np.ones(len(rows))),
        matrix(np.log1p(wins)),
        matrix(np.log1p(fails)),
        np.log1p(all_wins),
        np.log1p(all_fails),
    )


def pfa(log: Log, learn: Ints, test: Ints) -> Floats:
    """Performance factors analysis (Pavlik 2009) with logarithms of counts."""
    skills, wins, fails, _, _ = counts(log)
    return _regression(sp.hstack([skills, wins, fails]).tocsr(), log, learn, test)


def best_lr(log: Log, learn: Ints, test: Ints) -> Floats:
    """Best-LR (Gervet 2020): items, skills, log wins and fails by skill and in all."""
    skills, wins, fails, all_wins, all_fails = counts(log)
    items = sp.csr_matrix((np.ones(len(log)), (np.arange(len(log)), log.item)), shape=(len(log), len(log.items)))
    totals = sp.csr_matrix(np.column_stack([all_wins, all_fails]))
    return _regression(sp.hstack([items, skills, wins, fails, totals]).tocsr(), log, learn, test)


def _regression(x: sp.csr_matrix, log: Log, learn: Ints, test: Ints) -> Floats:
    model = LogisticRegression(C=1.0, solver="newton-cg", max_iter=100).fit(x[learn], log.correct[learn])
    result: Floats = model.predict_proba(x[test])[:, 1]
    return result
