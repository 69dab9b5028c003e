# Tries TCP ports from this host, side by side; nobody has to listen there: a refusal is an answer, silence is a firewall.
# each_reachable PORT/ADDRESS...: prints a line reach=PORT/ADDRESS open|refused|silent|unreachable|nameless|unknown for each.
reachable() {
  said=$(LC_ALL=C timeout -k 1 3 bash -c 'exec 3<>"/dev/tcp/$1/$2"' bash "${1#*/}" "${1%%/*}" 2>&1 </dev/null)
  code=$?
  case "$code:$said" in
    0:*) word=open ;;
    124:* | 137:* | *'timed out'*) word=silent ;;
    *refused*) word=refused ;;
    *unreachable* | *'No route'* | *prohibited* | *denied* | *'Invalid argument'*) word=unreachable ;;
    *'not known'* | *resolution* | *'No address'*) word=nameless ;;
    *) word=unknown ;;
  esac
  printf 'reach=%s %s\n' "$1" "$word"
}
each_reachable() {
  started=0
  for target in "$@"; do
    reachable "$target" &
    started=$((started + 1))
    [ $((started % 64)) != 0 ] || wait
  done
  wait
}
