# shellcheck shell=bash disable=SC2016,SC2154 # What stands in single quotes the board expands; the other names are run.sh's.
# kill -9 of the sandbox's worker: the action ends, the robot is safe, and the program goes on with the next task.
ready_service
begin_long_action
host=$(process_of host)
# The model is asked again as soon as the action has ended.
model_says 'Done("well again");'
measured "kill -9 of the worker to pump off" "$(board "bench-until 20 \$(bench-line 0 path)/value 0 pkill -KILL -f '[S]andbox.Worker'")"
check "the valve" 1 "$(board 'bench-line 1')"
check_has "the task goes on with another worker" "well again" "$(task_end 400; board "mosquitto_sub -t codeact/bench/task/$task/result -C 1 -W 20")"
check "the host is the same" "$host" "$(process_of host)"
