namespace Landfall.Contracts;

/// <summary>Where a token, a link or what a run knows may be sent: over https, or within this machine. Pure.</summary>
public static class SecureAddress
{
    public const string Expected = "an https address, or one of this machine";

    public static bool Is(Uri address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return address.IsAbsoluteUri && (address.Scheme == Uri.UriSchemeHttps || address.IsLoopback);
    }
}
