# shellcheck shell=bash disable=SC2016,SC2154 # What stands in single quotes the board expands; the other names are run.sh's.
# No space left on the disk: what moves is still made safe, the service stays, and works again when there is space.
ready_service
begin_long_action
host=$(process_of host)
board 'fallocate -l "$(($(df -Pk / | awk "NR == 2 { print \$4 }") + 400000))K" /full 2>/dev/null; dd if=/dev/zero of=/full2 bs=1M 2>/dev/null; dd if=/dev/zero of=/full3 bs=1 2>/dev/null; df -Pk / | tail -n 1'
check "space for the service's user" 0 "$(board "df -Pk / | awk 'NR == 2 { print \$4 }'")"
measured "e-stop on a full disk to pump off" "$(board 'bench-until 60 "$(bench-line 0 path)/value" 0 mosquitto_pub -t codeact/bench/estop -m stop')"
check "the valve" 1 "$(board 'bench-line 1')"
check "the host is the same" "$host" "$(process_of host)"
model_says 'Done("space");'
send_task "Say something on a full disk."
sleep 20
check "the service" active "$(board 'systemctl is-active codeact')"
board 'rm -f /full /full2 /full3; mosquitto_pub -q 1 -t codeact/bench/estop/reset -m reset'
send_task "Say something."
check_has "a task when there is space again" '"status":"done"' "$(task_end 400)"
