using System.Reflection;
using Landfall.Domain.Access;
using Landfall.Domain.Documents;
using Landfall.Domain.Overrides;
using Landfall.Domain.Records;
using Landfall.Domain.Storage;
using Landfall.Fakes;
using Landfall.Functions.Approve;
using Landfall.Functions.Approve.Asking;
using Landfall.Functions.Approve.Triggers;
using Landfall.Functions.Console;
using Landfall.Functions.Console.Access;
using Landfall.Functions.Console.Models;
using Landfall.Functions.Console.Runs;
using Landfall.Functions.Console.Triggers;
using Landfall.Hosting.Access;
using Landfall.Registry;
using Landfall.Signing;
using Landfall.Storage;
using Landfall.Worker;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Landfall.EndToEnd.Tests.Pages;

/// <summary>
/// The functions that make pages, at their own routes, over real HTTP, on storage and a hub in memory and with a clock that
/// stands: any moment of a run can be shown without waiting for one.
/// </summary>
internal sealed class PageServer : IAsyncDisposable
{
    private static readonly Type[] Functions =
        [typeof(ConsolePages), typeof(RunForms), typeof(RunsApi), typeof(ShowApproval), typeof(SubmitDecision)];

    private readonly WebApplication app;

    private PageServer()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services
            .AddSingleton<IBlobStore>(Blobs).AddSingleton<DurableTaskClient>(Hub).AddSingleton<TimeProvider>(Time)
            .AddSingleton(new LinkTokens(LinkKeyRing.Parse("approval", LinkKeyRing.NewKey()), Time))
            .AddSingleton(new ApproveOptions()).AddSingleton(new ConsoleOptions())
            .AddSingleton(new AccessOptions()).AddSingleton<Callers>().AddSingleton<CurrentAccess>().AddSingleton<Door>()
            .AddSingleton<ApprovalLog>().AddSingleton<PersonalLinks>().AddSingleton<Guests>().AddSingleton<Decider>()
            .AddSingleton<RecordReader>().AddSingleton<ModelRegistry>()
            .AddSingleton<IDocumentStore, BlobDocumentStore>().AddSingleton<PinnedDocuments>().AddSingleton<ReleaseDesk>()
            .AddSingleton<OverrideLog>().AddSingleton<SteeringDesk>()
            .AddSingleton<RunDirectory>().AddSingleton<RunCommands>().AddSingleton<RunViews>().AddSingleton<Agreements>().AddSingleton<FleetViews>();
        foreach (var function in Functions)
            builder.Services.AddSingleton(function);

        app = builder.Build();
        foreach (var function in Functions.SelectMany(type => type.GetMethods()))
            Map(function);
    }

    public MemoryBlobStore Blobs { get; } = new();

    public FakeDurableTaskClient Hub { get; } = new();

    public FakeTimeProvider Time { get; } = new(RunMoments.Now);

    public LinkTokens Links => app.Services.GetRequiredService<LinkTokens>();

    public string Address => app.Urls.First();

    public static async Task<PageServer> Start()
    {
        var server = new PageServer();
        await server.app.StartAsync();
        return server;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private void Map(MethodInfo function)
    {
        var trigger = function.GetParameters().Select(parameter => parameter.GetCustomAttribute<HttpTriggerAttribute>())
            .FirstOrDefault(found => found is not null);
        if (trigger is not null)
            app.MapMethods($"/api/{trigger.Route}", trigger.Methods, context => Answer(function, context));
    }

    private static async Task Answer(MethodInfo function, HttpContext context)
    {
        var services = context.RequestServices;
        var arguments = function.GetParameters().Select(parameter => parameter.ParameterType switch
        {
            { } type when type == typeof(HttpRequest) => context.Request,
            { } type when type == typeof(CancellationToken) => context.RequestAborted,
            { } type when type == typeof(string) => context.GetRouteValue(parameter.Name!),
            { } type => services.GetRequiredService(type),
        });
        var answer = (Task<IResult>)function.Invoke(
            services.GetRequiredService(function.DeclaringType!), [.. arguments])!;
        await (await answer).ExecuteAsync(context);
    }
}
