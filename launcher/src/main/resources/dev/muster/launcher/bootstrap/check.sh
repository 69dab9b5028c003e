# uses: files root lease conda ports
# What 'cluster check' needs to know of a host. Changes nothing and makes no file, not even under /tmp; what could hang has a time limit.
# In: root (empty: the host's default), cluster, role=head|worker, sudo=yes|no, conda=yes|no, conda_root, conda_name, conda_prefix, venv; PORT/ADDRESS of what
# is to be reached from here on standard input, because a command line has no room for a large pool. Out: after the first line, key=value lines of at most 4000 bytes each; end=yes comes last.
echo 'muster-check 1'
echo "clock=$(date +%s.%N)"
targets=$(cat)
choose_root
LC_ALL=C
export LC_ALL
line_end='
'
say() { [ -z "$2" ] || printf '%s=%.4000s\n' "$1" "${2%%"$line_end"*}"; }
if command -v timeout >/dev/null; then limit() { timeout -k 1 "$@" </dev/null 2>/dev/null; }; else limit() { shift; "$@" </dev/null 2>/dev/null; }; fi
user=$(id -un)
uid=$(id -u)

say os "$(uname -s)"; say arch "$(uname -m)"; say kernel "$(uname -r)"; say hostname "$(uname -n)"
say distro "$(sed -n 's/^PRETTY_NAME="\{0,1\}\([^"]*\)"\{0,1\}$/\1/p' /etc/os-release 2>/dev/null)"
say glibc "$(getconf GNU_LIBC_VERSION 2>/dev/null || echo none)"
say machine_id "$(head -c 64 /etc/machine-id 2>/dev/null)"
say boot_id "$(head -c 64 /proc/sys/kernel/random/boot_id 2>/dev/null)"
say process_space "$(readlink /proc/self/ns/pid 2>/dev/null)"
boot_time=$(awk '$1 == "btime" {print $2}' /proc/stat 2>/dev/null)
say user "$user"; say uid "$uid"; say home "$HOME"
say login_shell "$(limit 3 getent passwd "$user" | cut -d: -f7)"
say cpus "$(getconf _NPROCESSORS_ONLN 2>/dev/null || nproc)"
say cpu_model "$(sed -n 's/^model name[[:space:]]*: *//p' /proc/cpuinfo 2>/dev/null | head -n 1)"
say memory_kib "$(awk '$1 == "MemTotal:" {print $2}' /proc/meminfo)"
say memory_free_kib "$(awk '$1 == "MemAvailable:" {print $2}' /proc/meminfo)"

missing=
for tool in awk bash cat chmod cmp cp cut date dd df dirname find getconf grep gzip head hostname id ln ls mkdir mktemp mv od ps readlink rm rmdir sed setsid \
  sha256sum sleep sort stat tail tar timeout touch tr uname xargs; do
  command -v "$tool" >/dev/null || missing="$missing $tool"
done
[ "$role" = worker ] || command -v ssh-keygen >/dev/null || missing="$missing ssh-keygen"
say missing "$missing"

disk() { # NAME FOLDER
  say "$1" "$2"
  say "$1.free_kib" "$(limit 4 df -Pk "$2" | awk 'NR == 2 {print $4}')"
  say "$1.free_inodes" "$(limit 4 df -Pi "$2" | awk 'NR == 2 && $2 > 0 {print $4}')"
  mount_point=$(limit 4 df -Pk "$2" | awk 'NR == 2 {print $6}')
  say "$1.mount" "$mount_point"
  say "$1.options" "$(awk -v at="$mount_point" '$2 == at {found = $4} END {print found}' /proc/self/mounts 2>/dev/null)"
  say "$1.type" "$(limit 4 stat -f -c %T "$2")"
  if [ -w "$2" ]; then say "$1.writable" yes; else say "$1.writable" no; fi
}
find_folder_above "$root"
say root "$root"
check_root
say root.fault "$root_fault"; say root.fix "$root_fix"
trusted=$root
[ $root_state != refused ] || trusted=/dev/null # nothing in it is read
disk root_disk "$above"
disk tmp_disk /tmp
disk lease_disk /var/tmp
disk home_disk "$HOME"
say quota "$(limit 4 quota -w | awk 'NR > 2 && ($2 ~ /\*$/ || $5 ~ /\*$/ || $6 ~ /\*$/) {print $1}' | head -n 1)"

# Which home it is: on a network by server and folder, else by device, inode and time of the last change, within one running kernel.
say home.stat "$(limit 4 stat -L -c '%d %i %.9Z' "$HOME")"
say home.kernel "$boot_time"
say home.source "$(awk -v at="$mount_point" '$5 == at {for (i = 7; i < NF; i++) if ($i == "-") found = $(i + 1) " " $(i + 2) " " $4} END {print found}' /proc/self/mountinfo 2>/dev/null)"

say listening "$(awk '$4 == "0A" {split($2, at, ":"); print at[length(at)]}' /proc/net/tcp /proc/net/tcp6 2>/dev/null | sort -u | head -n 700 | tr '\n' ' ')"
firewall=iptables
if command -v nft >/dev/null && ! command -v iptables >/dev/null; then firewall=nft; fi
if grep -qs '^ENABLED=yes' /etc/ufw/ufw.conf; then firewall=ufw; fi
if [ -e /run/firewalld ]; then firewall=firewalld; fi
say firewall "$firewall"

case "$(limit 3 stat -f -c %T /sys/fs/cgroup)" in cgroup2fs) say cgroup 2 ;; tmpfs) say cgroup 1 ;; *) say cgroup none ;; esac
group=/sys/fs/cgroup/user.slice/user-$uid.slice/user@$uid.service
[ -d "$group" ] || group=/sys/fs/cgroup$(sed -n 's/^0:://p' /proc/self/cgroup 2>/dev/null)
say cgroup.controllers "$(cat "$group/cgroup.controllers" 2>/dev/null)"
if [ -w "$group/cgroup.procs" ]; then say cgroup.writable yes; else say cgroup.writable no; fi

