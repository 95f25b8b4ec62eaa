# shellcheck shell=bash disable=SC2154 # $root is deploy.sh's.
# ./deploy.sh user@host: builds for a board, copies, and calls deploy/target.sh there. Sourced by deploy.sh, whose say, fail, publish,
# need_sdk and is_stale it uses.

board_usage() {
    cat <<'TEXT'
usage: ./deploy.sh USER@HOST [OPTIONS]    put codeact on a board as a service, or bring it up to date there
  --robot NAME|FILE      the robot that the service runs; a FILE is copied
  --backend sim|hardware what it drives (the first time: sim)
  --mqtt URL             its broker (the first time: mqtt://127.0.0.1, with Debian's mosquitto)
  --model FILE.gguf      other weights, copied once: run by LLamaSharp in the edge build, else by llama-server where it is there, else
                         by the embedded engine where that knows their architecture
  --cuda                 on a Jetson: build llama.cpp with CUDA there, once, and use it
  --runtime TARBALL      a .NET runtime for the board (dotnet-runtime-10…-linux-arm64.tar.gz), where it has none and no network
  --dry-run              say what would be done, and change nothing
  --status               what is there and how it does; exit 1 where it does not run
  --rollback             back to the release before
  --uninstall [--purge]  remove it; --purge also configuration, queue and episodes
Variables: CODEACT_SSH, the ssh command and its options (default: ssh); CODEACT_BUILD, a folder with a published program to use instead of
building; CODEACT_RUNTIME_URL, where the board fetches .NET instead of from Microsoft.
TEXT
}

board_packages="rsync libmosquitto1 libseccomp2 bubblewrap"
edge_packages="LLamaSharp MQTTnet System.Device.Gpio Iot.Device.Bindings"

# ── the connection ──

board=
board_work=
board_ssh=()
declare -gA fact=()

end_board() {
    [ -z "$board_work" ] || { "${board_ssh[@]}" -O exit "$board" >/dev/null 2>&1 || true; rm -rf "$board_work"; }
}

# What is typed here once is remembered for the connection: one log-in, however many calls.
connect_board() {
    command -v ssh >/dev/null 2>&1 || fail "ssh is needed: sudo apt-get install openssh-client"
    board_work=$(mktemp -d "${TMPDIR:-/tmp}/codeact.XXXXXX")
    trap end_board EXIT
    read -r -a board_ssh <<<"${CODEACT_SSH:-ssh}"
    board_ssh+=(-o ControlMaster=auto -o "ControlPath=$board_work/ssh" -o ControlPersist=600 -o ConnectTimeout=10 -o ServerAliveInterval=15)
    "${board_ssh[@]}" "$board" true || fail "$board can't be reached over ssh. Is it on and on the network, and does 'ssh $board' log you in?"
}

# The words, as the shell of the board must read them.
quoted() { printf '%q ' "$@"; }

board_environment() { [ -z "${CODEACT_DEPLOY_ROOT:-}" ] || quoted env "CODEACT_DEPLOY_ROOT=$CODEACT_DEPLOY_ROOT"; }

read_facts() {
    local key value
    while IFS='=' read -r key value; do fact[$key]=$value; done < <(
        "${board_ssh[@]}" "$board" "$(board_environment)bash -s -- $(quoted facts "$board_packages $*" "${frameworks[@]}")" <"$root/deploy/target.sh"
    )
    [ -n "${fact[arch]:-}" ] || fail "$board did not tell what it is (bash is needed there)"
    board_opt=${CODEACT_DEPLOY_ROOT:-}/opt/codeact
}

# A verb of target.sh there, as root.
on_board() {
    local call
    call="$(board_environment)bash $(quoted "${fact[staging]}/target.sh" "$@")"
    case ${fact[privilege]} in
        root) "${board_ssh[@]}" "$board" "$call" </dev/null ;;
        free) "${board_ssh[@]}" "$board" "sudo -n $call" </dev/null ;;
        *) "${board_ssh[@]}" "$board" "sudo -S -p '' $call" <<<"$sudo_password" ;;
    esac
}

send_target() {
    "${board_ssh[@]}" "$board" "mkdir -p $(quoted "${fact[staging]}") && cat >$(quoted "${fact[staging]}/target.sh")" <"$root/deploy/target.sh"
    sudo_password=
    case ${fact[privilege]} in
        none) fail "$board has no sudo, and you are not root there: log in as root, or install sudo" ;;
        password)
            [ -t 0 ] || fail "sudo asks for a password on $board, and there is no terminal to type it on. Allow it without one, or run this in a terminal."
            read -r -s -p "Password for sudo on $board: " sudo_password
            printf '\n' >&2
            ;;
    esac
}

