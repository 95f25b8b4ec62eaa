"""The model's weights: one flat tensor of all block matrices and norms, with a view for each, so that the optimiser sees one vector."""

from dataclasses import dataclass

import torch

import quantize
from gguf import Q4_0, Gguf

MATRICES = ("attn_q", "attn_k", "attn_v", "attn_output", "ffn_gate", "ffn_up", "ffn_down")
SLICE = 1 << 18  # weights worked on at once: what several passes over them need stays in the cache


@dataclass
class Shape:
    """Sizes and constants of the model."""

    blocks: int
    width: int
    heads: int
    kv_heads: int
    feed_forward: int
    rope_base: float
    epsilon: float

    @property
    def head(self):
        """Dimensions of a head."""
        return self.width // self.heads

    @property
    def rows(self):
        """Rows and columns of a block's matrices, in the order of `MATRICES`."""
        kv, width, inner = self.kv_heads * self.head, self.width, self.feed_forward
        return ((width, width), (kv, width), (kv, width), (width, width), (inner, width), (inner, width), (width, inner))

    @property
    def block_weights(self):
        """Weights of one block's matrices."""
        return sum(rows * columns for rows, columns in self.rows)


def shape_of(file):
    """The shape that a GGUF file's metadata tells."""
    meta = lambda key: file.metadata[f"llama.{key}"]
    return Shape(meta("block_count"), meta("embedding_length"), meta("attention.head_count"), meta("attention.head_count_kv"),
                 meta("feed_forward_length"), meta("rope.freq_base"), meta("attention.layer_norm_rms_epsilon"))


class BlockWeights:
    """Views of one block's matrices in a flat tensor; query, key and value are one matrix, gate and up another."""

    def __init__(self, flat, shape):
        parts, start = [], 0
        for count in (3, 1, 2, 1):
            rows = shape.rows[len(parts) and sum((3, 1, 2, 1)[: len(parts)]):][:count]
            end = start + sum(r * c for r, c in rows)
            parts.append(flat[start:end].view(-1, rows[0][1]))
            start = end
        self.qkv, self.output, self.gate_up, self.down = parts


class Weights:
    """Everything the forward pass needs.

    `master` is what is trained: the blocks' matrices, then all norms. `active` is what the forward pass computes with: the same
    memory, or with `quantised` on, what the matrices become in Q4_0; norms are never rounded, so that they learn from the first
    step on, while a matrix's weight must first cross half of Q4_0's step. `grad` belongs to the trained blocks, those from
    `freeze` on; the embedding and the last norm stay.
    """

    def __init__(self, shape, embedding, output_norm, norms, matrices, freeze=0):
        self.shape, self.embedding, self.output_norm, self.freeze = shape, embedding, output_norm, freeze
        self.matrices = len(matrices)
        self.master = self.active = torch.cat([matrices, *(norm for pair in norms for norm in pair)])
        self.trained = freeze * shape.block_weights
        self.grad = torch.zeros(len(self.master) - self.trained)
        self.grads = self._views(self.grad[: self.matrices - self.trained])
        self.blocks = self._views(self.active[: self.matrices])
        self.norms = self._pairs(self.master[self.matrices :])
        self.norm_grads = self._pairs(self.grad[self.matrices - self.trained :])

    @classmethod
    def read(cls, file: Gguf, freeze=0):
        """The weights of a GGUF file. The first `freeze` blocks are not trained."""
        shape = shape_of(file)
        names = [f"blk.{i}.{matrix}.weight" for i in range(shape.blocks) for matrix in MATRICES]
        norms = [(file.floats(f"blk.{i}.attn_norm.weight"), file.floats(f"blk.{i}.ffn_norm.weight")) for i in range(shape.blocks)]
        master = torch.cat([file.floats(name).reshape(-1) for name in names])
        return cls(shape, file.floats("token_embd.weight"), file.floats("output_norm.weight"), norms, master, freeze)

    def write(self, file: Gguf, path):
        """Writes `file` again with these weights in its blocks' matrices."""
        replaced, start = {}, 0
        for i in range(self.shape.blocks):
            for matrix, (rows, columns) in zip(MATRICES, self.shape.rows):
                name = f"blk.{i}.{matrix}.weight"
                if file.tensors[name].type != Q4_0:
                    raise ValueError(f"Tensor '{name}' is not Q4_0; only Q4_0 blocks can be written.")
                replaced[name] = quantize.quantize(self.master[start : start + rows * columns]).numpy()
                start += rows * columns
            for name, norm in zip(("attn_norm", "ffn_norm"), self.norms[i]):
                replaced[f"blk.{i}.{name}.weight"] = norm.numpy().view("uint8")
        file.write(path, replaced)

    def quantise(self, on):
        """Turns rounding to Q4_0 in the forward pass on or off."""
        if on == (self.active is not self.master):
            return
        self.active = self.master.clone() if on else self.master
        self.blocks = self._views(self.active[: self.matrices])
        self.refresh(0, self.matrices)

    def refresh(self, start, end):
        """Makes `active` follow `master` between two indexes (multiples of 32)."""
        if self.active is not self.master:
            end = min(end, self.matrices)
            for i in range(start, end, SLICE):
                quantize.fake_quant_(self.active[i : min(i + SLICE, end)], self.master[i : min(i + SLICE, end)])

    def _views(self, flat):
        size = self.shape.block_weights
        return [BlockWeights(flat[i : i + size], self.shape) for i in range(0, len(flat), size)]

    def _pairs(self, flat):
        width = self.shape.width
        return [(flat[i : i + width], flat[i + width : i + 2 * width]) for i in range(0, len(flat), 2 * width)]
