#!/usr/bin/env bash
# The half of deploy.sh that runs on the board: `bash target.sh VERB ARGS`, as root but for `facts`. deploy/board.sh sends and calls it.
#
# CODEACT_DEPLOY_ROOT puts all of it under one folder, for tests without root: /opt, /etc, /var/lib and the rest lie in it, its bin/ comes
# first on the PATH and must bring what would change the machine (systemctl, useradd and the like), and nothing changes its user.
set -euo pipefail

base=${CODEACT_DEPLOY_ROOT:-}
opt=$base/opt/codeact
etc=$base/etc/codeact
unit=$base/etc/systemd/system/codeact.service
llama_unit=$base/etc/systemd/system/codeact-llama.service
rules=$base/etc/udev/rules.d/70-codeact.rules
command=$base/usr/local/bin/codeact
account=codeact
kept_releases=3

if [ -n "$base" ]; then
    export PATH=$base/bin:$PATH
    for needed in systemctl getent groupadd useradd userdel usermod udevadm apt-get dpkg-query; do
        [ -x "$base/bin/$needed" ] || { echo "target.sh: $base/bin/$needed is missing: under CODEACT_DEPLOY_ROOT the machine's own is not used" >&2; exit 2; }
    done
fi

say() { printf '    %s\n' "$*" >&2; }
fail() { printf 'on the board: %s\n' "$*" >&2; exit 1; }

# A file with new content, written only where it differs. True when it changed.
write() {
    local file=$1 mode=$2 text
    text=$(cat)
    [ ! -f "$file" ] || [ "$(cat "$file")" != "$text" ] || return 1
    mkdir -p "$(dirname "$file")"
    printf '%s\n' "$text" >"$file.new"
    chmod "$mode" "$file.new"
    mv "$file.new" "$file"
    say "Wrote $file"
}

# ── what is here ──

dotnets() {
    local found
    for found in "$opt/dotnet/dotnet" "$(command -v dotnet || true)" "$base/usr/share/dotnet/dotnet" "$base/usr/lib/dotnet/dotnet"; do
        # Roots such as /root/.dotnet are closed to the service's user.
        case $found in "" | /root/* | /home/*) continue ;; esac
        [ ! -x "$found" ] || printf '%s\n' "$found"
    done
}

# The first dotnet whose runtimes have everything that is named as NAME MAJOR, or nothing.
find_dotnet() {
    local dotnet need missing runtimes
    while read -r dotnet; do
        runtimes=$("$dotnet" --list-runtimes 2>/dev/null </dev/null) || continue
        missing=0
        for need in "$@"; do grep -q "^${need% *} ${need#* }\." <<<"$runtimes" || missing=1; done
        [ "$missing" -eq 1 ] || { readlink -f "$dotnet"; return 0; }
    done < <(dotnets)
    return 1
}

# A property of the device tree's root; nothing on a machine without one, such as a PC.
tree_property() { [ ! -r "$base/proc/device-tree/$1" ] || tr '\0' ' ' <"$base/proc/device-tree/$1"; }

current_release() { [ ! -L "$opt/current" ] || basename "$(readlink "$opt/current")"; }

release_fact() { sed -n "s/^$2=//p" "$opt/releases/$1/RELEASE" 2>/dev/null || true; }

missing_packages() {
    local package missing=()
    command -v dpkg-query >/dev/null 2>&1 || return 0
    for package in "$@"; do
        [ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null || true)" = installed ] || missing+=("$package")
    done
    printf '%s\n' "${missing[*]}"
}

privilege() {
    if [ "$(id -u)" -eq 0 ] || [ -n "$base" ]; then echo root
    elif ! command -v sudo >/dev/null 2>&1; then echo none
    elif sudo -n true 2>/dev/null; then echo free
    else echo password
    fi
}

# A node whose group our service is not in: rules are needed. Nodes that are not there say nothing.
unruled_nodes() {
    local pattern group node
    for pattern in gpiochip:gpio i2c-:i2c spidev:spi; do
        group=${pattern#*:}
        for node in "$base"/dev/"${pattern%:*}"*; do
            [ ! -e "$node" ] || [ "$(stat -c %G "$node")" = "$group" ] || { basename "$node"; break; }
        done
    done
}

facts() {
    local packages=$1
    shift
    local place=$opt
    while [ ! -d "$place" ]; do place=$(dirname "$place"); done
    echo "arch=$(uname -m)"
    echo "bits=$(getconf LONG_BIT 2>/dev/null || echo 64)"
    echo "system=$(sed -n 's/^PRETTY_NAME="\(.*\)"/\1/p' /etc/os-release 2>/dev/null || true)"
    echo "model=$(tree_property model | sed 's/ *$//')"
    echo "systemd=$(systemctl --version 2>/dev/null | awk 'NR == 1 { print $2 }')"
    echo "privilege=$(privilege)"
    echo "staging=${base:-${XDG_CACHE_HOME:-$HOME/.cache}}/codeact-deploy"
    echo "dotnet=$(find_dotnet "$@" || true)"
    echo "free=$(df -Pk "$place" | awk 'NR == 2 { print $4 }')"
    echo "apt=$(command -v apt-get || true)"
    # shellcheck disable=SC2086 # A list of names.
    echo "missing=$(missing_packages $packages)"
    echo "rsync=$(command -v rsync || true)"
    echo "current=$(current_release)"
    echo "digest=$(release_fact "$(current_release)" digest)"
    echo "active=$(systemctl is-active codeact 2>/dev/null || true)"
    echo "configured=$([ ! -f "$etc/codeact.yaml" ] || echo yes)"
    echo "weights=$(cd "$opt/models" 2>/dev/null && echo [0-9a-f]*)"
    echo "llama=$(llama_server)"
    echo "l4t=$(sed -n 's/^# R\([0-9]*\) (release), REVISION: \([0-9.]*\).*/\1.\2/p' "$base/etc/nv_tegra_release" 2>/dev/null || true)"
    echo "nvcc=$(nvcc_path)"
    echo "unruled=$(unruled_nodes | tr '\n' ' ')"
}

