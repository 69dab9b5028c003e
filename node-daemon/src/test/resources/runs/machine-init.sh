#!/bin/busybox sh
# The first process of a machine with control groups of version 2. It runs muster-run and prints a line 'CHECK <name> ok' or 'CHECK <name> <what was seen>'
# for each check, and 'CHECK end ok' as the last one.
/bin/busybox mkdir -p /proc /sys /dev /tmp /node/run
/bin/busybox --install -s /bin
export PATH=/usr/bin:/bin HOME=/ MUSTER_FOLDER=/node
mount -t proc proc /proc
mount -t sysfs sysfs /sys
mount -t devtmpfs devtmpfs /dev
mount -t cgroup2 cgroup2 /sys/fs/cgroup
mkdir -p /dev/shm
groups=/sys/fs/cgroup
echo '+memory +cpu +pids +cpuset' >$groups/cgroup.subtree_control

run() { sh /muster-run "$@"; }
become_run() { exec sh /muster-run "$@"; }
# check NAME CONDITION-COMMAND...
check() {
    name=$1
    shift
    if "$@"; then echo "CHECK $name ok"; else echo "CHECK $name failed: $* (code $code) $(tail -n 2 /tmp/err | tr '\n' ' ')"; fi
}
says() { grep -q "$1" /tmp/err; }
is() { [ "$1" = "$2" ]; }
no_groups() { [ -z "$(find $groups -name 'muster-run-*' | tee -a /tmp/err)" ]; }
is_gone() { ! ps -o args | grep -v grep | grep -q "$1"; }
await() { for _ in $(seq 1 100); do "$@" && return; sleep 0.1; done; return 1; }

become_run --memory 60MiB --name neighbour -- sleep 4321 2>/tmp/neighbour &
neighbour=$!
await [ -n "$(ls $groups | grep muster-run)" ]
run --memory 30MiB --report /tmp/report -- sh -c 'dd if=/dev/zero of=/dev/null bs=100M count=1; sleep 100' >/tmp/out 2>/tmp/err
code=$?
check oom-code is $code 137
check oom-outcome says 'muster-run: oom, exit code 137'
check oom-report grep -q '"outcome":"oom","exit_code":137' /tmp/report
check peak-memory grep -q '"peak_memory_bytes":3[01]' /tmp/report
check neighbour-lives kill -0 $neighbour
kill -TERM $neighbour
wait $neighbour
code=$?
check signal-passed-on is $code 143

run --cpus 0.5 --report /tmp/report -- timeout 3 sh -c 'while :; do :; done & while :; do :; done' 2>/tmp/err
code=$?
used=$(sed 's/.*"cpu_seconds":\([0-9]*\)\.\([0-9]*\).*/\1\2/; s/^0*//' /tmp/report)
wall=$(sed 's/.*"wall_seconds":\([0-9]*\)\.\([0-9]*\).*/\1\2/; s/^0*//' /tmp/report)
echo "used $used of $wall hundredths"
check cpu-held [ $((used * 100)) -le $((wall * 65)) ]
check cpu-used [ $((used * 100)) -ge $((wall * 25)) ]

run --pids 12 -- sh -c 'for _ in $(seq 1 50); do sleep 8765 & done; wait' >/tmp/out 2>/tmp/err
code=$?
check pids-held says "can't fork"
check pids-gone is_gone 'sleep 8765'

run -- sh -c '(setsid sh -c "sleep 5432 & exec sleep 5432" &) ; sleep 0.2' 2>/tmp/err
code=$?
check orphans-gone is_gone 'sleep 5432'
check no-group-left no_groups

run --timeout 0.5s -- sleep 100 2>/tmp/err
code=$?
check timeout-code is $code 124

run --memory 40MiB --pids 50 -- sh /muster-run --memory 200MiB -- dd if=/dev/zero of=/dev/null bs=100M count=1 2>/tmp/err
code=$?
check nested-within-limits is $code 137
check nested-code-of-outer says 'oom, exit code 137'
run --memory 100MiB -- sh -c 'sh /muster-run --memory 20MiB -- dd if=/dev/zero of=/dev/null bs=50M count=1; echo "inner $?" >&2; exit 3' 2>/tmp/err
code=$?
check inner-dies-alone is $code 3
check inner-oom says 'inner 137'

run --cpus 1 -- sh -c 'cat /proc/self/status >/tmp/first; sleep 3' 2>/tmp/err1 &
first=$!
run --cpus 1 -- sh -c 'cat /proc/self/status >/tmp/second; sleep 3' 2>/tmp/err2 &
second=$!
wait $first $second
code=$?
one=$(grep Cpus_allowed_list /tmp/first) two=$(grep Cpus_allowed_list /tmp/second)
check pinned-apart [ "$one" != "$two" -a ${#one} -lt 25 -a ${#two} -lt 25 ]

become_run --name killed -- sh -c '(setsid sleep 6543 &) ; exec sleep 6543' 2>/tmp/err &
killed=$!
await grep -q populated.1 $groups/muster-run-*/cgroup.events
kill -KILL $killed
wait $killed
code=$?
check survives-its-supervisor is "$(ps -o args | grep -c '^[s]leep 6543')" 2
run --clean
check cleaned is_gone 'sleep 6543'
check clean-removes-groups no_groups
check clean-records grep -q 'outcome killed' /node/run/runs/result-$(cat /node/run/runs/newest)

# An ordinary user without a group that was delegated, and with one.
echo 'user:x:1000:1000::/:/bin/sh' >/etc/passwd
as_user='/usr/bin/setpriv --reuid 1000 --regid 1000 --clear-groups sh -c'
mkdir -p /home-node/run && chown -R 1000:1000 /home-node
chmod 777 /tmp
MUSTER_FOLDER=/home-node $as_user "sh /muster-run --memory 20MiB -- sh -c '(setsid sleep 7654 &) ; exit 4'" 2>/tmp/err
code=$?
check marker-code is $code 4
check marker-says says 'not enforced: memory'
check marker-orphans-gone is_gone 'sleep 7654'
mkdir -p $groups/users/own/session
echo '+memory +cpu +pids' >$groups/users/cgroup.subtree_control
chown 1000 $groups/users/own $groups/users/own/cgroup.procs $groups/users/own/cgroup.subtree_control $groups/users/own/session $groups/users/own/session/cgroup.procs
cat >/tmp/delegated <<'END'
sh /muster-run --memory 20MiB --cpus 1 --pids 20 -- sh -c 'cat /proc/self/cgroup >/tmp/where; dd if=/dev/zero of=/dev/null bs=50M count=1'
END
sh -c "echo 0 >$groups/users/own/session/cgroup.procs; MUSTER_FOLDER=/home-node exec $as_user 'exec sh /tmp/delegated'" 2>/tmp/err
code=$?
check delegated-oom is $code 137
check delegated-place grep -q '^0::/users/own/muster-run-.*/work$' /tmp/where
check delegated-enforces-all sh -c '! grep "not enforced" /tmp/err'
check delegated-removed no_groups

begun=$(cut -d' ' -f1 /proc/uptime)
for _ in 1 2 3 4 5 6 7 8 9 10; do sh -c true; done
middle=$(cut -d' ' -f1 /proc/uptime)
for _ in 1 2 3 4 5 6 7 8 9 10; do run --memory 30MiB -- true 2>/dev/null; done
echo "ten starts: sh from $begun to $middle, muster-run to $(cut -d' ' -f1 /proc/uptime)"
echo "CHECK end ok"
poweroff -f
