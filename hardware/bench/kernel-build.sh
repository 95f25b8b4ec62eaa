#!/bin/sh
# Runs as root inside the throw-away Debian that kernel.sh makes: takes the sources of a few drivers out of linux-source and
# builds them as modules into /root/modules.
set -eu

for folder in /lib/modules/*; do release=${folder##*/}; done
for archive in /usr/src/linux-source-*.tar.xz; do :; done
tree=$(basename "$archive" .tar.xz)
build=/root/build
mkdir -p "$build" /root/modules
tar -xJf "$archive" -C "$build" --strip-components=1 \
    "$tree/drivers/gpio/gpio-sim.c" "$tree/drivers/gpio/gpiolib.h" "$tree/kernel/irq/irq_sim.c" "$tree/drivers/leds/uleds.c" \
    "$tree/drivers/iio/industrialio-configfs.c" "$tree/drivers/iio/industrialio-sw-device.c" \
    "$tree/drivers/iio/dummy/iio_simple_dummy.c" "$tree/drivers/iio/dummy/iio_simple_dummy.h"
cd "$build"
mv drivers/gpio/* drivers/leds/* drivers/iio/*.c drivers/iio/dummy/* kernel/irq/* .

# irq_sim is part of a kernel or it is not; it cannot be a module. So it goes into gpio-sim's, and the one function in it that
# a kernel keeps from modules is replaced by the exported one that does the same.
mv gpio-sim.c gpio_sim_chip.c
sed -i 's/handle_simple_irq(irq_to_desc(\([a-z]*\)))/generic_handle_irq(\1)/' irq_sim.c

# The IIO dummy asks by CONFIG_IIO_CONFIGFS whether it can be made by configfs.
cat >Makefile <<'MAKE'
obj-m := gpio-sim.o uleds.o industrialio-configfs.o industrialio-sw-device.o iio_dummy.o
gpio-sim-y := gpio_sim_chip.o irq_sim.o
iio_dummy-y := iio_simple_dummy.o
ccflags-y := -DCONFIG_IIO_CONFIGFS_MODULE=1
MAKE
make -C "/lib/modules/$release/build" M="$build" modules
strip --strip-debug ./*.ko
cp ./*.ko /root/modules
echo "$release" >/root/modules/release
