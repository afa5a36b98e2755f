using Landfall.Hosting.Signing;
using Landfall.Kubernetes;

namespace Landfall.Functions.Evaluate.Jobs;

internal static class EvaluateJobs
{
    /// <summary>What the Job activities of this app need: options, cluster, designer.</summary>
    public static LandfallBuilder AddEvaluateJobs(this LandfallBuilder builder)
    {
        builder.AddOptions<EvaluateJobOptions, EvaluateJobOptionsValidator>(EvaluateJobOptions.Section);
        builder.Services
            .AddLandfallKubernetes(builder.Configuration, "evaluate")
            .AddLandfallPublicKeys(
                "versions", provider => provider.GetRequiredService<EvaluateJobOptions>().TrustedKeys)
            .AddSingleton<TrustedKeysMap>()
            .AddSingleton<EvaluateDesigner>();
        return builder;
    }
}
