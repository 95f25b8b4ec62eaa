# shellcheck shell=bash disable=SC2016,SC2154 # What stands in single quotes the board expands; the other names are run.sh's.
# The e-stop over the command line and over MQTT: at once, latched, and released only by a person.
ready_service
begin_long_action
# 0.0 s of it are codeact's own start, which takes seconds here; MQTT has none.
measured "e-stop over MQTT to pump off" "$(board 'bench-watch 20 "$(bench-line 0 path)/value" 0 mosquitto_pub -t codeact/bench/estop -m stop')"
check "the valve" 1 "$(board 'bench-line 1')"
check_has "the task" '"why":' "$(task_end 120)"
check_has "the robot's state" estop "$(board 'mosquitto_sub -t codeact/bench/state -C 1 -W 20')"
model_says 'Pump.On(); Done("on");'
send_task "Turn the pump on."
check_has "a task while latched waits" '"status":"queued"' "$(task_end 30)"
check "the pump" 0 "$(board 'bench-line 0')"
board "mosquitto_pub -q 1 -t codeact/bench/task/$task/cancel -m cancel"
check_has "it can be cancelled" '"status":"cancelled"' "$(task_end 60)"
check "estop --reset by sudo codeact" 0 "$(board 'codeact estop --reset --robot bench >/dev/null 2>&1; echo $?')"
begin_long_action
measured "sudo codeact estop, its own start included, to pump off" "$(board 'bench-until 60 "$(bench-line 0 path)/value" 0 codeact estop --robot bench')"
check "the valve" 1 "$(board 'bench-line 1')"
task_end 120 >/dev/null
board 'mosquitto_pub -q 1 -t codeact/bench/estop/reset -m reset'
