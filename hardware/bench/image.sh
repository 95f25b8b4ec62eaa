# shellcheck shell=bash disable=SC2154,SC2016 # The names are run.sh's; mmdebstrap expands its hooks.
# The board's disk: a small Debian with systemd, ssh and what the program needs, and the kernel to start it with.
# Sourced by run.sh.

# Of the kernel's package, what a virtual board has no use for: half of its size.
image_excludes=(
    '/usr/share/doc/*' '/usr/share/man/*' '/usr/share/locale/*'
    '/lib/modules/*/kernel/sound/*' '/lib/modules/*/kernel/drivers/gpu/*' '/lib/modules/*/kernel/drivers/media/*'
    '/lib/modules/*/kernel/drivers/net/wireless/*' '/lib/modules/*/kernel/drivers/net/ethernet/*' '/lib/modules/*/kernel/drivers/infiniband/*'
    '/lib/modules/*/kernel/drivers/scsi/*' '/lib/modules/*/kernel/drivers/staging/*'
)
image_packages=(
    systemd-sysv udev dbus kmod iproute2 procps sudo openssh-server rsync i2c-tools
    libicu72 libstdc++6 libseccomp2 libmosquitto1 mosquitto mosquitto-clients bubblewrap
)

# What the disk is made of, but for Debian's packages.
image_digest() { (cd "$bench" && find image.sh board "$work/modules" -type f -print0 | LC_ALL=C sort -z | xargs -0 cat | sha256sum); }

# $work/base.ext4, $work/vmlinuz, $work/initrd and the key $work/id_bench that opens the board.
make_image() {
    [ ! -f "$work/base.ext4" ] || [ "$(cat "$work/base.digest" 2>/dev/null)" != "$(image_digest)" ] || return 0
    need_commands mmdebstrap=mmdebstrap mke2fs=e2fsprogs ssh-keygen=openssh-client fakeroot=fakeroot
    local release excludes=() pattern tree=$work/tree
    release=$(<"$work/modules/release")
    for pattern in "${image_excludes[@]}"; do excludes+=("--dpkgopt=path-exclude=$pattern"); done
    [ -f "$work/id_bench" ] || ssh-keygen -q -t ed25519 -N '' -C bench -f "$work/id_bench"
    rm -rf "$tree"
    mkdir -p "$tree/add"
    cp -r "$bench/board" "$work/modules" "$work/id_bench.pub" "$tree/add"
    say "Making the board's disk: Debian $suite with Linux $release (about 4 minutes)"
    nice -n 5 mmdebstrap --variant=minbase "${excludes[@]}" \
        --essential-hook='mkdir -p "$1/etc/initramfs-tools/conf.d" && echo MODULES=list >"$1/etc/initramfs-tools/conf.d/bench"' \
        --include="linux-image-$release,initramfs-tools,$(IFS=,; echo "${image_packages[*]}")" \
        --customize-hook="copy-in '$tree/add' /root" \
        --customize-hook='chroot "$1" sh /root/add/board/install.sh' \
        "$suite" "$tree/root.tar" >"$work/image.log" 2>&1 || fail "the disk could not be made: see $work/image.log"
    tar -xOf "$tree/root.tar" "./boot/vmlinuz-$release" >"$work/vmlinuz"
    tar -xOf "$tree/root.tar" "./boot/initrd.img-$release" >"$work/initrd"
    # fakeroot: the disk's files belong to root also where nobody here is.
    mkdir "$tree/root"
    PATH=$PATH:/usr/sbin:/sbin fakeroot sh -euc '
        tar -xf "$1/root.tar" -C "$1/root" --exclude "./dev/*"
        truncate -s 3G "$2.new"
        mke2fs -q -t ext4 -L bench -d "$1/root" "$2.new"' sh "$tree" "$work/base.ext4" >>"$work/image.log" 2>&1 ||
        fail "the disk could not be filled: see $work/image.log"
    rm -rf "$tree"
    mv "$work/base.ext4.new" "$work/base.ext4"
    image_digest >"$work/base.digest"
}
