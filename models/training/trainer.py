"""The training loop: steps, held-out measurements, checkpoints, and stopping when asked to."""

import os
import time

import checkpoint
import data
import llama
import plot
from adamw import AdamW
from log import Log
from vocabulary import Vocabulary

CHECKPOINT_SECONDS = 300


class Trainer:
    """One run. `stop` may be set at any time (a signal does); the run then ends after its step, with a checkpoint."""

    def __init__(self, options, file, weights, schedule, lines, held_out):
        self.options, self.file, self.weights, self.schedule, self.lines = options, file, weights, schedule, lines
        self.held_out = [data.Step(group) for group in held_out]
        self.optimizer, self.position, self.stop = AdamW(weights), (0, 0), False
        os.makedirs(options.out, exist_ok=True)
        self._checkpoint = os.path.join(options.out, "checkpoint.pt")
        if options.resume and os.path.exists(self._checkpoint):
            self.position = checkpoint.load(self._checkpoint, weights, self.optimizer, schedule)
            print(f"Resumed after step {schedule.step}, {schedule.tokens} tokens, {schedule.seconds / 60:.1f} minutes.")
        self._vocabulary = Vocabulary(lines, len(weights.embedding), options.head_others, options.seed)
        self._log = Log(self._path("log.csv"), schedule.step)

    def run(self):
        """Trains to the end of the schedule, or until `stop`."""
        saved = time.monotonic()
        while not self.stop and self.schedule.fraction < 1:
            epoch, first = self.position
            groups = data.epoch(self.lines, self.options.step_tokens, self.options.seed, epoch)
            for number in range(first, len(groups)):
                self._step(data.Step(groups[number]))
                self.position = (epoch, number + 1)
                if self.stop or self.schedule.fraction >= 1:
                    break
                if time.monotonic() - saved >= CHECKPOINT_SECONDS:
                    self.save()
                    saved = time.monotonic()
            else:
                self.position = (epoch + 1, 0)
        self.save()
        self._log.close()

    def measure(self):
        """Loss a target token and share of exact matches, held out."""
        results = [llama.run(self.weights, step, False) for step in self.held_out]
        targets = sum(result.targets for result in results)
        return sum(r.loss for r in results) / targets, sum(r.matches for r in results) / targets

    def save(self):
        """Writes the checkpoint, the model and the curves."""
        checkpoint.save(self._checkpoint, self.weights, self.optimizer, self.schedule, self.position)
        self.weights.write(self.file, self._path("model.Q4_0.gguf"))
        plot.draw(self._path("log.csv"), self._path("loss.svg"))

    def _step(self, step):
        schedule, started = self.schedule, time.monotonic()
        self.weights.quantise(schedule.fraction >= self.options.qat_from)
        rate = schedule.rate
        result = llama.run(self.weights, step, True, self._vocabulary.draw(schedule.step))
        self.optimizer.step(rate)
        schedule.step += 1
        schedule.tokens += len(step.ids)
        row = {
            "step": schedule.step,
            "tokens": schedule.tokens,
            "targets": result.targets,
            "loss": f"{result.loss / result.targets:.5f}",
            "rate": f"{rate:.3e}",
            "tokens_per_second": f"{len(step.ids) / (time.monotonic() - started):.1f}",
        }
        if self.held_out and (schedule.step % self.options.held_out_every == 0 or schedule.step == 1 or schedule.fraction >= 1):
            loss, exact = self.measure()
            row |= {"held_out_loss": f"{loss:.5f}", "held_out_exact": f"{exact:.4f}"}
        self._log.write(**row)

    def _path(self, name):
        return os.path.join(self.options.out, name)
