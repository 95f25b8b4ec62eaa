"""What the training program promises: `/usr/bin/python3 -m unittest` in this folder."""

import os
import struct
import tempfile
import unittest

import torch

import data
import llama
import quantize
import reference
import samples
from gguf import Gguf
from weights import BlockWeights, Shape, Weights

WEIGHTS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "codeact-135m-v4.Q4_0.gguf")
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
        cls.file = Gguf(WEIGHTS)
        cls.weights = Weights.read(cls.file)

    def test_write_of_what_was_read_gives_the_same_file(self):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "again.gguf")
            self.weights.write(self.file, path)
            with open(path, "rb") as again, open(WEIGHTS, "rb") as original:
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
            alone = reference.logits(weights, weights.blocks, weights.norms, torch.tensor(line.prefix + branch.ids))
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
        blocks = [BlockWeights(flat[i : i + size], TINY) for i in range(0, weights.matrices, size)]
        norms = flat[weights.matrices :].view(TINY.blocks, 2, TINY.width)
        for line in lines:
            for branch in line.branches:
                ids = torch.tensor(line.prefix + branch.ids)
                at = torch.tensor(branch.targets) + len(line.prefix)
                logits = reference.logits(weights, blocks, norms, ids)
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

    def test_head_over_part_of_the_vocabulary_that_is_all_of_it_changes_nothing(self):
        weights, step = tiny(), data.Step(tiny_lines(1))
        whole = llama.run(weights, step, True)
        grad = weights.grad.clone()
        self.assertEqual(whole, llama.run(weights, step, True, torch.arange(VOCABULARY)))
        self.assertTrue(torch.equal(grad, weights.grad))

    def test_frozen_blocks_get_no_gradient_and_the_others_the_same(self):
        weights, lines = tiny(freeze=2), tiny_lines(2)
        grad = self.gradients(weights, lines)[1]
        llama.run(weights, data.Step(lines), train=True)
        self.assertEqual(TINY.block_weights, weights.matrices - weights.trained)
        grad[weights.matrices :].view(TINY.blocks, -1)[:2] = 0
        torch.testing.assert_close(weights.grad, grad[weights.trained :], rtol=1e-3, atol=1e-6)


if __name__ == "__main__":
    unittest.main()
