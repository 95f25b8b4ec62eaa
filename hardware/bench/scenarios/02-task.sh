# shellcheck shell=bash disable=SC2016,SC2154 # What stands in single quotes the board expands; the other names are run.sh's.
# A task done end to end by the embedded model: a reading that is right, and a lamp that stays on.
use_model embedded
board 'bench-temperature 23.5'
began=$(now_ms)
send_task "What is the air temperature?"
end=$(task_end 1500)
measured "embedded model: task to answer, with the prompt's first reading" "$(($(now_ms) - began))"
check_has "the reading's task" '"status":"done"' "$end"
check_has "the answer has the thermometer's temperature" 23.5 "$(board "mosquitto_sub -t codeact/bench/task/$task/result -C 1 -W 20")"
began=$(now_ms)
send_task "Turn the lamp on."
end=$(task_end 1500)
measured "embedded model: task to answer, prompt known" "$(($(now_ms) - began))"
check_has "the lamp's task" '"status":"done"' "$end"
check "the lamp's line" 1 "$(board 'bench-line 2')"
board 'bench-temperature 21.5'
