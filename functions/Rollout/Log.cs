using Microsoft.Extensions.Logging;

namespace Landfall.Functions.Rollout;

internal static partial class Log
{
    [LoggerMessage(7001, LogLevel.Information, "Run {Run} holds route {Route}, epoch {Epoch}")]
    public static partial void Acquired(ILogger logger, string run, string route, long epoch);

    [LoggerMessage(7002, LogLevel.Information, "{Version} applied in {Namespace} for run {Run}")]
    public static partial void Deployed(ILogger logger, string version, string @namespace, string run);

    [LoggerMessage(7003, LogLevel.Information, "Route {Route} at {Fence}: {Reason}")]
    public static partial void Shifted(ILogger logger, string route, string fence, string reason);

    [LoggerMessage(7004, LogLevel.Warning, "Run {Run} overrode {Whom} on route {Route}")]
    public static partial void Overrode(ILogger logger, string run, string whom, string route);

    [LoggerMessage(7005, LogLevel.Warning, "Run {Run} sees nothing of {Route}: {Reason}")]
    public static partial void Blind(ILogger logger, string run, string route, string reason);

    [LoggerMessage(7006, LogLevel.Information, "{Version} retired from route {Route}: {Why}")]
    public static partial void Retired(ILogger logger, string version, string route, string why);

    [LoggerMessage(7007, LogLevel.Warning, "Route {Route} set back: run {Run} is over ({Verdict}) and its candidate had traffic")]
    public static partial void SetBack(ILogger logger, string route, string run, string verdict);

    [LoggerMessage(7009, LogLevel.Warning, "Route {Route} was {What}; registry, record and Git follow")]
    public static partial void Settling(ILogger logger, string route, string what);

    [LoggerMessage(7008, LogLevel.Error, "Route {Route} could not be set back; the next sweep tries again")]
    public static partial void NotSetBack(ILogger logger, Exception failure, string route);

    [LoggerMessage(7010, LogLevel.Information, "Watch over {Version}: drift {Drift}; errors {Errors}. {Blind}")]
    public static partial void Watched(ILogger logger, string version, string drift, string errors, string blind);

    [LoggerMessage(7020, LogLevel.Information, "The alias may name {Version}, run {Run}")]
    public static partial void Admitted(ILogger logger, string version, string run);

    [LoggerMessage(7011, LogLevel.Warning, "Route {Route} went back from {From} to {To}: {Reason}")]
    public static partial void WentBack(ILogger logger, string route, string from, string to, string reason);

    [LoggerMessage(7019, LogLevel.Error, "Run {Run}: a fact could not be owed to its record: {Summary}")]
    public static partial void NotOwed(ILogger logger, Exception failure, string run, string summary);

    [LoggerMessage(7022, LogLevel.Warning, "Run {Run}: whether two people let it pass a rule cannot be read, so the rule holds")]
    public static partial void OverrideUnread(ILogger logger, Exception failure, string run);

    [LoggerMessage(7023, LogLevel.Warning, "Run {Run}: {Rule}")]
    public static partial void Passed(ILogger logger, string run, string rule);

    [LoggerMessage(7020, LogLevel.Information, "The registry's link in {Namespace} is good until {Until}")]
    public static partial void LinkRenewed(ILogger logger, string @namespace, DateTimeOffset until);

    [LoggerMessage(7021, LogLevel.Error, "The registry's link in {Namespace} could not be renewed; the next sweep tries again")]
    public static partial void LinkNotRenewed(ILogger logger, Exception failure, string @namespace);
}
