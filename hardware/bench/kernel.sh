# shellcheck shell=bash disable=SC2154,SC2016 # The names are run.sh's; mmdebstrap expands its hooks.
# The kernel modules that Debian's kernel does not have: gpio-sim with the irq_sim that it needs, the IIO dummy with the two
# parts of IIO that it needs, and uleds. Sourced by run.sh.
#
# They are built in a Debian of their own against Debian's headers, from Debian's linux-source of the same version, so that
# neither this machine's compiler nor its kernel matters, and root is not needed. Nothing of the source is kept.

# $work/modules/*.ko and $work/modules/release, the kernel's release that they are for.
make_modules() {
    [ ! -f "$work/modules/release" ] || return 0
    need_commands mmdebstrap=mmdebstrap
    say "Building gpio-sim, iio_dummy and uleds against Debian's headers (about 4 minutes)"
    rm -rf "$work/modules.new"
    mkdir -p "$work/modules.new"
    nice -n 5 mmdebstrap --variant=apt --include=gcc-12,make,linux-headers-amd64,linux-source \
        --customize-hook="copy-in '$bench/kernel-build.sh' /root" \
        --customize-hook='chroot "$1" sh /root/kernel-build.sh' \
        --customize-hook="sync-out /root/modules '$work/modules.new'" \
        "$suite" /dev/null >"$work/kernel.log" 2>&1 || fail "the modules could not be built: see $work/kernel.log"
    [ -f "$work/modules.new/release" ] || fail "the modules did not come out of their build: see $work/kernel.log"
    rm -rf "$work/modules"
    mv "$work/modules.new" "$work/modules"
    say "Modules for $(<"$work/modules/release"): $(cd "$work/modules" && echo ./*.ko)"
}
