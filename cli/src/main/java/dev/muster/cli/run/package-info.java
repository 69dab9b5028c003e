/**
 * Runs commands and copies on nodes. {@link dev.muster.cli.run.NodesRun} runs one command on several nodes and gives the output to an {@link
 * dev.muster.cli.run.ExecView}; {@link dev.muster.cli.run.RsyncNodes} copies files; {@link dev.muster.cli.run.StartAndStop} brings the cluster up before and
 * takes it down after.
 */
package dev.muster.cli.run;
