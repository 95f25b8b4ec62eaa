# shellcheck shell=bash disable=SC2016,SC2154 # What stands in single quotes the board expands; the other names are run.sh's.
# kill -9 of the guardian: the host makes the robot safe and starts another before anything may be commanded again.
ready_service
begin_long_action
host=$(process_of host) guardian=$(process_of guardian)
measured "kill -9 of the guardian to pump off" "$(board "bench-until 30 \$(bench-line 0 path)/value 0 kill -9 $guardian")"
check "the valve" 1 "$(board 'bench-line 1')"
check "another guardian stands" yes "$(sleep 60; other=$(process_of guardian); [ -n "$other" ] && [ "$other" != "$guardian" ] && echo yes)"
check "the host is the same" "$host" "$(process_of host)"
# The action itself goes on: it hears of it at its next command.
board "mosquitto_pub -q 1 -t codeact/bench/task/$task/cancel -m cancel"
check_has "the task, cancelled" '"status":"cancelled"' "$(task_end 120)"
begin_long_action
measured "kill -9 of the host under the second guardian to pump off" "$(board "bench-until 20 \$(bench-line 0 path)/value 0 kill -9 $host")"
check "the valve" 1 "$(board 'bench-line 1')"
wait_online 600
