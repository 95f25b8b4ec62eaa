"""Training data: JSON lines, one robot each, packed into steps.

A line is {"prefix": [ids], "branches": [{"ids": [ids], "targets": [[from, to], ...]}, ...]}: the tokens of a system message,
and conversations that follow it. Ranges are half-open; loss is taken where the ids of a range are predicted.
"""

import json
import random
from dataclasses import dataclass

import torch


@dataclass
class Branch:
    """A conversation after the prefix: its ids, and the indexes of those that are predicted."""

    ids: list
    targets: list


@dataclass
class Line:
    """A robot: the ids of its system message, and its branches."""

    prefix: list
    branches: list


class Step:
    """Tokens computed together. `before[i]` is the token after which `targets[i]` is predicted; see attention for `segments`."""

    def __init__(self, lines):
        ids, positions, before, targets, self.segments = [], [], [], [], []
        for line in lines:
            shared, length = len(ids), len(line.prefix)
            self.segments.append((shared, 0, shared, length))
            ids += line.prefix
            positions += range(length)
            for branch in line.branches:
                start = len(ids)
                self.segments.append((shared, length, start, len(branch.ids)))
                before += [start + i - 1 for i in branch.targets]
                targets += [branch.ids[i] for i in branch.targets]
                ids += branch.ids
                positions += range(length, length + len(branch.ids))
        self.ids, self.positions = torch.tensor(ids), torch.tensor(positions)
        self.before, self.targets = torch.tensor(before), torch.tensor(targets)


def read(paths):
    """The lines of some files."""
    lines = []
    for path in paths:
        with open(path, encoding="utf-8") as file:
            for number, text in enumerate(file, 1):
                lines.append(_line(json.loads(text), f"{path}, line {number}"))
    if not lines:
        raise ValueError(f"No lines in {', '.join(map(str, paths))}.")
    return lines


def _line(row, where):
    branches = []
    for branch in row["branches"]:
        targets = [i for first, end in branch["targets"] for i in range(first, end)]
        if not targets or min(targets) < 1 or max(targets) >= len(branch["ids"]):
            raise ValueError(f"{where}: targets must lie between 1 and the branch's length, {len(branch['ids'])}.")
        branches.append(Branch(branch["ids"], targets))
    return Line(row["prefix"], branches)


def pack(lines, tokens):
    """Groups lines, in their order, into lists of lines of about so many tokens.

    A line that doesn't fit is split when what is there is less than half a step, and otherwise begins the next step. A branch
    too long for a step has one of its own.
    """
    groups, group, size = [], [], 0
    for line in lines:
        whole = len(line.prefix) + sum(len(branch.ids) for branch in line.branches)
        if size + whole > tokens and size >= tokens / 2:
            groups.append(group)
            group, size = [], 0
        part = None
        for branch in line.branches:
            if group and size + len(branch.ids) + (0 if part else len(line.prefix)) > tokens:
                groups.append(group)
                group, size, part = [], 0, None
            if part is None:
                part = Line(line.prefix, [])
                group.append(part)
                size += len(line.prefix)
            part.branches.append(branch)
            size += len(branch.ids)
    return groups + [group] if group else groups


def epoch(lines, tokens, seed, number):
    """One pass over all lines, as lists of lines; the same for the same arguments."""
    chance = random.Random(f"{seed} {number}")
    shuffled = [Line(line.prefix, chance.sample(line.branches, len(line.branches))) for line in lines]
    chance.shuffle(shuffled)
    return pack(shuffled, tokens)
