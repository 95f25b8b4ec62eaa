# shellcheck shell=bash disable=SC2016,SC2154 # What stands in single quotes the board expands; the other names are run.sh's.
# A program that stands still (SIGSTOP): the guardian kills it and makes the robot safe.
ready_service
begin_long_action
host=$(process_of host)
measured "SIGSTOP of the host to pump off, patience $patience" "$(board "bench-until 60 \$(bench-line 0 path)/value 0 kill -STOP $host")"
check "the valve" 1 "$(board 'bench-line 1')"
wait_online 600
check "another process serves" yes "$([ "$(process_of host)" != "$host" ] && echo yes)"
