using System.Text;
using Landfall.Worker.Tests.App;

namespace Landfall.Worker.Tests.Hosting;

/// <summary>The sample app, served on a free port.</summary>
public sealed class AppFixture : IAsyncLifetime
{
    private FunctionsHost? _host;

    public HttpClient Http { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var builder = FunctionsApplication.CreateBuilder([$"--{FunctionsApplicationBuilder.PortSetting}=0"]);
        builder.Services.Configure<WorkerOptions>(options => options.Assemblies.Add(typeof(SampleFunctions).Assembly));
        _host = builder.Build();
        await _host.StartAsync();
        var handler = new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false };
        Http = new HttpClient(handler) { BaseAddress = _host.Address };
    }

    public Task<HttpResponseMessage> Invoke(string function, string envelope) =>
        Http.PostAsync(function, new StringContent(envelope, Encoding.UTF8, "application/json"));

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _host!.StopAsync();
        _host.Dispose();
    }
}
