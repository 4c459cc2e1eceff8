using Weir.Nn;
using Weir.Training;

namespace Weir.Zoo.Tests;

public class CaseReaderTests
{
    [Fact]
    public void A_case_is_read_with_all_that_it_says()
    {
        ZooCase read = Make.Case(Make.CaseJson("""
            "family": "relu", "scale": 2, "shift": -1, "spread": 2000, "shuffle_labels": true, "nan_rows": 3, "clip_norm": 1e-5,
            "measured": [{"train": 1.0, "test": 0.9, "finite": true}], "twin": "other", "twin_test": 0.97, "chance": 0.5,
            "verdict": "trains-anyway"
            """));
        (read.Id, read.Dataset, read.Family, read.Fault, read.Batch, read.Epochs).ShouldBe(("one", "blobs", "relu", null, 64, 3));
        (read.Scale, read.Shift, read.Spread, read.ShuffleLabels, read.NanRows, read.ClipNorm).ShouldBe((2, -1, 2000, true, 3, 1e-5));
        (read.Twin, read.TwinTest, read.Chance, read.Verdict).ShouldBe(("other", 0.97, 0.5, Verdict.TrainsAnyway));
        read.Measured.ShouldBe([new MeasuredScore(1, 0.9, true)]);
        read.IsClassification.ShouldBeTrue();
    }

    [Fact]
    public void What_is_not_said_changes_nothing()
    {
        ZooCase read = Make.Case(Make.CaseJson(loss: "mse"));
        (read.Scale, read.Shift, read.Spread, read.ShuffleLabels, read.NanRows, read.ClipNorm, read.Verdict)
            .ShouldBe((1, 0, 1, false, 0, null, null));
        read.IsClassification.ShouldBeFalse();
    }

    [Fact]
    public void Every_case_that_comes_with_the_benchmark_is_read_and_its_network_builds()
    {
        IReadOnlyList<CaseEntry> all = CaseReader.Read(CaseFiles.Default);
        all.Count.ShouldBe(121);
        all.Where(entry => entry.Error is not null).ShouldBeEmpty();
        all.Count(entry => entry.Case!.Verdict == Verdict.Suffers).ShouldBe(83);
        foreach (ZooCase zooCase in all.Select(entry => entry.Case!))
        {
            Recipe recipe = CaseRecipes.Of(zooCase, 1);
            Tensors.Shape input = CaseData.IsMnist(zooCase) ? zooCase.InputShape is null ? new(784) : new(28, 28, 1)
                : new(zooCase.Dataset == "friedman" ? 10 : 2);
            NetworkBuilder.Build(recipe, input, zooCase.IsClassification ? 10 : 1).ParameterCount.ShouldBeGreaterThan(10);
            // The recipe can be written down and is the same when it is read again.
            RecipeReader.Parse(RecipeWriter.Write(recipe)).ShouldBe(recipe);
        }
    }

    [Theory]
    [InlineData("\"epoch\": 3", "case one: field 'epoch' is not known here")]
    [InlineData("\"nan_rows\": 1.5", "case one: field 'nan_rows' is 1.5; a whole number of at least 0 is expected")]
    [InlineData("\"scale\": \"big\"", "case one: field 'scale' is \"big\"; a number is expected")]
    [InlineData("\"clip_norm\": 0", "case one: field 'clip_norm' is not above 0")]
    [InlineData("\"verdict\": \"good\"", "case one: field 'verdict' is 'good'")]
    [InlineData("\"measured\": [{\"train\": 1, \"tset\": 1}]", "case one: field 'measured[0].tset' is not known here")]
    public void A_field_that_is_wrong_is_told_with_its_case(string more, string message) => ErrorOf(Make.CaseJson(more))
        .ShouldStartWith(message);

