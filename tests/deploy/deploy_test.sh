#!/usr/bin/env bash
# shellcheck disable=SC2015 # `a && b || { why=…; return 1; }` is meant so throughout.
# ./deploy.sh USER@HOST against this machine: a real sshd on a port of the loopback, started here with keys of its own; the board's root is
# a folder, and its systemctl, useradd, apt-get and the like are fakes (tests/deploy/fakes). What is copied is the published program, and it
# really runs there. Prints `ok NAME` or `not ok NAME: why` a case, and exits 1 where one failed.
#
# CODEACT_BUILD names a published program to use; without it, deploy.sh builds one, which the next run uses again. Words are the cases to
# run, in their order; without any, all but those that must build.
set -uo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
export PATH=$PATH:/usr/sbin
work=$(mktemp -d /tmp/cd.XXXXXX)
pi=$work/pi
out=$work/out
failures=0
sshd=
mkdir "$work/tmp" "$work/home"
export TMPDIR=$work/tmp

end() {
    local socket
    # A deployment that was killed left its connection open.
    for socket in "$work"/tmp/codeact.*/ssh; do [ ! -S "$socket" ] || ssh -F none -o "ControlPath=$socket" -O exit board 2>/dev/null; done
    CODEACT_DEPLOY_ROOT=$pi "$pi/bin/systemctl" stop codeact >/dev/null 2>&1
    "$pi/bin/systemctl" stop codeact-llama >/dev/null 2>&1
    if [ -n "$sshd" ]; then
        kill "$sshd" 2>/dev/null
        wait "$sshd" 2>/dev/null
    fi
    rm -rf "$work"
}
trap end EXIT

# ── a board ──

make_board() {
    local name
    mkdir -p "$pi/bin" "$pi/proc/device-tree" "$pi/dev" "$pi/run"
    cp "$here/fakes/systemctl" "$pi/bin/"
    for name in uname getconf df dpkg-query getent groupadd useradd userdel usermod udevadm apt-get curl journalctl; do cp "$here/fakes/board" "$pi/bin/$name"; done
    # The board has no .NET of its own.
    printf '#!/bin/sh\nexit 0\n' >"$pi/bin/dotnet"
    chmod 755 "$pi/bin/dotnet"
    printf 'Raspberry Pi 5 Model B Rev 1.0\0' >"$pi/proc/device-tree/model"
    printf 'video\nrender\n' >"$pi/groups"
    printf 'libseccomp2\nmosquitto\n' >"$pi/missing"
    : >"$pi/dev/gpiochip0"
    : >"$pi/calls.log"
}

start_sshd() {
    local port=$((20000 + RANDOM % 20000))
    command -v sshd >/dev/null || { echo "not ok sshd: openssh-server is needed (sudo apt-get install openssh-server)"; exit 1; }
    ssh-keygen -q -t ed25519 -N '' -f "$work/host" && ssh-keygen -q -t ed25519 -N '' -f "$work/key" || exit 1
    cp "$work/key.pub" "$work/authorized"
    [ "$(id -u)" -ne 0 ] || mkdir -p /run/sshd
    cat >"$work/sshd.conf" <<CONF
ListenAddress 127.0.0.1
Port $port
HostKey $work/host
AuthorizedKeysFile $work/authorized
PidFile none
UsePAM no
StrictModes no
PasswordAuthentication no
KbdInteractiveAuthentication no
# Its shells read what people have in their ~/.bashrc, which is not of a board and may take longer than the rest.
SetEnv HOME=$work/home
PermitRootLogin prohibit-password
MaxSessions 50
CONF
    "$(command -v sshd)" -D -e -f "$work/sshd.conf" 2>"$work/sshd.log" &
    sshd=$!
    export CODEACT_SSH="ssh -F none -p $port -i $work/key -o IdentitiesOnly=yes -o BatchMode=yes -o UserKnownHostsFile=$work/known -o StrictHostKeyChecking=accept-new"
    local waited
    for waited in $(seq 100); do
        # shellcheck disable=SC2086 # Words.
        $CODEACT_SSH "$board" true 2>/dev/null && return
        kill -0 "$sshd" 2>/dev/null || break
        sleep 0.1
    done
    echo "not ok sshd: it did not start ($waited): $(tail -n 3 "$work/sshd.log")"
    exit 1
}

