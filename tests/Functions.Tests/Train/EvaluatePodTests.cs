using k8s.Models;
using Landfall.Contracts;
using Landfall.Contracts.Documents;
using Landfall.Domain.Storage;
using Landfall.Fakes;
using Landfall.Functions.Evaluate.Jobs;
using Landfall.Kubernetes.Jobs;
using Landfall.Signing;

namespace Landfall.Functions.Tests.Train;

public sealed class EvaluatePodTests
{
    private static readonly ModelRef Candidate =
        new("flights", JobDocuments.Digest, "flights-0123456789ab/train-1/manifest.json", ServerImage: "");

    private static readonly ModelRef Champion = new("flights", JobDocuments.Digest, "", "old-server@sha256:2", Number: 7);

    private static V1PodSpec Build(ModelRef model, string role, params BehaviourSpec[] behaviour) => EvaluatePod.Build(
        JobDocuments.Pipeline.Spec with
        {
            Evaluate = JobDocuments.Pipeline.Spec.Evaluate with { Behaviour = behaviour.Length == 0 ? null : behaviour },
        },
        model,
        JobDocuments.Attempt(new(JobDocuments.Digest, JobDocuments.Digest, JobDocuments.Digest), role, model: model), new("agent"));

    [Fact]
    public void A_candidate_is_fetched_by_the_digest_that_will_be_signed()
    {
        var pod = Build(Candidate, "candidate");
        Assert.Equal(
            ["fetch", "--manifest", Candidate.Manifest, "--candidate", Candidate.Digest, "--to", "/landfall/model"],
            pod.InitContainers[0].Args);
        Assert.Equal(Containers.Outputs, EvaluatePod.ModelContainer(Candidate));
        Assert.DoesNotContain(pod.InitContainers[0].Env, e => e.Name == "LANDFALL_TRUSTED_KEYS");
        Assert.Equal("registry.local/server:1", pod.InitContainers[2].Image);
    }

    [Fact]
    public void A_champion_is_fetched_by_version_and_its_signature_is_verified()
    {
        var pod = Build(Champion, "champion");
        Assert.Equal(
            ["fetch", "--version", "flights/7", "--digest", Champion.Digest, "--to", "/landfall/model"],
            pod.InitContainers[0].Args);
        Assert.Equal(Containers.Registry, EvaluatePod.ModelContainer(Champion));
        var keys = pod.InitContainers[0].Env.Single(e => e.Name == "LANDFALL_TRUSTED_KEYS").ValueFrom.ConfigMapKeyRef;
        Assert.Equal("landfall-trusted-keys", keys.Name);
        Assert.Equal("old-server@sha256:2", pod.InitContainers[2].Image);
    }

    [Fact]
    public async Task A_champion_is_verified_with_the_keys_of_its_model_where_the_policy_names_some()
    {
        using var signer = LocalSigner.Create();
        using var other = LocalSigner.Create();
        var keys = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(keys, signer.PublicKeyPem + other.PublicKeyPem);
            var documents = await JobDocuments.Store(
                new MemoryBlobStore(), policy: $"{{ trust: [ {{ models: [flights], keys: [{signer.KeyId}] }} ] }}");
            var designer = new EvaluateDesigner(
                documents.Pinned, new EvaluateJobOptions { AgentImage = "agent" }, new FilePublicKeys(keys, "Evaluate__TrustedKeysFile"));

            var champion = await designer.Design(documents.Attempt("champion", model: Champion), default);
            var candidate = await designer.Design(documents.Attempt("candidate", model: Candidate), default);

            var given = champion.Pod.InitContainers[0].Env.Single(e => e.Name == "LANDFALL_TRUSTED_KEYS");
            Assert.Equal([signer.KeyId], TrustedKeys.FromPem(given.Value).KeyIds);
            Assert.DoesNotContain(candidate.Pod.InitContainers[0].Env, e => e.Name == "LANDFALL_TRUSTED_KEYS");
        }
        finally
        {
            File.Delete(keys);
        }
    }

    [Fact]
    public void The_server_is_a_sidecar_that_sees_its_model_and_nothing_else()
    {
        var server = Build(Candidate, "candidate").InitContainers[2];
        Assert.Equal(("server", "Always"), (server.Name, server.RestartPolicy));
        Assert.Equal("8080", server.Env.Single(e => e.Name == "PORT").Value);
        Assert.Equal(8080, Assert.Single(server.Ports).ContainerPort);
        Assert.All(server.Env, e => Assert.Null(e.ValueFrom));
        Assert.Equal(["/landfall/model", "/tmp"], server.VolumeMounts.Select(m => m.MountPath));
        Assert.True(server.VolumeMounts[0].ReadOnlyProperty);
    }

    [Fact]
    public void The_answers_are_pushed_under_role_and_attempt()
    {
        var predict = Assert.Single(Build(Champion, "champion").Containers);
        Assert.Equal("predict", predict.Args[0]);
        Assert.Equal(["--to", "flights-0123456789ab/champion-1"], predict.Args.TakeLast(2));
        Assert.Contains("http://127.0.0.1:8080", predict.Args);
        Assert.DoesNotContain(predict.VolumeMounts, m => m.Name == "tmp");
    }

    [Fact]
    public void Behavioural_checks_are_asked_of_a_candidate_alone_and_change_nothing_else()
    {
        var check = new BehaviourSpec("gap", Missing: ["origin"], MaxViolations: 0);
        var plain = Build(Candidate, "candidate").Containers[0].Args;
        var asked = Build(Candidate, "candidate", check).Containers[0].Args;

        Assert.DoesNotContain("--behaviour", plain);
        Assert.Equal("/landfall/in/behaviour.csv", asked[asked.IndexOf("--behaviour") + 1]);
        Assert.Equal(plain, asked.Except(["--behaviour", "/landfall/in/behaviour.csv"]));
        Assert.DoesNotContain("--behaviour", Build(Champion, "champion", check).Containers[0].Args);
    }

    [Fact]
    public void Where_memory_is_measured_the_agent_sees_the_servers_processes_and_the_server_cannot_look_into_its()
    {
        var (plain, pod) = (Build(Candidate, "candidate"), Build(Candidate, "candidate", new BehaviourSpec("small", Memory: new("64Mi"))));

        Assert.True(pod.ShareProcessNamespace);
        Assert.Null(plain.ShareProcessNamespace);
        var users = pod.InitContainers.Concat(pod.Containers).ToLookup(c => c.SecurityContext.RunAsUser, c => c.Name);
        Assert.Equal(["server"], users[PodParts.ServerUser]);
        Assert.NotEqual(PodParts.ServerUser, PodParts.PodSecurity().RunAsUser);
        Assert.All(plain.InitContainers, c => Assert.Null(c.SecurityContext.RunAsUser));
        Assert.Equal(plain.Containers[0].Args, pod.Containers[0].Args.Except(["--measure", "memory"]));
        Assert.Null(Build(Champion, "champion", new BehaviourSpec("small", Memory: new("64Mi"))).ShareProcessNamespace);
    }
}
