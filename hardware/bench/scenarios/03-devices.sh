# shellcheck shell=bash disable=SC2016,SC2154 # What stands in single quotes the board expands; the other names are run.sh's.
# Lines, a LED, registers and readings, each read back on the other side.
ready_service
model_says 'Pump.On(); Valve.On(); Light.Set(0.5); Lamp.On(); Print(Soil.Read()); Print(Temperature.Read()); Print(Button.IsActive); Wait(6); Done("set");'
board 'bench-analog 420; bench-temperature 21.5; bench-line 3 pull-down'
began=$(now_ms)
send_task "Set everything."
wait_line 0 1 300
measured "task sent to pump on, code compiled cold" "$(($(now_ms) - began))"
check "the valve's line, low-active" 0 "$(board 'bench-line 1')"
check "the LED's brightness" 128 "$(board 'cat /run/bench/led')"
check "the lamp's line" 1 "$(board 'bench-line 2')"
check_has "the task" '"status":"done"' "$(task_end 120)"
result=$(board "mosquitto_sub -t codeact/bench/device/Soil -t codeact/bench/device/Temperature -C 2 -W 60")
check_has "soil from the ADS1015's register" '"value":42' "$result"
check_has "temperature from the LM75's register" '"value":21.5' "$result"
# The kernel's driver writes which input it measures into the configuration register: bits 14 to 12 are 4 for the first one.
check "the ADS1015's input, as its register has it" 4 "$(board 'word=$(i2cget -f -y "$(bench-bus)" 0x48 0x01 w); echo $(((word >> 4) & 7))')"
check "the pump after the action" 0 "$(board 'bench-line 0')"
check "the valve after the action" 1 "$(board 'bench-line 1')"
check "the LED after the action" 0 "$(board 'cat /run/bench/led')"
check "the lamp, which holds" 1 "$(board 'bench-line 2')"

model_says 'Print(Button.WaitFor(true, 300)); Pump.On(); Wait(2); Lamp.Off(); Done("pressed");'
send_task "Wait for the button."
sleep 20
check "nothing moves before the button" 0 "$(board 'bench-line 0')"
measured "button pressed to pump on" "$(board 'bench-until 120 "$(bench-line 0 path)/value" 1 bench-line 3 pull-up')"
check_has "the task" '"status":"done"' "$(task_end 120)"
check "the lamp" 0 "$(board 'bench-line 2')"
board 'bench-line 3 pull-down'