nvcc_path() { command -v nvcc || { [ ! -x "$base/usr/local/cuda/bin/nvcc" ] || echo "$base/usr/local/cuda/bin/nvcc"; }; }

llama_server() {
    local built
    for built in "$opt"/llama.cpp/*/bin/llama-server; do
        [ ! -x "$built" ] || { echo "$built"; return; }
    done
    command -v llama-server || true
}

# ── what comes with it ──

# The folders that the copy goes to, writable for who copies.
prepare() {
    local user=$1
    mkdir -p "$opt/releases" "$opt/models" "$opt/incoming"
    chown "$user" "$opt/incoming"
    # A copy goes here only after it was checked; an earlier one that was interrupted goes on where it stopped.
    chmod 755 "$opt" "$opt/releases" "$opt/models" "$opt/incoming"
}

packages() {
    local missing
    missing=$(missing_packages "$@")
    [ -n "$missing" ] || return 0
    command -v apt-get >/dev/null 2>&1 || fail "these packages are missing, and there is no apt-get: $missing"
    say "Installing $missing"
    # shellcheck disable=SC2086 # A list of names.
    { DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing ||
        { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing; }; } >/dev/null 2>"$opt/apt.log" ||
        { tail -n 3 "$opt/apt.log" >&2; fail "these packages could not be installed: $missing. Install them by hand, then deploy again."; }
    rm -f "$opt/apt.log"
}

# The .NET runtime from a tar ball, which must run here; what was there before stays when it does not.
runtime() {
    local archive=$1
    shift
    rm -rf "$opt/dotnet.new"
    mkdir -p "$opt/dotnet.new"
    tar -xzf "$archive" -C "$opt/dotnet.new" --no-same-owner || fail "the runtime's archive could not be unpacked (a .tar.gz of dotnet-runtime for linux is needed)"
    local runtimes need
    runtimes=$("$opt/dotnet.new/dotnet" --list-runtimes 2>&1) || { rm -rf "$opt/dotnet.new"; fail "that .NET runtime does not run on this board ($(uname -m)): is it for linux-$(uname -m | sed 's/aarch64/arm64/; s/x86_64/x64/')?"; }
    for need in "$@"; do
        grep -q "^${need% *} ${need#* }\." <<<"$runtimes" || { rm -rf "$opt/dotnet.new"; fail "that .NET runtime has no ${need% *} ${need#* }; it has: $(awk '{ printf "%s %s  ", $1, $2 }' <<<"$runtimes")"; }
    done
    rm -rf "$opt/dotnet.old"
    [ ! -d "$opt/dotnet" ] || mv "$opt/dotnet" "$opt/dotnet.old"
    mv "$opt/dotnet.new" "$opt/dotnet"
    rm -rf "$opt/dotnet.old"
    chmod -R a+rX "$opt/dotnet"
    say "Installed $(awk '{ printf "%s %s ", $1, $2 }' <<<"$runtimes")in $opt/dotnet"
}

download() {
    local url=$1
    shift
    say "Fetching $url"
    { if command -v curl >/dev/null 2>&1; then curl -fsSL --retry 2 -o "$opt/incoming/runtime.tar.gz" "$url"; else wget -q -O "$opt/incoming/runtime.tar.gz" "$url"; fi; } ||
        fail "the .NET runtime could not be fetched from $url. Fetch it elsewhere and pass it: --runtime FILE.tar.gz"
    runtime "$opt/incoming/runtime.tar.gz" "$@"
    rm -f "$opt/incoming/runtime.tar.gz"
}

# Weights, kept by their hash: a file of that name is whole.
weights() {
    local hash=$1 name=$2 file=$opt/incoming/$1.gguf
    [ ! -f "$opt/models/$hash/$name" ] || return 0
    # The same weights under another name.
    if [ -d "$opt/models/$hash" ]; then
        ln "$(find "$opt/models/$hash" -type f -print -quit)" "$opt/models/$hash/$name"
        return 0
    fi
    [ "$(sha256sum "$file" | cut -d ' ' -f 1)" = "$hash" ] || { rm -f "$file"; fail "the weights arrived damaged; deploy again"; }
    mkdir -p "$opt/models/$hash"
    mv "$file" "$opt/models/$hash/$name"
    chown -R root: "$opt/models/$hash" 2>/dev/null || true
    chmod -R a+rX "$opt/models/$hash"
}

# llama.cpp at one commit with CUDA, built on this board, once.
cuda() {
    local commit=$1 home=$opt/llama.cpp/$1 architecture nvcc
    [ ! -x "$home/bin/llama-server" ] || { say "llama.cpp $commit is built already"; return 0; }
    nvcc=$(nvcc_path)
    [ -n "$nvcc" ] || fail "no CUDA compiler (nvcc): sudo apt-get install nvidia-jetpack, then deploy again"
    case $(tree_property compatible) in
        *tegra234*) architecture=87 ;;
        *tegra194*) architecture=72 ;;
        *tegra210* | *tegra186*) fail "this Jetson's CUDA 10.2 is too old for llama.cpp; deploy without --cuda" ;;
        *) fail "--cuda is for a Jetson Orin or Xavier" ;;
    esac
    packages git cmake build-essential
    say "Building llama.cpp $commit for CUDA architecture $architecture: half an hour or more, once"
    rm -rf "$home.source" "$home.new"
    mkdir -p "$home.source"
    git -C "$home.source" init -q
    git -C "$home.source" fetch -q --depth 1 https://github.com/ggml-org/llama.cpp "$commit" || fail "llama.cpp could not be fetched from GitHub: is the board on the network?"
    git -C "$home.source" checkout -q FETCH_HEAD
    if ! { cmake -S "$home.source" -B "$home.source/build" -DCMAKE_BUILD_TYPE=Release -DGGML_CUDA=ON "-DCMAKE_CUDA_ARCHITECTURES=$architecture" "-DCMAKE_CUDA_COMPILER=$nvcc" \
        -DBUILD_SHARED_LIBS=ON -DLLAMA_CURL=OFF -DLLAMA_BUILD_TESTS=OFF -DLLAMA_BUILD_EXAMPLES=OFF "-DCMAKE_INSTALL_PREFIX=$home.new" -DCMAKE_INSTALL_LIBDIR=lib "-DCMAKE_INSTALL_RPATH=\$ORIGIN;\$ORIGIN/../lib" >"$opt/llama.log" 2>&1 &&
        cmake --build "$home.source/build" -j "$(nproc)" >>"$opt/llama.log" 2>&1 &&
        cmake --install "$home.source/build" >>"$opt/llama.log" 2>&1; }; then
        tail -n 5 "$opt/llama.log" >&2
        fail "llama.cpp did not build; the whole log is $opt/llama.log"
    fi
    [ -x "$home.new/bin/llama-server" ] || fail "llama.cpp built no llama-server; the log is $opt/llama.log"
    mv "$home.new" "$home"
    rm -rf "$home.source"
}

# ── the service ──

# Who it runs as, and which groups it needs: those of the device nodes.
make_account() {
    local group
    for group in gpio i2c spi; do getent group "$group" >/dev/null || groupadd --system "$group"; done
    getent passwd "$account" >/dev/null || { useradd --system --home-dir /var/lib/codeact --shell /usr/sbin/nologin --comment "CodeAct.Robotics" "$account"; say "Made the user $account"; }
    usermod -a -G "$(groups_here | tr ' ' ,)" "$account"
}

# A group that a unit names and that is not there keeps systemd from starting it.
groups_here() {
    local group all=()
    for group in gpio i2c spi dialout video render; do ! getent group "$group" >/dev/null || all+=("$group"); done
    printf '%s' "${all[*]}"
}

make_rules() {
    [ ! -f "$rules" ] && [ -z "$(unruled_nodes)" ] && return 0
    write "$rules" 644 <"$templates/codeact.rules" || return 0
    udevadm control --reload-rules || true
    udevadm trigger --subsystem-match=gpio --subsystem-match=i2c-dev --subsystem-match=spidev --subsystem-match=pwm --subsystem-match=leds || true
}

# One key of codeact.yaml; what else a person wrote there stays.
set_key() {
    local key=$1 value=$2 file=$etc/codeact.yaml
    if grep -q "^$key:" "$file"; then
        [ "$(sed -n "s/^$key: *//p" "$file")" = "$value" ] && return 0
        awk -v key="$key" -v value="$value" 'index($0, key ":") == 1 { print key ": " value; next } { print }' "$file" >"$file.new"
        chmod --reference="$file" "$file.new"
        mv "$file.new" "$file"
    else
        printf '%s: %s\n' "$key" "$value" >>"$file"
    fi
    changed=1
    say "Set $key: $value in $file"
}

