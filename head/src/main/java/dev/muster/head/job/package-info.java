/**
 * Background jobs of the control loop: {@link dev.muster.head.job.NodeOperations} is the work, {@link dev.muster.head.job.BackgroundJobs} runs it, one job
 * for each node at a time, and {@link dev.muster.head.job.JobResult} is how it ended. {@link dev.muster.head.job.RetrySchedule} decides when a failed
 * job is attempted again. Nothing here changes the state: the loop records the results and starts the jobs.
 */
package dev.muster.head.job;
