"""Measures training speed on meaningless lines: `benchmark.py MODEL.gguf FREEZE...`, through train.sh's environment."""

import sys
import time

import torch

import data
import llama
import products
import samples
from adamw import AdamW
from gguf import Gguf
from weights import Weights

STEPS = 2
VOCABULARY = 4000  # ids in the lines; real data asks for no more


def main():
    """Prints seconds of each part of a step and tokens a second, for each number of frozen blocks."""
    torch.set_flush_denormal(True)
    products.use(torch.bfloat16 if products.has_bfloat16() else torch.float32)
    file = Gguf(sys.argv[1])
    steps = [data.Step(group) for group in data.pack(samples.lines(STEPS + 1, vocabulary=VOCABULARY, prefix=400, branches=10), 2300)]
    vocabulary = torch.cat([torch.arange(VOCABULARY), torch.arange(40_000, 44_096)])
    for freeze in map(int, sys.argv[2:]):
        weights = Weights.read(file, freeze)
        weights.quantise(True)
        optimizer = AdamW(weights)
        spent = [0.0, 0.0]
        for number, step in enumerate(steps[: STEPS + 1]):
            times = [time.monotonic()]
            llama.run(weights, step, True, vocabulary)
            times.append(time.monotonic())
            optimizer.step(1e-4)
            times.append(time.monotonic())
            if number:  # the first one touches new memory
                spent = [spent[i] + times[i + 1] - times[i] for i in range(2)]
        tokens = sum(len(step.ids) for step in steps[1 : STEPS + 1])
        print(f"freeze {freeze}: {tokens / STEPS:.0f} tokens a step, {spent[0] / STEPS:.2f} s forward and backward, "
              f"{spent[1] / STEPS:.2f} s optimiser, {tokens / sum(spent):.0f} tokens/s", flush=True)


if __name__ == "__main__":
    main()
