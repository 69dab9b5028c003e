#!/bin/sh
# Boots a small machine in QEMU that runs machine-init.sh as its first process. In: kernel, script (muster-run), init, work (a folder).
set -eu
root=$work/root
mkdir -p "$root/bin" "$root/etc" "$root/usr/bin"
cp -L "$(command -v busybox)" "$root/bin/busybox"
cp "$script" "$root/muster-run"
cp "$init" "$root/init"
chmod 755 "$root/init"
# Busybox of Debian has no flock, and its setpriv changes no user: the real ones, and the libraries of all.
flock=$(command -v flock)
setpriv=$(command -v setpriv)
cp -L "$flock" "$setpriv" "$root/usr/bin"
for library in $(ldd "$flock" "$setpriv" "$(command -v busybox)" | grep -o '/[^ :)]*\.so[^ :)]*' | sort -u); do
    mkdir -p "$root${library%/*}"
    cp -L "$library" "$root$library"
done
(cd "$root" && find . | cpio -o -H newc --quiet | gzip -1) >"$work/initrd.gz"
exec qemu-system-x86_64 -accel tcg -smp 2 -m 384 -nographic -no-reboot -kernel "$kernel" -initrd "$work/initrd.gz" -append 'console=ttyS0 quiet panic=-1'
