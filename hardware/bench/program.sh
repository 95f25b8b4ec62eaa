# shellcheck shell=bash disable=SC2154 # $work, $root and $scenario are the callers'.
# The program on the board: deployed by the real deploy.sh, given tasks, and looked at. Sourced by run.sh.

# How many times longer than on a real board the program's watchdogs wait: an emulated processor is some 40 times slower.
patience=40
served_model=openai:http://127.0.0.1:8083/v1#bench

# ./deploy.sh, on the board as a person with sudo.
# Without the lock: what it builds with stays behind for a while.
deploy() { CODEACT_SSH="ssh -F $work/ssh_config" "$root/deploy.sh" pilot@bench "$@" 9>&-; }

# What a person who knows that this board is slow writes before the first deployment: the watchdogs' times.
configure_board() {
    board "mkdir -p /etc/codeact /etc/systemd/system/codeact.service.d
        printf 'robot: bench\nbackend: hardware\nmodel: embedded\npatience: %s\n' $patience >/etc/codeact/codeact.yaml
        printf '[Service]\nWatchdogSec=120\nTimeoutStartSec=900\nTimeoutStopSec=120\n' >/etc/systemd/system/codeact.service.d/bench.conf
        systemctl daemon-reload"
}

# The service, with a model; a restart only where it has another one.
use_model() {
    board "grep -qxF 'model: $1' /etc/codeact/codeact.yaml && systemctl is-active -q codeact || {
        sed -i 's|^model:.*|model: $1|' /etc/codeact/codeact.yaml
        systemctl reset-failed codeact 2>/dev/null || true
        systemctl restart codeact
    }"
    wait_online 300
}

# Until the service runs and the robot says at the broker that it is there.
wait_online() {
    board "end=\$((SECONDS + $1)); while [ \$SECONDS -lt \$end ]; do
        systemctl is-active -q codeact && mosquitto_sub -t codeact/bench/availability -C 1 -W 10 2>/dev/null | grep -qx online && exit 0
        sleep 1
    done; exit 1" && return 0
    echo "the robot did not come online within $1 s"
    return 1
}

# The process of a role: host, guardian, worker.
process_of() {
    case $1 in
        host) board 'systemctl show -p MainPID --value codeact' ;;
        guardian) board "pgrep -o -f '[c]odeact.dll guardian'" ;;
        worker) board "pgrep -f '[S]andbox.Worker' | tail -n 1" ;;
    esac
}

# What the model will answer from now on: a thought and this code. Empty: it begins an answer and says no more.
model_says() {
    if [ -z "$1" ]; then board ': >/run/bench/reply'; return; fi
    # shellcheck disable=SC2016 # a fence, no command.
    printf 'As asked.\n```csharp\n%s\n```\n' "$1" | board 'cat >/run/bench/reply'
}

# A robot runs no task a second time: on a board that goes on, the ids of the run before are used up.
run_tag=$(date +%H%M%S)
task_number=0

# Sends a task without waiting; prints nothing, and leaves its id in $task.
send_task() {
    task_number=$((task_number + 1))
    task=bench-$scenario-$run_tag-$task_number
    board "mosquitto_pub -q 1 -t codeact/bench/task -m '{\"task\":\"$1\",\"id\":\"$task\",\"timeout\":\"${2:-30m}\"}'"
}

# How a task ended, as the broker has it: the status message.
task_end() { board "bench-task ${2:-$task} $1" || true; }

line_path() { board "bench-line $1 path"; }

# Until a line has a value; fails after the seconds.
wait_line() { board "bench-until $3 \$(bench-line $1 path)/value $2" >/dev/null; }

# The service made ready for a scenario: its model answers what scenarios write, no e-stop is latched, all lines are safe.
ready_service() {
    use_model "$served_model"
    check "pump off at the start" 0 "$(board 'bench-line 0')"
    check "valve off at the start (low-active)" 1 "$(board 'bench-line 1')"
}

# Code that switches pump and valve on and then waits; returns when both lines say so.
begin_long_action() {
    model_says 'Pump.On(); Valve.On(); Wait(1000); Done("waited");'
    send_task "Run pump and valve for a long time."
    if wait_line 0 1 600 && wait_line 1 0 60; then return 0; fi
    echo "the action did not begin: $(task_end 1)"
    return 1
}
