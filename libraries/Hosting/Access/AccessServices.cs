using Landfall.Domain.Access;
using Microsoft.Extensions.DependencyInjection;

namespace Landfall.Hosting.Access;

public static class AccessServices
{
    /// <summary>Who calls (<c>Access:EasyAuth</c>, <c>Access:ClaimedNames</c>), and what the current environment lets them do.</summary>
    public static LandfallBuilder AddLandfallAccess(this LandfallBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.AddOptions<AccessOptions, AccessOptionsValidator>(AccessOptions.Section);
        builder.Services.AddSingleton<Callers>().AddSingleton<CurrentAccess>();
        return builder;
    }
}
