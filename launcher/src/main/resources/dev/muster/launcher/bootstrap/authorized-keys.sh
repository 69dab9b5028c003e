# Changes this account's authorized_keys, one change at a time: homes may be shared by many hosts.
# change_keys FILTER: the filter reads the file and writes the new one; nothing is written where that is the same. What cannot be written whole, because
# the disk is full, say, leaves the old one: nobody is locked out of the own host.
change_keys() {
  ssh=$HOME/.ssh
  lock=$ssh/.muster-lock
  tries=0 refused=0
  [ -d "$ssh" ] || why=$( (umask 077; mkdir -p "$ssh") 2>&1) || { echo "$ssh cannot be made: ${why##*: }" >&2; return 1; }
  until why=$(mkdir "$lock" 2>&1); do
    tries=$((tries + 1))
    if [ -d "$lock" ]; then refused=0; else refused=$((refused + 1)); fi # it may have gone just now
    [ $refused -lt 5 ] || { echo "$ssh cannot be written: ${why##*: }" >&2; return 1; }
    [ -z "$(find "$lock" -maxdepth 0 -mmin +1 2>/dev/null)" ] || rmdir "$lock" 2>/dev/null
    [ $tries -lt 300 ] || { echo "$lock is held by somebody" >&2; return 1; }
    sleep 0.1
  done
  trap 'rmdir "$lock" 2>/dev/null' EXIT
  keys=$(readlink -f "$ssh/authorized_keys")
  new=$keys.muster
  made=; [ -e "$keys" ] || made=yes
  whole=yes
  if why=$(write_keys "$1" 2>&1); then
    if [ -n "$made" ] && [ ! -s "$new" ] || cmp -s "$keys" "$new"; then rm -f "$new"; else mv -f "$new" "$keys"; fi
  else
    rm -f "$new"; whole=
    echo "$keys cannot be written: ${why##*: }" >&2
  fi
  rmdir "$lock"; trap - EXIT
  [ -n "$whole" ]
}
write_keys() {
  if [ -n "$made" ]; then (umask 077; : >"$new") && "$1" </dev/null >"$new"
  else cp -p "$keys" "$new" && "$1" <"$keys" >"$new"; fi
}
