# shellcheck shell=bash disable=SC2016,SC2154 # What stands in single quotes the board expands; the other names are run.sh's.
# The board's power goes in the middle of an action; it comes back, everything is safe, and the action is not repeated.
ready_service
begin_long_action
cut=$task
board_cut
board_start
wait_online 600
check "the pump" 0 "$(board 'bench-line 0')"
check "the valve" 1 "$(board 'bench-line 1')"
check_has "the task that was cut" '"status":"failed"' "$(task_end 120 "$cut")"
check "the pump stays off" "" "$(board 'bench-watch 30 "$(bench-line 0 path)/value" 0 true' 2>&1 >/dev/null)"
check "failed units" "" "$(board 'systemctl --failed --no-legend --plain' | awk '{ print $1 }' | xargs)"
model_says 'Done("after the cut");'
send_task "Say something."
check_has "a task after it" '"status":"done"' "$(task_end 400)"