get_key() { sed -n "s/^$1: *//p" "$etc/codeact.yaml" 2>/dev/null | head -n 1; }

fill() {
    sed -e "s|@OPT@|$opt|g" -e "s|@ETC@|$etc|g" -e "s|@VAR@|$base/var|g" -e "s|@RUN@|$base/run|g" -e "s|@DOTNET@|$dotnet|g" -e "s|@ACCOUNT@|$account|g" \
        -e "s|@GROUPS@|$(groups_here)|g" -e "s|@LLAMA@|$(llama_server)|g" -e "s|@WEIGHTS@|${weights_file:-}|g" -e "s|@LIBRARY@|${llama_library:-}|g" -e "s|@LAYERS@|${llama_library:+999}|g" -e "s|@CONFIG@|${base:+$base/etc}|g" "$1" | sed -e '/^SupplementaryGroups=$/d' -e '/^Environment=[A-Z_]*=$/d'
}

# What a release that does not come up is rolled back to, besides the program.
remember_settings() {
    rm -rf "$opt/before"
    mkdir -p "$opt/before"
    local file
    for file in "$etc/codeact.yaml" "$unit" "$llama_unit"; do [ ! -f "$file" ] || cp -a "$file" "$opt/before/"; done
}

restore_settings() {
    [ -d "$opt/before" ] || return 0
    [ ! -f "$opt/before/codeact.yaml" ] || cp -a "$opt/before/codeact.yaml" "$etc/"
    [ ! -f "$opt/before/codeact.service" ] || cp -a "$opt/before/codeact.service" "$unit"
    if [ -f "$opt/before/codeact-llama.service" ]; then
        cp -a "$opt/before/codeact-llama.service" "$llama_unit"
    elif [ -f "$llama_unit" ]; then
        systemctl disable -q --now codeact-llama || true
        rm -f "$llama_unit"
    fi
    systemctl daemon-reload
    [ ! -f "$llama_unit" ] || systemctl restart codeact-llama || true
}

