using System.Text.Json.Serialization;

namespace Landfall.Contracts.Documents;

/// <summary>The kinds of channels.</summary>
[JsonConverter(typeof(CamelCaseEnum<ChannelKind>))]
public enum ChannelKind
{
    /// <summary>Mail over SMTP.</summary>
    Mail,

    /// <summary>A Teams workflow webhook.</summary>
    Teams,

    /// <summary>A Slack incoming webhook.</summary>
    Slack,

    /// <summary>A signed JSON POST.</summary>
    Webhook,
}