# ── words of the cases ──

board=$(id -un)@127.0.0.1
deploy() { CODEACT_DEPLOY_ROOT=$pi "$root/deploy.sh" "$board" "$@" >"$out" 2>&1 </dev/null; }
says() { grep -qF -- "$1" "$out" || { why="it does not say '$1' but: $(tail -n 4 "$out" | tr '\n' '|')"; return 1; }; }
expect() { "$@" || { why=${why:-"does not hold: $*"}; return 1; }; }
fails() { ! "$@" || { why="did not fail: $*"; return 1; }; }
current() { basename "$(readlink "$pi/opt/codeact/current")"; }
pid() { cat "$pi/run/codeact.pid"; }
runs() { kill -0 "$(pid)" 2>/dev/null || { why="the service does not run: $(tail -n 3 "$pi/run/codeact.log")"; return 1; }; }
called() { grep -q -- "$1" "$pi/calls.log" || { why="no call of '$1'"; return 1; }; }
releases() { find "$pi/opt/codeact/releases" -mindepth 1 -maxdepth 1 | wc -l; }
# Everything that matters on the board: names, sizes, times.
tree() { find "$pi/opt" "$pi/etc" "$pi/usr" -path "$pi/opt/codeact/before*" -prune -o \( -type f -o -type l \) -printf '%p %s %T@ %l\n' 2>/dev/null | sort; }

all() { find "$pi" ! -name calls.log -printf '%p %s %T@\n' | sort; }

# A build that differs from the good one, as CODEACT_BUILD.
other_build() {
    rm -rf "$work/other"
    cp -a "$build" "$work/other"
    printf '%s\n' "$1" >"$work/other/note.txt"
}

try() {
    why=
    local started=$SECONDS
    if "$1"; then
        echo "ok $1 ($((SECONDS - started)) s)"
    else
        echo "not ok $1: ${why:-failed}"
        sed 's/^/    /' "$out"
        failures=$((failures + 1))
    fi
}

# ── the cases, one after the other on one board ──

dry_run_changes_nothing() {
    local before
    before=$(all)
    expect deploy --dry-run && says "nothing is changed" && says "libseccomp2 mosquitto" && says "the .NET runtime of this machine" && says "udev rules for gpiochip0" || return 1
    [ "$before" = "$(all)" ] || { why="something changed"; return 1; }
}

unreachable_host_is_named() {
    CODEACT_SSH="ssh -F none -p 9 -o BatchMode=yes" fails deploy && says "can't be reached over ssh"
}

a_32_bit_system_is_refused() {
    echo 32 >"$pi/bits"
    # Nor is it a board with a device tree, which is no reason for noise.
    mv "$pi/proc" "$pi/no-proc"
    fails deploy && says "a 64-bit one" && fails says "No such file"
    local result=$?
    rm -f "$pi/bits"
    mv "$pi/no-proc" "$pi/proc"
    return $result
}

a_full_disk_is_told_before_anything_is_copied() {
    touch "$pi/full"
    fails deploy && says "disk is too full" && [ ! -e "$pi/opt" ]
    local result=$?
    rm -f "$pi/full"
    return $result
}

another_architecture_without_a_runtime_is_told() {
    echo aarch64 >"$pi/arch"
    fails deploy && says "could not be fetched" && says "--runtime FILE.tar.gz" && called "curl .*dotnet-runtime-linux-arm64.tar.gz" && fails test -e "$pi/opt/codeact/current"
    local result=$?
    rm -f "$pi/arch"
    return $result
}

