"""Q4_0, ggml's four-bit format: blocks of 32 weights, one fp16 scale and 16 bytes a block (18 bytes).

A weight is `(code - 8) * scale`, with codes 0 to 15; the weight of largest magnitude gets code 0, so its sign is the scale's,
reversed. Reference: `quantize_row_q4_0_ref` in ggml-quants.c.
"""

import torch

BLOCK = 32
BYTES = 18


def codes(weights):
    """The fp32 scales before rounding, one a block, and the codes (as float, 0 to 15) of a flat tensor of weights."""
    blocks = weights.reshape(-1, BLOCK)
    peak = blocks.gather(1, blocks.abs().argmax(1, keepdim=True))
    scale = peak / -8
    inverse = torch.where(scale == 0, scale, 1 / scale)
    return scale, (blocks * inverse).add_(8.5).floor_().clamp_(0, 15)


def quantize(weights):
    """The bytes of a flat fp32 tensor in Q4_0, as a uint8 tensor."""
    scale, code = codes(weights)
    code = code.to(torch.uint8)
    packed = code[:, :16] | (code[:, 16:] << 4)
    return torch.cat([scale.half().view(torch.uint8).reshape(-1, 2), packed], 1).reshape(-1)


def dequantize(data):
    """The flat fp32 weights of a uint8 tensor of Q4_0 blocks."""
    rows = data.reshape(-1, BYTES)
    scale = rows[:, :2].contiguous().view(torch.float16).float()
    code = torch.cat([rows[:, 2:] & 15, rows[:, 2:] >> 4], 1)
    return (code.float().sub_(8) * scale).reshape(-1)


def fake_quant_(out, weights):
    """Writes into `out` what the flat `weights` become when they go through Q4_0.

    The forward pass computes with `out`, and the gradient with respect to `out` is applied to `weights` unchanged: a
    straight-through estimator. Equal to `dequantize(quantize(weights))`, except that of two weights of exactly the same
    magnitude and opposite sign the negative one sets the scale, not the first.
    """
    blocks, result = weights.view(-1, BLOCK), out.view(-1, BLOCK)
    high, low = blocks.amax(1, keepdim=True), blocks.amin(1, keepdim=True)
    scale = torch.where(high + low > 0, high, low).div_(-8)
    inverse = torch.where(scale == 0, scale, 1 / scale)
    torch.mul(blocks, inverse, out=result)
    result.add_(8.5).floor_().clamp_(0, 15).sub_(8).mul_(scale.half().float())
