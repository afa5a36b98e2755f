using Google.Protobuf.WellKnownTypes;
using Wire = Landfall.Worker.Protobuf.TaskFailureDetails;

namespace Landfall.Worker;

/// <summary>Failures between exceptions, the wire and back, through whatever the host wrapped around them.</summary>
public static class FailureDetailsConversion
{
    // A message on the hub may be limited in size, and nobody reads more.
    private const int LongestText = 8 * 1024;

    public static TaskFailureDetails Of(Exception exception, Func<Exception, bool> isTerminal)
    {
        ArgumentNullException.ThrowIfNull(exception);
        ArgumentNullException.ThrowIfNull(isTerminal);
        var details = TaskFailureDetails.FromException(exception);
        return details with { IsNonRetriable = details.IsNonRetriable || isTerminal(exception) };
    }

    public static Wire ToWire(TaskFailureDetails details)
    {
        ArgumentNullException.ThrowIfNull(details);
        var wire = new Wire
        {
            ErrorType = details.ErrorType,
            ErrorMessage = Shorten(details.ErrorMessage),
            StackTrace = details.StackTrace is null ? null : Shorten(details.StackTrace),
            InnerFailure = details.InnerFailure is { } inner ? ToWire(inner) : null,
            IsNonRetriable = details.IsNonRetriable,
        };
        foreach (var (key, value) in details.Properties ?? new Dictionary<string, object?>())
            wire.Properties[key] = ToValue(value);

        return wire;
    }

    /// <summary>
    /// Behind the Functions host an activity's own failure comes wrapped in the host's; it is dug out here. Where the
    /// host sent no details at all, the function was never called.
    /// </summary>
    public static TaskFailureDetails FromWire(Wire? wire, string taskName)
    {
        if (wire is null)
        {
            return new(
                "TaskFailed",
                $"'{taskName}' failed and the hub sent no details. Most often no app has a function of that name, or "
                + "it is disabled: see that the app which holds it is deployed to this task hub.",
                null,
                null,
                null);
        }

        for (var each = wire; each is not null; each = each.InnerFailure)
        {
            if (FailureEnvelope.FromText(each.ErrorMessage) is { } own)
                return own;
        }

        return Plain(wire);
    }

    internal static TaskFailureDetails Plain(Wire wire) => new(
        wire.ErrorType,
        wire.ErrorMessage,
        wire.StackTrace,
        wire.InnerFailure is { } inner ? Plain(inner) : null,
        wire.Properties.Count == 0 ? null : wire.Properties.ToDictionary(p => p.Key, p => FromValue(p.Value)))
    {
        IsNonRetriable = wire.IsNonRetriable,
    };

    private static string Shorten(string text) => text.Length <= LongestText ? text : text[..LongestText] + " …";

    private static Value ToValue(object? value) => value switch
    {
        null => Value.ForNull(),
        bool yes => Value.ForBool(yes),
        sbyte or byte or short or ushort or int or uint or long or ulong or float or double or decimal =>
            Value.ForNumber(Convert.ToDouble(value)),
        _ => Value.ForString(value.ToString() ?? ""),
    };

    private static object? FromValue(Value value) => value.KindCase switch
    {
        Value.KindOneofCase.BoolValue => value.BoolValue,
        Value.KindOneofCase.NumberValue => value.NumberValue,
        Value.KindOneofCase.StringValue => value.StringValue,
        _ => null,
    };
}
