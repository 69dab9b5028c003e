/**
 * The head's side of the control API. {@link dev.muster.head.api.ControlService} gives each operator an {@code OperatorControl}, which passes calls on:
 * {@code ConfigApply} applies configs, {@code ResourceRequests} sets standing demand, {@code DrainAndStop} ends nodes, {@code StatusBuilder} and
 * {@code Explainer} read the state, {@code JournalWatch} and {@code LogReading} follow journal and logs. They change the state only through the store;
 * the control loop does the rest.
 */
package dev.muster.head.api;
