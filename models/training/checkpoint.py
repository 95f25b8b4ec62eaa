"""Checkpoints: everything needed to go on, written beside the old one and then put in its place."""

import os

import torch


def save(path, weights, optimizer, schedule, position):
    """Writes a checkpoint. `position` is the epoch and the next step in it; the shuffle follows from the seed."""
    temporary = f"{path}.part"
    torch.save(
        {
            "freeze": weights.freeze,
            "master": weights.master[weights.trained :].clone(),
            "moments": (optimizer.first, optimizer.second, optimizer.steps),
            "schedule": schedule.state(),
            "position": position,
            "random": torch.get_rng_state(),
        },
        temporary,
    )
    os.replace(temporary, path)


def load(path, weights, optimizer, schedule):
    """Restores a checkpoint into weights (before `quantise`), optimiser and schedule; the position."""
    saved = torch.load(path)
    if saved["freeze"] != weights.freeze:
        raise ValueError(f"{path}: was trained with --freeze {saved['freeze']}, not {weights.freeze}.")
    weights.master[weights.trained :].copy_(saved["master"])
    first, second, optimizer.steps = saved["moments"]
    optimizer.first.copy_(first)
    optimizer.second.copy_(second)
    schedule.restore(saved["schedule"])
    torch.set_rng_state(saved["random"])
    return saved["position"]