kills=
if [ -d /run/systemd/system ]; then
  say systemd yes
  kills=$(limit 3 busctl get-property org.freedesktop.login1 /org/freedesktop/login1 org.freedesktop.login1.Manager KillUserProcesses | sed -n 's/^b //p')
fi
[ -n "$kills" ] || kills=$(cat /etc/systemd/logind.conf /etc/systemd/logind.conf.d/*.conf 2>/dev/null | sed -n 's/^KillUserProcesses=//p' | tail -n 1)
say kill_user_processes "$kills"
if [ -e "/var/lib/systemd/linger/$user" ]; then say linger yes; fi

sshd=$(first_executable "$(command -v sshd)" /usr/sbin/sshd /sbin/sshd /usr/local/sbin/sshd)
settings=
if [ "$uid" = 0 ] && [ -n "$sshd" ]; then settings=$(limit 4 "$sshd" -T -C "user=$user,host=localhost,addr=127.0.0.1"); fi
[ -n "$settings" ] || settings=$(cat /etc/ssh/sshd_config /etc/ssh/sshd_config.d/*.conf 2>/dev/null)
setting() { printf '%s\n' "$settings" | awk -v key="$1" 'tolower($1) == key {$1 = ""; sub(/^ /, ""); print; exit}'; }
say sshd.keys_file "$(setting authorizedkeysfile)"
say sshd.keys_command "$(setting authorizedkeyscommand)"
say sshd.forwarding "$(setting allowtcpforwarding)"
keys=$HOME/.ssh/authorized_keys
spot=$keys
while [ ! -e "$spot" ]; do spot=$(dirname "$spot"); done
if [ -w "$spot" ] && [ -w "$(dirname "$spot")" ]; then say keys.writable yes; else say keys.writable no; fi
case "$(limit 3 lsattr -d "$spot" | cut -d' ' -f1)" in *i*) say keys.immutable yes ;; esac

if [ "$sudo" = yes ]; then
  if ! command -v sudo >/dev/null; then say sudo missing
  elif limit 5 sudo -k -n true; then say sudo free # with -k no time stamp is touched
  else say sudo password; fi
fi

look_at_lease
if [ $lease_state = strange ]; then say lease.stranger "$lease_owner"
else for field in cluster cluster_id owner head node_key since; do say "lease.$field" "$(lease_field $field)"; done; fi
id_in() { for file in machine.properties node.properties head.properties; do sed -n 's/^cluster_id=//p' "$1/$file" 2>/dev/null; done | head -n 1; }
for folder in "$trusted"/*/*/; do
  id=$(id_in "$folder")
  [ -z "$id" ] || { name=${folder%/*/}; printf 'folder=%.200s %.100s\n' "$id" "${name##*/}"; }
done | sort -u | head -n 100
grep -lsz -e '^MUSTER_NODE=' /proc/[0-9]*/environ 2>/dev/null | head -n 2000 | while read -r file; do
  tr '\0' '\n' 2>/dev/null <"$file" | sed -n 's/^MUSTER_NODE=\([0-9a-f]\{1,64\}\)\/.*/process=\1/p'
done | sort -u | head -n 100
head_folder=$trusted/$cluster/head
say head_port "$(head -c 4096 "$head_folder/endpoint.json" 2>/dev/null | tr -d '\n' | sed -n 's/.*"port"[: ]*\([0-9]*\).*/\1/p')"

say python "$(command -v python3)"
say python.version "$(limit 5 python3 -V)"
conda_root=$(expand_home "$conda_root")
tool=$(find_conda)
say conda.tool "$tool"
conda_packages() { ls "$1/conda-meta" 2>/dev/null | sed -n 's/^\(.*\)-\([^-]*\)-[^-]*\.json$/package.conda=\1 \2/p' | head -n 3000; }
pip_packages() {
  for site in "$1"/lib/python*/site-packages; do ls "$site" 2>/dev/null; done |
    sed -n 's/^\(.*\)-\([^-]*\)\.\(dist\|egg\)-info$/package.pip=\1 \2/p' | head -n 3000
}
if [ "$conda" = yes ]; then
  prefix=$(expand_home "$conda_prefix")
  if [ -z "$prefix" ] && [ -n "$tool" ]; then prefix=$(find_conda_prefix "$tool"); fi
  say environment "$prefix"
  if [ -d "$prefix/conda-meta" ]; then say environment.there yes; conda_packages "$prefix"; pip_packages "$prefix"; fi
fi
if [ -n "$venv" ]; then
  venv=$(expand_home "$venv")
  say environment "$venv"
  if [ -f "$venv/pyvenv.cfg" ]; then say environment.there yes; pip_packages "$venv"; fi
fi

set -f
# shellcheck disable=SC2086 # a word for each target
test_ports $targets
echo end=yes
