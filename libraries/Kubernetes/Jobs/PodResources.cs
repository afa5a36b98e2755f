using System.Globalization;
using k8s.Models;
using Landfall.Contracts.Documents;

namespace Landfall.Kubernetes.Jobs;

/// <summary>From what a document asks for to what a container is given.</summary>
public static class PodResources
{
    private const string Gpu = "nvidia.com/gpu";

    /// <summary>CPU is requested, memory is requested and the limit.</summary>
    /// <param name="memoryFactor">1, more after a pod ran out of memory.</param>
    public static V1ResourceRequirements Of(ResourceSpec spec, int memoryFactor = 1)
    {
        ArgumentNullException.ThrowIfNull(spec);
        var memory = new ResourceQuantity(Times(spec.Memory, memoryFactor));
        var resources = new V1ResourceRequirements
        {
            Requests = new Dictionary<string, ResourceQuantity> { ["cpu"] = new(spec.Cpu), ["memory"] = memory },
            Limits = new Dictionary<string, ResourceQuantity> { ["memory"] = memory },
        };

        if (spec.Gpu > 0)
            resources.Limits[Gpu] = new(spec.Gpu.ToString(CultureInfo.InvariantCulture));
        return resources;
    }

    /// <summary><c>1.5Gi</c> twice is <c>3.0Gi</c>.</summary>
    internal static string Times(string quantity, int factor)
    {
        if (factor == 1)
            return quantity;

        var unit = quantity.AsSpan().IndexOfAnyExcept("0123456789.");
        var (digits, suffix) = unit < 0 ? (quantity, "") : (quantity[..unit], quantity[unit..]);
        var product = decimal.Parse(digits, CultureInfo.InvariantCulture) * factor;
        return product.ToString(CultureInfo.InvariantCulture) + suffix;
    }
}
