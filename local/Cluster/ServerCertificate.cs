using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Landfall.Local.Shared;

namespace Landfall.Local.Cluster;

/// <summary>
/// The certificate of the secure port. kubectl sends its token over TLS only, so plain HTTP cannot serve it.
/// Kept in the state folder, so that a kubeconfig stays valid over restarts.
/// </summary>
internal static class ServerCertificate
{
    private static readonly TimeSpan _life = TimeSpan.FromDays(800);
    private static readonly TimeSpan _renewBefore = TimeSpan.FromDays(30);

    public static X509Certificate2 Open(string folder, DateTimeOffset now)
    {
        var path = Path.Combine(folder, "server.pem");
        if (File.Exists(path))
        {
            var pem = File.ReadAllText(path);
            var kept = X509Certificate2.CreateFromPem(pem, pem);
            if (kept.NotAfter.ToUniversalTime() > now.UtcDateTime + _renewBefore)
                return kept;
            kept.Dispose();
        }
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new("CN=landfall-local", key, HashAlgorithmName.SHA256);
        SubjectAlternativeNameBuilder names = new();
        names.AddIpAddress(IPAddress.Loopback);
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using var made = request.CreateSelfSigned(now.AddDays(-1), now + _life);
        var text = made.ExportCertificatePem() + "\n" + key.ExportPkcs8PrivateKeyPem() + "\n";
        WholeFile.Write(path, text);
        return X509Certificate2.CreateFromPem(text, text);
    }
}