    [Theory]
    [InlineData("[{\"dens\": 3}]", "case one: field 'layers[0].dens' is no kind of layer; the kinds are dense")]
    [InlineData("[{\"dense\": 3}]", "case one: field 'layers[0].init' is missing")]
    [InlineData("[{\"dense\": 3, \"init\": \"he-norml\"}]",
        "case one: field 'layers[0].init' is 'he-norml', which there is not; there are ")]
    [InlineData("[{\"dense\": 3, \"init\": \"zeros\", \"bias\": \"constant\"}]", "case one: field 'layers[0].bias' is 'constant'")]
    [InlineData("[{\"dense\": \"class\", \"init\": \"zeros\"}]", "case one: field 'layers[0].dense' is \"class\"")]
    [InlineData("[{\"dense\": 3, \"init\": \"zeros\", \"stride\": 2}]", "case one: field 'layers[0].stride' is not known here")]
    [InlineData("[{\"residual\": [{\"activation\": \"rleu\"}]}]",
        "case one: field 'layers[0].residual[0].activation' is 'rleu', which there is not")]
    [InlineData("[{\"dropout\": 1}]", "case one: field 'layers[0].dropout' is no share")]
    [InlineData("[{\"flatten\": true}, {\"reshape\": [2, 1, 1]}]", "case one: field 'layers[1].reshape' stands behind another layer")]
    [InlineData("[]", "case one: field 'layers' holds no layer")]
    public void A_layer_that_is_wrong_is_told_with_its_place(string layers, string message) => ErrorOf(Make.CaseJson(layers: layers))
        .ShouldStartWith(message);

    [Theory]
    [InlineData("{\"kind\": \"sdg\", \"lr\": 1}",
        "case one: field 'optimizer.kind' is 'sdg', which there is not; there are adam, adamw, sgd")]
    [InlineData("{\"kind\": \"sgd\"}", "case one: field 'optimizer.lr' is missing")]
    [InlineData("{\"kind\": \"adam\", \"lr\": 1, \"momentum\": 0.9}", "case one: field 'optimizer.momentum' is not known here")]
    [InlineData("{\"kind\": \"sgd\", \"lr\": 1, \"momentum\": 2}",
        "case one: field 'optimizer.kind' has a number out of range: 'momentum' is 2; it must be in [0, 1)")]
    public void An_optimizer_that_is_wrong_is_told(string optimizer, string message) => ErrorOf(Make.CaseJson(optimizer: optimizer))
        .ShouldStartWith(message);

    [Fact]
    public void One_wrong_case_does_not_hide_the_others()
    {
        IReadOnlyList<CaseEntry> entries = CaseReader.Parse($"[{Make.CaseJson("\"epoch\": 1")}, {Make.CaseJson()}, 7]");
        entries.Select(entry => (entry.Id, entry.Case is null)).ShouldBe([("one", true), ("one", true), ("#3", true)]);
        entries[1].Error.ShouldBe("case one: field 'id' is that of an earlier case");
        entries[2].Error.ShouldBe("case #3 is 7; an object with fields is expected");
        Should.Throw<CaseException>(() => CaseReader.Parse("{}", "my.json")).Message.ShouldBe("my.json: a list of cases is expected");
        Should.Throw<CaseException>(() => CaseReader.Parse("[", "my.json")).Message.ShouldStartWith("my.json: no JSON");
        Should.Throw<CaseException>(() => CaseReader.Read("/nowhere/cases.json"))
            .Message.ShouldStartWith("/nowhere/cases.json: the cases cannot be read");
    }

    [Fact]
    public void Optimizers_have_the_defaults_of_PyTorch_and_decay_everything()
    {
        Optimizer("""{"kind": "sgd", "lr": 0.1}""").ShouldBe(new SgdOptions { Rate = 0.1, DecayAll = true });
        Optimizer("""{"kind": "sgd", "lr": 0.1, "momentum": 0.9, "weight_decay": 0.3}""")
            .ShouldBe(new SgdOptions { Rate = 0.1, Momentum = 0.9, WeightDecay = 0.3, DecayAll = true });
        AdamOptions adam = (AdamOptions)Optimizer("""{"kind": "adam", "lr": 0.003}""");
        (adam.Rate, adam.Beta1, adam.Beta2, adam.Epsilon, adam.WeightDecay, adam.DecoupledDecay)
            .ShouldBe((0.003, 0.9, 0.999, 1e-8, 0, false));
        AdamWOptions decoupled = (AdamWOptions)Optimizer("""{"kind": "adamw", "lr": 0.003}""");
        (decoupled.WeightDecay, decoupled.DecoupledDecay, decoupled.DecayAll).ShouldBe((0.01, true, true));
    }

    private static OptimizerOptions Optimizer(string json) => Make.Case(Make.CaseJson(optimizer: json)).Optimizer.Settings;

    private static string ErrorOf(string json)
    {
        CaseEntry entry = CaseReader.Parse($"[{json}]").ShouldHaveSingleItem();
        entry.Case.ShouldBeNull();
        return entry.Error!;
    }
}
