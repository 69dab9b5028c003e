# Ends what an earlier attempt at a step of this node left behind: whoever ran it is gone, and two at once would spoil each other's work.
# What a step that was done once left running on purpose is nobody's leftover: for those this is not called. This script carries no marker.
# In: mark (the marker's value), step.
ended=
for file in $(grep -lszFx -e "MUSTER_NODE=$mark" /proc/[0-9]*/environ 2>/dev/null); do
  grep -qszFx -e "MUSTER_STEP=$step" "$file" 2>/dev/null || continue
  pid=${file#/proc/}
  kill -KILL "${pid%/environ}" 2>/dev/null || :
  ended="$ended $file"
done
# A process that was killed is there a moment longer, and may hold what the new attempt needs; what is dead already has no environment.
for file in $ended; do
  for _ in 1 2 3 4 5 6 7 8 9 10; do
    grep -qszFx -e "MUSTER_STEP=$step" "$file" 2>/dev/null || break
    sleep 0.1
  done
done
