namespace Landfall.Architecture.Tests;

/// <summary>Words that the rules look for, put together here so that no rule finds itself.</summary>
internal static class Words
{
    public static readonly string[] Unfinished = ["TO" + "DO", "FIX" + "ME"];

    public static readonly string[] MachinePaths = ["/wo" + "rk/", "/ho" + "me/", "/Us" + "ers/", "/ro" + "ot/"];

    public static readonly string[] PackageHosts =
        ["api.nuget" + ".org", "registry.npmjs" + ".org", "registry.yarnpkg" + ".com", "\"resol" + "ved\": \"http"];

    public static readonly string[] Waits = ["Thread." + "Sleep", "Task." + "Delay("];

    public static readonly string[] NotDeterministic =
        ["DateTime." + "UtcNow", "DateTime." + "Now", "DateTimeOffset." + "UtcNow", "Guid." + "NewGuid", "new " + "Random", "Random." + "Shared",
            "Task." + "Run", "Task." + "Delay", "Http" + "Client", "File." + "Read", "Environment." + "GetEnvironmentVariable"];
}
