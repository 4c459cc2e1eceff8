using System.Text.Json;
using Weir.Diagnosis;

namespace Weir.Cli.Tests.Commands;

public class DiagnosisCommandTests
{
    private const string Vanishing = """
        name: vanishing
        data: {source: digits, training: 500, validation: 100, test: 0}
        model:
          - {linear: 20, repeat: 8, activation: sigmoid, weight: glorot-normal}
          - linear: outputs
        optimizer: {sgd: {rate: 0.1}}
        batch: 50
        epochs: 3
        """;

    private const string Healthy = """
        name: healthy
        data: {source: digits, training: 500, validation: 100, test: 0}
        model:
          - {linear: 20, activation: relu, weight: he-normal}
          - linear: outputs
        optimizer: {sgd: {rate: 0.1}}
        batch: 50
        epochs: 20
        """;

    [Fact]
    public void An_error_makes_a_check_return_3_and_a_healthy_recipe_0()
    {
        using Folder folder = new();
        File.WriteAllText(folder["vanishing.yaml"], Vanishing);
        File.WriteAllText(folder["healthy.yaml"], Healthy);
        using TestTerminal faulty = new();
        faulty.Run("check", folder["vanishing.yaml"], "--draws", "2").ShouldBe(3, faulty.Errors);
        faulty.Output.ShouldContain("error WEIR101 the gradient vanishes · layers");
        faulty.Output.ShouldContain("before the first step, 2 draws of its first weights");
        faulty.Output.ShouldContain("weir explain WEIR101");
        using TestTerminal healthy = new();
        healthy.Run("check", folder["healthy.yaml"], "--overfit").ShouldBe(0, healthy.Errors);
        healthy.Output.ShouldContain("learnt by heart: 16 samples");
        healthy.Output.ShouldContain("2.303 by guessing");
        healthy.Output.ShouldEndWith("no findings\n");
    }

    [Fact]
    public void A_page_says_what_to_do_in_the_words_of_another_framework()
    {
        using TestTerminal recipes = new(), pytorch = new(), unknown = new();
        recipes.Run("explain", "unscaled-input", "--plain").ShouldBe(0);
        recipes.Output.ShouldContain("- standardize the inputs (`standardize: per-feature` in the recipe's data)");
        pytorch.Run("explain", "unscaled-input", "--plain", "--framework", "pytorch").ShouldBe(0);
        pytorch.Output.ShouldContain("- standardize the inputs (subtract `x.mean(0)` and divide by `x.std(0)` of the training part)");
        unknown.Run("explain", "unscaled-input", "--framework", "caffe").ShouldBe(2);
    }

    [Fact]
    public void A_run_is_told_shown_and_diagnosed_with_its_findings()
    {
        using Folder folder = new();
        File.WriteAllText(folder["vanishing.yaml"], Vanishing);
        using TestTerminal training = new();
        training.Run("train", folder["vanishing.yaml"], "--runs", folder["runs"], "--threads", "1").ShouldBe(0, training.Errors);
        training.Output.Split('\n').Count(line => line.StartsWith("finding       error WEIR101", StringComparison.Ordinal)).ShouldBe(1);
        training.Output.ShouldContain($"evidence and what to do  weir diagnose {folder["runs"]}/vanishing");

        using TestTerminal diagnosing = new();
        diagnosing.Run("diagnose", "vanishing", "--runs", folder["runs"]).ShouldBe(3, diagnosing.Errors);
        diagnosing.Output.ShouldContain("30 of 30 steps");
        diagnosing.Output.ShouldContain("evidence  ");
        diagnosing.Output.ShouldNotContain("facts.json");

        File.Copy(Path.Combine(folder["runs"], "vanishing", "flow.jsonl"), folder["other.jsonl"]);
        using TestTerminal bare = new();
        bare.Run("diagnose", folder["other.jsonl"]).ShouldBe(3, bare.Errors);
        bare.Output.ShouldContain("there is no facts.json beside the trace");

        using TestTerminal showing = new();
        showing.Run("show", "vanishing", "--runs", folder["runs"]).ShouldBe(0, showing.Errors);
        showing.Output.ShouldContain("── findings");
    }

