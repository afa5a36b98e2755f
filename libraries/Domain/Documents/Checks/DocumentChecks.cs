using Landfall.Contracts.Documents;
using Landfall.Domain.Documents.Reading;

namespace Landfall.Domain.Documents.Checks;

/// <summary>Everything that one document must satisfy beyond the form of its fields: one check per concern.</summary>
internal static class DocumentChecks
{
    private static readonly Func<ModelPipeline, IEnumerable<Finding>>[] Pipeline =
    [
        TriggerCheck.Of, SplitCheck.Of, TrainCheck.Of, ScaleCheck.Of, GateCheck.Of, BehaviourCheck.Of, ApproveCheck.Of,
        OutsideCheck.Of, TargetCheck.Of, StepCheck.Of, TesterCheck.Of, HoursCheck.Of, JudgeCheck.Of, WatchCheck.Of,
        pipeline => QualityCheck.Joins(pipeline.Spec.Label),
    ];

    private static readonly Func<EnvironmentDocument, IEnumerable<Finding>>[] Environment =
        [
        PeopleCheck.Of, AccessCheck.Of, ChannelCheck.Of, EventTargetCheck.Of, AddressCheck.Of, NamespaceCheck.Of, MetricsCheck.Of,
        RegistryCheck.Of,
    ];

    /// <summary>What is wrong with a document.</summary>
    public static IEnumerable<Finding> Of(IDocument document) => document switch
    {
        ModelPipeline pipeline => Pipeline.SelectMany(check => check(pipeline)),
        EnvironmentDocument environment => Environment.SelectMany(check => check(environment)),
        DeliveryPolicy policy => PolicyCheck.Of(policy).Concat(TrustCheck.Of(policy)),
        DataContract contract => ContractCheck.Of(contract),
        _ => [],
    };
}
