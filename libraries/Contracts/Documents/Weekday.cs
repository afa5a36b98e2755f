using System.Text.Json.Serialization;

namespace Landfall.Contracts.Documents;

/// <summary>The days of a week.</summary>
[JsonConverter(typeof(CamelCaseEnum<Weekday>))]
public enum Weekday
{
    /// <summary>The day after Sunday.</summary>
    Monday,

    /// <summary>The second day.</summary>
    Tuesday,

    /// <summary>The third day.</summary>
    Wednesday,

    /// <summary>The fourth day.</summary>
    Thursday,

    /// <summary>The fifth day.</summary>
    Friday,

    /// <summary>The sixth day.</summary>
    Saturday,

    /// <summary>The seventh day.</summary>
    Sunday,
}
