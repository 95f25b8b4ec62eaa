#!/usr/bin/env bash
# Sets up, builds, tests and runs CodeAct.Robotics from a checkout. It says what it does and installs only what is missing.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
program=$root/artifacts/codeact
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1

say() { printf '==> %s\n' "$*" >&2; }
fail() { printf 'deploy.sh: %s\n' "$*" >&2; exit "${2:-1}"; }

usage() {
    cat <<'TEXT'
usage: ./deploy.sh demo               set up, build, and let the embedded model do three tasks on simulated robots
       ./deploy.sh demo --mqtt        the same over MQTT: a broker of its own, a served robot, a task from mosquitto_pub
       ./deploy.sh test               set up and run all tests
       ./deploy.sh bench [--json]     the benchmark, as ratios in one run
       ./deploy.sh codeact ARGS...    the codeact program from this checkout, built when needed
       ./deploy.sh install            put codeact on this machine's PATH
       ./deploy.sh USER@HOST ...      put codeact on a Raspberry Pi, Jetson or other board as a service; --help says more
TEXT
}

need_sdk() {
    command -v dotnet >/dev/null 2>&1 ||
        fail "the .NET 10 SDK is needed and 'dotnet' is not on the PATH. Get it from https://dotnet.microsoft.com/download/dotnet/10.0"
    local version
    version=$(cd "$root" && dotnet --version 2>/dev/null) ||
        fail "the .NET 10 SDK is needed; here are: $(dotnet --list-sdks 2>/dev/null | tr '\n' ' ')"
    case $version in
        1[0-9].*) ;;
        *) fail "the .NET 10 SDK is needed, not $version" ;;
    esac
}

# Debian's package of that name, installed when the command it brings is missing. Without root or sudo it says so and goes on.
want_command() {
    local command=$1 package=$2
    command -v "$command" >/dev/null 2>&1 && return 0
    local sudo=()
    if [ "$(id -u)" -ne 0 ]; then
        if command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
            sudo=(sudo -n)
        else
            say "$command is missing; install it with: sudo apt-get install $package"
            return 1
        fi
    fi
    command -v apt-get >/dev/null 2>&1 || { say "$command is missing (Debian's package $package)"; return 1; }
    say "Installing $package"
    "${sudo[@]}" apt-get install -y -qq "$package" >/dev/null 2>&1 ||
        { "${sudo[@]}" apt-get update -qq >/dev/null 2>&1 && "${sudo[@]}" apt-get install -y -qq "$package" >/dev/null 2>&1; } ||
        { say "$package could not be installed"; return 1; }
}

# A broker and its clients. Debian starts a broker when it installs one; one that was here before is left as it is.
want_mosquitto() {
    export PATH=$PATH:/usr/sbin
    local fresh=0
    command -v mosquitto >/dev/null 2>&1 || fresh=1
    want_command mosquitto mosquitto && want_command mosquitto_pub mosquitto-clients || return 1
    if [ "$fresh" -eq 1 ] && pgrep -x mosquitto >/dev/null 2>&1; then
        say "Stopping the broker that the installation started"
        systemctl disable --now mosquitto >/dev/null 2>&1 || service mosquitto stop >/dev/null 2>&1 || true
    fi
}

# A server for the test that deploys to this machine. Debian starts one when it installs one; one that was here before is left as it is.
want_sshd() {
    export PATH=$PATH:/usr/sbin
    local fresh=0
    command -v sshd >/dev/null 2>&1 || fresh=1
    want_command rsync rsync && want_command ssh openssh-client && want_command sshd openssh-server || return 1
    if [ "$fresh" -eq 1 ] && pgrep -x sshd >/dev/null 2>&1; then
        say "Stopping the ssh server that the installation started"
        systemctl disable --now ssh ssh.socket >/dev/null 2>&1 || service ssh stop >/dev/null 2>&1 || true
    fi
}

# True when something that the program is built from is newer than the program.
is_stale() {
    local built=${1:-$program}
    [ -f "$built/codeact.dll" ] || return 0
    [ -n "$(find "$root/src" "$root/hardware" "$root/simulators" "$root/Directory.Build.props" "$root/Directory.Packages.props" "$root/global.json" \
        \( -name bin -o -name obj -o -name scenarios \) -prune -o -type f -newer "$built/codeact.dll" -print -quit)" ]
}

