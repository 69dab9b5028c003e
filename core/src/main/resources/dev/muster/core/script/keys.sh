# uses: files
# The head's line in this account's authorized_keys, marked with the cluster's ID. Many hosts may share the home, so one script at a time changes the file.
# In: cluster_id.
authorized_keys=$HOME/.ssh/authorized_keys

# edit_authorized_keys FILTER: FILTER reads the file and writes the new one, which replaces it where it differs. If the new one cannot be written whole, because
# the disk is full, say, the old one stays: the operator must not be locked out.
edit_authorized_keys() {
  ssh=$HOME/.ssh
  lock=$ssh/.muster-lock
  refused=0 keys_patience=$(($(date +%s) + 45))
  [ -d "$ssh" ] || why=$( (umask 077; mkdir -p "$ssh") 2>&1) || { echo "$ssh cannot be made: ${why##*: }" >&2; return 1; }
  # dash and busybox run no EXIT trap where a signal ends them, so a signal has to become an exit.
  trap 'exit 143' TERM HUP INT
  until why=$(mkdir "$lock" 2>&1); do
    if [ -d "$lock" ]; then refused=0; else refused=$((refused + 1)); fi # another script may have removed it just now
    [ $refused -lt 5 ] || { echo "$ssh cannot be written: ${why##*: }" >&2; return 1; }
    if is_keys_lock_stale; then rm -rf "$lock"; fi
    if [ "$(date +%s)" -gt $keys_patience ]; then
      echo "$lock is held by process $(keys_lock_maker): if that has ended, run: rm -r $lock" >&2
      return 1
    fi
    sleep 0.1
  done
  keys=$(readlink -f "$authorized_keys")
  new=$keys.muster.$(uname -n).$$
  trap 'rm -rf "$lock" "$new"' EXIT
  echo "$(uname -n) $$" >"$lock/maker" || :
  made=; [ -e "$keys" ] || made=yes
  whole=yes
  if why=$(write_new_keys "$1" 2>&1); then
    if [ -n "$made" ] && [ ! -s "$new" ] || cmp -s "$keys" "$new"; then rm -f "$new"
    else
      sync_paths "$new"
      mv -f "$new" "$keys"
      sync_paths "${keys%/*}/"
    fi
  else
    rm -f "$new"; whole=
    echo "$keys cannot be written: ${why##*: }" >&2
  fi
  rm -rf "$lock"; trap - EXIT TERM HUP INT
  [ -n "$whole" ]
}
# A change takes a moment. Whoever holds the lock for longer was killed; on this host its process shows that at once.
is_keys_lock_stale() {
  [ "$(age_of "$lock")" -lt 30 ] || return 0
  read -r lock_host lock_pid 2>/dev/null <"$lock/maker" && [ "$lock_host" = "$(uname -n)" ] && [ ! -d "/proc/$lock_pid" ]
}
keys_lock_maker() {
  if read -r lock_host lock_pid 2>/dev/null <"$lock/maker"; then echo "$lock_pid on $lock_host"; else echo '(unknown)'; fi
}
write_new_keys() {
  if [ -n "$made" ]; then (umask 077; : >"$new") && "$1" </dev/null >"$new"
  else cp -p "$keys" "$new" && "$1" <"$keys" >"$new"; fi
}
head_line_pattern() { echo " muster $cluster_id\( home-[0-9a-f]*\)\{0,1\}\( new\)\{0,1\}\$"; }
home_id_in() { sed -n "s/.* muster $cluster_id home-\([0-9a-f]*\).*\$/\1/p" | head -n 1; }
# home_id: prints the random word of the head's line. Hosts that print the same word share a home.
home_id() { cat "$authorized_keys" 2>/dev/null | home_id_in; }
# this_machine: prints the same for every name of this machine: the boot of its kernel, and its space of processes, which tells containers apart.
this_machine() { echo "$(cat /proc/sys/kernel/random/boot_id 2>/dev/null) $(readlink /proc/self/ns/pid 2>/dev/null)" | tr -cd 'a-z0-9-'; }
# authorize_head shell|forward: puts a marked line for the head's key in front: to run commands, or only to connect through this host. An existing line is
# widened: hosts that share a home share it. Whoever writes it first adds a random word, which tells this home from all others, also from copies of the same disk
# image. In: public (the keys, one a line, each for hosts that do not accept the ones before), from (addresses with commas between).
authorize_head() {
  access=$1
  edit_authorized_keys add_head_line
}
add_head_line() {
  found=$(cat; echo .)
  old=$(printf '%s\n' "$found" | sed -n "/$(head_line_pattern)/p" | head -n 1)
  new_file=; [ -z "$made" ] || new_file=' new'
  shell='' forward='' addresses='' home=$(printf '%s\n' "$old" | home_id_in)
  [ -n "$home" ] || home=$(head -c 32 /dev/urandom | sha256sum | cut -c1-16)
  case $access in shell) shell=yes ;; *) forward=yes ;; esac
  if [ -n "$old" ]; then
    case $old in *,command=*) ;; *) shell=yes ;; esac
    case $old in *,port-forwarding*) forward=yes ;; esac
    case $old in *' new') new_file=' new' ;; esac
    addresses=${old#from=\"} addresses=${addresses%%\"*}
  fi
  for address in $(printf %s "$from" | tr , ' '); do
    case ",$addresses," in *",$address,"*) ;; *) addresses=${addresses:+$addresses,}$address ;; esac
  done
  options="from=\"$addresses\",restrict${forward:+,port-forwarding}$([ -n "$shell" ] || printf ',command="exit 1"')"
  printf '%s\n' "$public" | while IFS= read -r one; do
    echo "$options $one muster $cluster_id home-$home$new_file" || exit 1
  done || return 1
  printf %s "${found%.}" | without_head_line
}
without_head_line() { sed "/$(head_line_pattern)/d"; } # a last line without a line break stays as it is
has_head_line() { grep -qs " muster $cluster_id" "$authorized_keys"; }
# revoke_head: removes the head's line, and the file where Muster made it and nothing else is in it.
revoke_head() {
  has_head_line || return 0
  made_by_muster=; ! grep -qs " muster $cluster_id .*new\$" "$authorized_keys" || made_by_muster=yes
  edit_authorized_keys without_head_line
  if [ -n "$made_by_muster" ] && [ ! -s "$authorized_keys" ]; then rm -f "$authorized_keys"; fi
}
# authorize_jump_host: lets the head connect through this host to others: no command, no terminal. Prints key=value lines after the first. In: as authorize_head.
authorize_jump_host() {
  echo 'muster-jump 1'
  authorize_head forward || exit 1
  echo "addresses=$(hostname -I 2>/dev/null || true)"
}
