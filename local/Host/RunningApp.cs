namespace Landfall.Local.Host;

/// <summary>How to reach one running app.</summary>
/// <param name="Name">The app.</param>
/// <param name="Address">Base address, for example http://127.0.0.1:7071/.</param>
/// <param name="Keys">Its keys.</param>
public sealed record RunningApp(string Name, Uri Address, AppKeys Keys)
{
    /// <summary>Webhook address for one of its Event Grid functions, key included.</summary>
    public Uri EventGridWebhook(string function) => new(
        Address, $"runtime/webhooks/eventgrid?functionName={Uri.EscapeDataString(function)}&code={Keys.EventGrid}");
}

/// <summary>The keys of one app, made at its first start and kept.</summary>
/// <param name="Master">Opens everything of the app.</param>
/// <param name="Function">Opens its functions with authLevel `function`.</param>
/// <param name="EventGrid">Opens the Event Grid webhook.</param>
/// <param name="DurableTask">Opens the management of orchestrations.</param>
public sealed record AppKeys(string Master, string Function, string EventGrid, string DurableTask);
