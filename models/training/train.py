"""Trains the embedded model's blocks on conversations with robots. See README.md."""

import argparse
import os
import signal

import torch

import data
import products
from gguf import Gguf
from schedule import Schedule
from trainer import Trainer
from weights import Weights


def parse(arguments=None):
    """The options of a run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--weights", required=True, help="GGUF file to begin with, and to take everything but the blocks from")
    parser.add_argument("--data", nargs="+", required=True, metavar="FILE", help="JSON lines to train on")
    parser.add_argument("--held-out", metavar="FILE", help="JSON lines to measure on")
    parser.add_argument("--held-out-every", type=int, default=100, metavar="STEPS")
    parser.add_argument("--held-out-tokens", type=int, default=12_000, help="measure on the first lines, up to so many tokens")
    parser.add_argument("--out", required=True, metavar="FOLDER", help="takes checkpoint.pt, model.Q4_0.gguf, log.csv, loss.svg")
    length = parser.add_mutually_exclusive_group(required=True)
    length.add_argument("--tokens", type=int, help="length of the run in tokens")
    length.add_argument("--minutes", type=float, help="length of the run in minutes of training, measuring and saving included")
    parser.add_argument("--step-tokens", type=int, default=2300)
    parser.add_argument("--lr", type=float, default=4e-4, help="peak learning rate (default 4e-4)")
    parser.add_argument("--freeze", type=int, default=0, metavar="BLOCKS", help="leave the lowest blocks as they are: faster")
    parser.add_argument("--qat-from", type=float, default=0.0, metavar="FRACTION",
                        help="of the run, after which the forward pass rounds the blocks to Q4_0 (default 0: always)")
    parser.add_argument("--head-others", type=int, default=4096, metavar="IDS",
                        help="softmax over the ids that are targets somewhere and so many others, drawn each step (default 4096)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    parser.add_argument("--products", choices=["auto", "float32", "bfloat16"], default="auto",
                        help="what matrices are multiplied in (default auto: bfloat16 where the processor has it)")
    parser.add_argument("--resume", action="store_true", help="go on from the checkpoint in --out, if there is one")
    return parser.parse_args(arguments)


def first_tokens(lines, tokens, step_tokens):
    """The steps of the first lines, up to so many tokens."""
    chosen, size = [], 0
    for line in lines:
        size += len(line.prefix) + sum(len(branch.ids) for branch in line.branches)
        if chosen and size > tokens:
            break
        chosen.append(line)
    return data.pack(chosen, step_tokens)


def main():
    """Runs the program."""
    options = parse()
    torch.set_num_threads(options.threads)
    torch.set_flush_denormal(True)
    half = options.products == "bfloat16" or options.products == "auto" and products.has_bfloat16()
    products.use(torch.bfloat16 if half else torch.float32)
    print(f"Multiplies in {'bfloat16' if half else 'float32'}.", flush=True)
    schedule = Schedule(options.tokens, options.minutes, options.lr)
    file = Gguf(options.weights)
    lines = data.read(options.data)
    held_out = first_tokens(data.read([options.held_out]), options.held_out_tokens, options.step_tokens) if options.held_out else []
    trainer = Trainer(options, file, Weights.read(file, options.freeze), schedule, lines, held_out)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: setattr(trainer, "stop", True))
    trainer.run()


if __name__ == "__main__":
    main()
