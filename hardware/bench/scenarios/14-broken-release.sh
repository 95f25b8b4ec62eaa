# shellcheck shell=bash disable=SC2016,SC2154 # What stands in single quotes the board expands; the other names are run.sh's.
# A release whose program does not start is rolled back by deploy.sh, and the one before serves again.
ready_service
before=$(board 'readlink /opt/codeact/current')
rm -rf "$work/broken"
cp -r "$root/artifacts/board-linux-x64" "$work/broken"
# Cut in half: it has the right name, and can't be loaded.
truncate -s 20000 "$work/broken/CodeAct.Robotics.dll"
status=0
CODEACT_BUILD=$work/broken deploy >"$work/broken.log" 2>&1 || status=$?
check "deploy.sh says that it failed" 1 "$status"
check_has "and what it did" "rolled back to" "$(tail -n 1 "$work/broken.log")"
check "the release that is current" "$before" "$(board 'readlink /opt/codeact/current')"
wait_online 600
check "the service" active "$(board 'systemctl is-active codeact')"
model_says 'Done("as before");'
send_task "Say something."
check_has "a task on the release before" '"status":"done"' "$(task_end 400)"
rm -rf "$work/broken"
