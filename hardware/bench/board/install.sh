#!/bin/sh
# Runs as root inside the board's disk while it is made: makes a board of a plain Debian.
set -eu
add=/root/add
release=$(cat "$add/modules/release")

# Modules that the kernel needs before it has its disk.
printf '%s\n' virtio_pci virtio_blk ext4 >>/etc/initramfs-tools/modules
mkdir -p "/lib/modules/$release/extra"
cp "$add"/modules/*.ko "/lib/modules/$release/extra"
depmod "$release"
update-initramfs -u -k "$release"

echo bench >/etc/hostname
echo '127.0.0.1 localhost bench' >/etc/hosts
echo '/dev/vda / ext4 errors=remount-ro 0 1' >/etc/fstab
mkdir -p /var/log/journal

# Qemu's own network gives these addresses to its first guest.
cat >/etc/systemd/network/10-bench.network <<'NETWORK'
[Match]
Name=en*
[Network]
Address=10.0.2.15/24
Gateway=10.0.2.2
LinkLocalAddressing=no
NETWORK
systemctl enable systemd-networkd.service ssh.service

# A person who may use sudo, as on a board's stock image, and root for what the scenarios do to the board.
useradd -m -s /bin/bash pilot
echo 'pilot ALL=(ALL) NOPASSWD: ALL' >/etc/sudoers.d/pilot
for home in /root /home/pilot; do
    mkdir -p "$home/.ssh"
    cp "$add/id_bench.pub" "$home/.ssh/authorized_keys"
    chmod 700 "$home/.ssh"
done
chown -R pilot: /home/pilot/.ssh
chmod 755 /home/pilot

cp "$add"/board/tools/* /usr/local/bin
chmod 755 /usr/local/bin/bench-*
cp "$add"/board/units/* /etc/systemd/system
systemctl enable bench-devices.service bench-led.service bench-model.service

# What wakes up by itself would disturb what is measured.
systemctl mask apt-daily.timer apt-daily-upgrade.timer dpkg-db-backup.timer e2scrub_all.timer e2scrub_reap.service fstrim.timer \
    systemd-binfmt.service getty@tty1.service >/dev/null
rm -rf "$add"
