using Landfall.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Landfall.Hosting;

/// <summary>What every app adds to its builder, in the words of this project.</summary>
public sealed class LandfallBuilder(FunctionsApplicationBuilder inner, string app)
{
    /// <summary>The app's short name: Ingest, Train …</summary>
    public string App => app;

    public IServiceCollection Services => inner.Services;

    public IConfiguration Configuration => inner.Configuration;

    /// <summary>Binds a section and refuses to start with every gap in one message.</summary>
    public LandfallBuilder AddOptions<TOptions, TValidator>(string section)
        where TOptions : class
        where TValidator : class, IValidateOptions<TOptions>
    {
        Services.AddSingleton<IValidateOptions<TOptions>, TValidator>();
        Services.AddOptions<TOptions>().BindConfiguration(section).ValidateOnStart();
        Services.AddSingleton(services => services.GetRequiredService<IOptions<TOptions>>().Value);
        return this;
    }
}
