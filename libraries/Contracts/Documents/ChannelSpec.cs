namespace Landfall.Contracts.Documents;

/// <summary>
/// How messages are sent. A personal channel carries a link that decides; a channel to a group carries one that asks
/// for sign-in first.
/// </summary>
public sealed record ChannelSpec(
    [Field("What kind of channel it is.")]
    ChannelKind Kind,
    [Field("Whether one person alone reads it.")]
    bool Personal = false,
    [Field("The address of a webhook that is no secret.", Format = FieldFormat.Url)]
    string? Url = null,
    [Field("The name of the secret that holds the webhook's address or the server's password.", MaxLength = 127)]
    string? Secret = null,
    [Field("The mail server as host:port.", MaxLength = 200)]
    string? Server = null,
    [Field("The sender of mail.", Format = FieldFormat.Email)]
    string? From = null);
