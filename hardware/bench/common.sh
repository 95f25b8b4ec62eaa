# shellcheck shell=bash disable=SC2154 # The names are run.sh's.
# What every part of the bench uses: words for the person, checks for what is needed, and the folders.
# Sourced by run.sh, which sets $bench (this folder), $root (the checkout) and $work (the bench's own folder).

say() { printf '==> %s\n' "$*" >&2; }
fail() { printf 'bench: %s\n' "$*" >&2; exit 1; }

# Each command and the Debian package that brings it; installed where that is possible without asking for a password.
need_commands() {
    local missing=() pair
    for pair in "$@"; do
        PATH=$PATH:/usr/sbin:/sbin command -v "${pair%%=*}" >/dev/null 2>&1 || missing+=("${pair#*=}")
    done
    [ ${#missing[@]} -gt 0 ] || return 0
    local sudo=()
    if [ "$(id -u)" -ne 0 ]; then
        sudo -n true 2>/dev/null || fail "missing: ${missing[*]}. Install them with: sudo apt-get install --no-install-recommends ${missing[*]}"
        sudo=(sudo -n)
    fi
    say "Installing ${missing[*]}"
    "${sudo[@]}" apt-get install -y -qq --no-install-recommends "${missing[@]}" >"$work/apt.log" 2>&1 ||
        { "${sudo[@]}" apt-get update -qq >>"$work/apt.log" 2>&1 && "${sudo[@]}" apt-get install -y -qq --no-install-recommends "${missing[@]}" >>"$work/apt.log" 2>&1; } ||
        fail "could not install ${missing[*]}: see $work/apt.log"
}

# Milliseconds of the monotonic clock, as precise as /proc/uptime: 10 ms.
now_ms() {
    local up
    read -r up _ </proc/uptime
    printf '%d\n' "$((10#${up/./} * 10))"
}
