using System.Reflection;
using Microsoft.Extensions.Options;

namespace Landfall.Worker;

/// <summary>Tells people why an app did not start; a stack trace would only hide it.</summary>
internal static class StartupFailure
{
    /// <summary>Null for failures that are not the deployer's to mend.</summary>
    public static string? Explain(Exception failure)
    {
        var gaps = Gaps(failure)?.Distinct().ToArray();
        return gaps is null
            ? null
            : $"{Assembly.GetEntryAssembly()?.GetName().Name} cannot start:{Environment.NewLine}"
                + string.Join(Environment.NewLine, gaps.Select(gap => $"  - {gap}"));
    }

    private static IEnumerable<string>? Gaps(Exception failure) => failure switch
    {
        OptionsValidationException options => options.Failures,
        WorkerStartupException startup => [startup.Message],
        IOException { InnerException: Microsoft.AspNetCore.Connections.AddressInUseException } taken => [taken.Message],
        AggregateException all when all.InnerExceptions.All(inner => Gaps(inner) is not null) =>
            all.InnerExceptions.SelectMany(inner => Gaps(inner)!),
        { InnerException: { } inner } => Gaps(inner),
        _ => null,
    };
}
