# Changes this account's authorized_keys, one change at a time: homes may be shared by many hosts.
# change_keys FILTER: the filter reads the file and writes the new one; nothing is written where that is the same.
change_keys() {
  ssh=$HOME/.ssh
  [ -d "$ssh" ] || (umask 077; mkdir -p "$ssh")
  lock=$ssh/.muster-lock
  tries=0
  until mkdir "$lock" 2>/dev/null; do
    tries=$((tries + 1))
    [ -z "$(find "$lock" -maxdepth 0 -mmin +1 2>/dev/null)" ] || rmdir "$lock" 2>/dev/null
    [ $tries -lt 300 ] || { echo "$lock is held by somebody" >&2; return 1; }
    sleep 0.1
  done
  trap 'rmdir "$lock" 2>/dev/null' EXIT
  keys=$(readlink -f "$ssh/authorized_keys")
  new=$keys.muster
  made=; [ -e "$keys" ] || made=yes
  if [ -n "$made" ]; then (umask 077; : >"$new"); "$1" </dev/null >"$new"
  else cp -p "$keys" "$new" && "$1" <"$keys" >"$new"; fi
  if [ -n "$made" ] && [ ! -s "$new" ] || cmp -s "$keys" "$new"; then rm -f "$new"; else mv -f "$new" "$keys"; fi
  rmdir "$lock"; trap - EXIT
}
