using System.Security.Cryptography.X509Certificates;
using System.Text;
using Landfall.Local.Shared;

namespace Landfall.Local.Cluster;

/// <summary>The kubeconfig with which kubectl and client libraries reach the local cluster.</summary>
internal static class Kubeconfig
{
    public static void Write(string path, string url, string token, X509Certificate2 authority) => WholeFile.Write(path, $$"""
        apiVersion: v1
        kind: Config
        clusters:
        - name: landfall-local
          cluster:
            server: "{{url}}"
            certificate-authority-data: {{Convert.ToBase64String(Encoding.UTF8.GetBytes(authority.ExportCertificatePem()))}}
        users:
        - name: landfall-local
          user: {token: "{{token}}"}
        contexts:
        - name: landfall-local
          context: {cluster: landfall-local, user: landfall-local, namespace: default}
        current-context: landfall-local

        """);
}
