# shellcheck shell=bash disable=SC2154 # The names are run.sh's.
# The board itself: started, spoken to, stopped, and robbed of its power. Sourced by run.sh.

board_processors=2
board_memory=2560
# The clock of the processor: without it the kernel takes the HPET, and each look at the clock is a call into the emulator.
# Page tables of four levels and no mitigations: less to emulate, and nothing to protect.
board_kernel="clocksource=tsc tsc=reliable no5lvl mitigations=off"

# Runs a command on the board as root. No quoting of its own: what is said is what the board's shell gets.
board() { ssh -F "$work/ssh_config" benchroot "$@"; }

free_port() {
    local port
    while :; do
        port=$((20000 + RANDOM % 20000))
        (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || { echo "$port"; return; }
    done
}

# A new disk over the base, and how to reach the board: a run starts as from a fresh card.
board_new() {
    need_commands qemu-img=qemu-utils qemu-system-x86_64=qemu-system-x86 ssh=openssh-client
    rm -f "$work/disk.qcow2" "$work/serial.log" "$work/known_hosts"
    qemu-img create -q -f qcow2 -b "$work/base.ext4" -F raw "$work/disk.qcow2"
    local port
    port=$(free_port)
    : >"$work/ssh_config"
    local user
    for user in pilot root; do
        cat >>"$work/ssh_config" <<CONFIG
Host bench${user/pilot/}
    HostName 127.0.0.1
    Port $port
    User $user
    IdentityFile $work/id_bench
    IdentitiesOnly yes
    UserKnownHostsFile $work/known_hosts
    StrictHostKeyChecking accept-new
    LogLevel ERROR
    ConnectTimeout 10
    ServerAliveInterval 15
    ServerAliveCountMax 20
CONFIG
    done
}

board_start() {
    local began=$SECONDS port
    port=$(awk '$1 == "Port" { print $2; exit }' "$work/ssh_config")
    # Software emulation only: the same board on every machine. "max" has AVX2 there, and no AVX-512.
    qemu-system-x86_64 -name bench -accel tcg,thread=multi,tb-size=512 -cpu max -smp "$board_processors" -m "$board_memory" \
        -nodefaults -no-user-config -display none -serial "file:$work/serial.log.now" \
        -kernel "$work/vmlinuz" -initrd "$work/initrd" -append "root=/dev/vda rw console=ttyS0 quiet systemd.show_status=1 $board_kernel" \
        -drive "file=$work/disk.qcow2,if=virtio,format=qcow2" \
        -netdev "user,id=net,restrict=on,hostfwd=tcp:127.0.0.1:$port-:22" -device virtio-net-pci,netdev=net \
        -device virtio-rng-pci >"$work/qemu.log" 2>&1 9>&- &
    echo $! >"$work/qemu.pid"
    until board true 2>/dev/null; do
        board_runs || { cat "$work/qemu.log" >&2; fail "the board's emulator ended: see $work/qemu.log"; }
        [ $((SECONDS - began)) -lt 400 ] || fail "the board did not answer within 400 s: see $work/serial.log.now"
        sleep 2
    done
    board 'systemctl is-system-running --wait' >"$work/state" || [ "$(<"$work/state")" = degraded ] || fail "the board did not come up: $(<"$work/state")"
    say "The board is up after $((SECONDS - began)) s: $(<"$work/state")"
}

# Whether the emulator of this folder's board runs.
board_runs() {
    [ -f "$work/qemu.pid" ] && [ -d "/proc/$(<"$work/qemu.pid")" ] && [ "$(tr '\0' ' ' <"/proc/$(<"$work/qemu.pid")/cmdline" 2>/dev/null | cut -c 1-18)" = qemu-system-x86_64 ]
}

# As pulling the plug: nothing is written any more.
board_cut() {
    board_runs || return 0
    kill -KILL "$(<"$work/qemu.pid")"
    while board_runs; do sleep 0.1; done
    rm -f "$work/qemu.pid"
    cat "$work/serial.log.now" >>"$work/serial.log"
}

board_stop() {
    board_runs || return 0
    local waited=0
    board 'systemctl poweroff' >/dev/null 2>&1 || true
    while board_runs && [ "$waited" -lt 60 ]; do
        sleep 1
        waited=$((waited + 1))
    done
    board_cut
}
