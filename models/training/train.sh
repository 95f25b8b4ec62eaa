#!/usr/bin/env bash
# Trains the embedded model with the options given, for example:
#   models/training/train.sh --data train.jsonl --held-out held-out.jsonl --out /tmp/run --minutes 240
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
openblas=/usr/lib/$(uname -m)-linux-gnu/openblas-openmp
python=/usr/bin/python3 # Debian's, which sees Debian's packages

# OpenBLAS with OpenMP shares PyTorch's threads; the pthread one brings its own, which fight for the cores: half the speed.
missing=()
"$python" -c 'import torch' 2>/dev/null || missing+=(python3-torch)
[[ -e $openblas/libblas.so.3 ]] || missing+=(libopenblas0-openmp)
if ((${#missing[@]})); then
    echo "Installing ${missing[*]} with apt-get."
    apt-get install -y --no-install-recommends "${missing[@]}" || { apt-get update && apt-get install -y --no-install-recommends "${missing[@]}"; }
fi

export OMP_NUM_THREADS=${OMP_NUM_THREADS:-$(nproc)}
export LD_LIBRARY_PATH=$openblas${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}
exec "$python" "$here/train.py" --weights "$here/../codeact-135m-v4.Q4_0.gguf" "$@"
