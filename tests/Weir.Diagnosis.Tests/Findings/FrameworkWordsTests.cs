namespace Weir.Diagnosis.Tests.Findings;

/// <summary>Remedies in the words of the framework that a trace came from.</summary>
public class FrameworkWordsTests
{
    [Theory]
    [InlineData(null, "He initialisation (`weight: he-normal`), whose gain fits rectifiers")]
    [InlineData("jax 0.4", "He initialisation (`weight: he-normal`), whose gain fits rectifiers")]
    [InlineData("pytorch 2.11", "He initialisation (`torch.nn.init.kaiming_normal_`), whose gain fits rectifiers")]
    [InlineData("torchsharp", "He initialisation (`init.kaiming_normal_`), whose gain fits rectifiers")]
    [InlineData("Keras 3.5", "He initialisation (`kernel_initializer=\"he_normal\"`), whose gain fits rectifiers")]
    public void A_remedy_is_put_in_the_words_of_the_framework(string? framework, string words) =>
        FrameworkWords.Of("He initialisation (`weight: he-normal`), whose gain fits rectifiers", framework).ShouldBe(words);

    [Fact]
    public void No_remedy_sends_a_user_of_another_framework_to_a_recipe()
    {
        string[] recipes =
            ["`standardize: ", "`targets: ", "`weight: ", "`activation: ", "`loss: ", "`task: ", "drop-last", "weir rate", "weir check"];
        foreach (string framework in FrameworkWords.Frameworks)
        {
            foreach (string remedy in RuleList.All.SelectMany(rule => rule.Diagnostic.Remedies))
            {
                string put = FrameworkWords.Of(remedy, framework);
                foreach (string word in recipes.Where(word => !(framework == "keras" && word == "weir check")))
                    put.ShouldNotContain(word, Case.Sensitive, $"{framework}: {remedy}");
            }
        }
    }

    [Fact]
    public void The_findings_of_a_trace_from_elsewhere_come_in_its_words()
    {
        Written run = new Written().Draw(5);
        run.Data = run.Data with { InputDeviation = 500, InputRms = 500 };
        run.Setup = run.Setup with { Framework = "pytorch 2.11" };
        Judge judge = new(run.Header, new DiagnosisOptions()) { Setup = run.Setup, Data = run.Data, Network = run.Network };
        judge.Start();
        judge.Findings.Single(finding => finding.Diagnostic.Name == "unscaled-input").Remedies[0]
            .ShouldBe("standardize the inputs (subtract `x.mean(0)` and divide by `x.std(0)` of the training part)");
    }
}
