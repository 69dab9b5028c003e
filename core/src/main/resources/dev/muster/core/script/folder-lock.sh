# uses: files
# Homes may be shared by many hosts: one of them makes or changes a folder, the others wait for it. A lock folder beside it says that one is at work, and is kept
# young meanwhile. An old lock is of a script that was killed: its half-made folder is removed.

# make_once FOLDER PART COMMAND...: makes FOLDER where it has no PART yet. A folder that COMMAND left half-made is removed, unless it existed before. Ends the
# script where no lock can be made.
make_once() {
  made=$1; part=$2; refused=0; shift 2
  lock=$made.muster-making
  while [ -d "$lock" ] || [ ! -e "$made/$part" ]; do
    mkdir -p "$(dirname "$made")" || { echo "$(dirname "$made") cannot be made" >&2; exit 1; }
    if mkdir "$lock" 2>/dev/null; then
      make_locked "$@"
      return
    fi
    await_folder_lock || { echo "$lock cannot be made: is $(dirname "$made") read-only, or full?" >&2; exit 1; }
  done
}
# change_alone FOLDER COMMAND...: runs COMMAND, which changes FOLDER, on one host at a time. Where no lock can be made nothing else can be changed either.
change_alone() {
  made=$1; refused=0; shift
  lock=$made.muster-making
  until mkdir "$lock" 2>/dev/null; do
    await_folder_lock || { "$@"; return; }
  done
  run_locked "$@"
}

# Waits a little. Fails where nobody holds the lock and it cannot be made.
await_folder_lock() {
  [ -d "$lock" ] || refused=$((refused + 1)) # its holder may have removed it just now
  [ $refused -lt 10 ] || return 1
  if [ ! -d "$lock" ]; then sleep 0.1
  elif is_lock_stale; then
    echo "$made was left half-made: making it again"
    [ ! -e "$lock/from-nothing" ] || rm -rf "$made"
    rm -rf "$lock"
  else sleep 0.5; fi
}
is_lock_stale() {
  [ "$(age_of "$lock")" -lt 120 ] || return 0
  read -r lock_host lock_pid 2>/dev/null <"$lock/maker" && [ "$lock_host" = "$(uname -n)" ] && [ ! -d "/proc/$lock_pid" ]
}
make_locked() {
  [ ! -e "$made/$part" ] || { rm -rf "$lock"; return; } # another host made it while this one waited
  [ -e "$made" ] || : >"$lock/from-nothing"
  run_locked "$@"
}
# The lock is kept young while the command runs and this shell lives.
run_locked() {
  worked='' toucher=''
  echo "$(uname -n) $$" >"$lock/maker.new"; mv "$lock/maker.new" "$lock/maker"
  # Started before there are traps here: dash loses a signal that comes to a new subshell before it has reset them, and 'wait' below would never end.
  (trap 'kill $nap; exit' TERM; while [ -d "/proc/$$" ]; do sleep 20 & nap=$!; wait $nap; [ ! -d "/proc/$$" ] || touch -c "$lock"; done) >/dev/null 2>&1 &
  toucher=$!
  trap leave_folder_lock EXIT
  trap 'exit 143' TERM HUP INT # dash and busybox run no EXIT trap where a signal ends them
  if "$@"; then worked=yes; fi
  kill $toucher
  wait $toucher 2>/dev/null || :
  trap - EXIT TERM HUP INT
  leave_folder_lock
  [ -n "$worked" ]
}
leave_folder_lock() {
  kill $toucher 2>/dev/null || :
  if [ -z "$worked" ] && [ -e "$lock/from-nothing" ]; then rm -rf "$made"; fi
  rm -rf "$lock"
}
