"""The same model as plain autograd code over one sequence, slow and obvious: what the tests hold the fast one against."""

import torch

import attention


def rms_norm(x, norm, epsilon):
    """Root-mean-square normalisation."""
    return x * torch.rsqrt(x.square().mean(1, keepdim=True) + epsilon) * norm


def rotate(x, turn):
    """Rotary positions in interleaved pairs; x is [tokens, heads, head]."""
    return torch.view_as_real(torch.view_as_complex(x.unflatten(2, (-1, 2))) * turn).flatten(2)


def logits(weights, blocks, norms, ids):
    """The scores after every token of a sequence, computed with `blocks` and `norms` in place of the weights' own."""
    shape, length = weights.shape, len(ids)
    turn = attention.rotations(torch.arange(length), shape)
    future = torch.full((length, length), float("-inf")).triu(1)
    group, kv = shape.heads // shape.kv_heads, shape.kv_heads * shape.head
    x = weights.embedding[ids]
    for matrices, pair in zip(blocks, norms):
        q, k, v = (rms_norm(x, pair[0], shape.epsilon) @ matrices.qkv.t()).split([shape.width, kv, kv], 1)
        q = rotate(q.view(length, shape.heads, shape.head), turn).transpose(0, 1)
        k = rotate(k.view(length, shape.kv_heads, shape.head), turn).transpose(0, 1).repeat_interleave(group, 0)
        v = v.view(length, shape.kv_heads, shape.head).transpose(0, 1).repeat_interleave(group, 0)
        attended = torch.softmax(q @ k.transpose(1, 2) * shape.head**-0.5 + future, -1) @ v
        x = x + attended.transpose(0, 1).flatten(1) @ matrices.output.t()
        gate, up = (rms_norm(x, pair[1], shape.epsilon) @ matrices.gate_up.t()).chunk(2, 1)
        x = x + (torch.nn.functional.silu(gate) * up) @ matrices.down.t()
    return rms_norm(x, weights.output_norm, shape.epsilon) @ weights.embedding.t()
