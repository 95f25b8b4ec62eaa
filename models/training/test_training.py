"""What the training program promises: `/usr/bin/python3 -m unittest test_training` in this folder."""

import os
import struct
import tempfile
import types
import unittest
from unittest import mock

import torch

import checkpoint
import data
import llama
import plot
import quantize
import reference
import samples
from data import Branch, Line
from gguf import Gguf
from schedule import Schedule
from trainer import Trainer
from weights import BlockWeights, Shape, Weights

V0 = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "codeact-135m-v0.Q4_0.gguf")
TINY = Shape(blocks=3, width=64, heads=4, kv_heads=2, feed_forward=96, rope_base=10_000.0, epsilon=1e-5)
VOCABULARY = 300


def tiny(freeze=0):
    """A small random model."""
    torch.manual_seed(7)
    norms = [(1 + 0.1 * torch.randn(64), 1 + 0.1 * torch.randn(64)) for _ in range(TINY.blocks)]
    master = 0.1 * torch.randn(TINY.blocks * TINY.block_weights)
    return Weights(TINY, torch.randn(VOCABULARY, 64), 1 + 0.1 * torch.randn(64), norms, master, freeze)


def tiny_lines(count=2, **sizes):
    return samples.lines(count, vocabulary=VOCABULARY, **{"prefix": 12, "branches": 3, "length": 10} | sizes)


def scores(weights, step):
    with torch.no_grad():
        return llama.logits(weights, llama.hidden(weights, step)[0])


class Q4_0_Tests(unittest.TestCase):
    def test_quantize_known_block_gives_ggml_bytes(self):
        weights = torch.tensor([float(i - 8) for i in range(16)] * 2)
        expected = struct.pack("<e", 1.0) + bytes(i | i << 4 for i in range(16))
        self.assertEqual(expected, quantize.quantize(weights).numpy().tobytes())
        self.assertTrue(torch.equal(weights, quantize.dequantize(quantize.quantize(weights))))

    def test_quantize_positive_peak_negates_the_scale_and_clips_nothing_but_the_far_end(self):
        weights = torch.tensor([8.0] + [-8.0] + [0.4] * 30)
        expected = struct.pack("<e", -1.0) + bytes([0 | 8 << 4, 15 | 8 << 4] + [8 | 8 << 4] * 14)
        self.assertEqual(expected, quantize.quantize(weights).numpy().tobytes())

    def test_quantize_zeros_gives_zeros(self):
        self.assertTrue(torch.equal(torch.zeros(32), quantize.dequantize(quantize.quantize(torch.zeros(32)))))

    def test_fake_quant_random_weights_equals_the_round_trip(self):
        torch.manual_seed(1)
        weights, out = 0.02 * torch.randn(32 * 5000), torch.empty(32 * 5000)
        quantize.fake_quant_(out, weights)
        self.assertTrue(torch.equal(quantize.dequantize(quantize.quantize(weights)), out))


class V0_Tests(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.file = Gguf(V0)
        cls.weights = Weights.read(cls.file)

    def test_write_of_what_was_read_gives_the_same_file(self):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "again.gguf")
            self.weights.write(self.file, path)
            with open(path, "rb") as again, open(V0, "rb") as original:
                self.assertTrue(again.read() == original.read())

    def test_fake_quant_of_dequantised_blocks_is_the_identity(self):
        start = self.weights.master[: 4 * TINY.block_weights * 32]
        out = torch.empty_like(start)
        quantize.fake_quant_(out, start)
        self.assertTrue(torch.equal(start, out))


class Forward_Tests(unittest.TestCase):
    def test_branches_equal_prefix_and_branch_as_one_sequence(self):
        weights, line = tiny(), tiny_lines(1)[0]
        step = data.Step([line])
        together = scores(weights, step)
        for branch, (_, shared, start, length) in zip(line.branches, step.segments[1:]):
            alone = reference.logits(weights, weights.blocks, torch.tensor(line.prefix + branch.ids))
            torch.testing.assert_close(together[start : start + length], alone[shared:], rtol=1e-4, atol=1e-4)

    def test_changing_a_branch_or_another_line_leaves_the_others_alone(self):
        weights, lines = tiny(), tiny_lines(2)
        before = data.Step(lines)
        start, length = before.segments[2][2:]
        kept = scores(weights, before)
        lines[0].branches[0].ids[3] += 1
        lines[1].prefix[0] += 1
        after = scores(weights, data.Step(lines))
        self.assertTrue(torch.equal(kept[start : start + length], after[start : start + length]))
        self.assertFalse(torch.equal(kept[before.segments[1][2] + 3], after[before.segments[1][2] + 3]))


