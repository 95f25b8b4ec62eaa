# shellcheck shell=bash disable=SC2016,SC2154 # What stands in single quotes the board expands; the other names are run.sh's.
# A second program that wants the robot is refused and changes nothing; the first goes on.
ready_service
begin_long_action
host=$(process_of host)
board "echo 'Pump.Off(); Valve.Off();' >/tmp/second.cs"
check "exec beside the service exits as refused" 3 "$(board 'codeact exec /tmp/second.cs --robot bench --backend hardware >/tmp/second.log 2>&1; echo $?')"
check_has "and says that it is taken" "served by another process" "$(board 'tail -n 3 /tmp/second.log' | tr '\n' ' ')"
check "the pump stays on" 1 "$(board 'bench-line 0')"
check "the valve stays on" 0 "$(board 'bench-line 1')"
board "mosquitto_pub -q 1 -t codeact/bench/task/$task/cancel -m cancel"
check_has "the task, cancelled" '"status":"cancelled"' "$(task_end 120)"
check "the pump" 0 "$(board 'bench-line 0')"
check "the valve" 1 "$(board 'bench-line 1')"
