using k8s.Models;
using Landfall.Contracts.Documents;
using Landfall.Functions.Train.Jobs;

namespace Landfall.Functions.Tests.Train;

public sealed class TrainPodTests
{
    private static V1PodSpec Build(Func<TrainSpec, TrainSpec>? train = null, int number = 1, int memoryFactor = 1)
    {
        var attempt = JobDocuments.Attempt(
            new(JobDocuments.Digest, JobDocuments.Digest, JobDocuments.Digest), number: number, memoryFactor: memoryFactor);
        var spec = JobDocuments.Pipeline.Spec.Train;
        return TrainPod.Build(train?.Invoke(spec) ?? spec, attempt, "agent@sha256:1");
    }

    [Fact]
    public void The_trainer_runs_between_fetch_and_push_as_an_init_container()
    {
        var pod = Build(number: 2);

        Assert.Equal(["fetch", "trainer"], pod.InitContainers.Select(c => c.Name));
        Assert.Equal(
            ["fetch", "--manifest", "flights-0123456789ab/manifest.json", "--digest", JobDocuments.Digest, "--to", "/landfall/in"],
            pod.InitContainers[0].Args);
        Assert.Null(pod.InitContainers[1].Args);
        Assert.Equal("push", Assert.Single(pod.Containers).Name);
        Assert.Equal(["push", "--from", "/landfall/out", "--to", "flights-0123456789ab/train-2"], pod.Containers[0].Args);
        Assert.Equal(["agent@sha256:1", "agent@sha256:1"], [pod.InitContainers[0].Image, pod.Containers[0].Image]);
    }

    [Fact]
    public void The_trainer_alone_has_no_link_to_storage()
    {
        var pod = Build();
        V1EnvVar? Link(V1Container container, string name) => container.Env.SingleOrDefault(e => e.Name == name);

        Assert.Equal("flights-0123456789ab-t1-links", Link(pod.InitContainers[0], "LANDFALL_SOURCE")!.ValueFrom.SecretKeyRef.Name);
        Assert.Equal("target", Link(pod.Containers[0], "LANDFALL_TARGET")!.ValueFrom.SecretKeyRef.Key);
        Assert.Null(Link(pod.InitContainers[0], "LANDFALL_TARGET"));
        Assert.Null(Link(pod.Containers[0], "LANDFALL_SOURCE"));
        Assert.All(pod.InitContainers[1].Env, e => Assert.Null(e.ValueFrom));
    }

    [Fact]
    public void The_documents_variables_and_secrets_reach_the_trainer_and_cannot_replace_ours()
    {
        var trainer = Build(spec => spec with
        {
            Env = new Dictionary<string, string> { ["EPOCHS"] = "3", ["LANDFALL_ROOT"] = "/elsewhere" },
            Secrets = [new("WANDB", "Wandb-Key")],
        }).InitContainers[1];

        Assert.Equal("3", trainer.Env.Single(e => e.Name == "EPOCHS").Value);
        Assert.Equal("/landfall", trainer.Env.Single(e => e.Name == "LANDFALL_ROOT").Value);
        var secret = trainer.Env.Single(e => e.Name == "WANDB").ValueFrom.SecretKeyRef;
        Assert.Equal(("wandb-key", "value"), (secret.Name, secret.Key));
    }

    [Fact]
    public void An_attempt_after_running_out_of_memory_gets_more()
    {
        var trainer = Build(spec => spec with { Resources = new("2", "4Gi", 1) }, memoryFactor: 2).InitContainers[1];
        Assert.Equal("8Gi", trainer.Resources.Limits["memory"].ToString());
        Assert.Equal("2", trainer.Resources.Requests["cpu"].ToString());
        Assert.Equal("1", trainer.Resources.Limits["nvidia.com/gpu"].ToString());
    }

    [Fact]
    public void Every_container_is_restricted()
    {
        var pod = Build();
        Assert.All(pod.InitContainers.Concat(pod.Containers), container =>
        {
            Assert.True(container.SecurityContext.ReadOnlyRootFilesystem);
            Assert.False(container.SecurityContext.AllowPrivilegeEscalation);
            Assert.Equal(["ALL"], container.SecurityContext.Capabilities.Drop);
        });
    }
}
