using Landfall.Local.Host.Timers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Landfall.Local.Host.Http;

/// <summary>
/// A timer function now and not at its time: <c>POST /admin/functions/{name}</c> with the app's master key, as the Functions
/// host has it. Answers 202 once it is begun.
/// </summary>
internal sealed class ManualRuns(IReadOnlyDictionary<string, TimerTrigger> timers, AppKeys keys, Action<Task> keep, CancellationToken stop)
{
    public void Map(IEndpointRouteBuilder routes) => routes.MapPost("/admin/functions/{name}", (HttpContext context, string name) =>
    {
        context.Response.StatusCode = Run(context.Request, name);
    });

    private int Run(HttpRequest request, string name)
    {
        if (!KeyRing.Opens(request, keys.Master))
            return StatusCodes.Status401Unauthorized;
        if (!timers.TryGetValue(name, out var timer))
            return StatusCodes.Status404NotFound;

        keep(timer.RunNow(stop));
        return StatusCodes.Status202Accepted;
    }
}
