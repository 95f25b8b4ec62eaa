"""Causal attention of segments (a prefix, or a branch after its prefix) with grouped queries, forward and backward.

`qkv` holds for every token its queries, keys and values side by side. A segment is (prefix start, prefix length, start,
length), in tokens of the step; it attends to its prefix and to itself. No gradient machinery: `backward` is the derivative.
"""

import torch

from products import mm


def rotations(positions, shape):
    """The rotary embedding's factors as complex numbers, one a token and pair of dimensions."""
    wavelengths = shape.rope_base ** (-torch.arange(0, shape.head, 2, dtype=torch.float64) / shape.head)
    angles = positions.double()[:, None] * wavelengths
    return torch.polar(torch.ones_like(angles), angles).to(torch.complex64)[:, None]


def rotate_(qkv, turn, shape):
    """Turns queries and keys, in interleaved pairs, in place."""
    heads = shape.heads + shape.kv_heads
    pairs = qkv[:, : heads * shape.head].unflatten(1, (heads, shape.head // 2, 2))
    torch.view_as_complex(pairs).mul_(turn)


def _queries(tokens, shape):
    """[tokens, heads x head] as [kv heads, heads a kv head x tokens, head]."""
    group = shape.heads // shape.kv_heads
    split = tokens.unflatten(1, (shape.kv_heads, group, shape.head))
    return split.permute(1, 2, 0, 3).reshape(shape.kv_heads, -1, shape.head)


def _tokens(queries, out, shape):
    """The inverse of `_queries`, copied into `out`."""
    group = shape.heads // shape.kv_heads
    split = out.unflatten(1, (shape.kv_heads, group, shape.head))
    split.copy_(queries.view(shape.kv_heads, group, -1, shape.head).permute(2, 0, 1, 3))


def _context(qkv, segment, shape):
    """Keys and values that a segment sees, each [kv heads, prefix + length, head]."""
    before, shared, start, length = segment
    kv = qkv[:, shape.width :]
    kv = torch.cat([kv[before : before + shared], kv[start : start + length]])
    return kv.view(-1, 2, shape.kv_heads, shape.head).permute(1, 2, 0, 3)


def forward(qkv, segments, shape, keep):
    """What every token attends to [tokens, width], and each segment's attention weights if `keep`, for `backward`."""
    out, kept = qkv.new_empty(len(qkv), shape.width), []
    for segment in segments:
        _, shared, start, length = segment
        keys, values = _context(qkv, segment, shape)
        queries = _queries(qkv[start : start + length, : shape.width], shape).mul_(shape.head**-0.5)
        scores = mm(queries, keys.transpose(1, 2))
        future = torch.full((length, length), float("-inf")).triu_(1)
        scores.view(shape.heads, length, -1)[..., shared:].add_(future)
        attention = torch.softmax(scores, -1)
        _tokens(mm(attention, values), out[start : start + length], shape)
        if keep:
            kept.append(attention)
    return out, kept


def backward(grad_out, qkv, kept, segments, shape):
    """The gradient of `qkv` from that of `forward`'s result."""
    grad = torch.zeros_like(qkv)
    for segment, attention in zip(segments, kept):
        before, shared, start, length = segment
        keys, values = _context(qkv, segment, shape)
        queries = _queries(qkv[start : start + length, : shape.width], shape)
        outer = _queries(grad_out[start : start + length], shape)
        change = mm(outer, values.transpose(1, 2))
        change.mul_(attention)
        change.addcmul_(attention, change.sum(-1, keepdim=True), value=-1).mul_(shape.head**-0.5)
        _tokens(mm(change, keys), grad[start : start + length, : shape.width], shape)
        pair = torch.stack([mm(queries.transpose(1, 2), change), mm(outer.transpose(1, 2), attention)])  # this way round is faster
        pair = pair.permute(3, 0, 1, 2).flatten(1)
        grad[before : before + shared, shape.width :] += pair[:shared]
        grad[start : start + length, shape.width :] += pair[shared:]
    return grad