a_runtime_that_does_not_run_there_is_refused() {
    mkdir -p "$work/foreign"
    printf '\177ELFforeign' >"$work/foreign/dotnet"
    chmod 755 "$work/foreign/dotnet"
    tar -czf "$work/foreign.tar.gz" -C "$work/foreign" .
    fails deploy --runtime "$work/foreign.tar.gz" && says "does not run on this board" && fails test -e "$pi/opt/codeact/dotnet"
}

first_install_runs_the_service() {
    expect deploy && says "Sending the .NET runtime of this machine" && says "doctor" && says "current and healthy" && runs || return 1
    expect test -x "$pi/opt/codeact/dotnet/dotnet" && expect test -f "$pi/opt/codeact/current/program/codeact.dll" && expect test -f "$pi/etc/codeact/codeact.yaml" || return 1
    called "useradd .*codeact" && called "groupadd --system gpio" && called "usermod -a -G gpio,i2c,spi,video,render codeact" && called "apt-get install .*libseccomp2" && called "udevadm control" || return 1
    expect grep -q "^SupplementaryGroups=gpio i2c spi video render$" "$pi/etc/systemd/system/codeact.service" && expect grep -q "gpiochip" "$pi/etc/udev/rules.d/70-codeact.rules" || return 1
    # The process runs the release itself: a later switch changes nothing under its feet.
    tr '\0' ' ' <"/proc/$(pid)/cmdline" | grep -q "$pi/opt/codeact/current/program/codeact.dll serve" || { why="it runs something else"; return 1; }
    grep -q "releases/$(current)/program" "/proc/$(pid)/maps" || { why="it runs through the link"; return 1; }
}

the_unit_is_one_that_systemd_reads() {
    command -v systemd-analyze >/dev/null || return 0
    systemd-analyze verify "$pi/etc/systemd/system/codeact.service" >"$out" 2>&1
    ! grep -i "codeact.service:[0-9]" "$out" || { why="systemd-analyze verify complains"; return 1; }
}

second_install_changes_nothing() {
    local before process
    before=$(tree)
    process=$(pid)
    : >"$pi/calls.log"
    expect deploy && says "Nothing to do" || return 1
    [ "$before" = "$(tree)" ] || { why="changed: $(diff <(echo "$before") <(tree) | head -n 4 | tr '\n' '|')"; return 1; }
    [ "$process" = "$(pid)" ] || { why="the service was started again"; return 1; }
    ! grep -E "systemctl (start|stop|restart)|useradd|apt-get" "$pi/calls.log" || { why="it did something"; return 1; }
}

status_tells_release_and_service() {
    expect deploy --status && says "$(current)" && says "service    active" && says "robot      greenhouse, backend sim" && says "Raspberry Pi 5"
}

a_new_release_copies_the_program_and_not_the_weights() {
    local weights first
    weights=$(find "$pi/opt/codeact/models" -name '*.gguf' -printf '%i %T@\n')
    first=$(current)
    other_build second
    sleep 1
    CODEACT_BUILD=$work/other expect deploy && runs || return 1
    [ "$first" != "$(current)" ] && grep -q second "$pi/opt/codeact/current/program/note.txt" || { why="the release is not the new one"; return 1; }
    [ "$weights" = "$(find "$pi/opt/codeact/models" -name '*.gguf' -printf '%i %T@\n')" ] || { why="the weights came again"; return 1; }
    expect test -e "$pi/opt/codeact/releases/$first/program/codeact.dll"
}

rollback_goes_to_the_release_before() {
    local second
    second=$(current)
    expect deploy --rollback && runs || return 1
    [[ $(current) < $second ]] || { why="$(current) is not before $second"; return 1; }
    fails deploy --rollback && says "no release before"
}

a_broken_release_rolls_back_by_itself() {
    local before
    before=$(current)
    other_build broken
    rm "$work/other/CodeAct.Robotics.Sandbox.Worker.dll"
    sleep 1
    CODEACT_BUILD=$work/other fails deploy && says "rolled back to $before" && says "doctor found something missing" && runs || return 1
    [ "$(current)" = "$before" ] || { why="$(current) is current"; return 1; }
    expect deploy --status && ! says "broken" >/dev/null
}

