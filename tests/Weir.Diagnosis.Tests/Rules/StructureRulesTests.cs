namespace Weir.Diagnosis.Tests;

public sealed class StructureRulesTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_network_that_is_linear_throughout_lacks_a_nonlinearity(bool linear)
    {
        Written written = new("linear", "batch-norm", "linear");
        written.Network = written.Network with { IsLinear = linear };
        (written.Says("missing-nonlinearity")?.Severity).ShouldBe(linear ? Severity.Warning : null);
        (written.Says("missing-nonlinearity")?.Evidence.Count > 0).ShouldBe(linear);
    }

    [Fact]
    public void Layers_whose_units_differ_are_not_symmetric() => new Written().Says("symmetric-init").ShouldBeNull();

    [Theory]
    [InlineData("missing-nonlinearity")]
    [InlineData("symmetric-init")]
    [InlineData("data-quality")]
    [InlineData("non-finite-input")]
    public void A_bare_trace_knows_neither_network_nor_data(string rule) =>
        new Written("linear", "linear") { IsBare = true }.Run(60, _ => 2.31).Says(rule).ShouldBeNull();

    [Fact]
    public void Targets_that_are_not_finite_are_an_error_too()
    {
        Written written = new();
        written.Says("non-finite-input").ShouldBeNull();
        written.Data = written.Data with { NonFiniteTargets = 2 };
        written.Says("non-finite-input")!.Message.ShouldBe("2 targets of the training part are not finite");
    }
}
