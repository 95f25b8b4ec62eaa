"""The llama architecture over one step of training: prefixes shared by branches, loss and gradients at the targets only."""

from dataclasses import dataclass

import torch

import attention
import block
from products import mm, mm_to

HEAD_ROWS = 256  # targets whose logits are in memory at once


@dataclass
class Result:
    """Sums over a step's targets. `matches` counts those that the model, given all before, would have chosen."""

    loss: float
    matches: int
    targets: int


class Prepared:
    """A step with its positions turned into rotations."""

    def __init__(self, step, shape):
        self.segments = step.segments
        self.turn = attention.rotations(step.positions, shape)


def hidden(weights, step, keep=False):
    """The last block's output [tokens, width], and what each trained block keeps for its backward pass."""
    shape, saved = weights.shape, []
    prepared = Prepared(step, shape)
    x = weights.embedding[step.ids]
    for i in range(shape.blocks):
        trains = keep and i >= weights.freeze
        x, kept = block.forward(x, weights.blocks[i], weights.norms[i], prepared, shape, trains)
        if trains:
            saved.append(kept)
    return x, saved, prepared


def logits(weights, x):
    """The scores of every token of the vocabulary after each row of the last block's output."""
    return (x * block.rms(x, weights.shape.epsilon)).mul_(weights.output_norm) @ weights.embedding.t()


def head(weights, x, targets, keep, vocabulary=None):
    """Loss and matches at rows x with their targets, and the gradient (of the mean loss) of x if `keep`.

    `vocabulary`, sorted ids with all targets among them, stands for the whole vocabulary if given.
    """
    embedding = weights.embedding
    if vocabulary is not None:
        embedding, targets = embedding[vocabulary], torch.searchsorted(vocabulary, targets)
    scale = block.rms(x, weights.shape.epsilon)
    normed = (x * scale).mul_(weights.output_norm)
    loss, matches, grad = 0.0, 0, torch.empty_like(x) if keep else None
    for i in range(0, len(x), HEAD_ROWS):
        scores = mm(normed[i : i + HEAD_ROWS], embedding.t())
        wanted = targets[i : i + HEAD_ROWS, None]
        peak, chosen = scores.max(1, keepdim=True)
        own = scores.gather(1, wanted) - peak
        total = scores.sub_(peak).exp_().sum(1, keepdim=True)
        loss += float((total.log() - own).sum())
        matches += int((chosen == wanted).sum())
        if keep:
            total.mul_(len(x))
            scores.div_(total).scatter_add_(1, wanted, torch.full(wanted.shape, -1 / len(x)))
            mm_to(scores, embedding, grad[i : i + HEAD_ROWS])
    if keep:
        grad = block.rms_backward(torch.zeros_like(x), grad, x, scale, weights.output_norm)
    return Result(loss, matches, len(x)), grad


@torch.no_grad()
def run(weights, step, train, vocabulary=None):
    """Runs a step; with `train`, `weights.grad` holds the gradient of the mean loss afterwards. `vocabulary` as in `head`."""
    x, saved, prepared = hidden(weights, step, train)
    result, rows = head(weights, x[step.before], step.targets, train, vocabulary)
    if train:
        grad = torch.zeros_like(x)
        grad[step.before] = rows
        for i in reversed(range(weights.freeze, weights.shape.blocks)):
            trained = i - weights.freeze
            grad = block.backward(grad, saved.pop(), weights.blocks[i], weights.grads[trained], weights.norms[i],
                                  weights.norm_grads[i], prepared, weights.shape)
    return result