class Backward_Tests(unittest.TestCase):
    def gradients(self, weights, lines):
        """Loss and gradient by autograd, each branch with its prefix as a sequence of its own."""
        flat = weights.master.clone().requires_grad_()
        size, losses = TINY.block_weights, []
        blocks = [BlockWeights(flat[i : i + size], TINY) for i in range(0, len(flat), size)]
        for line in lines:
            for branch in line.branches:
                ids = torch.tensor(line.prefix + branch.ids)
                at = torch.tensor(branch.targets) + len(line.prefix)
                logits = reference.logits(weights, blocks, ids)
                losses.append(torch.nn.functional.cross_entropy(logits[at - 1], ids[at], reduction="none"))
        loss = torch.cat(losses).mean()
        loss.backward()
        return float(loss), flat.grad

    def test_gradient_equals_autograds_and_sees_through_the_prefix(self):
        weights, lines = tiny(), tiny_lines(2)
        loss, grad = self.gradients(weights, lines)
        result = llama.run(weights, data.Step(lines), train=True)
        self.assertAlmostEqual(loss, result.loss / result.targets, places=4)
        torch.testing.assert_close(weights.grad, grad, rtol=1e-3, atol=1e-6)

    def test_frozen_blocks_get_no_gradient_and_the_others_the_same(self):
        weights, lines = tiny(freeze=2), tiny_lines(2)
        grad = self.gradients(weights, lines)[1]
        llama.run(weights, data.Step(lines), train=True)
        self.assertEqual(TINY.block_weights, len(weights.grad))
        torch.testing.assert_close(weights.grad, grad[2 * TINY.block_weights :], rtol=1e-3, atol=1e-6)

    def test_training_changes_every_block_and_neither_embedding_nor_norms(self):
        trainer = training(tokens=200)
        before = tiny()
        trainer.run()
        after = trainer.weights
        changed = (after.master != before.master).view(TINY.blocks, -1).float().mean(1)
        self.assertTrue((changed > 0.95).all())
        self.assertTrue(torch.equal(before.embedding, after.embedding))
        self.assertTrue(torch.equal(torch.cat(before.norms[0]), torch.cat(after.norms[0])))


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


def training(folder=None, tokens=1500, resume=False, **more):
    """A trainer of the tiny model that writes no GGUF."""
    options = dict(out=folder or tempfile.mkdtemp(), resume=resume, step_tokens=100, seed=3, qat_from=0.5, held_out_every=4)
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
            logs = [plot.log.read(os.path.join(folder, "log.csv")) for folder in (whole, parts)]
        for row in logs[0] + logs[1]:
            del row["tokens_per_second"]
        self.assertGreater(len(logs[0]), 12)
        self.assertEqual(logs[0], logs[1])

    def test_loss_falls_and_curves_are_drawn(self):
        with tempfile.TemporaryDirectory() as folder:
            training(folder, tokens=6000).run()
            rows = plot.log.read(os.path.join(folder, "log.csv"))
            self.assertLess(float(rows[-1]["loss"]), float(rows[0]["loss"]) / 2)
            with open(os.path.join(folder, "loss.svg"), encoding="utf-8") as file:
                self.assertIn("held out", file.read())

    def test_checkpoint_of_another_freeze_is_refused(self):
        with tempfile.TemporaryDirectory() as folder:
            training(folder, tokens=100).run()
            other = training(tokens=100)
            other.weights = tiny(freeze=1)
            with self.assertRaisesRegex(ValueError, "--freeze 0, not 1"):
                checkpoint.load(os.path.join(folder, "checkpoint.pt"), other.weights, other.optimizer, other.schedule)

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
