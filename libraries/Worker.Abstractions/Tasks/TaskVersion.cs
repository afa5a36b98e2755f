namespace Landfall.Worker;

/// <summary>The version of an orchestrator or activity; compared without regard to case.</summary>
public readonly struct TaskVersion(string? version) : IEquatable<TaskVersion>
{
    public static TaskVersion Unversioned { get; }

    public string? Version { get; } = version;

    public static implicit operator string(TaskVersion version) => version.Version ?? "";

    public static implicit operator TaskVersion(string? version) => new(version);

    public static bool operator ==(TaskVersion left, TaskVersion right) => left.Equals(right);

    public static bool operator !=(TaskVersion left, TaskVersion right) => !left.Equals(right);

    public bool Equals(TaskVersion other) =>
        string.Equals(Version ?? "", other.Version ?? "", StringComparison.OrdinalIgnoreCase);

    public override bool Equals(object? obj) => obj is TaskVersion other && Equals(other);

    public override int GetHashCode() => StringComparer.OrdinalIgnoreCase.GetHashCode(Version ?? "");

    public override string ToString() => Version ?? "";
}
