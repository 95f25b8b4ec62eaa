# shellcheck shell=bash disable=SC2016,SC2154 # What stands in single quotes the board expands; the other names are run.sh's.
# The real deploy.sh installs program, runtime and robot over ssh, and the service comes up by itself.
began=$(now_ms)
deploy --robot "$bench/bench.yaml" --backend hardware --mqtt mqtt://127.0.0.1
measured "deploy.sh to a service that stays up" "$(($(now_ms) - began))"
check "the service" active "$(board 'systemctl is-active codeact')"
wait_online 120
check "deploy.sh --status says that it runs" 0 "$(deploy --status >/dev/null 2>&1; echo $?)"
check "a pump's line is held, and off" 0 "$(board 'bench-line 0')"
check "a low-active valve's line is held, and off" 1 "$(board 'bench-line 1')"
check "lines that the service's processes hold" 4 "$(board 'grep -c "|codeact " /sys/kernel/debug/gpio')"
check_has "a second deployment has nothing to do" "Nothing to do" "$(deploy --robot "$bench/bench.yaml" --backend hardware --mqtt mqtt://127.0.0.1 2>&1 | tail -n 1)"
