"""The part of the vocabulary over which a training step takes its softmax.

The head costs as much as six blocks over all 49,152 tokens, most of which the data never asks for and the model never expects.
Every target of the data takes part, and others by chance, new ones each step, so that none drifts up unseen. Held-out losses
are taken over the whole vocabulary.
"""

import torch


class Vocabulary:
    """Draws `others` ids a step beside the data's targets."""

    def __init__(self, lines, tokens, others, seed):
        wanted = torch.zeros(tokens, dtype=torch.bool)
        wanted[torch.tensor([branch.ids[i] for line in lines for branch in line.branches for i in branch.targets])] = True
        self._wanted, self._rest = wanted.nonzero().flatten(), (~wanted).nonzero().flatten()
        self._others, self._seed = others, seed

    def draw(self, step):
        """The sorted ids for a step, the same for the same step and seed."""
        chance = torch.Generator().manual_seed(self._seed * 1_000_003 + step)
        drawn = torch.randperm(len(self._rest), generator=chance)[: self._others]
        return torch.cat([self._wanted, self._rest[drawn]]).sort().values
