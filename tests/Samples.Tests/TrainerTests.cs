using Flights.Model;
using Flights.Trainer;

namespace Landfall.Samples.Tests;

public sealed class TrainerTests
{
    [Fact]
    public void A_model_its_figures_and_a_finished_progress_are_written()
    {
        using var workspace = new Workspace().WithSpec().WithRows(Workspace.Synthetic);
        List<string> said = [];

        var metrics = Training.Run(workspace.Root, 200_000, said.Add);

        Assert.Equal(6_000, metrics.Rows);
        Assert.InRange(metrics.Auc!.Value, 0.8, 1);
        Assert.StartsWith("100 done", File.ReadAllText(Path.Combine(workspace.Root, "out", "progress")));
        Assert.Contains("\"rows\":6000", File.ReadAllText(Path.Combine(workspace.Root, "out", "metrics.json")));
        var model = FlightModelFiles.Load(workspace.Model);
        Assert.True(model.Score(At(22, "LAT")) > model.Score(At(9, "OKA")));
        Assert.Equal(4, said.Count);
    }

    [Fact]
    public void The_same_rows_give_the_same_bytes()
    {
        using var first = new Workspace().WithSpec().WithRows(Workspace.Synthetic);
        using var second = new Workspace().WithSpec().WithRows(Workspace.Synthetic);

        Training.Run(first.Root, 200_000, _ => { });
        Training.Run(second.Root, 200_000, _ => { });

        foreach (var file in (string[])["model.json", "model.bin"])
            Assert.Equal(File.ReadAllBytes(Path.Combine(first.Model, file)), File.ReadAllBytes(Path.Combine(second.Model, file)));
    }

    [Fact]
    public void Csv_teaches_the_same_as_parquet()
    {
        using var parquet = new Workspace().WithSpec().WithRows(Workspace.Synthetic);
        using var csv = new Workspace().WithSpec("csv", file: "train/part-0.csv")
            .WithRows(Workspace.Synthetic, "part-0.csv", "csv");

        var expected = Training.Run(parquet.Root, 200_000, _ => { });

        Assert.Equal(expected, Training.Run(csv.Root, 200_000, _ => { }));
    }

    [Fact]
    public void At_most_the_rows_asked_for_are_used()
    {
        using var workspace = new Workspace().WithSpec().WithRows(Workspace.Synthetic);

        Assert.Equal(1_500, Training.Run(workspace.Root, 1_500, _ => { }).Rows);
    }

    [Fact]
    public void The_plain_trees_score_as_ML_NET_does()
    {
        using var workspace = new Workspace().WithSpec().WithRows(Workspace.Synthetic);
        var rows = TrainingData.Read(workspace.Root, Spec.Load(workspace.Root), 200_000);
        var trainer = new BoostedTrees();

        var model = trainer.Train(rows, Statistics.Of(rows));

        var sample = rows.Take(2_000).ToList();
        var expected = trainer.Predict(sample, model.Statistics);
        var apart = sample.Select((row, index) => Math.Abs(model.Score(row.Flight) - expected[index])).Max();
        Assert.Equal(2_000, expected.Count);
        Assert.True(expected.Distinct().Count() > 20, "the scores must differ for the comparison to mean anything");
        Assert.InRange(apart, 0, 1e-5);
    }

    [Fact]
    public void A_missing_spec_is_named()
    {
        using var workspace = new Workspace();

        Refused(workspace, ExitCode.Input, "spec.json does not exist");
    }

    [Fact]
    public void A_missing_training_file_is_named()
    {
        using var workspace = new Workspace().WithSpec();

        Refused(workspace, ExitCode.Input, "part-0.parquet is listed in spec.json but does not exist");
    }

    [Fact]
    public void Another_task_is_refused()
    {
        using var workspace = new Workspace().WithSpec(task: "regression").WithRows(Workspace.Synthetic);

        Refused(workspace, ExitCode.Input, "knows only 'binary'");
    }

    [Fact]
    public void No_rows_is_a_matter_of_data()
    {
        using var workspace = new Workspace().WithSpec().WithRows($"{Workspace.Synthetic} WHERE n < 0");

        Refused(workspace, ExitCode.Data, "no complete row");
    }

    [Fact]
    public void One_class_is_a_matter_of_data()
    {
        using var workspace = new Workspace().WithSpec()
            .WithRows($"SELECT * FROM ({Workspace.Synthetic}) WHERE delayed = 1");

        Refused(workspace, ExitCode.Data, "two classes are needed");
    }

    [Fact]
    public void A_cut_off_model_is_refused()
    {
        using var workspace = new Workspace().WithSpec().WithRows(Workspace.Synthetic);
        Training.Run(workspace.Root, 1_500, _ => { });
        var file = Path.Combine(workspace.Model, "model.bin");
        File.WriteAllBytes(file, File.ReadAllBytes(file)[..^20]);

        var error = Assert.Throws<InvalidDataException>(() => FlightModelFiles.Load(workspace.Model));

        Assert.Contains("ends in the middle of a tree", error.Message);
    }

    private static void Refused(Workspace workspace, ExitCode code, string text)
    {
        var error = Assert.Throws<TrainingException>(() => Training.Run(workspace.Root, 200_000, _ => { }));
        Assert.Equal(code, error.Code);
        Assert.Contains(text, error.Message);
    }

    private static Flight At(int hour, string origin) => new(new DateTime(2001, 1, 5, hour, 0, 0), 800, origin, "AAA");
}
