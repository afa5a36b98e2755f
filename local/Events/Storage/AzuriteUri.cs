namespace Landfall.Local.Events;

/// <summary>Addresses of Azurite, byte for byte as the client wrote them: they are part of what it signed.</summary>
internal static class AzuriteUri
{
    private static readonly UriCreationOptions AsWritten = new()
    {
        DangerousDisablePathAndQueryCanonicalization = true,
    };

    public static Uri Of(int port, string rawTarget) => new($"http://127.0.0.1:{port}{rawTarget}", AsWritten);
}
