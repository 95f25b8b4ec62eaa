"""What data, runs and resumes promise: `/usr/bin/python3 -m unittest` in this folder."""

import os
import tempfile
import types
import unittest
from unittest import mock

import torch

import checkpoint
import data
import log
from adamw import AdamW
from data import Branch, Line
from schedule import Schedule
from test_training import TINY, tiny, tiny_lines
from trainer import Trainer
from vocabulary import Vocabulary


class Data_Tests(unittest.TestCase):
    def test_pack_keeps_every_branch_once_and_steps_within_size(self):
        lines = tiny_lines(9, branches=7)
        groups = data.pack(lines, 120)
        branches = [branch.ids for group in groups for line in group for branch in line.branches]
        self.assertEqual([branch.ids for line in lines for branch in line.branches], branches)
        self.assertTrue(all(len(data.Step(group).ids) <= 120 for group in groups))

    def test_pack_too_long_branch_gets_a_step_of_its_own(self):
        line = Line([1] * 10, [Branch([2] * 5, [1]), Branch([3] * 500, [1]), Branch([4] * 5, [1])])
        self.assertEqual([15, 510, 15], [len(data.Step(group).ids) for group in data.pack([line], 100)])

    def test_read_target_at_the_first_id_is_refused_with_its_line(self):
        with tempfile.NamedTemporaryFile("w", suffix=".jsonl") as file:
            file.write('{"prefix":[1],"branches":[{"ids":[2,3],"targets":[[0,1]]}]}\n')
            file.flush()
            with self.assertRaisesRegex(ValueError, "line 1: targets"):
                data.read([file.name])


class Vocabulary_Tests(unittest.TestCase):
    def test_draw_holds_all_targets_and_the_others_asked_for_sorted(self):
        line = Line([1], [Branch([9, 7, 7, 200], [1, 2, 3])])
        ids = Vocabulary([line], 300, 20, seed=1).draw(5)
        self.assertEqual(22, len(ids))
        self.assertTrue({7, 200} <= set(ids.tolist()))
        self.assertTrue((ids.diff() > 0).all())


def training(folder=None, tokens=1500, resume=False, **more):
    """A trainer of the tiny model that writes no GGUF."""
    options = dict(out=folder or tempfile.mkdtemp(), resume=resume, step_tokens=100, seed=3, qat_from=0.5, held_out_every=4, head_others=20)
    trainer = Trainer(types.SimpleNamespace(**options | more), None, tiny(), Schedule(tokens, None, 1e-2), tiny_lines(6),
                      data.pack(tiny_lines(1), 100))
    trainer.weights.write = lambda file, path: None
    return trainer


class Run_Tests(unittest.TestCase):
    def setUp(self):
        silence = mock.patch("builtins.print")
        silence.start()
        self.addCleanup(silence.stop)

    def test_resume_gives_the_losses_of_an_uninterrupted_run(self):
        with tempfile.TemporaryDirectory() as whole, tempfile.TemporaryDirectory() as parts:
            training(whole).run()
            first = training(parts)
            steps = first._step

            def stop_after_six(step):
                steps(step)
                first.stop = first.schedule.step == 6

            first._step = stop_after_six
            first.run()
            training(parts, resume=True).run()
            logs = [log.read(os.path.join(folder, "log.csv")) for folder in (whole, parts)]
        for row in logs[0] + logs[1]:
            del row["tokens_per_second"]
        self.assertGreater(len(logs[0]), 12)
        self.assertEqual(logs[0], logs[1])

    def test_training_changes_every_block_and_norm_and_not_the_embedding(self):
        trainer = training(tokens=200)
        before = tiny()
        trainer.run()
        after = trainer.weights
        changed = after.master != before.master
        self.assertTrue((changed[: after.matrices].view(TINY.blocks, -1).float().mean(1) > 0.95).all())
        self.assertGreater(changed[after.matrices :].float().mean(), 0.95)
        self.assertTrue(torch.equal(before.embedding, after.embedding))
        self.assertTrue(torch.equal(before.output_norm, after.output_norm))

    def test_loss_falls_and_curves_are_drawn(self):
        with tempfile.TemporaryDirectory() as folder:
            training(folder, tokens=6000).run()
            rows = log.read(os.path.join(folder, "log.csv"))
            self.assertLess(float(rows[-1]["loss"]), float(rows[0]["loss"]) / 2)
            with open(os.path.join(folder, "loss.svg"), encoding="utf-8") as file:
                self.assertIn("held out", file.read())

    def test_checkpoint_of_another_freeze_is_refused(self):
        with tempfile.TemporaryDirectory() as folder:
            training(folder, tokens=100).run()
            frozen = tiny(freeze=1)
            with self.assertRaisesRegex(ValueError, "--freeze 0, not 1"):
                checkpoint.load(os.path.join(folder, "checkpoint.pt"), frozen, AdamW(frozen), Schedule(100, None, 1.0))

    def test_schedule_in_minutes_counts_time_before_a_resume_and_ends_at_a_tenth(self):
        now = [0.0]
        schedule = Schedule(None, 10, 1.0, clock=lambda: now[0])
        schedule.step = 100
        self.assertAlmostEqual(1.0, schedule.rate)
        now[0] = 300.0
        resumed = Schedule(None, 10, 1.0, clock=lambda: now[0])
        resumed.restore(schedule.state())
        self.assertAlmostEqual(0.55, resumed.rate)
        now[0] = 600.0
        self.assertAlmostEqual(0.1, resumed.rate)
        self.assertEqual(1.0, resumed.fraction)


if __name__ == "__main__":
    unittest.main()
