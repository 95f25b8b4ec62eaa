# shellcheck shell=bash disable=SC2016,SC2154 # What stands in single quotes the board expands; the other names are run.sh's.
# kill -9 of the program in the middle of an action: the guardian makes the robot safe, and the service manager starts it anew.
ready_service
begin_long_action
# What the kernel is asked to let go of. The button is an input, of which nobody holds a duplicate.
board 'cd /sys/kernel/tracing && echo "p:letgo gpiod_free" >kprobe_events && echo 1 >events/kprobes/letgo/enable'
host=$(process_of host)
measured "kill -9 of the host to pump off" "$(board "bench-until 20 \$(bench-line 0 path)/value 0 kill -9 $host")"
# Low-active on a pulled-down line: let go, it would be on again.
check "the valve, held off while the program starts anew" "" "$(board 'bench-watch 60 "$(bench-line 1 path)/value" 1 true' 2>&1 >/dev/null)"
wait_online 600
check "lines that were let go of before the next program had them" 1 "$(board 'cd /sys/kernel/tracing && awk "\$1 == \"letgo\" { print \$2 }" kprobe_profile; echo 0 >events/kprobes/letgo/enable; echo >kprobe_events')"
check "another process serves" yes "$([ "$(process_of host)" != "$host" ] && echo yes)"
check_has "the task ended once, and not as done" '"status":"failed"' "$(task_end 60)"
check "the pump" 0 "$(board 'bench-line 0')"
check "the valve" 1 "$(board 'bench-line 1')"
