namespace Weir.Zoo.Tests;

public class WeirDiagnoserTests
{
    private const string Zeros = """
        [{"dense": 8, "init": "zeros"}, {"activation": "tanh"}, {"dense": 8, "init": "zeros"}, {"activation": "tanh"},
         {"dense": "classes", "init": "zeros"}]
        """;

    [Theory]
    [InlineData("check")]
    [InlineData("diagnose")]
    public void Weir_names_a_fault_before_training_and_during_it(string what)
    {
        CaseRecord record = Run(Make.CaseJson(layers: Zeros), what);
        record.Error.ShouldBeNull();
        record.Findings[0].Faults.ShouldContain("symmetric-init");
        record.Findings[0].Severity.ShouldBe("error");
        record.Findings[0].Code.ShouldStartWith("WEIR");
    }

    [Theory]
    [InlineData("check")]
    [InlineData("diagnose")]
    public void Weir_raises_nothing_where_nothing_is_wrong(string what)
    {
        CaseRecord record = Run(Make.CaseJson("\"family\": \"relu\""), what);
        record.Error.ShouldBeNull();
        record.Findings.ShouldNotContain(finding => finding.IsRaised);
    }

    private static CaseRecord Run(string json, string what)
    {
        using CaseRunner runner = new(Make.BundledData(), new WeirDiagnoser(1), new RunSettings(what, "cases.json", Repeats: 0),
            TimeProvider.System);
        return runner.Run(CaseReader.Parse($"[{json}]")[0], 1);
    }
}