# Everything around the program: user, rules, folders, configuration, unit. `settle RELEASE FRAMEWORKS KEY=VALUE…`: keys of codeact.yaml;
# `manifest` (a copied file), `llama-server` (the weights that it runs) and `llama-library` are not. Prints `changed` where a restart is due.
settle() {
    local templates=$opt/releases/$1/deploy frameworks=$2 pair dotnet weights_file='' llama_library=''
    shift 2
    changed=0
    IFS=, read -r -a frameworks <<<"$frameworks"
    dotnet=$(find_dotnet "${frameworks[@]}") || fail "there is no .NET runtime with ${frameworks[*]}"
    remember_settings
    make_account
    mkdir -p "$etc/robots" "$base/var/lib/codeact" "$base/var/cache/codeact"
    [ -n "$base" ] || chown "$account:" /var/lib/codeact /var/cache/codeact
    make_rules
    ! write "$etc/codeact.yaml.example" 644 <"$templates/codeact.yaml" || true
    [ -f "$etc/codeact.yaml" ] || { write "$etc/codeact.yaml" 644 <"$templates/codeact.yaml"; changed=1; }
    [ -f "$etc/environment" ] || { (umask 077 && printf '# Secrets of the service, such as CODEACT_MQTT_PASSWORD=…; only root reads this.\n' >"$etc/environment"); }
    for pair in "$@"; do
        case $pair in
            llama-server=*) weights_file=${pair#*=} ;;
            llama-library=*) llama_library=${pair#*=} ;;
            manifest=*)
                ! write "$etc/robots/$(basename "${pair#*=}")" 644 <"$opt/incoming/$(basename "${pair#*=}")" || changed=1
                rm -f "$opt/incoming/$(basename "${pair#*=}")"
                ;;
            *) set_key "${pair%%=*}" "${pair#*=}" ;;
        esac
    done
    if [ -n "$weights_file" ]; then
        ! fill "$templates/codeact-llama.service" | write "$llama_unit" 644 || changed=1
    fi
    # Kept from the deployment that set it.
    [ -n "$llama_library" ] || llama_library=$(sed -n 's/^Environment=CODEACT_LLAMA_LIBRARY=//p' "$unit" 2>/dev/null || true)
    ! fill "$templates/codeact.service" | write "$unit" 644 || changed=1
    ! fill "$templates/codeact.sh" | write "$command" 755 || true
    if [ "$changed" -eq 1 ]; then systemctl daemon-reload; fi
    systemctl is-enabled -q codeact 2>/dev/null || systemctl enable -q codeact
    [ ! -f "$llama_unit" ] || systemctl is-active -q codeact-llama || systemctl enable -q --now codeact-llama
    [ "$changed" -eq 0 ] || echo changed
}

