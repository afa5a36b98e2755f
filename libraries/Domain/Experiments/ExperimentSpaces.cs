using Landfall.Contracts.Documents;
using Landfall.Domain.Storage;

namespace Landfall.Domain.Experiments;

/// <summary>
/// In which namespace a run's Jobs are made: experiments have their own, so that they take nothing from deliveries. Pure.
/// </summary>
public static class ExperimentSpaces
{
    /// <exception cref="TerminalFailure">An experiment, and the environment has no place for one.</exception>
    public static string Train(EnvironmentSpec environment, Run run)
    {
        ArgumentNullException.ThrowIfNull(environment);
        return Experiment.Is(run) ? Need(environment, run).Train : environment.Namespaces.Train;
    }

    /// <exception cref="TerminalFailure">An experiment, and the environment has no place for one.</exception>
    public static string Evaluate(EnvironmentSpec environment, Run run)
    {
        ArgumentNullException.ThrowIfNull(environment);
        return Experiment.Is(run) ? Need(environment, run).Evaluate : environment.Namespaces.Evaluate;
    }

    /// <summary>Which queue admits the run's Jobs; null where the cluster's scheduler alone decides.</summary>
    public static string? Queue(EnvironmentSpec environment, Run run)
    {
        ArgumentNullException.ThrowIfNull(environment);
        return Experiment.Is(run) ? environment.Experiments?.Queue : null;
    }

    /// <summary>All namespaces in which trainers may run, deliveries first.</summary>
    public static IEnumerable<string> AllTrain(EnvironmentSpec environment)
    {
        ArgumentNullException.ThrowIfNull(environment);
        return new[] { environment.Namespaces.Train, environment.Experiments?.Train }.OfType<string>();
    }

    /// <summary>All namespaces in which candidates may be evaluated, deliveries first.</summary>
    public static IEnumerable<string> AllEvaluate(EnvironmentSpec environment)
    {
        ArgumentNullException.ThrowIfNull(environment);
        return new[] { environment.Namespaces.Evaluate, environment.Experiments?.Evaluate }.OfType<string>();
    }

    private static ExperimentsSpec Need(EnvironmentSpec environment, Run run) => environment.Experiments ?? throw new TerminalFailure(
        $"Run {run.Id} is an experiment, and its Environment has no spec.experiments. Add it, apply the Environment, and ask again.");
}
