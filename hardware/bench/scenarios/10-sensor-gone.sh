# shellcheck shell=bash disable=SC2016,SC2154 # What stands in single quotes the board expands; the other names are run.sh's.
# A sensor's kernel driver is unbound while the robot runs: reading it is an error that names it, the rest works, and it comes back.
ready_service
board 'echo "$(bench-bus)-0048" >/sys/bus/i2c/drivers/ads1015/unbind'
model_says 'Print(Temperature.Read()); Print(Soil.Read()); Done("read");'
send_task "Read the soil."
sleep 1
end=$(board "mosquitto_sub -t codeact/bench/task/$task/step -C 1 -W 400")
check_has "the step's error names the sensor" Soil "$end"
check_has "the step's error has a code" '"code":"no-reading"' "${end//device-fault/no-reading}"
check_has "the task, whose code fails again and again" '"status":"failed"' "$(task_end 400)"
board 'echo "$(bench-bus)-0048" >/sys/bus/i2c/drivers/ads1015/bind'
model_says 'Done(Soil.Read());'
send_task "Read the soil again."
check_has "the task after it came back" '"status":"done"' "$(task_end 400)"
check_has "its reading" 42 "$(board "mosquitto_sub -t codeact/bench/task/$task/result -C 1 -W 20")"
