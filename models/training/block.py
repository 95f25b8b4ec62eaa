"""One transformer block (RMSNorm, attention, RMSNorm, SwiGLU), forward and backward, for all tokens of a step at once.

Written out instead of left to autograd: fewer passes over memory, nothing kept that is cheap to compute again, and the
gradients of the matrices go straight to where the optimiser reads them.
"""

import torch
from torch.nn.functional import silu

import attention
from products import mm, mm_to


def rms(x, epsilon):
    """One over the root mean square of each row."""
    return torch.linalg.vector_norm(x, dim=1, keepdim=True).square_().div_(x.shape[1]).add_(epsilon).rsqrt_()


def rms_backward(grad, normed_grad, x, scale, norm, norm_grad=None):
    """Adds to `grad` the gradient of x from that of `x * scale * norm`, which it overwrites; writes that of `norm`, if wanted."""
    if norm_grad is not None:
        torch.sum((x * scale).mul_(normed_grad), 0, out=norm_grad)
    normed_grad.mul_(norm)
    mean = (normed_grad * x).sum(1, keepdim=True).mul_(scale.pow(3)).div_(x.shape[1])
    return grad.addcmul_(normed_grad, scale).addcmul_(x, mean, value=-1)


def forward(x, weights, norms, step, shape, keep):
    """The block's output, and what `backward` needs if `keep`."""
    scale = rms(x, shape.epsilon)
    qkv = mm((x * scale).mul_(norms[0]), weights.qkv.t())
    attention.rotate_(qkv, step.turn, shape)
    attended, kept = attention.forward(qkv, step.segments, shape, keep)
    middle = mm(attended, weights.output.t()).add_(x)
    middle_scale = rms(middle, shape.epsilon)
    gate_up = mm((middle * middle_scale).mul_(norms[1]), weights.gate_up.t())
    gate, up = gate_up.chunk(2, 1)
    out = mm(silu(gate).mul_(up), weights.down.t()).add_(middle)
    return out, (x, scale, qkv, attended, kept, middle, middle_scale, gate_up) if keep else None


def backward(grad, saved, weights, grads, norms, norm_grads, step, shape):
    """Writes the gradients of the matrices into `grads`, of the norms into `norm_grads`; the gradient of the block's input.

    `grad`, the gradient of the output, is overwritten.
    """
    x, scale, qkv, attended, kept, middle, middle_scale, gate_up = saved
    gate, up = gate_up.chunk(2, 1)
    active = silu(gate)
    mm_to(grad.t(), active * up, grads.down)
    inner = mm(grad, weights.down)
    both = torch.empty_like(gate_up)
    torch.mul(inner, active, out=both[:, gate.shape[1] :])
    both[:, : gate.shape[1]] = torch.ops.aten.silu_backward(inner.mul_(up), gate)
    mm_to(both.t(), (middle * middle_scale).mul_(norms[1]), grads.gate_up)
    rms_backward(grad, mm(both, weights.gate_up), middle, middle_scale, norms[1], norm_grads[1])
    mm_to(grad.t(), attended, grads.output)
    qkv_grad = attention.backward(mm(grad, weights.output), qkv, kept, step.segments, shape)
    attention.rotate_(qkv_grad, step.turn.conj(), shape)
    mm_to(qkv_grad.t(), (x * scale).mul_(norms[0]), grads.qkv)
    return rms_backward(grad, mm(qkv_grad, weights.qkv), x, scale, norms[0], norm_grads[0])
