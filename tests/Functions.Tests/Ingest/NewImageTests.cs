using Landfall.Contracts;

namespace Landfall.Functions.Tests.Ingest;

public sealed class NewImageTests
{
    private const string Other = "registry.local/trainer:2";

    private readonly IngestBench bench = new();

    /// <summary>One month with its run, and the images seen.</summary>
    private async Task<Run> Begin(string triggers = "data, image")
    {
        await bench.Apply(triggers: triggers);
        await bench.LandMonth();
        var run = Assert.Single((await bench.Scan()).Claimed);
        await bench.Start(run);
        await bench.End(run, Verdict.Promoted);
        return run;
    }

    [Theory]
    [InlineData(Other, "registry.local/server:1")]
    [InlineData("registry.local/trainer:1", "registry.local/server:2")]
    public async Task Another_image_of_trainer_or_server_starts_one_run_on_the_newest_data(string trainer, string server)
    {
        var first = await Begin();
        await bench.Apply(triggers: "data, image", trainer: trainer, server: server);

        var run = Assert.Single((await bench.Scan()).Claimed);

        Assert.Equal(("image", first.Dataset), (run.Trigger.Kind, run.Dataset));
        Assert.Equal(run.Id, Assert.Single((await bench.Scan()).Claimed).Id);
        await bench.Start(run);
        Assert.Empty((await bench.Scan()).Claimed);
    }

    [Fact]
    public async Task Another_setting_of_the_server_starts_one_run_too_and_going_back_to_the_old_one_none()
    {
        await Begin();
        await bench.Apply(triggers: "data, image", env: "{ NEW_RANKING: \"on\", LIMIT: \"5\" }");
        var run = Assert.Single((await bench.Scan()).Claimed);
        Assert.Equal("image", run.Trigger.Kind);
        await bench.Start(run);
        await bench.End(run, Verdict.Promoted);

        await bench.Apply(triggers: "data, image", env: "{ LIMIT: \"5\", NEW_RANKING: \"on\" }");
        Assert.Empty((await bench.Scan()).Claimed);
        await bench.Apply(triggers: "data, image");
        Assert.Empty((await bench.Scan()).Claimed);
        await bench.Apply(triggers: "data, image", env: "{ NEW_RANKING: \"off\" }");
        Assert.NotEqual(run.Id, Assert.Single((await bench.Scan()).Claimed).Id);
    }

    [Fact]
    public async Task The_same_images_start_nothing_whatever_else_changed()
    {
        await Begin();
        await bench.Apply(triggers: "data, image", owner: "others");

        Assert.Empty((await bench.Scan()).Claimed);
    }

    [Fact]
    public async Task Without_the_trigger_another_image_waits_for_data()
    {
        await Begin(triggers: "data");
        await bench.Apply(triggers: "data", trainer: Other);

        Assert.Empty((await bench.Scan()).Claimed);
    }

    [Fact]
    public async Task Data_that_lands_with_the_new_image_has_one_run_not_two()
    {
        await Begin();
        await bench.Apply(triggers: "data, image", trainer: Other);
        await bench.LandMonth("2024-02");

        var run = Assert.Single((await bench.Scan()).Claimed);
        Assert.Equal(("data", "monthly/2024-02"), (run.Trigger.Kind, run.Dataset.Name));
        await bench.Start(run);
        Assert.Empty((await bench.Scan()).Claimed);
    }

    [Fact]
    public async Task Going_back_to_an_image_runs_only_where_the_newest_data_has_not_met_it()
    {
        await Begin();
        await bench.Apply(triggers: "data, image", trainer: Other);
        await bench.Start(Assert.Single((await bench.Scan()).Claimed));

        await bench.Apply(triggers: "data, image");
        Assert.Empty((await bench.Scan()).Claimed);

        await bench.Apply(triggers: "data, image", trainer: Other);
        Assert.Empty((await bench.Scan()).Claimed);
        await bench.LandMonth("2024-02");
        await bench.Start(Assert.Single((await bench.Scan()).Claimed));
        await bench.Apply(triggers: "data, image");
        var run = Assert.Single((await bench.Scan()).Claimed);
        Assert.Equal(("image", "monthly/2024-02"), (run.Trigger.Kind, run.Dataset.Name));
    }

    [Fact]
    public async Task Before_any_data_it_says_what_it_waits_for_and_the_first_data_runs_once()
    {
        await bench.Apply(triggers: "image");
        Assert.Contains("a new image asks for a run, and no dataset is complete", (await bench.Scan()).Notes);

        await bench.LandMonth();
        var run = Assert.Single((await bench.Scan()).Claimed);
        Assert.Equal("image", run.Trigger.Kind);
        await bench.Start(run);
        await bench.LandMonth("2024-02");
        Assert.Empty((await bench.Scan()).Claimed);
    }
}