# A project into a folder, compiled ahead of time where the packages for it are to be had: Roslyn in the sandbox's worker then
# starts in half the time.
publish() {
    local project=$1 folder=$2 rid=${3:-} log=$root/artifacts/build.log
    local properties=("${@:4}") target=() both=()
    mkdir -p "$root/artifacts"
    # For another machine: without the small native starter, since 'dotnet codeact.dll' starts it, and its package may not be to be had.
    [ -z "$rid" ] || target=(-r "$rid" --self-contained false -p:UseAppHost=false)
    if [ "$(uname -m)" = x86_64 ]; then
        [ -n "$rid" ] || target=(-r linux-x64 --self-contained false)
        # The worker, a program itself, is restored for this machine, whatever is built for.
        [ "$rid" != linux-arm64 ] || both=('-p:RuntimeIdentifiers="linux-x64;linux-arm64"')
        dotnet publish "$project" -c Release -o "$folder" "${target[@]}" -p:PublishReadyToRun=true "${both[@]}" "${properties[@]}" --nologo -v quiet >"$log" 2>&1 && return 0
        say "Ahead-of-time compilation is not to be had here; going on without"
        [ -n "$rid" ] || target=()
    fi
    dotnet publish "$project" -c Release -o "$folder" "${target[@]}" "${properties[@]}" --nologo -v quiet >"$log" 2>&1 && return 0
    cat "$log" >&2
    fail "the build failed"
}

build_program() {
    is_stale || return 0
    need_sdk
    say "Building codeact (the first time restores packages: a few minutes)"
    publish "$root/src/CodeAct.Robotics.Cli" "$program"
    touch "$program/codeact.dll"
}

codeact() { dotnet "$program/codeact.dll" "$@"; }

run_tests() {
    need_sdk
    local results=$root/artifacts/test started=$SECONDS status=0
    rm -rf "$results"
    mkdir -p "$results"
    if want_command shellcheck shellcheck; then
        say "Checking the shell scripts with shellcheck"
        shellcheck -x -P "$root" "$root/deploy.sh" "$root"/deploy/*.sh "$root/.ci/run" "$root"/tests/deploy/*.sh "$root"/tests/deploy/fakes/* || status=1
    fi
    # One layer of the sandbox; where it can't be had, its tests hold that the program says so.
    want_command bwrap bubblewrap || true
    want_mosquitto || true
    want_sshd || true
    # Style is what the next step looks at, in all of it: once is enough, and a third of a build's time.
    say "Building everything, warnings as errors"
    dotnet build "$root/CodeAct.Robotics.sln" -c Release --nologo -v quiet -p:EnforceCodeStyleInBuild=false || fail "the build failed"
    say "Checking style and format"
    dotnet format "$root/CodeAct.Robotics.sln" --verify-no-changes --no-restore -v quiet || { status=1; say "run: dotnet format"; }
    # As it is installed: compiled ahead of time, it starts in half the time, and many tests start it.
    build_program
    export CODEACT_BUILD=$program
    local project folder
    # Workers are mostly the compiler, so that this is nearly all of it for the tests that start workers of their own.
    for folder in "$root"/tests/*/bin/Release/net10.0; do
        [ ! -f "$folder/Microsoft.CodeAnalysis.dll" ] || cp "$program"/Microsoft.CodeAnalysis{,.CSharp}.dll "$folder/"
    done
    for project in "$root"/tests/*.Tests/*.csproj "$root"/tests/*.Attacks/*.csproj "$root"/tests/*.EndToEnd/*.csproj; do
        [ -f "$project" ] || continue
        say "Testing $(basename "$project" .csproj)"
        dotnet test "$project" -c Release --no-build --nologo -v quiet --logger trx --logger "console;verbosity=minimal" --results-directory "$results/$(basename "$project" .csproj)" || status=1
    done
    say "Took $((SECONDS - started)) s"
    local counts
    counts=$(find "$results" -name '*.trx' -exec grep -ho '<Counters [^>]*>' {} + | awk '
        function attribute(name) { return match($0, " " name "=\"[0-9]+\"") ? substr($0, RSTART + length(name) + 3, RLENGTH - length(name) - 4) : 0 }
        { passed += attribute("passed"); failed += attribute("failed"); skipped += attribute("total") - attribute("executed") }
        END { printf "%d passed, %d failed, %d skipped", passed, failed, skipped }')
    # A check that is no test, such as the format, fails the run too, and must be seen in the closing line's place.
    [ "$status" -eq 0 ] || say "Something failed: see above"
    printf '%s\n' "$counts"
    return "$status"
}

free_port() {
    local port
    while :; do
        port=$((20000 + RANDOM % 20000))
        (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || { echo "$port"; return; }
    done
}

# Ends what the demonstration started and removes its folder.
demo_processes=()
demo_folder=
end_demo() {
    local process
    # In turn: the robot takes its leave of the broker before that goes.
    for process in "${demo_processes[@]}"; do
        kill "$process" 2>/dev/null || true
        wait "$process" 2>/dev/null || true
    done
    [ -z "$demo_folder" ] || rm -rf "$demo_folder"
}

demo_mqtt() {
    local task="Water the bed until the soil is above 60 percent, then tell me the moisture."
    want_mosquitto || fail "the demonstration needs mosquitto: sudo apt-get install mosquitto mosquitto-clients"
    build_program
    demo_folder=$(mktemp -d)
    trap end_demo EXIT
    local folder=$demo_folder port base=codeact/greenhouse
    port=$(free_port)
    # Passwords go through files: a command line is seen by everybody on the machine.
    local robot_password person_password
    robot_password=$(od -An -N12 -tx1 /dev/urandom | tr -d ' \n')
    person_password=$(od -An -N12 -tx1 /dev/urandom | tr -d ' \n')
    printf '%s\n' "$robot_password" >"$folder/robot.password"
    printf 'robot:%s\nperson:%s\n' "$robot_password" "$person_password" >"$folder/passwords"
    mosquitto_passwd -U "$folder/passwords"
    cat >"$folder/acl" <<ACL
# The robot owns its topics.
user robot
topic readwrite $base/#
topic readwrite homeassistant/#

# A person sends and cancels tasks, stops the robot, and sees everything. No device topic can be written.
user person
topic write $base/task
topic write $base/task/+/cancel
topic write $base/estop
topic write $base/estop/reset
topic read $base/#
ACL
    cat >"$folder/mosquitto.conf" <<CONF
listener $port 127.0.0.1
allow_anonymous false
set_tcp_nodelay true
password_file $folder/passwords
acl_file $folder/acl
user $(id -un)
CONF
    chmod 600 "$folder"/*
    local client
    for client in mosquitto_pub mosquitto_sub; do printf -- '-h 127.0.0.1\n-p %s\n-u person\n-P %s\n' "$port" "$person_password" >"$folder/$client"; done

    say "Starting a broker of its own on 127.0.0.1:$port, with passwords and an ACL"
    mosquitto -c "$folder/mosquitto.conf" >"$folder/broker.log" 2>&1 &
    demo_processes+=($!)
    say "Starting: codeact serve --robot greenhouse --mqtt mqtt://robot@127.0.0.1:$port"
    XDG_STATE_HOME=$folder/state dotnet "$program/codeact.dll" serve --robot greenhouse --mqtt "mqtt://robot@127.0.0.1:$port" --mqtt-password-file "$folder/robot.password" &
    demo_processes=("$!" "${demo_processes[@]}")
    local waited=0
    until XDG_CONFIG_HOME=$folder mosquitto_sub -W 60 -C 1 -t $base/availability >/dev/null 2>&1; do
        waited=$((waited + 1))
        [ "$waited" -lt 60 ] || { cat "$folder/broker.log" >&2; fail "the robot did not come online"; }
        sleep 1
    done

    say "What mosquitto_sub sees of the task:"
    XDG_CONFIG_HOME=$folder mosquitto_sub -v -t "$base/state" -t "$base/task/+/status" -t "$base/task/+/step" -t "$base/task/+/result" -t "$base/device/Pump" -t "$base/device/Soil" &
    demo_processes=("$!" "${demo_processes[@]}")
    local id=demo-$$
    XDG_CONFIG_HOME=$folder mosquitto_sub -W 300 -C 1 -t "$base/task/$id/result" >"$folder/result" &
    local result=$!
    sleep 1
    say "mosquitto_pub -t $base/task -m '{\"task\":\"$task\",\"id\":\"$id\"}'"
    XDG_CONFIG_HOME=$folder mosquitto_pub -q 1 -t "$base/task" -m "{\"task\":\"$task\",\"id\":\"$id\"}"
    wait "$result" || fail "no result came"
    sleep 1
    say "The answer: $(sed 's/.*"answer":"\([^"]*\)".*/\1/' "$folder/result")"
    say "Stopping what was started"
    grep -q '"status":"done"' "$folder/result"
}