# What ended a copy, in words.
copy() {
    local status=0
    rsync -e "$(quoted "${board_ssh[@]}")" --timeout=300 --partial "$@" || status=$?
    case $status in
        0) ;;
        11) fail "the copy failed: is the board's disk full? (${fact[free]} kB were free)" ;;
        *) fail "the copy was interrupted (rsync $status). Nothing has changed on the board; deploy again, and it goes on where it stopped." ;;
    esac
}

# ── the build ──

frameworks=()

# The runtimes that a published program asks for: NAME MAJOR.
read_frameworks() {
    mapfile -t frameworks < <(tr -d ' \n' <"$1/codeact.runtimeconfig.json" | grep -o '"name":"[^"]*","version":"[0-9]*' | sed 's/"name":"\([^"]*\)","version":"/\1 /')
    [ "${#frameworks[@]}" -gt 0 ] || fail "$1 is no published codeact: it names no framework"
}

# The edge packages that a published program has.
edge_of() {
    local package
    for package in $edge_packages; do ! grep -q "\"$package/" "$1/codeact.deps.json" || printf '%s ' "$package"; done
}

# True where the registry carries what the edge build needs: a restore is the only test that tells.
registry_has_edge() {
    local log=$root/artifacts/edge.log
    mkdir -p "$root/artifacts"
    ! (cd "$root" && dotnet restore src/CodeAct.Robotics.Cli -p:EdgePackages=true --nologo -v quiet) >"$log" 2>&1 || return 0
    say "Plain build: the registry here does not carry $(grep -o "NU110[0-9]: Unable to find [a-z ]*[A-Za-z.]*" "$log" | sed 's/.* //' | sort -u | tr '\n' ' ')"
    return 1
}

build_for_board() {
    local rid=$1
    board_build=${CODEACT_BUILD:-}
    if [ -n "$board_build" ]; then
        [ -f "$board_build/codeact.dll" ] || fail "CODEACT_BUILD names $board_build, and there is no codeact.dll in it"
    else
        board_build=$root/artifacts/board-$rid
        if is_stale "$board_build"; then
            need_sdk
            local edge=()
            ! registry_has_edge || edge=(-p:EdgePackages=true)
            say "Building codeact for $rid"
            rm -rf "$board_build"
            publish "$root/src/CodeAct.Robotics.Cli" "$board_build" "$rid" "${edge[@]}"
            touch "$board_build/codeact.dll"
        fi
    fi
    read_frameworks "$board_build"
    board_edge=$(edge_of "$board_build")
    if [ -n "$board_edge" ]; then board_kind="edge build"; say "Edge build, with $board_edge"; else board_kind="plain build"; say "Plain build, without $edge_packages"; fi
}

commit() {
    local id
    id=$(git -C "$root" rev-parse --short=12 HEAD 2>/dev/null) || { echo nogit; return; }
    [ -z "$(git -C "$root" status --porcelain --untracked-files=no 2>/dev/null)" ] || id+=-dirty
    echo "$id"
}

