"""AdamW over the flat weights (Loshchilov and Hutter 2019), a slice at a time, and the rounding to Q4_0 while a slice is hot."""

import math

import torch

from weights import SLICE

BETAS = (0.9, 0.95)
EPSILON = 1e-8
DECAY = 0.01
CLIP = 1.0


class AdamW:
    """The optimiser's state: both moments of the trained weights, and the number of steps taken."""

    def __init__(self, weights):
        self.weights, self.steps = weights, 0
        self.first, self.second = torch.zeros_like(weights.grad), torch.zeros_like(weights.grad)

    @torch.no_grad()
    def step(self, rate):
        """Applies `weights.grad`, clipped to a norm of 1, at a learning rate; the norm before clipping."""
        self.steps += 1
        trained, grad = self.weights.master[self.weights.trained :], self.weights.grad
        norm = float(torch.linalg.vector_norm(grad))
        clip = min(1.0, CLIP / (norm + 1e-6))
        unbias = [1 - beta**self.steps for beta in BETAS]
        for start in range(0, len(grad), SLICE):
            w, g, m, v = (t[start : start + SLICE] for t in (trained, grad, self.first, self.second))
            g.mul_(clip)
            m.lerp_(g, 1 - BETAS[0])
            v.mul_(BETAS[1]).addcmul_(g, g, value=1 - BETAS[1])
            root = v.sqrt().div_(math.sqrt(unbias[1])).add_(EPSILON)
            w.mul_(1 - rate * DECAY).addcdiv_(m, root, value=-rate / unbias[0])
            self.weights.refresh(self.weights.trained + start, self.weights.trained + start + len(w))
        return norm
