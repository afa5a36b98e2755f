using System.Security.Cryptography;
using System.Text;
using Landfall.Contracts.Documents;

namespace Landfall.Domain.Landing;

/// <summary>The images that a pipeline was last seen with; pinned by digest when the document was applied.</summary>
public sealed record SeenImages(string Train, string Serve)
{
    public static SeenImages Of(PipelineSpec pipeline)
    {
        ArgumentNullException.ThrowIfNull(pipeline);
        return new(pipeline.Train.Image, pipeline.Serve.Image);
    }
}

/// <summary>Whether other images ask for a run. Pure.</summary>
public static class ImageRule
{
    /// <summary>The kind of trigger of the runs it gives; their occurrence names the two images.</summary>
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
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{images.Train}\n{images.Serve}"));
        return new(Kind, Convert.ToHexStringLower(hash)[..12]);
    }
}