# Checks what was copied, file by file, and makes it a release under its name.
take() {
    local release=$1 hash=$2 name=$3 incoming=$opt/incoming/release
    (cd "$incoming" && sha256sum --quiet -c SHA256SUMS) >&2 || fail "the copy is not whole; deploy again"
    [ ! -e "$opt/releases/$release" ] || fail "there is a release $release already"
    mkdir -p "$incoming/models"
    ln -sfn "../../../models/$hash/$name" "$incoming/models/$name"
    # The copy stays for the next one to begin with; hard links would tie the two together.
    cp -a "$incoming" "$opt/releases/$release.new"
    [ -n "$base" ] || chown -R root: "$opt/releases/$release.new"
    chmod -R a+rX,go-w "$opt/releases/$release.new"
    rm -rf "$incoming"
    sync -f "$opt/releases/$release.new"
    mv "$opt/releases/$release.new" "$opt/releases/$release"
}

point_to() {
    ln -sfn "releases/$1" "$opt/current.new"
    mv -T "$opt/current.new" "$opt/current"
}

# The program of the current release, as the service runs it.
as_service() {
    local dotnet run=()
    dotnet=$(sed -n 's/^ExecStart=\([^ ]*\) .*/\1/p' "$unit")
    [ -n "$base" ] || run=(runuser -u "$account" --)
    mkdir -p "$base/run/codeact"
    [ -n "$base" ] || chown "$account:" /run/codeact
    (cd / && timeout 300 "${run[@]}" env "XDG_STATE_HOME=$base/var/lib" "XDG_CACHE_HOME=$base/var/cache" "XDG_RUNTIME_DIR=$base/run" ${base:+"XDG_CONFIG_HOME=$base/etc"} "$dotnet" "$opt/current/program/codeact.dll" "$@")
}

# Started, ready (Type=notify says so before start returns), and still the same process a while later.
healthy() {
    local first
    systemctl is-active -q codeact || return 1
    first=$(systemctl show -p MainPID --value codeact)
    sleep 3
    systemctl is-active -q codeact && [ "$(systemctl show -p MainPID --value codeact)" = "$first" ]
}

bring_up() {
    local doctor=(doctor)
    [ "$(get_key backend)" != hardware ] || doctor+=(--hardware)
    say "Asking: codeact ${doctor[*]}"
    as_service "${doctor[@]}" >&2 || { say "doctor found something missing"; return 1; }
    systemctl reset-failed codeact 2>/dev/null || true
    systemctl start codeact && healthy && return 0
    say "The service does not stay up. Its last words:"
    journalctl -u codeact -n 15 --no-pager -o cat >&2 2>/dev/null || true
    return 1
}

