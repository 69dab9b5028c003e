# Replaces the manifest of what the head keeps of a mount, and removes streams that nothing needs any more.
# In: keep, packs (names between spaces); the manifest on standard input.
set -e
umask 077
mkdir -p "$keep"
cat >"$keep/manifest.new"
mv "$keep/manifest.new" "$keep/manifest"
for pack in "$keep"/pack-*; do
  case "$packs" in *" ${pack##*/} "*) ;; *) rm -f "$pack" ;; esac
done
