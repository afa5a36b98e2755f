using System.Text.Json.Serialization;

namespace Landfall.Contracts.Documents;

/// <summary>How a promoted version is written to Git.</summary>
[JsonConverter(typeof(CamelCaseEnum<GitMode>))]
public enum GitMode
{
    /// <summary>A commit on the environment's branch.</summary>
    Commit,

    /// <summary>A commit on a branch of its own; somebody else opens the pull request.</summary>
    Branch,

    /// <summary>A commit on a branch of its own, and the pull request for it.</summary>
    PullRequest,
}
