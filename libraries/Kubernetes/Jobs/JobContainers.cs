namespace Landfall.Kubernetes.Jobs;

/// <summary>The containers of a Job's pod. Their names decide what an exit code means.</summary>
public static class JobContainers
{
    public const string Fetch = "fetch";
    public const string FetchModel = "fetch-model";
    public const string FetchData = "fetch-data";
    public const string Trainer = "trainer";
    public const string Push = "push";
    public const string Server = "server";
    public const string Predict = "predict";

    /// <summary>The user's program: the one whose log is shown.</summary>
    internal static bool IsUsers(string name) => name is Trainer or Server;
}