# The release as it will lie on the board, but for the weights, which lie there once for all releases.
assemble() {
    local release=$board_work/release weights
    mkdir -p "$release/program" "$release/hardware" "$release/simulators" "$release/models" "$release/deploy"
    (cd "$board_build" && tar -cf - --exclude='*.xml' --exclude='*.pdb' .) | tar -xf - -C "$release/program"
    cp -a "$root/hardware/robots" "$release/hardware/"
    [ ! -d "$root/hardware/boards" ] || cp -a "$root/hardware/boards" "$release/hardware/"
    cp -a "$root/simulators/scenarios" "$release/simulators/"
    cp -a "$root/models/README.md" "$release/models/"
    cp -a "$root"/deploy/codeact* "$release/deploy/"
    weights=("$root"/models/*.gguf)
    embedded_weights=${weights[0]}
    embedded_hash=$(sha256sum "$embedded_weights" | cut -d ' ' -f 1)
    (cd "$release" && find . -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum) >"$board_work/sums"
    mv "$board_work/sums" "$release/SHA256SUMS"
    board_digest=$(printf '%s %s' "$(sha256sum "$release/SHA256SUMS" | cut -d ' ' -f 1)" "$embedded_hash" | sha256sum | cut -d ' ' -f 1)
    board_release=$(date -u +%Y%m%dT%H%M%SZ)-$(commit)
    printf 'commit=%s\nbuild=%s\ndigest=%s\n' "$(commit)" "$board_kind" "$board_digest" >"$release/RELEASE"
}

# ── what runs the weights ──

pinned_llama() {
    local version
    version=$(sed -n 's/.*Include="LLamaSharp" Version="\([^"]*\)".*/\1/p' "$root/Directory.Packages.props")
    if [ -n "$board_edge" ] && [ -n "$version" ]; then
        awk -v version="$version" '$1 == version { print $2 }' "$root/deploy/llama.cpp.pins" | grep . ||
            fail "deploy/llama.cpp.pins does not say which llama.cpp goes with LLamaSharp $version"
    else
        awk '/^[0-9]/ { commit = $2 } END { print commit }' "$root/deploy/llama.cpp.pins"
    fi
}

# Decides what runs --model, and says so. Gives the settings of it.
choose_engine() {
    local file=$1 cuda=$2 place=$3 why
    case " $board_edge" in
        *" LLamaSharp "*)
            settings+=("model=llama:$place")
            if [ "$cuda" -eq 1 ]; then
                settings+=("llama-library=$board_opt/llama.cpp/$(pinned_llama)/lib/libllama.so")
                say "Weights: LLamaSharp in process, on the llama.cpp with CUDA that is built on the board"
            else
                say "Weights: LLamaSharp in process, on the CPU"
            fi
            ;;
        *)
            if [ "$cuda" -eq 1 ] || [ -n "${fact[llama]}" ]; then
                settings+=("llama-server=$place" "model=openai:http://127.0.0.1:8081/v1#$(basename "$place" .gguf)")
                say "Weights: llama-server as a second service (${fact[llama]:-built with CUDA})"
            elif why=$(dotnet "$board_build/codeact.dll" models "$file" 2>&1); then
                settings+=("model=$place")
                say "Weights: the embedded engine, on the CPU ($why)"
            else
                fail "nothing on $board runs $(basename "$file"). The plain build has no LLamaSharp, there is no llama-server on the board, and the embedded engine says: $why
Install llama-server there (or --cuda on a Jetson), or use a registry that carries LLamaSharp."
            fi
            ;;
    esac
}

ship_weights() {
    local file=$1 hash=$2 name
    name=$(basename "$file")
    case " ${fact[weights]} " in *" $hash "*) on_board weights "$hash" "$name"; return ;; esac
    say "Copying $name ($(($(stat -Lc %s "$file") / 1000000)) MB), once"
    local progress=()
    [ ! -t 2 ] || progress=(--info=progress2)
    copy -L "${progress[@]}" "$file" "$board:$board_opt/incoming/$hash.gguf" >&2
    on_board weights "$hash" "$name"
}

# ── the runtime ──

ship_runtime() {
    local archive=$1 rid=$2
    [ -z "${fact[dotnet]}" ] || [ -n "$archive" ] || { say "The board's own .NET: ${fact[dotnet]}"; return 0; }
    if [ -z "$archive" ] && [ "${fact[arch]}" = "$(uname -m)" ] && archive=$(own_runtime); then
        say "Sending the .NET runtime of this machine"
    elif [ -n "$archive" ]; then
        [ -f "$archive" ] || fail "there is no $archive"
        say "Sending the .NET runtime $archive"
    else
        on_board download "${CODEACT_RUNTIME_URL:-https://aka.ms/dotnet/10.0/$(download_name)-$rid.tar.gz}" "${frameworks[@]}"
        return
    fi
    copy "$archive" "$board:$board_opt/incoming/runtime.tar.gz"
    on_board runtime "$board_opt/incoming/runtime.tar.gz" "${frameworks[@]}"
}

# ASP.NET Core's archive holds the plain runtime, too.
download_name() { case "${frameworks[*]}" in *AspNetCore*) echo aspnetcore-runtime ;; *) echo dotnet-runtime ;; esac }

# The newest runtimes here of those needed, packed; false where one is not here.
own_runtime() {
    local home need path version parts=(dotnet)
    home=$(dirname "$(readlink -f "$(command -v dotnet)")")
    [ -x "$home/dotnet" ] || return 1
    for need in "${frameworks[@]}"; do
        path=$(find "$home/shared/${need% *}" -mindepth 1 -maxdepth 1 -name "${need#* }.*" 2>/dev/null | sort -V | tail -n 1)
        [ -n "$path" ] || return 1
        parts+=("${path#"$home/"}")
        version=$(basename "$path")
        [ ! -d "$home/host/fxr/$version" ] || parts+=("host/fxr/$version")
    done
    tar -czf "$board_work/runtime.tar.gz" -C "$home" "${parts[@]}" || return 1
    echo "$board_work/runtime.tar.gz"
}

