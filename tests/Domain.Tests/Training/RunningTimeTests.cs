using Landfall.Contracts.Documents;
using Landfall.Domain.Documents;
using Landfall.Domain.Tests.Documents;
using Landfall.Domain.Training;

namespace Landfall.Domain.Tests.Training;

public sealed class RunningTimeTests
{
    private static readonly TrainSpec Train =
        ((ModelPipeline)DocumentReader.Read(DocumentCases.Read("valid/full.yaml")).Document!).Spec.Train;

    private static readonly PricesSpec Prices = new("EUR", CpuHour: 0.05, MemoryGiBHour: 0.01, GpuHour: 2);

    [Theory]
    [InlineData(8, "2", 4)]
    [InlineData(8, "500m", 16)]
    [InlineData(1, "0.5", 2)]
    public void Cpu_hours_are_time_by_the_request(double cpuHours, string cpu, double hours) =>
        Assert.Equal(TimeSpan.FromHours(hours), RunningTime.Of(Asking(cpu, "1Gi", new(cpuHours)), null).Time);

    [Fact]
    public void What_is_used_up_first_counts_and_is_named()
    {
        var budget = new BudgetSpec(CpuHours: 100, GpuHours: 12, Money: 1_000);

        var byGpu = RunningTime.Of(Asking("2", "4Gi", budget, gpu: 4), Prices);
        var byMoney = RunningTime.Of(Asking("2", "4Gi", budget with { Money = 8.18 }, gpu: 4), Prices);

        Assert.Equal(TimeSpan.FromHours(3), byGpu.Time);
        Assert.Contains("gpuHours", byGpu.Rule);
        Assert.Equal(TimeSpan.FromHours(1), byMoney.Time);   // 2 × 0.05 + 2 × 4 GiB × 0.01 + 4 × 2
        Assert.Equal("train.budget.money, 8.18 EUR, at 8.18 EUR an hour for what it asks for", byMoney.Rule);
    }

    [Fact]
    public void Memory_is_priced_as_the_last_retry_would_have_it()
    {
        var train = Asking("1", "1536Mi", new(1)) with { Retry = new(Eviction: 0, OutOfMemory: 2) };

        Assert.Equal(0.05 + (1.5 * 4 * 0.01), RunningTime.Price(train, Prices), 12);
    }

    [Theory]
    [InlineData("500m", 0.5)]
    [InlineData("2", 2)]
    [InlineData("1.5Gi", 1.5 * 1024 * 1024 * 1024)]
    [InlineData("3k", 3000)]
    public void Quantities_are_read_as_Kubernetes_reads_them(string text, double units) =>
        Assert.Equal(units, Quantity.Units(text), 9);

    private static TrainSpec Asking(string cpu, string memory, BudgetSpec budget, int gpu = 0) => Train with
    {
        Resources = new(cpu, memory, gpu),
        Budget = budget,
        Retry = new(Eviction: 3, OutOfMemory: 1),
    };
}
