using Landfall.Domain.Signing;
using Landfall.Signing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Landfall.Hosting.Signing;

public static class SignerServices
{
    /// <summary>
    /// The key of one purpose, such as <c>versions</c>, from the folder <c>Signing:KeyFolder</c>. Its public half is
    /// written beside it as <c>{purpose}.pub.pem</c>, for whoever has to trust it.
    /// </summary>
    /// <exception cref="InvalidOperationException">No folder is set, or a vault, which is not supported yet.</exception>
    public static IServiceCollection AddLandfallSigner(
        this IServiceCollection services, IConfiguration configuration, string purpose)
    {
        var folder = KeyFolder(configuration);
        return services.AddSingleton<ISigner>(_ => Open(folder, purpose));
    }

    /// <summary>Personal links of one purpose, with the keys of the same folder.</summary>
    public static IServiceCollection AddLandfallLinks(
        this IServiceCollection services, IConfiguration configuration, string purpose)
    {
        var folder = KeyFolder(configuration);
        return services.AddSingleton(provider => new LinkTokens(
            new LocalKeyStore(folder).LinkKeys(purpose), provider.GetRequiredService<TimeProvider>()));
    }

    private static string KeyFolder(IConfiguration configuration)
    {
        var settings = configuration.GetSection("Signing");
        if (!string.IsNullOrWhiteSpace(settings["KeyVault"]))
            throw new InvalidOperationException(
                "Signing:KeyVault is set, but keys in a vault are not supported yet. Set Signing:KeyFolder to a folder that "
                + "only this app can read.");
        return settings["KeyFolder"] is { Length: > 0 } folder
            ? folder
            : throw new InvalidOperationException("Signing:KeyFolder must be set: the folder of this app's keys.");
    }

    private static LocalSigner Open(string folder, string purpose)
    {
        var signer = new LocalKeyStore(folder).Signer(purpose);
        var published = Path.Combine(folder, $"{purpose}.pub.pem");
        if (!File.Exists(published) || File.ReadAllText(published) != signer.PublicKeyPem)
            Publish(published, signer.PublicKeyPem);
        return signer;
    }

    /// <summary>Moved into place, because someone may be reading it.</summary>
    private static void Publish(string path, string content)
    {
        var draft = $"{path}.{Guid.NewGuid():n}";
        File.WriteAllText(draft, content);
        File.Move(draft, path, overwrite: true);
    }
}
