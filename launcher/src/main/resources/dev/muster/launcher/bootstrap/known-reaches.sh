# Prints what the head's folder says of its pool. In: node. Out: two lists, each after its headline.
echo 'reach-from-here'
if [ -s "$node/control/reach" ]; then cat "$node/control/reach"; fi
# What the head itself found since: it wins over the line that it was found for.
echo 'looks-from-here'
if [ -s "$node/control/looks" ]; then cat "$node/control/looks"; fi
