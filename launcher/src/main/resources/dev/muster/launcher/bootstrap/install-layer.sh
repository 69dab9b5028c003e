# uses: root
# Installs one layer of the node bundle. The packed layer comes on standard input, is verified, and appears whole or not at all.
# In: sha, the layer's name; sum and form (gzip or zstd) of what arrives; keep=yes where the host sends the layer on to others.
umask 077
make_root
kept=$root/bundles/packed/$sha counts=$root/bundles/packed/$sha
[ "$form" = gzip ] || { counts=$kept.zst.sha256; kept=$kept.zst; }
mkdir -p "$root/bundles"
# Written last, once the layer is on the disk: a layer without it may be incomplete, after a loss of power say.
is_whole() { [ -f "$root/bundles/$sha/.complete" ]; }
if is_whole && { [ "$keep" = no ] || [ -s "$counts" ]; }; then cat >/dev/null; exit 0; fi
# Left by an attempt that was killed; a younger one may still be at work.
find "$root/bundles" -mindepth 1 -maxdepth 1 -name '.in-*' -mmin +60 -exec rm -rf {} +
in=
trap '[ -z "$in" ] || rm -rf "$in"' EXIT
trap 'exit 143' TERM HUP INT # dash and busybox run no EXIT trap where a signal ends them
in=$(mktemp -d "$root/bundles/.in-XXXXXX")
cat >"$in/packed"
echo "$sum  $in/packed" | sha256sum -c - >/dev/null || { echo "the bundle arrived damaged" >&2; exit 1; }
mkdir "$in/layer"
case $form in
  zstd) zstd -dcq "$in/packed" | tar -xpf - -C "$in/layer" ;;
  *) tar -xzpf "$in/packed" -C "$in/layer" ;;
esac
sync -f "$in" 2>/dev/null || :
: >"$in/layer/.complete"
if [ "$keep" = yes ]; then
  mkdir -p "$root/bundles/packed"
  mv "$in/packed" "$kept"
  # The file is named by the gzip form's digest. Its own digest is written last, and makes it valid.
  [ "$form" = gzip ] || { echo "$sum" >"$in/sum"; mv "$in/sum" "$counts"; }
fi
is_whole || mv -T "$root/bundles/$sha" "$in/partial" 2>/dev/null || :
mv -T "$in/layer" "$root/bundles/$sha" 2>/dev/null || is_whole
