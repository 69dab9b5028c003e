# Ends what an earlier set-up of this node left behind in the middle of a step: whoever ran it is gone, and two at once would spoil each
# other's work. What a step that is done left running on purpose is not touched. This script itself carries no marker.
# In: mark (the marker's value), steps that are not done as "$@".
for file in $(grep -lszFx -e "MUSTER_NODE=$mark" /proc/[0-9]*/environ 2>/dev/null); do
  pid=${file#/proc/}; pid=${pid%/environ}
  for step in "$@"; do
    if grep -qszFx -e "MUSTER_STEP=$step" "$file" 2>/dev/null; then kill -KILL "$pid" 2>/dev/null || :; fi
  done
done
