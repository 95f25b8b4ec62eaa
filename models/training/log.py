"""The log of a run: a CSV file, one row a step."""

import csv
import os

COLUMNS = ("step", "tokens", "targets", "loss", "rate", "tokens_per_second", "held_out_loss", "held_out_exact")


def read(path):
    """The rows of a log, as dictionaries of text."""
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


class Log:
    """Appends rows. After a resume the rows past the checkpoint's step are dropped first."""

    def __init__(self, path, step):
        rows = [row for row in read(path) if int(row["step"]) <= step] if step and os.path.exists(path) else []
        self._file = open(path, "w", encoding="utf-8", newline="")
        self._writer = csv.DictWriter(self._file, COLUMNS)
        self._writer.writeheader()
        self._writer.writerows(rows)

    def write(self, **row):
        """Adds a row and shows it."""
        self._writer.writerow(row)
        self._file.flush()
        print("  ".join(f"{key} {value}" for key, value in row.items()), flush=True)

    def close(self):
        """Closes the file."""
        self._file.close()