settings_that_do_not_come_up_roll_back() {
    local config
    config=$(cat "$pi/etc/codeact/codeact.yaml")
    fails deploy --mqtt "mqtt://robot:secret@broker.invalid" && says "rolled back" && runs || return 1
    [ "$config" = "$(cat "$pi/etc/codeact/codeact.yaml")" ] || { why="codeact.yaml stays bad"; return 1; }
}

a_manifest_is_checked_here_and_copied() {
    printf 'robot: pond\ndevices: 3\n' >"$work/bad.yaml"
    fails deploy --robot "$work/bad.yaml" && says "bad.yaml:2" || return 1
    cat >"$work/pond.yaml" <<'YAML'
robot: pond
description: A garden pond with a pump.
simulator: generic
devices:
  - { name: Pump, kind: relay, description: runs the fountain, safe: off }
YAML
    expect deploy --robot "$work/pond.yaml" && runs && expect grep -q "^robot: pond$" "$pi/etc/codeact/codeact.yaml" && expect test -f "$pi/etc/codeact/robots/pond.yaml"
}

interrupted_copy_never_becomes_current() {
    local before count child
    before=$(current)
    count=$(releases)
    other_build slow
    # Half a minute of copying at the rate below.
    head -c 60000000 /dev/urandom >"$work/other/ballast"
    mkdir -p "$work/bin"
    printf '#!/bin/sh\nexec env PATH="%s" rsync --bwlimit=2000 "$@"\n' "$PATH" >"$work/bin/rsync"
    chmod 755 "$work/bin/rsync"
    CODEACT_DEPLOY_ROOT=$pi CODEACT_BUILD=$work/other PATH=$work/bin:$PATH setsid "$root/deploy.sh" "$board" >"$out" 2>&1 </dev/null &
    child=$!
    for _ in $(seq 600); do
        [ "$(find "$pi/opt/codeact/incoming/release" -type f 2>/dev/null | wc -l)" -lt 3 ] || break
        kill -0 $child 2>/dev/null || break
        sleep 0.1
    done
    kill -KILL -- -$child 2>/dev/null || { why="it had ended before it was interrupted"; return 1; }
    wait $child 2>/dev/null
    [ "$(current)" = "$before" ] && [ "$(releases)" = "$count" ] || { why="a partial release is there"; return 1; }
    runs || return 1
    CODEACT_BUILD=$work/other expect deploy && runs || return 1
    cmp -s "$work/other/ballast" "$pi/opt/codeact/current/program/ballast" || { why="the copy is not whole"; return 1; }
}

weights_of_ones_own_run_where_something_runs_them() {
    cp "$root"/models/*.gguf "$work/mine.gguf"
    expect deploy --model "$work/mine.gguf" && says "Weights: " && runs && expect grep -q "^model: .*/mine.gguf" "$pi/etc/codeact/codeact.yaml"
}

weights_that_nothing_runs_are_refused() {
    case $(sed -n 's/^build=//p' "$pi/opt/codeact/current/RELEASE") in edge*) return 0 ;; esac
    local before
    before=$(tree)
    printf 'GGUF\003\000\000\000nonsense' >"$work/nonsense.gguf"
    fails deploy --model "$work/nonsense.gguf" && says "nothing on $board runs nonsense.gguf" || return 1
    [ "$before" = "$(tree)" ] || { why="something changed"; return 1; }
}

