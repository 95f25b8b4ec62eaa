"""Reads and writes GGUF version 3, little-endian (ggml's docs/gguf.md). Metadata is never taken apart when written again."""

import os
import struct
from dataclasses import dataclass

import numpy as np
import torch

import quantize

F32, F16, Q4_0, Q8_0 = 0, 1, 2, 8
BLOCKS = {F32: (1, 4), F16: (1, 2), Q4_0: (32, 18), Q8_0: (32, 34)}  # weights and bytes of a block

SCALARS = {0: "<B", 1: "<b", 2: "<H", 3: "<h", 4: "<I", 5: "<i", 6: "<f", 7: "<?", 10: "<Q", 11: "<q", 12: "<d"}
STRING, ARRAY = 8, 9


@dataclass
class Tensor:
    """A tensor as it is stored. `shape` is in GGUF's order: the length of a row first."""

    name: str
    shape: tuple
    type: int
    data: np.ndarray


class Gguf:
    """A file in memory: `metadata` (key to value), `tensors` (name to Tensor, in the file's order)."""

    def __init__(self, path):
        self._bytes = np.memmap(path, dtype=np.uint8, mode="r")
        self._at = 0
        if bytes(self._bytes[:4]) != b"GGUF":
            raise ValueError(f"{path}: is not a GGUF file: it doesn't begin with 'GGUF'.")
        magic, version, tensors, pairs = self._unpack("<4sIQQ")
        if version != 3:
            raise ValueError(f"{path}: is GGUF version {version}; this program reads version 3.")
        self.metadata = {self._text(): self._value(self._unpack("<I")[0]) for _ in range(pairs)}
        entries = [self._entry() for _ in range(tensors)]
        self._head = bytes(self._bytes[: self._at])
        self._alignment = self.metadata.get("general.alignment", 32)
        start = self._aligned(self._at)
        self.tensors = {}
        for name, shape, kind, offset in entries:
            weights, size = BLOCKS[kind]
            length = int(np.prod(shape)) // weights * size
            data = self._bytes[start + offset : start + offset + length]
            if len(data) != length:
                raise ValueError(f"{path}: ends in the middle of tensor '{name}'; the file is cut off.")
            self.tensors[name] = Tensor(name, shape, kind, data)

    def write(self, path, replaced):
        """Writes the file again with other bytes for some tensors (name to uint8 array as long as the old one), atomically."""
        temporary = f"{path}.part"
        with open(temporary, "wb") as file:
            file.write(self._head)
            for tensor in self.tensors.values():
                data = replaced.get(tensor.name, tensor.data)
                if len(data) != len(tensor.data):
                    raise ValueError(f"Tensor '{tensor.name}' has {len(data)} bytes; the file has place for {len(tensor.data)}.")
                file.write(bytes(self._aligned(file.tell()) - file.tell()))
                file.write(data)
            file.write(bytes(self._aligned(file.tell()) - file.tell()))
        os.replace(temporary, path)

    def floats(self, name):
        """A tensor as fp32, rows first."""
        tensor = self.tensors[name]
        data = torch.from_numpy(np.array(tensor.data))
        if tensor.type == F32:
            values = data.view(torch.float32)
        elif tensor.type == F16:
            values = data.view(torch.float16).float()
        elif tensor.type == Q4_0:
            values = quantize.dequantize(data)
        else:
            rows = data.reshape(-1, 34)
            values = rows[:, 2:].contiguous().view(torch.int8) * rows[:, :2].contiguous().view(torch.float16).float()
        return values.reshape(tensor.shape[::-1])

    def _unpack(self, layout):
        values = struct.unpack_from(layout, self._bytes, self._at)
        self._at += struct.calcsize(layout)
        return values

    def _text(self):
        (length,) = self._unpack("<Q")
        self._at += length
        return bytes(self._bytes[self._at - length : self._at]).decode()

    def _value(self, kind):
        if kind == STRING:
            return self._text()
        if kind == ARRAY:
            item, count = self._unpack("<IQ")
            return [self._value(item) for _ in range(count)]
        return self._unpack(SCALARS[kind])[0]

    def _entry(self):
        name = self._text()
        (dimensions,) = self._unpack("<I")
        return name, self._unpack(f"<{dimensions}Q"), *self._unpack("<IQ")

    def _aligned(self, position):
        return -(-position // self._alignment) * self._alignment
