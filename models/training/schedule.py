"""Where a run stands between its first step and its end, and the learning rate there."""

import math
import time

WARM_UP = 20  # steps
FLOOR = 0.1  # of the peak, at the end


class Schedule:
    """Measures a run in tokens or, if `minutes` is given, in time spent training; both go on counting after a resume."""

    def __init__(self, tokens, minutes, peak, clock=time.monotonic):
        self.limit, self.minutes, self.peak, self.clock = tokens, minutes, peak, clock
        self.step, self.tokens, self._before, self._started = 0, 0, 0.0, clock()

    @property
    def seconds(self):
        """Time spent training, that before a resume included."""
        return self._before + self.clock() - self._started

    @property
    def fraction(self):
        """How much of the run is done, 0 to 1."""
        done = self.seconds / (60 * self.minutes) if self.minutes else self.tokens / self.limit
        return min(1.0, done)

    @property
    def rate(self):
        """The learning rate of the next step: a linear rise, then a cosine down to a tenth of the peak."""
        cosine = FLOOR + (1 - FLOOR) * (1 + math.cos(math.pi * self.fraction)) / 2
        return self.peak * min(1.0, (self.step + 1) / WARM_UP) * cosine

    def state(self):
        """What a checkpoint keeps."""
        return {"step": self.step, "tokens": self.tokens, "seconds": self.seconds}

    def restore(self, state):
        """Goes on from a checkpoint."""
        self.step, self.tokens, self._before = state["step"], state["tokens"], state["seconds"]
        self._started = self.clock()