    [Fact]
    public void Without_diagnosis_nothing_is_found_or_kept()
    {
        using Folder folder = new();
        File.WriteAllText(folder["vanishing.yaml"], Vanishing);
        using TestTerminal terminal = new();
        terminal.Run("train", folder["vanishing.yaml"], "--runs", folder["runs"], "--no-diagnosis").ShouldBe(0, terminal.Errors);
        terminal.Output.ShouldNotContain("WEIR101");
        File.Exists(Path.Combine(folder["runs"], "vanishing", "findings.json")).ShouldBeFalse();
    }

    [Theory]
    [InlineData("--json", "weir-findings")]
    [InlineData("--sarif", "sarif-schema-2.1.0.json")]
    public void Machines_get_a_document_and_nothing_else(string form, string mark)
    {
        using Folder folder = new();
        File.WriteAllText(folder["vanishing.yaml"], Vanishing);
        using TestTerminal terminal = new(width: 40);
        terminal.Run("check", folder["vanishing.yaml"], "--draws", "1", form).ShouldBe(3, terminal.Errors);
        using JsonDocument document = JsonDocument.Parse(terminal.Output);
        terminal.Output.ShouldContain(mark);
        terminal.Output.ShouldContain("WEIR101");
    }

    [Fact]
    public void Both_forms_at_once_are_refused()
    {
        using TestTerminal terminal = new();
        terminal.Run("diagnose", "x", "--json", "--sarif").ShouldBe(2);
        terminal.Errors.ShouldContain("--json and --sarif exclude each other");
    }

    [Fact]
    public void A_setting_that_does_not_exist_is_named_with_its_line()
    {
        using Folder folder = new();
        File.WriteAllText(folder["vanishing.yaml"], Vanishing + "\ndiagnosis: {severities: {WIER101: off}}\n");
        foreach (string command in new[] { "check", "train" })
        {
            using TestTerminal terminal = new();
            terminal.Run(command, folder["vanishing.yaml"]).ShouldBe(1);
            terminal.Errors.ShouldContain("vanishing.yaml:9:26: diagnosis.severities: there is no diagnostic 'WIER101'");
            terminal.Errors.ShouldContain("did you mean 'WEIR101'?");
        }
    }

    [Fact]
    public void A_diagnostic_switched_off_in_the_recipe_no_longer_fails_the_check()
    {
        using Folder folder = new();
        File.WriteAllText(folder["vanishing.yaml"], Vanishing + "\ndiagnosis: {severities: {vanishing-gradient: off}}\n");
        using TestTerminal terminal = new();
        terminal.Run("check", folder["vanishing.yaml"], "--draws", "1").ShouldBe(0, terminal.Errors + terminal.Output);
    }

    [Fact]
    public void Diagnostics_are_listed_and_explained_by_code_and_name()
    {
        using TestTerminal list = new();
        list.Run("explain").ShouldBe(0, list.Errors);
        foreach (Rule rule in RuleList.All)
        {
            list.Output.ShouldContain($"{rule.Diagnostic.Code}  {rule.Diagnostic.Name} ");
            using TestTerminal page = new(width: 80);
            page.Run("explain", rule.Diagnostic.Code.ToLowerInvariant()).ShouldBe(0, page.Errors);
            page.Output.ShouldStartWith($"{rule.Diagnostic.Code} {rule.Diagnostic.Name}: ");
            page.Output.ShouldContain("What to do");
        }

        using TestTerminal plain = new();
        plain.Run("explain", "dying-relu", "--plain").ShouldBe(0, plain.Errors);
        plain.Output.ShouldStartWith("# WEIR201 dying-relu: ");
        using TestTerminal unknown = new();
        unknown.Run("explain", "diing-relu").ShouldBe(1);
        unknown.Errors.ShouldContain("there is no diagnostic or technique 'diing-relu'; did you mean 'dying-relu'?");
    }
}
