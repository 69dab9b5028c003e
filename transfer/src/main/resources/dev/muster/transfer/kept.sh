# What the head keeps of a mount. In: keep. Out: its manifest, where all that it names is there.
[ -s "$keep/manifest" ] || exit 0
for pack in $(sed -n 's/^content\t[0-9a-f]*\t\([a-z0-9.-]*\)\t.*/\1/p' "$keep/manifest" | sort -u); do [ -s "$keep/$pack" ] || exit 0; done
cat "$keep/manifest"
