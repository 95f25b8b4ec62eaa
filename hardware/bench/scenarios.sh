# shellcheck shell=bash disable=SC2154 # The names are run.sh's.
# Runs scenarios one after the other and keeps score. A scenario is a file of checks in scenarios/; it may leave no device on.
# Sourced by run.sh.

# What a scenario holds: a name for the check, what must be, what is.
check() {
    if [ "$2" = "$3" ]; then printf '  ok      %s: %s\n' "$1" "$3"; return 0; fi
    printf '  FAILED  %s: %s, not %s\n' "$1" "${3:-nothing}" "$2"
    echo "$1" >>"$work/failed"
}

# A check whose text must hold a part.
check_has() {
    case $3 in *"$2"*) printf '  ok      %s: %s\n' "$1" "$3" ;; *)
        printf '  FAILED  %s: %s has no %s\n' "$1" "${3:-nothing}" "$2"
        echo "$1" >>"$work/failed" ;;
    esac
}

# A latency, reported without a goal.
measured() {
    printf '  took    %s: %s ms\n' "$1" "$2"
    printf '%s\t%s\t%s\n' "$scenario" "$1" "$2" >>"$work/latencies"
}

run_scenarios() {
    local name began result=0
    : >"$work/latencies"
    : >"$work/results"
    rm -rf "$work/logs"
    mkdir -p "$work/logs"
    for name in "$@"; do
        began=$SECONDS
        : >"$work/failed"
        say "Scenario $name"
        run_scenario "$name" 2>&1 | tee "$work/logs/$name.log" || true
        if [ -s "$work/failed" ]; then
            result=1
            printf '%s\tFAILED\t%s\t%s\n' "$name" "$((SECONDS - began))" "$(head -n 1 "$work/failed")" >>"$work/results"
            board 'journalctl -b -u codeact -n 300 --no-pager -o short-precise' >"$work/logs/$name.journal" 2>&1 || true
        else
            printf '%s\tpassed\t%s\t\n' "$name" "$((SECONDS - began))" >>"$work/results"
        fi
    done
    return "$result"
}

# In a shell of its own, so that one that breaks off does not end the others.
run_scenario() (
    scenario=$1
    trap '[ $? -eq 0 ] || echo "broke off" >>"$work/failed"' EXIT
    set -e
    # shellcheck disable=SC1090 # a scenario.
    . "$bench/scenarios/$1.sh"
)

tell_results() {
    printf '\n%-24s %-7s %6s  %s\n' scenario result s "first that failed"
    awk -F '\t' '{ printf "%-24s %-7s %6s  %s\n", $1, $2, $3, $4 }' "$work/results"
    printf '\n%-24s %-52s %12s\n' scenario latency ms
    awk -F '\t' '{ printf "%-24s %-52s %12s\n", $1, $2, $3 }' "$work/latencies"
    awk -F '\t' '{ n[$2]++ } END { printf "\n%d passed, %d failed\n", n["passed"], n["FAILED"] }' "$work/results"
}