# ── the whole ──

install_on_board() {
    local robot=$1 model=$2 cuda=$3 archive=$4 dry=$5 rid needed place hash more='' missing=()
    local settings=("${@:6}")
    case ${fact[arch]}-${fact[bits]} in
        x86_64-64) rid=linux-x64 ;;
        aarch64-64) rid=linux-arm64 ;;
        *) fail "$board has a ${fact[bits]}-bit system for ${fact[arch]}; a 64-bit one for x64 or arm64 is needed (Raspberry Pi OS comes as one, too)" ;;
    esac
    [ "${fact[systemd]:-0}" -ge 245 ] 2>/dev/null || fail "$board has no systemd of 245 or later"
    build_for_board "$rid"
    # Asked again: now it is known which frameworks and packages it needs.
    ! on_own_broker "${settings[@]}" || more=mosquitto
    read_facts "$more"
    assemble
    if [ -n "$model" ]; then
        hash=$(sha256sum "$model" | cut -d ' ' -f 1)
        place=$board_opt/models/$hash/$(basename "$model")
        choose_engine "$model" "$cuda" "$place"
    elif [ "$cuda" -eq 1 ]; then
        fail "--cuda needs the weights that it is to run: --model FILE.gguf"
    fi
    case $robot in
        "") ;;
        *.yaml | *.yml)
            dotnet "$board_build/codeact.dll" describe --robot "$robot" >/dev/null || fail "$robot is no manifest that this version takes"
            settings+=("manifest=$(basename "$robot")" "robot=$(basename "${robot%.*}")")
            ;;
        *) settings+=("robot=$robot") ;;
    esac

    say "$board is a ${fact[model]:-${fact[arch]} machine} with ${fact[system]:-an unknown system}"
    needed=$(($(du -sk "$board_work/release" | cut -f 1) * 2 + 20000))
    case " ${fact[weights]} " in *" $embedded_hash "*) ;; *) needed=$((needed + $(stat -Lc %s "$embedded_weights") / 1024)) ;; esac
    [ -z "$model" ] || case " ${fact[weights]} " in *" $hash "*) ;; *) needed=$((needed + $(stat -Lc %s "$model") / 1024)) ;; esac
    [ -n "${fact[dotnet]}" ] || needed=$((needed + 250000))
    if [ "${fact[digest]}" != "$board_digest" ] && [ "${fact[free]}" -lt "$needed" ]; then
        fail "the board's disk is too full: $((needed / 1000)) MB are needed and $((fact[free] / 1000)) MB are free. Make room there, such as with: sudo apt-get clean; sudo journalctl --vacuum-size=50M"
    fi
    if [ "$dry" -eq 1 ]; then
        tell_plan "$rid" "$model" "$cuda" "$archive" "$more" "${settings[@]}"
        return
    fi

    send_target
    # Before anything is copied: rsync itself may be missing there.
    [ -z "${fact[missing]}" ] || { mkdir_board; read -r -a missing <<<"${fact[missing]}"; on_board packages "${missing[@]}"; }
    mkdir_board
    ship_runtime "$archive" "$rid"
    [ "$cuda" -eq 0 ] || on_board cuda "$(pinned_llama)"
    ship_weights "$embedded_weights" "$embedded_hash"
    [ -z "$model" ] || ship_weights "$model" "$hash"
    case $robot in *.yaml | *.yml) copy "$robot" "$board:$board_opt/incoming/$(basename "$robot")" ;; esac

    local changed list
    list=$(IFS=,; printf '%s' "${frameworks[*]}")
    if [ "${fact[digest]}" = "$board_digest" ]; then
        board_release=${fact[current]}
        say "This program is there already, as $board_release"
    else
        say "Copying the program as $board_release"
        local from=()
        [ -z "${fact[current]}" ] || from=(--copy-dest="$board_opt/current/")
        copy -rlpt --delete --chmod=D755,F644 "${from[@]}" "$board_work/release/" "$board:$board_opt/incoming/release/"
        on_board take "$board_release" "$embedded_hash" "$(basename "$embedded_weights")"
    fi
    changed=$(on_board settle "$board_release" "$list" "${settings[@]}")
    if [ "${fact[digest]}" = "$board_digest" ] && [ -z "$changed" ] && [ "${fact[active]}" = active ]; then
        say "Nothing to do: it runs, and nothing has changed"
        return
    fi
    on_board switch "$board_release" || exit 1
    say "Done. Its state: ./deploy.sh $board --status; its journal: ssh $board journalctl -fu codeact"
}