# To a release; where it does not come up, back to the one before.
switch() {
    local release=$1 before
    before=$(current_release)
    systemctl stop codeact 2>/dev/null || true
    point_to "$release"
    if bring_up; then
        prune
        say "$release is current and healthy"
        return 0
    fi
    [ "$before" = "$release" ] || : >"$opt/releases/$release/FAILED"
    systemctl stop codeact 2>/dev/null || true
    if [ -n "$before" ]; then
        restore_settings
        point_to "$before"
        [ "$before" != "$release" ] || release="With the new settings it"
        if systemctl start codeact && healthy; then fail "$release did not come up; rolled back to $before, which runs"; fi
        fail "$release did not come up, and $before, to which it was rolled back, does not run either"
    fi
    rm -f "$opt/current"
    systemctl disable -q codeact 2>/dev/null || true
    fail "$release did not come up, and there is no earlier one: nothing is current, the service is off"
}

# Whole releases, oldest first.
good_releases() {
    local release
    for release in "$opt"/releases/*/; do
        release=$(basename "$release")
        case $release in '*' | *.new) continue ;; esac
        [ -e "$opt/releases/$release/FAILED" ] || printf '%s\n' "$release"
    done
}

prune() {
    local release used
    rm -rf "$opt"/releases/*.new
    for release in "$opt"/releases/*/FAILED; do [ ! -e "$release" ] || rm -rf "$(dirname "$release")"; done
    { good_releases | grep -vx "$(current_release)" || true; } | head -n "-$((kept_releases - 1))" | while read -r release; do rm -rf "${opt:?}/releases/$release"; done
    # Weights that no release and no configuration names.
    for used in "$opt"/models/[0-9a-f]*/; do
        used=$(basename "$used")
        [ "$used" != '[0-9a-f]*' ] || continue
        grep -q "$used" "$etc/codeact.yaml" "$unit" "$llama_unit" 2>/dev/null || find "$opt"/releases/*/models -type l -lname "*$used*" 2>/dev/null | grep -q . || rm -rf "${opt:?}/models/$used"
    done
}

rollback() {
    local now before
    now=$(current_release)
    [ -n "$now" ] || fail "nothing is deployed here"
    before=$(good_releases | awk -v now="$now" '$0 < now' | tail -n 1)
    [ -n "$before" ] || fail "there is no release before $now"
    say "From $now back to $before"
    # These settings are the newest; a person may have changed them since.
    rm -rf "$opt/before"
    switch "$before"
}

status() {
    local now release
    now=$(current_release)
    [ -n "$now" ] || { echo "Nothing is deployed here."; return 1; }
    echo "release    $now ($(release_fact "$now" build), commit $(release_fact "$now" commit))"
    while read -r release; do [ "$release" = "$now" ] || echo "           $release"; done < <(good_releases)
    echo "service    $(systemctl is-active codeact || true), $(systemctl is-enabled codeact 2>/dev/null || true)"
    echo "says       $(systemctl show -p StatusText --value codeact 2>/dev/null || true)"
    echo "robot      $(get_key robot), backend $(get_key backend), model $(get_key model)"
    echo "runtime    $(sed -n 's/^ExecStart=\([^ ]*\) .*/\1/p' "$unit")"
    [ ! -f "$llama_unit" ] || echo "llama      $(systemctl is-active codeact-llama || true)"
    local model
    model=$(tree_property model)
    echo "board      ${model:-$(uname -m)}"
    echo "free       $(($(df -Pk "$opt" | awk 'NR == 2 { print $4 }') / 1024)) MB"
    systemctl is-active -q codeact
}

# What deploy.sh put here. What a person or the robot wrote stays, but for --purge.
uninstall() {
    local purge=${1:-}
    systemctl disable -q --now codeact 2>/dev/null || true
    systemctl disable -q --now codeact-llama 2>/dev/null || true
    rm -rf "$unit" "$llama_unit" "$rules" "$command" "$opt" "$etc/codeact.yaml.example"
    systemctl daemon-reload
    if [ "$purge" = --purge ]; then
        rm -rf "$etc" "$base/var/lib/codeact" "$base/var/cache/codeact"
        ! getent passwd "$account" >/dev/null || userdel "$account"
        say "Removed, with configuration, queue and episodes"
    else
        say "Removed; $etc and $base/var/lib/codeact stay (--purge removes them, too)"
    fi
}

verb=$1
shift
case $verb in
    facts | prepare | packages | runtime | download | weights | cuda | settle | take | switch | rollback | status | uninstall) "$verb" "$@" ;;
    *) fail "unknown verb $verb" ;;
esac
