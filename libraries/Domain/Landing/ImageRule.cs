using System.Security.Cryptography;
using System.Text;
using Landfall.Contracts.Documents;

namespace Landfall.Domain.Landing;

/// <summary>The code that a pipeline was last seen with: images, pinned by digest when the document was applied, and how it serves.</summary>
/// <param name="Settings">12 hex of SHA-256 over <c>serve.env</c>: flags and settings of inference; null where there are none.</param>
public sealed record SeenImages(string Train, string Serve, string? Settings = null)
{
    public static SeenImages Of(PipelineSpec pipeline)
    {
        ArgumentNullException.ThrowIfNull(pipeline);
        var settings = pipeline.Serve.Env.OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => $"{pair.Key.Length}:{pair.Key}={pair.Value.Length}:{pair.Value}\n").ToList();
        return new(pipeline.Train.Image, pipeline.Serve.Image, settings.Count == 0 ? null : ImageRule.Short(string.Concat(settings)));
    }
}

/// <summary>Whether other images, or other settings of the server, ask for a run. Pure.</summary>
public static class ImageRule
{
    /// <summary>The kind of trigger of the runs it gives; their occurrence names the images and settings.</summary>
    public const string Kind = "image";

    /// <summary>Whether it is worth looking: the pipeline wants it, and its images are not those that were seen last.</summary>
    /// <param name="seen">Null when nothing was ever seen.</param>
    public static bool IsNew(PipelineSpec pipeline, SeenImages? seen)
    {
        ArgumentNullException.ThrowIfNull(pipeline);
        return pipeline.Triggers.Contains(TriggerKind.Image) && SeenImages.Of(pipeline) != seen;
    }

    /// <summary>
    /// Whether the newest data still needs a run with these images. A run of any kind that trained on it with them is
    /// enough, however it ended: data that has just landed, or a document that went back to an earlier image, starts none.
    /// </summary>
    /// <param name="before">The images of runs of that data which trained a model.</param>
    public static bool Wants(SeenImages now, IEnumerable<SeenImages> before) => !before.Contains(now);

    public static RunTrigger Trigger(SeenImages images)
    {
        ArgumentNullException.ThrowIfNull(images);
        return new(Kind, Short($"{images.Train}\n{images.Serve}{(images.Settings is { } settings ? $"\n{settings}" : "")}"));
    }

    internal static string Short(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..12];
}
