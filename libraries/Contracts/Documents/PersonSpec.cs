namespace Landfall.Contracts.Documents;

/// <summary>A person who can be asked.</summary>
public sealed record PersonSpec(
    [Field("The name people know.", MaxLength = 100)]
    string Name,
    [Field("The mail address; with Entra sign-in also the identity.", Format = FieldFormat.Email)]
    string Email,
    [Field("Channels of the environment the person is reached by, in this order.", Range = "0..10")]
    IReadOnlyList<string>? Channels = null)
{
    /// <summary>Channels in the order of use; empty means every personal channel.</summary>
    public IReadOnlyList<string> Channels { get; init; } = Channels ?? [];
}
