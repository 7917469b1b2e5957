#!/bin/sh
# The first process in User-Mode Linux: loads what the tests need, runs them, and switches the machine off.
# All files are the host's, read-only; only the folder $out of the host can be written, so the results are complete before the power goes.
export PATH=/usr/sbin:/usr/bin:/sbin:/bin
mount -t proc proc /proc
mount -t sysfs sysfs /sys
mount -t tmpfs tmpfs /run
mkdir /run/out
# shellcheck disable=SC2154 # The kernel puts what is not its own on its command line into the environment.
mount -t hostfs -o "$out" none /run/out
exec >/run/out/init.log 2>&1
. /run/out/settings

modules=/usr/lib/uml/modules/$(uname -r)/kernel
for module in fs/fuse/fuse fs/fuse/cuse drivers/i2c/i2c-core drivers/i2c/i2c-dev; do
  insmod "$modules/$module.ko"
done
# The kernel's own adapter, /dev/i2c-0: SMBus only, one chip.
insmod "$modules/drivers/i2c/i2c-stub.ko" chip_addr=0x41

# There is no spidev here whose parameters could be read; a test plays one.
mount -t tmpfs tmpfs /sys/module

export HOME=/run TMPDIR=/run DOTNET_EnableDiagnostics=0 DOTNET_EnableWriteXorExecute=0 DOTNET_TieredPGO=0
export EDGETWIN_BUS_DEVICE_FILE="$server"
"$dotnet" exec "$tests" /run/out/results
echo "The tests ended with $?."

exec >/dev/null 2>&1
sync
umount /run/out
echo o >/proc/sysrq-trigger
read -r _ </dev/console
