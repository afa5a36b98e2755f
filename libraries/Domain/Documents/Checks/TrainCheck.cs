using Landfall.Contracts.Documents;
using Landfall.Domain.Documents.Reading;

namespace Landfall.Domain.Documents.Checks;

/// <summary>A budget of GPUs that are asked for. Variables of trainers and servers: no name twice, none that the platform sets itself.</summary>
internal static class TrainCheck
{
    public static IEnumerable<Finding> Of(ModelPipeline pipeline)
    {
        var train = pipeline.Spec.Train;
        var secrets = train.Secrets.Select((secret, index) => (secret.Name, Path: $"spec.train.secrets[{index}].name"));
        var variables = train.Env.Keys.Select(name => (Name: name, Path: $"spec.train.env.{name}"));
        return Gpus(train).Concat(Names(secrets.Concat(variables)))
            .Concat(Names(pipeline.Spec.Serve.Env.Keys.Select(name => (name, $"spec.serve.env.{name}"))));
    }

    private static IEnumerable<Finding> Gpus(TrainSpec train) => train.Budget.GpuHours is not null && train.Resources.Gpu == 0
        ? [new("spec.train.budget.gpuHours", "The trainer asks for no GPU.", "spec.train.resources.gpu, or a budget without gpuHours")]
        : [];

    private static IEnumerable<Finding> Names(IEnumerable<(string Name, string Path)> names)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, path) in names)
        {
            if (name == "PORT" || name.StartsWith("LANDFALL_", StringComparison.Ordinal))
                yield return new(path, $"'{name}' is set by the platform.", "another name");
            if (TextForm.Expected(name, FieldFormat.Variable) is { } expected)
                yield return new(path, $"'{name}' is no name of a variable.", expected);
            if (!seen.Add(name))
                yield return new(path, $"'{name}' is set twice.", "each variable once, in secrets or in env");
        }
    }
}
