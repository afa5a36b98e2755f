using Flights.Model;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers.FastTree;

namespace Flights.Trainer;

/// <summary>Trains with ML.NET's FastTree and carries the trees over into a plain model.</summary>
internal sealed class BoostedTrees
{
    private readonly MLContext context = new(seed: 1);

    private ITransformer? trained;

    /// <summary>Trains on all rows. Same rows, same model, with one thread or two.</summary>
    public FlightModel Train(IReadOnlyCollection<TrainingRow> rows, FlightStatistics statistics)
    {
        var data = context.Data.LoadFromEnumerable(rows.Select(row => Vector(row, statistics)));
        var trainer = context.BinaryClassification.Trainers.FastTree(new FastTreeBinaryTrainer.Options
        {
            NumberOfTrees = 100,
            NumberOfLeaves = 20,
            MinimumExampleCountPerLeaf = 20,
            LearningRate = 0.1,
            NumberOfThreads = 2,
            Seed = 1,
            FeatureFraction = 1,
        });
        var transformer = trainer.Fit(data);
        trained = transformer;
        var platt = transformer.Model.Calibrator;
        var ensemble = transformer.Model.SubModel.TrainedTreeEnsemble;
        return new FlightModel(
            statistics with { Slope = platt.Slope, Offset = platt.Offset },
            [.. ensemble.Trees.Zip(ensemble.TreeWeights, Plain)]);
    }

    /// <summary>ML.NET's own probabilities, to hold the plain model against.</summary>
    public IReadOnlyList<float> Predict(IEnumerable<TrainingRow> rows, FlightStatistics statistics)
    {
        var data = context.Data.LoadFromEnumerable(rows.Select(row => Vector(row, statistics)));
        var model = trained ?? throw new InvalidOperationException("Train first.");
        return [.. model.Transform(data).GetColumn<float>("Probability")];
    }

    private static Tree Plain(RegressionTree tree, double weight) => new(
        [.. tree.NumericalSplitFeatureIndexes],
        [.. tree.NumericalSplitThresholds],
        [.. tree.LeftChild],
        [.. tree.RightChild],
        [.. tree.LeafValues.Select(value => value * weight)]);

    private static TrainingVector Vector(TrainingRow row, FlightStatistics statistics)
    {
        var features = new float[FlightFeatures.Names.Count];
        FlightFeatures.Write(features, row.Flight, statistics);
        return new TrainingVector { Features = features, Label = row.Late };
    }
}