mkdir_board() { on_board prepare "${board%%@*}"; }

# The first time, the broker is the board's own, unless one is named.
on_own_broker() {
    local setting
    for setting in "$@"; do case $setting in mqtt=*127.0.0.1* | mqtt=*localhost*) return 0 ;; mqtt=*) return 1 ;; esac done
    [ -z "${fact[configured]}" ]
}

tell_plan() {
    local rid=$1 model=$2 cuda=$3 archive=$4
    shift 5
    say "Would do on $board (--dry-run: nothing is changed):"
    {
        [ -z "${fact[missing]}" ] || echo "install Debian's packages: ${fact[missing]}"
        if [ -n "$archive" ]; then echo "install the .NET runtime $archive"
        elif [ -n "${fact[dotnet]}" ]; then echo "use the board's .NET: ${fact[dotnet]}"
        elif [ "${fact[arch]}" = "$(uname -m)" ]; then echo "install the .NET runtime of this machine"
        else echo "let the board fetch the .NET runtime from ${CODEACT_RUNTIME_URL:-https://aka.ms/dotnet/10.0/$(download_name)-$rid.tar.gz}"
        fi
        [ "$cuda" -eq 0 ] || echo "build llama.cpp $(pinned_llama) with CUDA, if it is not there"
        case " ${fact[weights]} " in *" $embedded_hash "*) ;; *) echo "copy the embedded weights" ;; esac
        [ -z "$model" ] || case " ${fact[weights]} " in *" $hash "*) ;; *) echo "copy $(basename "$model")" ;; esac
        [ -z "${fact[unruled]// /}" ] || echo "write udev rules for ${fact[unruled]}"
        if [ "${fact[digest]}" = "$board_digest" ]; then echo "keep the release ${fact[current]}: it is the same program"
        else echo "copy the $board_kind as release $board_release, switch from ${fact[current]:-nothing}, ask doctor, start the service, roll back if it does not stay up"
        fi
        [ $# -eq 0 ] || echo "set $*"
    } | sed 's/^/    /' >&2
}

deploy_board() {
    board=$1
    shift
    local verb=install robot='' model='' archive='' cuda=0 dry=0 purge=() settings=()
    while [ $# -gt 0 ]; do
        case $1 in
            --dry-run) dry=1 ;;
            --status | --rollback | --uninstall) verb=${1#--} ;;
            --purge) purge=(--purge) ;;
            --cuda) cuda=1 ;;
            --robot | --backend | --mqtt | --model | --runtime)
                [ $# -ge 2 ] || fail "$1 needs a value" 2
                case $1 in
                    --robot) robot=$2 ;;
                    --model) model=$2 ;;
                    --runtime) archive=$2 ;;
                    *) settings+=("${1#--}=$2") ;;
                esac
                shift
                ;;
            -h | --help) board_usage; return ;;
            *) printf 'deploy.sh: %s is no option\n' "$1" >&2; board_usage >&2; exit 2 ;;
        esac
        shift
    done
    case $model in "" | *.gguf) ;; *) fail "--model takes a FILE.gguf" 2 ;; esac
    [ -z "$model" ] || [ -f "$model" ] || fail "there is no $model" 2
    case $robot in *.yaml | *.yml) [ -f "$robot" ] || fail "there is no $robot" 2 ;; esac
    [ "$verb" = uninstall ] || [ "${#purge[@]}" -eq 0 ] || fail "--purge goes with --uninstall" 2
    want_command rsync rsync || fail "rsync is needed here: sudo apt-get install rsync"
    connect_board
    read_facts
    case $verb in
        install) install_on_board "$robot" "$model" "$cuda" "$archive" "$dry" "${settings[@]}" ;;
        status) "${board_ssh[@]}" "$board" "$(board_environment)bash -s -- status" <"$root/deploy/target.sh" ;;
        *)
            if [ "$dry" -eq 1 ]; then say "Would $verb on $board: the current release is ${fact[current]:-none}"; return; fi
            send_target
            on_board "$verb" "${purge[@]}"
            ;;
    esac
}
