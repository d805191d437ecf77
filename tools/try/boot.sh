#!/usr/bin/env bash
# Runs systemd as the first process of the Debian in folder $1, in namespaces of its own: no network but loopback.
# Called by tools/try-bundle.sh through unshare.
set -e
root=$1 bundles=$2
mount --make-rprivate /
mount --bind "$root" "$root"
mkdir -p "$root/bundles" "$root/outside"
mount --bind "$bundles" "$root/bundles"
mount -o remount,bind,ro "$root/bundles"
mount -t proc proc "$root/proc"
mount -t sysfs sysfs "$root/sys"
mount -t tmpfs tmpfs "$root/run"
mount -t tmpfs tmpfs "$root/tmp"
mount -t tmpfs -o mode=755 tmpfs "$root/dev"
mkdir -p "$root/dev/shm" "$root/dev/pts"
for device in null zero full random urandom tty; do cp -a "/dev/$device" "$root/dev/$device"; done
ln -s pts/ptmx "$root/dev/ptmx"
ln -s /proc/self/fd "$root/dev/fd"
mountpoint -q "$root/sys/fs/cgroup" || mount -t tmpfs tmpfs "$root/sys/fs/cgroup"
mount -t cgroup2 cgroup2 "$root/sys/fs/cgroup"
ip link set lo up
cd "$root"
pivot_root . outside
umount -l /outside
exec env -i container=marelle-try PATH=/usr/sbin:/usr/bin:/sbin:/bin \
  SYSTEMD_PROC_CMDLINE="systemd.unified_cgroup_hierarchy=1" /lib/systemd/systemd --system --log-level=warning --unit=multi-user.target
