# uses: root files
# Installs one layer of the node bundle. The packed layer comes on standard input, is verified, and appears whole or not at all.
# In: sha, the layer's name; sum and form (gzip or zstd) of what arrives; keep=yes where the host sends the layer on to others.
umask 077
make_root
kept=$root/bundles/packed/$sha counts=$root/bundles/packed/$sha
[ "$form" = gzip ] || { counts=$kept.zst.sha256; kept=$kept.zst; }
mkdir -p "$root/bundles"
# Written last, once the layer is on the disk: a layer without it may be incomplete, after a loss of power say.
is_whole() { [ -f "$root/bundles/$sha/.complete" ]; }
# Removes layers of other versions: nothing was installed or started from them for a month, and nothing runs from them. Hosts may share the root where it is on
# a network, and what runs on the others is not seen from here.
remove_old_layers() {
  case "$(stat -f -c %T "$root" 2>/dev/null)" in nfs* | cifs | smb* | lustre | gpfs | afs | fuse* | ceph | beegfs | panfs | '') return 0 ;; esac
  find "$root/bundles" -mindepth 2 -maxdepth 2 -name .complete -mtime +30 2>/dev/null | while read -r complete; do
    layer=${complete%/.complete} old=${complete%/.complete}
    old=${old##*/}
    if [ "$old" = "$sha" ] || grep -qsF "/bundles/$old/" /proc/[0-9]*/cmdline; then continue; fi
    rm -rf "$layer" "$root/bundles/packed/$old" "$root/bundles/packed/$old.zst" "$root/bundles/packed/$old.zst.sha256"
  done
}
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
sync -f "$in" 2>/dev/null || sync
: >"$in/layer/.complete"
if [ "$keep" = yes ]; then
  mkdir -p "$root/bundles/packed"
  mv "$in/packed" "$kept"
  # The file is named by the gzip form's digest. Its own digest is written last, and makes it valid.
  [ "$form" = gzip ] || { echo "$sum" >"$in/sum"; mv "$in/sum" "$counts"; }
fi
is_whole || mv -T "$root/bundles/$sha" "$in/partial" 2>/dev/null || :
mv -T "$in/layer" "$root/bundles/$sha" 2>/dev/null || is_whole
sync_paths "$root/bundles/"
remove_old_layers
