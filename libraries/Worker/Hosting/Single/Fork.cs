using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing.Template;

namespace Landfall.Worker;

/// <summary>
/// Hands every request to the app that has its function. The host's own calls name the function in the path; a forwarded
/// request does not, so its route tells.
/// </summary>
internal sealed class Fork : IHttpApplication<IFeatureCollection>
{
    private readonly Dictionary<string, PartServer> _byName = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<(TemplateMatcher Route, string[] Methods, PartServer Part)> _byRoute;
    private readonly PartServer _any;
    private readonly Traffic _traffic;

    public Fork(IReadOnlyList<FunctionsHost> parts, Traffic traffic)
    {
        _traffic = traffic;
        var functions = parts.SelectMany(part => part.Functions.Select(function => (Function: function, part.Part))).ToList();
        foreach (var (function, part) in functions)
        {
            if (!_byName.TryAdd(function.Name, part))
                throw new WorkerStartupException($"Two of the apps have a function named '{function.Name}'.");
        }

        _any = parts[0].Part;
        _byRoute = [.. functions
            .Where(each => each.Function.IsForwarded)
            .Select(each => (Template: TemplateParser.Parse(InvocationEndpoint.RouteOf(each.Function).TrimStart('/')), each))
            .OrderBy(route => RoutePrecedence.ComputeInbound(route.Template))
            .Select(route => (
                new TemplateMatcher(route.Template, []),
                ((HttpTriggerAttribute)route.each.Function.Attribute).Methods,
                route.each.Part))];
    }

    public IFeatureCollection CreateContext(IFeatureCollection contextFeatures) => contextFeatures;

    public Task ProcessRequestAsync(IFeatureCollection context) =>
        _traffic.Count(() => Choose(context.GetRequiredFeature<IHttpRequestFeature>()).Process(context));

    public void DisposeContext(IFeatureCollection context, Exception? exception)
    {
        // The app that got the request has disposed of what it made of it.
    }

    private PartServer Choose(IHttpRequestFeature request)
    {
        if (_byName.TryGetValue(Uri.UnescapeDataString(request.Path.Trim('/')), out var named))
            return named;

        var route = _byRoute.FirstOrDefault(route => Allows(route.Methods, request.Method)
            && route.Route.TryMatch(request.Path, []));
        return route.Part ?? _any;   // the probe, or what no app has: any of them answers
    }

    private static bool Allows(string[] methods, string method) =>
        methods.Length == 0 || methods.Contains(method, StringComparer.OrdinalIgnoreCase);
}
