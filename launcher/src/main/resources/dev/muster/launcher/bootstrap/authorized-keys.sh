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
ending() { echo " muster $cluster_id\( home-[0-9a-f]*\)\{0,1\}\( new\)\{0,1\}\$"; } # of the cluster's line
home_id_of() { sed -n "s/.* muster $cluster_id home-\([0-9a-f]*\).*\$/\1/p" | head -n 1; }
home_id() { cat "$HOME/.ssh/authorized_keys" 2>/dev/null | home_id_of; }
write_keys() {
  if [ -n "$made" ]; then (umask 077; : >"$new") && "$1" </dev/null >"$new"
  else cp -p "$keys" "$new" && "$1" <"$keys" >"$new"; fi
}
# let_in shell|forward: one marked line in front, for the head's key: to run commands, or to be a jump host and nothing else. A line that is there is
# widened where it has to be: hosts that share a home share it. Whoever writes it first gives it a random word, which tells that home from all others, also
# from copies of the same disk image. In: cluster_id, public, from (addresses with commas).
let_in() {
  wanted=$1
  change_keys with_line
}
with_line() {
  found=$(cat; echo .)
  old=$(printf '%s\n' "$found" | sed -n "/$(ending)/p" | head -n 1)
  new_file=; [ -z "$made" ] || new_file=' new'
  shell='' forward='' addresses='' home=$(printf '%s\n' "$old" | home_id_of)
  [ -n "$home" ] || home=$(head -c 32 /dev/urandom | sha256sum | cut -c1-16)
  case $wanted in shell) shell=yes ;; *) forward=yes ;; esac
  if [ -n "$old" ]; then
    case $old in *,command=*) ;; *) shell=yes ;; esac
    case $old in *,port-forwarding*) forward=yes ;; esac
    case $old in *' new') new_file=' new' ;; esac
    addresses=${old#from=\"} addresses=${addresses%%\"*}
  fi
  for address in $(printf %s "$from" | tr , ' '); do
    case ",$addresses," in *",$address,"*) ;; *) addresses=${addresses:+$addresses,}$address ;; esac
  done
  echo "from=\"$addresses\",restrict${forward:+,port-forwarding}$([ -n "$shell" ] || printf ',command="exit 1"') $public muster $cluster_id home-$home$new_file" || return 1
  printf %s "${found%.}" | without_line
}
without_line() { sed "/$(ending)/d"; } # keeps a last line without a line break as it is