run_bench() {
    need_sdk
    say "Building the benchmark as the program is built"
    publish "$root/tests/CodeAct.Robotics.Benchmarks" "$root/artifacts/bench"
    dotnet "$root/artifacts/bench/CodeAct.Robotics.Benchmarks.dll" "$@"
}

install_program() {
    build_program
    local folder=$HOME/.local/bin
    [ "$(id -u)" -ne 0 ] || folder=/usr/local/bin
    mkdir -p "$folder"
    printf '#!/bin/sh\nexec dotnet "%s/codeact.dll" "$@"\n' "$program" >"$folder/codeact"
    chmod 755 "$folder/codeact"
    say "Installed $folder/codeact, which runs the program of this checkout"
    case ":$PATH:" in
        *":$folder:"*) ;;
        *) say "$folder is not on your PATH; add it, or call it by its full name" ;;
    esac
}

main() {
    local verb=${1:-}
    [ $# -eq 0 ] || shift
    case $verb in
        demo)
            if [ "${1:-}" = --mqtt ]; then
                demo_mqtt
            else
                build_program && codeact demo "$@"
            fi
            ;;
        test) run_tests ;;
        bench) run_bench "$@" ;;
        codeact) build_program && codeact "$@" ;;
        install) install_program ;;
        -h | --help | help) usage ;;
        *@*)
            # shellcheck source=deploy/board.sh
            source "$root/deploy/board.sh"
            deploy_board "$verb" "$@"
            ;;
        *) usage >&2; exit 2 ;;
    esac
}

main "$@"
