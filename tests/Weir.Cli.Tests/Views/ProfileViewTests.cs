using System.Text.Json;
using Weir.Cli.Rendering;
using Weir.Cli.Views;
using Weir.Flow;
using Weir.Training;

namespace Weir.Cli.Tests.Views;

public class ProfileViewTests
{
    private static readonly RunProfile s_profile = new(
        new StepProfile(
            [
                new("1", "linear+relu", 9.2e-6, 0.02e-6, 13e-6, 0.1e-6, 3.4e-6, 784_000, PassesOn: false, HasWeights: true),
                new("2", "layer-norm", 0.5e-6, 0.9e-6, 0.1e-6, 0.1e-6, 0.4e-6, 0, PassesOn: true, HasWeights: true),
                new("3", "linear", 0.4e-6, 0.5e-6, 0.6e-6, 0.1e-6, 0.4e-6, 10_000, PassesOn: true, HasWeights: true),
                new("", "batch, loss", 1e-6, 0.2e-6, 0, 0, 1.6e-6, 0, PassesOn: true, HasWeights: false),
            ],
            Step: 26.7e-6,
            SampledStep: 32.5e-6),
        Peak: 517e9,
        SampledShare: 0.062);

    /// <summary>The profile of a small network, for tests of all views.</summary>
    internal static IReadOnlyList<Line> Sample(int width) => ProfileView.Draw("digits-mlp", "10 samples", "2 threads", s_profile, width);

    [Theory]
    [InlineData(80)]
    [InlineData(100)]
    [InlineData(139)]
    public void Layers_phases_and_what_they_mean_are_drawn(int width)
    {
        IReadOnlyList<Line> lines = ProfileView.Draw("digits-mlp", "10 samples", "2 threads", s_profile, width);
        lines.ShouldAllBe(line => line.Width <= width);
        Snapshot.Match($"profile-{width}", Make.Text(lines));
    }

    [Fact]
    public void A_profile_without_a_peak_and_without_products_says_less()
    {
        LayerProfile only = new("1", "relu", 12e-3, 3e-3, 0, 0, 0, 0, PassesOn: true, HasWeights: false);
        string text = Make.Text(ProfileView.Draw("odd", "1 sample", "1 thread",
            new RunProfile(new StepProfile([only], 15e-3, null), null, 0), 100));
        text.ShouldContain("a step of 1 sample takes 15.00 ms");
        text.ShouldNotContain("peak of multiply-adds");
        text.ShouldNotContain("Products take");
        text.ShouldNotContain("Measuring its flow");
    }

    [Fact]
    public void Programs_get_seconds_and_operations_a_second()
    {
        using JsonDocument document = JsonDocument.Parse(ProfileJson.Write("digits-mlp", 10, 2, s_profile));
        JsonElement root = document.RootElement, first = root.GetProperty("layers")[0];
        root.GetProperty("step").GetDouble().ShouldBe(26.7e-6);
        root.GetProperty("peak").GetDouble().ShouldBe(517e9);
        first.GetProperty("backwardWeights").GetDouble().ShouldBe(13e-6);
        first.GetProperty("forwardRate").GetDouble().ShouldBe(2 * 784_000 / 9.2e-6);
        first.GetProperty("backwardDataRate").ValueKind.ShouldBe(JsonValueKind.Null);
    }
}
