namespace Landfall.Contracts.Documents;

/// <summary>The forms a text field of a document can be asked to have.</summary>
public enum FieldFormat
{
    /// <summary>Any text.</summary>
    Any,

    /// <summary>A DNS label: lower-case letters, digits and hyphens, starting with a letter.</summary>
    Name,

    /// <summary>A container image: <c>registry/repository@sha256:…</c> or <c>registry/repository:tag</c>.</summary>
    Image,

    /// <summary>A blob container: 3 to 63 lower-case letters, digits and single hyphens.</summary>
    Container,

    /// <summary>A Kubernetes quantity such as <c>500m</c> or <c>4Gi</c>.</summary>
    Quantity,

    /// <summary>Five cron fields: minute, hour, day of month, month, day of week.</summary>
    Cron,

    /// <summary>A mail address.</summary>
    Email,

    /// <summary>An absolute http or https address.</summary>
    Url,

    /// <summary>A name of an environment variable.</summary>
    Variable,

    /// <summary>A relative path with forward slashes and no <c>..</c>.</summary>
    Path,

    /// <summary>A regular expression.</summary>
    Regex,

    /// <summary>A value of a column: a text, or a number, true or false as they stand.</summary>
    Literal,
}
