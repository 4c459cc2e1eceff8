namespace Weir.Diagnosis.Tests.Findings;

/// <summary>What a network has already is not advised, nor to change what it has nothing of.</summary>
public sealed class FittingRemediesTests
{
    [Fact]
    public void A_network_with_norms_is_not_told_to_have_some()
    {
        Written run = new("linear+tanh", "batch-norm", "linear+tanh", "linear");
        run.Header = run.Header with
        {
            Layers = [.. run.Header.Layers.Select(layer => layer.Kind == "batch-norm"
                ? layer with { Traits = Nn.LayerTraits.Normalizes } : layer)]
        };
        Left(run, "gradient-growth").ShouldBe(["a lower rate, or warm-up", "clip the gradient's norm"]);
        run.Setup = run.Setup with { ClipNorm = 1 };
        Left(run, "gradient-growth").ShouldBe(["a lower rate, or warm-up"]);
    }

    [Fact]
    public void Nothing_is_to_be_lowered_that_is_not_there()
    {
        Written run = new();
        Left(run, "over-regularised").ShouldBe(["regularise only what overfits"]);
        run.Setup = run.Setup with { WeightDecay = 0.1 };
        Left(run, "over-regularised").ShouldBe(["a tenth of the weight decay", "regularise only what overfits"]);
        run.Network = run.Network with { BranchDropout = [0.8] };
        Left(run, "over-regularised").ShouldBe(["a tenth of the weight decay", "dropout of 0.5 or less", "regularise only what overfits"]);
    }

    [Fact]
    public void A_run_that_warms_up_is_not_told_to()
    {
        Written run = new();
        Left(run, "learning-rate-too-high").ShouldContain("warm-up");
        run.Setup = run.Setup with { WarmsUp = true };
        Left(run, "learning-rate-too-high").ShouldNotContain("warm-up");
    }

    [Theory]
    [InlineData(0.02, true)]
    [InlineData(0.001, false)]
    public void Wide_layers_are_not_told_to_be_wider(double bornDead, bool advised)
    {
        Written run = new();
        run.Network = run.Network with { BornDead = bornDead };
        Left(run, "dying-relu").Contains("wider layers").ShouldBe(advised);
    }

    [Theory]
    [InlineData("linear+sigmoid", 1, false)]
    [InlineData("linear+sigmoid", 0.6, true)]
    [InlineData("linear+relu", 1.41, false)]
    [InlineData("linear+relu", 1, true)]
    public void Weights_that_are_drawn_as_the_function_asks_for_need_no_other_initialisation(string hidden, double gain, bool advised)
    {
        // Ten outputs a layer.
        Written run = new Written(hidden, hidden, "linear").Draw(3, Written.EachParameter((flow, _) =>
            flow with { WeightNorm = gain * Math.Sqrt(10) }));
        Left(run, "vanishing-gradient").Contains("an initialisation whose gain fits the function").ShouldBe(advised);
    }

    [Fact]
    public void Tokens_are_not_to_be_scaled()
    {
        Written run = new();
        run.Data = run.Data with { InputRms = 50 };
        Left(run, "initial-loss").ShouldContain("scaled inputs");
        run.Data = run.Data with { InputRms = 1 };
        Left(run, "initial-loss").ShouldNotContain("scaled inputs", "they are");
        run.Data = run.Data with { InputRms = 50, Features = 0 };
        Left(run, "initial-loss").ShouldNotContain("scaled inputs");
    }

    /// <summary>Sigmoids at the output are no sigmoids between the layers.</summary>
    [Theory]
    [InlineData("linear+sigmoid", "linear", true)]
    [InlineData("linear+relu", "linear+sigmoid", false)]
    public void Rectifiers_are_advised_to_networks_of_flat_functions(string hidden, string output, bool advised)
    {
        Written run = new(hidden, hidden, output);
        Left(run, "vanishing-gradient").Any(remedy => remedy.StartsWith("rectifiers", StringComparison.Ordinal)).ShouldBe(advised);
    }

    private static IReadOnlyList<string> Left(Written run, string name)
    {
        Finding finding = new() { Diagnostic = RuleList.Find(name)!.Diagnostic, Severity = Severity.Warning, Message = "" };
        return FittingRemedies.Of(finding, run.Dossier()).Remedies;
    }

    /// <summary>A remedy that is worded anew would no longer be left out.</summary>
    [Fact]
    public void All_that_is_left_out_is_advised_by_some_rule()
    {
        string rules = string.Concat(Directory.GetFiles(Path.Combine(Runs.Root, "src", "Weir.Diagnosis", "Rules"), "*.cs")
            .Select(File.ReadAllText));
        FittingRemedies.Words.ShouldAllBe(words => rules.Contains($"\"{words}", StringComparison.Ordinal));
    }
}
