using Weir.Training;

namespace Weir.Diagnosis.Tests.Watching;

public class DiagnosisOptionsTests
{
    [Fact]
    public void A_recipe_sets_severities_by_code_or_name_and_thresholds()
    {
        DiagnosisOptions options = DiagnosisOptions.Of(
            Runs.Vanishing("diagnosis: {severities: {WEIR101: off, zig-zag: warning}, thresholds: {vanishing-gradient.signal: -3}}"));
        options.Severities.ShouldBe(new Dictionary<string, Severity>
        {
            ["vanishing-gradient"] = Severity.Off,
            ["zig-zag"] = Severity.Warning
        }, ignoreOrder: true);
        options.Thresholds.ShouldBe(new Dictionary<string, double> { ["vanishing-gradient.signal"] = -3 });
        options.Check();
    }

    [Fact]
    public void Names_that_do_not_exist_are_reported_with_line_and_what_was_meant()
    {
        Recipe recipe = Runs.Vanishing(
            """
            diagnosis:
              severities: {vanishing-gradiant: off, nonsense: error}
              thresholds: {vanishing-gradient.signol: -3, symmetric-init.share: 1}
            """);
        RecipeException error = Should.Throw<RecipeException>(() => DiagnosisOptions.Of(recipe));
        error.Errors.Count.ShouldBe(4);
        error.Message.ShouldContain("vanishing.yaml:10:16: diagnosis.severities: there is no diagnostic 'vanishing-gradiant'; 'weir "
            + "explain' lists them; did you mean 'vanishing-gradient'?");
        error.Message.ShouldContain("vanishing.yaml:10:41: diagnosis.severities: there is no diagnostic 'nonsense'; 'weir explain' lists "
            + "them\n");
        error.Message.ShouldContain("vanishing.yaml:11:16: diagnosis.thresholds: vanishing-gradient has no threshold 'signol'; it has "
            + "signal,");
        error.Message.ShouldContain("did you mean 'vanishing-gradient.signal'?");
        error.Message.ShouldContain("symmetric-init has no thresholds");
    }

    [Fact]
    public void A_severity_that_is_none_is_refused_by_the_reader() =>
        Should.Throw<RecipeException>(() => Runs.Vanishing("diagnosis: {severities: {WEIR101: fatal}}"))
            .Message.ShouldContain("vanishing.yaml:9:35");

    [Fact]
    public void What_a_recipe_says_survives_writing()
    {
        Recipe recipe = Runs.Vanishing("diagnosis: {severities: {WEIR101: off}, thresholds: {zig-zag.cosine: -0.5}}");
        string text = RecipeWriter.Write(recipe);
        text.ShouldContain("diagnosis: {severities: {WEIR101: off}, thresholds: {zig-zag.cosine: -0.5}}");
        RecipeReader.Parse(text).ShouldBe(recipe);
    }
}
