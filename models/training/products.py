"""Matrix products in float32, or in bfloat16 with sums in float32 where the processor has instructions for that.

AVX512-BF16 does a product in half the time of float32 and AMX in less; everything between the products (norms, softmax, the
residual stream, the optimiser and the weights it keeps) stays float32, as in mixed-precision training (Micikevicius et al. 2018,
arXiv 1710.03740; bfloat16 needs no loss scaling: Kalamkar et al. 2019, arXiv 1905.12322).
"""

import torch

_kind = torch.float32


def has_bfloat16(cpuinfo="/proc/cpuinfo"):
    """Whether this processor multiplies bfloat16 itself. Without that PyTorch emulates it, slower than float32."""
    try:
        with open(cpuinfo, encoding="ascii", errors="replace") as file:
            flags = next((line for line in file if line.startswith(("flags", "Features"))), "").split()
    except OSError:
        return False
    return any(flag in flags for flag in ("avx512_bf16", "amx_bf16", "bf16"))


def use(kind):
    """Makes all products from now on multiply in a type."""
    global _kind
    _kind = kind


def mm(a, b):
    """a @ b, for matrices or batches of them, as float32."""
    return (a.to(_kind) @ b.to(_kind)).float()


def mm_to(a, b, out):
    """Writes a @ b into a float32 tensor."""
    if _kind is torch.float32:
        torch.matmul(a, b, out=out)
    else:
        out.copy_(a.to(_kind) @ b.to(_kind))
