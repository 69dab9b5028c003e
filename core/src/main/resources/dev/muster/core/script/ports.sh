# Tests TCP ports from this host. Nothing has to listen there: a refusal shows that the host answers, silence that a firewall drops packets.

# test_port PORT/ADDRESS: prints reach=PORT/ADDRESS open|refused|silent|unreachable|nameless|unknown. bash, because no other shell connects by itself.
test_port() {
  printed=$(LC_ALL=C timeout -k 1 3 bash -c 'exec 3<>"/dev/tcp/$1/$2"' bash "${1#*/}" "${1%%/*}" 2>&1 </dev/null)
  code=$?
  case "$code:$printed" in
    0:*) answer=open ;;
    124:* | 137:* | *'timed out'*) answer=silent ;;
    *refused*) answer=refused ;;
    *unreachable* | *'No route'* | *prohibited* | *denied* | *'Invalid argument'*) answer=unreachable ;;
    *'not known'* | *resolution* | *'No address'*) answer=nameless ;;
    *) answer=unknown ;;
  esac
  printf 'reach=%s %s\n' "$1" "$answer"
}
# test_ports PORT/ADDRESS...: side by side.
test_ports() {
  started=0
  for target in "$@"; do
    test_port "$target" &
    started=$((started + 1))
    [ $((started % 64)) != 0 ] || wait
  done
  wait
}
# report_ports PORT/ADDRESS...: in the form of check.sh.
report_ports() {
  echo 'muster-check 1'
  test_ports "$@"
  echo end=yes
}
