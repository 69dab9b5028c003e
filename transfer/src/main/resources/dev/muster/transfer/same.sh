# Shows a mark in a folder until its input ends: whoever sees it elsewhere looks at the very same folder. In: folder, mark.
cd "$folder" || exit 1
trap 'trap "" TERM HUP INT; rm -f "$mark"' EXIT
trap 'trap "" TERM HUP INT; exit 143' TERM HUP INT
set -C # never into a file that is there already, nor through a link
: >"$mark" || exit 1
echo here
cat >/dev/null
