using Weir.Diagnosis;
using Weir.Flow;

namespace Weir.Pages.Tests.Documents;

public sealed class FindingPictureTests
{
    [Theory]
    [InlineData("log₁₀ activation.std, last/first", "activation.std")]
    [InlineData("log₁₀ activation.std/activation.rms", "activation.std")]
    [InlineData("log₁₀ ‖δ‖, first/last", "delta.rms")]
    [InlineData("log₁₀ delta.rms, now/start", "delta.rms")]
    [InlineData("attenuation", "delta.rms")]
    [InlineData("update.ratio / median of layers", "update.ratio")]
    [InlineData("units.dead / units", "units.dead")]
    [InlineData("share of silent outputs", "activation.zero")]
    [InlineData("activation.saturated", "activation.saturated")]
    [InlineData("gradient.cosine", "gradient.cosine")]
    [InlineData("loss / that of guessing", null)]
    [InlineData("deviation of inputs", null)]
    public void Evidence_belongs_beside_the_quantity_that_it_is_about(string evidence, string? quantity) =>
        FindingPicture.Name(evidence).ShouldBe(quantity);

    [Fact]
    public void A_verdict_on_a_vanishing_gradient_shows_the_gradient_and_what_else_it_rests_on()
    {
        using Folder folder = new();
        RunFiles run = RunFiles.Read(Make.Train(folder.Path, Make.Vanishing));
        Finding finding = run.Findings[0];
        finding.Diagnostic.Code.ShouldBe("WEIR101");
        foreach ((string evidence, string[] quantities) in new (string, string[])[]
            { ("log₁₀ activation.std, last/first", ["delta.rms", "activation.std"]), ("log₁₀ ‖δ‖, layer/last", ["delta.rms"]) })
            FindingPicture.Of(finding with { Evidence = [new Evidence(evidence, -3, -1, "above −1")] }, run.Trace)
                .Select(quantity => quantity.Name).ShouldBe(quantities);
        string[] told = [.. RunDocument.Of(run)["findings"]![0]!["pictures"]!.AsArray().Select(name => (string)name!)];
        told.ShouldBe(["delta.rms", .. finding.Evidence.Select(each => FindingPicture.Name(each.Quantity)!).Except(["delta.rms"])]);
    }

    [Fact]
    public void What_is_not_finite_shows_where_it_is_so_first()
    {
        using Folder folder = new();
        Trace trace = Make.Trace(4, 20, sample => sample.Step < 12 ? sample : sample with
        {
            Loss = double.NaN,
            Layers = [.. sample.Layers.Select((layer, i) => i < 2 ? layer : layer with { ActivationRms = double.PositiveInfinity })],
        });
        Make.Write(trace, folder["flow.jsonl"]);
        RunFiles run = RunFiles.Read(folder.Path);
        Finding finding = run.Findings.First(each => each.Diagnostic.Code == "WEIR501");
        FindingPicture.Of(finding, run.Trace)[0].Name.ShouldBe("activation.rms");
    }
}
