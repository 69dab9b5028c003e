# uses: root engine
# Ends the engine of the node, which has none any more, and removes its files.
require_root
mkdir -p "$node/run"
stop_engine
leave_engine "$node"
rm -rf "$node/engine" "$node/run/engine.state" "$node/run/engine-stop" "$node/steps/engine" "$node/steps/engine-ready"
