# shellcheck shell=bash disable=SC2016,SC2154 # What stands in single quotes the board expands; the other names are run.sh's.
# A model that begins an answer and says no more: the task ends as failed, and what was left on is made safe.
ready_service
model_says 'Lamp.On(); Done("on");'
send_task "Turn the lamp on."
check_has "the lamp's task" '"status":"done"' "$(task_end 300)"
check "the lamp, which holds" 1 "$(board 'bench-line 2')"
model_says ''
began=$(now_ms)
send_task "Turn the pump on."
check_has "the task" '"status":"failed"' "$(task_end 400)"
measured "a model that falls silent to the task's end" "$(($(now_ms) - began))"
check "the lamp" 0 "$(board 'bench-line 2')"
model_says 'Done("speaks again");'
send_task "Say something."
check_has "the next task" '"status":"done"' "$(task_end 300)"