cuda_on_a_jetson_builds_the_pinned_llama_once() {
    local name commit
    for name in nvcc git cmake; do cp "$here/fakes/board" "$pi/bin/$name"; done
    [ -f "$work/mine.gguf" ] || cp "$root"/models/*.gguf "$work/mine.gguf"
    fails deploy --model "$work/mine.gguf" --cuda && says "for a Jetson" || return 1
    printf 'nvidia,p3768-0000+p3767-0005\0nvidia,tegra234\0' >"$pi/proc/device-tree/compatible"
    if deploy --model "$work/mine.gguf" --cuda; then
        runs || return 1
        expect grep -q "^model: openai:http://127.0.0.1:8081/v1#mine" "$pi/etc/codeact/codeact.yaml" && expect grep -q "/bin/llama-server --model .*/mine.gguf" "$pi/etc/systemd/system/codeact-llama.service" || return 1
    else
        # The edge build loads the library itself. This board only plays to build one, so that the service does not start, and goes back.
        says "Weights: LLamaSharp in process" && says "There is no llama.cpp library" && says "rolled back" || return 1
    fi
    commit=$(basename "$(find "$pi/opt/codeact/llama.cpp" -mindepth 1 -maxdepth 1 -type d)")
    expect grep -q " $commit$" "$root/deploy/llama.cpp.pins" && called "git .*fetch .*$commit" && called "cmake .*-DGGML_CUDA=ON -DCMAKE_CUDA_ARCHITECTURES=87" || return 1
    : >"$pi/calls.log"
    deploy --model "$work/mine.gguf" --cuda
    fails called cmake
}

uninstall_leaves_what_people_wrote_and_purge_does_not() {
    expect deploy --uninstall && fails test -e "$pi/opt/codeact" && fails test -e "$pi/etc/systemd/system/codeact.service" && expect test -f "$pi/etc/codeact/codeact.yaml" || return 1
    fails deploy --status && says "Nothing is deployed" || return 1
    expect deploy --uninstall --purge && fails test -e "$pi/etc/codeact" && fails test -e "$pi/var/lib/codeact"
}

# Minutes: it builds.
a_build_for_this_board_is_made_once() {
    CODEACT_BUILD='' expect deploy --dry-run && says "Building codeact for linux-" && says "switch from nothing" || return 1
    CODEACT_BUILD='' expect deploy --dry-run && fails says "Building codeact"
}

# Minutes: it builds. With --dry-run the board needs no such processor.
a_build_for_arm64_has_nothing_of_x64() {
    echo aarch64 >"$pi/arch"
    CODEACT_BUILD='' expect deploy --dry-run --runtime "$work/any.tar.gz" && says "switch from nothing"
    local result=$? folder=$root/artifacts/board-linux-arm64
    rm -f "$pi/arch"
    [ $result -eq 0 ] || return 1
    find "$folder" -name '*.so' -exec od -An -tx1 -j18 -N1 {} + | grep -qv b7 && { why="a library is not for arm64"; return 1; }
    find "$folder" -name 'libe_sqlite3.so' | grep -q . || { why="SQLite is missing"; return 1; }
    [ ! -e "$folder/codeact" ] || { why="it has a native starter"; return 1; }
}

make_board
start_sshd
cases=(
    unreachable_host_is_named a_32_bit_system_is_refused
    dry_run_changes_nothing a_full_disk_is_told_before_anything_is_copied another_architecture_without_a_runtime_is_told
    a_runtime_that_does_not_run_there_is_refused first_install_runs_the_service the_unit_is_one_that_systemd_reads
    second_install_changes_nothing status_tells_release_and_service a_new_release_copies_the_program_and_not_the_weights
    rollback_goes_to_the_release_before a_broken_release_rolls_back_by_itself settings_that_do_not_come_up_roll_back
    a_manifest_is_checked_here_and_copied interrupted_copy_never_becomes_current weights_of_ones_own_run_where_something_runs_them
    weights_that_nothing_runs_are_refused cuda_on_a_jetson_builds_the_pinned_llama_once
    uninstall_leaves_what_people_wrote_and_purge_does_not
)
[ $# -eq 0 ] || cases=("$@")
for case in "${cases[@]}"; do
    try "$case"
    # Built by the first that builds.
    build=${CODEACT_BUILD:-$root/artifacts/board-linux-$(uname -m | sed 's/x86_64/x64/; s/aarch64/arm64/')}
    [ ! -f "$build/codeact.dll" ] || export CODEACT_BUILD=$build
done
[ "$failures" -eq 0 ]
