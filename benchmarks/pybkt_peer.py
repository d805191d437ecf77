"""Runs in pyBKT's own environment: `pybkt_peer.py ROWS.csv OUT.csv`. Rows: user_id,skill_name,correct,order_id,test.

Writes, for each test row in order, P(correct) without forgetting and with it.
"""

import sys

import pandas as pd
from pyBKT.models import Model


def main() -> None:
    rows = pd.read_csv(sys.argv[1], dtype={"skill_name": str, "user_id": str})
    train, test = rows[rows.test == 0], rows[rows.test == 1]
    base = float(train.correct.mean())
    known = set(train.skill_name)
    columns = {}
    for name, forgets in (("bkt", False), ("bkt_forgets", True)):
        model = Model(seed=42, num_fits=1, parallel=False)
        model.fit(data=train.drop(columns="test"), forgets=forgets)
        seen = test[test.skill_name.isin(known)]
        predicted = model.predict(data=seen.drop(columns="test")).set_index("order_id").correct_predictions
        columns[name] = predicted.reindex(test.order_id).fillna(base).to_numpy()
    pd.DataFrame(columns).to_csv(sys.argv[2], index=False)


if __name__ == "__main__":
    main()
