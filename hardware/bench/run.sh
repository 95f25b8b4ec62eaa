#!/usr/bin/env bash
# The virtual board: makes it where it is missing, starts it, deploys the program to it, and runs the scenarios on it.
set -euo pipefail

bench=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$bench/../.." && pwd)
work=${XDG_CACHE_HOME:-$HOME/.cache}/codeact-bench
suite=bookworm
only=
keep=0

usage() {
    cat <<'TEXT'
usage: hardware/bench/run.sh [--work DIR] [--only NAME[,NAME...]] [--keep] [--again] [--fresh]
       hardware/bench/run.sh --list

  --work DIR   where the disk, the modules and the logs are kept (about 3 GB); default $XDG_CACHE_HOME/codeact-bench
  --only       only these scenarios, in this order
  --keep       leave the board running at the end, and say how to reach it
  --again      go on with the board that --keep left running, with all that is on it
  --fresh      make disk and modules anew, from today's packages
  --list       the scenarios

Exit code: 0 when every scenario passed, 1 when one failed, 2 for a bad call.
TEXT
}

scenarios_of() { find "$bench/scenarios" -name '*.sh' -printf '%f\n' | sort | sed 's/\.sh$//'; }

fresh=0
again=0
while [ $# -gt 0 ]; do
    case $1 in
        --work | --only) [ $# -gt 1 ] || { usage >&2; exit 2; } ;;&
        --work) work=$2; shift ;;
        --only) only=$2; shift ;;
        --keep) keep=1 ;;
        --again) again=1 ;;
        --fresh) fresh=1 ;;
        --list) scenarios_of; exit 0 ;;
        -h | --help) usage; exit 0 ;;
        *) usage >&2; exit 2 ;;
    esac
    shift
done
mkdir -p "$work"
work=$(cd "$work" && pwd)

# shellcheck source=common.sh
. "$bench/common.sh"
# shellcheck source=kernel.sh
. "$bench/kernel.sh"
# shellcheck source=image.sh
. "$bench/image.sh"
# shellcheck source=board.sh
. "$bench/board.sh"
# shellcheck source=program.sh
. "$bench/program.sh"
# shellcheck source=scenarios.sh
. "$bench/scenarios.sh"

[ "$(uname -m)" = x86_64 ] || fail "the bench emulates an x64 board with the .NET runtime of this machine, and this machine is $(uname -m)"
exec 9>"$work/lock"
flock -n 9 || fail "another run uses $work; wait for it, or give --work another folder"
[ "$fresh" -eq 0 ] || rm -rf "$work/modules" "$work/base.ext4"

# shellcheck disable=SC2317 # called by the trap.
end() {
    if [ "$keep" -eq 1 ] && board_runs; then
        say "The board keeps running as process $(<"$work/qemu.pid"): ssh -F $work/ssh_config benchroot"
        return
    fi
    board_stop
}

if [ -n "$only" ]; then IFS=, read -r -a names <<<"$only"; else mapfile -t names < <(scenarios_of); fi
for name in "${names[@]}"; do [ -f "$bench/scenarios/$name.sh" ] || fail "there is no scenario $name; --list names them"; done

trap end EXIT
trap 'exit 130' INT TERM
began=$SECONDS
if [ "$again" -eq 1 ] && board_runs; then
    say "Going on with the board that runs"
else
    make_modules
    make_image
    board_stop
    board_new
    board_start
    configure_board
fi
result=0
run_scenarios "${names[@]}" || result=1
tell_results
say "Took $((SECONDS - began)) s; what was said is in $work/logs"
exit "$result"
