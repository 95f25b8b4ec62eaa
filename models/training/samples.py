"""Lines that look like training data and mean nothing, for tests and for measuring speed."""

import random

from data import Branch, Line


def lines(count, seed=1, vocabulary=49152, prefix=350, branches=8, length=180):
    """So many robots, each with branches whose second half is predicted. Lengths vary by a fifth."""
    chance = random.Random(seed)
    ids = lambda n: [chance.randrange(vocabulary) for _ in range(max(4, round(n * chance.uniform(0.8, 1.2))))]
    make = lambda text: Branch(text, list(range(len(text) // 2, len(text))))
    return [Line(ids(prefix), [make(ids(length)) for _ in range(branches)]) for _ in range(count)]
