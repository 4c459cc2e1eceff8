using Weir.Data;
using Weir.Nn;
using Weir.Tensors;
using Weir.Training;

namespace Weir.Diagnosis.Tests;

public sealed class PreflightTests
{
    private static readonly DataSplit s_spirals = DataSources.Load("spirals", new DataRequest { Seed = 1 });

    private static PreflightReport Check(string model, string optimizer = "{sgd: {rate: 0.05, momentum: 0.9}}", bool overfit = false) =>
        Preflight.Check(RecipeReader.Parse($"data: spirals\nmodel:\n{model}\noptimizer: {optimizer}\nbatch: 32\nepochs: 20", "r.yaml"),
            new PreflightOptions { Threads = 1, Overfit = overfit });

    [Fact]
    public void A_good_recipe_has_no_findings_at_warning_level()
    {
        PreflightReport report = Check("- {linear: 32, activation: relu, repeat: 3}\n- linear: outputs");
        report.Findings.Where(finding => finding.Severity >= Severity.Warning).ShouldBeEmpty();
        report.Draws.Samples.Count.ShouldBe(5);
        report.Draws.Samples.Select(sample => sample.Loss).ShouldBeUnique();
    }

    [Fact]
    public void Nine_sigmoids_vanish_before_the_first_step() =>
        Check("- {linear: 16, activation: sigmoid, repeat: 9}\n- linear: outputs").Findings[0]
            .Diagnostic.Name.ShouldBe("vanishing-gradient");

    [Fact]
    public void The_verdict_knows_the_optimizer()
    {
        const string model = "- {linear: 24, activation: tanh, weight: {normal: 0.075}, repeat: 8}\n- linear: outputs";
        Check(model).Findings.ShouldContain(finding => finding.Diagnostic.Name == "vanishing-gradient");
        Check(model, "{adam: {rate: 0.003}}").Findings.Where(finding => finding.Severity >= Severity.Warning).ShouldBeEmpty();
    }

    [Fact]
    public void A_rate_that_is_at_fault_is_answered_with_the_rates_of_a_range_test()
    {
        Finding low = Check("- {linear: 32, activation: relu, repeat: 2}\n- linear: outputs", "{sgd: {rate: 1e-7}}").Findings[0];
        low.Diagnostic.Name.ShouldBe("learning-rate-too-low");
        System.Text.RegularExpressions.Match advice = System.Text.RegularExpressions.Regex.Match(low.Remedies[0],
            "^a rate of about (?<rate>[0-9.e-]+): a range test has (?<low>[0-9.e-]+) to (?<high>[0-9.e-]+); it is 1e-7 now$");
        advice.Success.ShouldBeTrue(low.Remedies[0]);
        double[] rates = [.. new[] { "low", "rate", "high" }.Select(name => double.Parse(advice.Groups[name].Value,
            System.Globalization.CultureInfo.InvariantCulture))];
        rates.ShouldBeInOrder();
        rates[1].ShouldBeInRange(1e-3, 1);
    }

    [Fact]
    public void The_overfit_test_tells_what_can_be_learnt_by_heart()
    {
        Check("- {linear: 32, activation: relu, repeat: 2}\n- linear: outputs", "{adam: {rate: 0.01}}", overfit: true)
            .Overfit!.Succeeded.ShouldBeTrue();
        Check("- {linear: 16, activation: sigmoid, repeat: 9}\n- linear: outputs", overfit: true).Overfit!.Succeeded.ShouldBeFalse();
    }

    [Fact]
    public void The_same_recipe_gives_the_same_numbers() =>
        Check("- {linear: 32, activation: relu, repeat: 3}\n- linear: outputs").Draws.Samples.Select(sample => sample.Loss)
            .ShouldBe(Check("- {linear: 32, activation: relu, repeat: 3}\n- linear: outputs").Draws.Samples.Select(sample => sample.Loss));

    [Fact]
    public void A_network_written_in_code_keeps_its_weights_and_statistics()
    {
        Sequential model = new(new Linear(2, 8), new BatchNorm(8), new Relu(), new Linear(8, 2));
        model.Initialize(4);
        float[][] before = [.. model.Parameters.Select(parameter => parameter.Value.ToArray()),
            .. model.Buffers.Select(buffer => buffer.Value.ToArray())];
        Preflight.Check(model, s_spirals, new CrossEntropy(), new OptimizerRecipe(new AdamOptions { Rate = 0.01 }),
            options: new PreflightOptions { Threads = 1 });
        float[][] after = [.. model.Parameters.Select(parameter => parameter.Value.ToArray()),
            .. model.Buffers.Select(buffer => buffer.Value.ToArray())];
        after.ShouldBe(before);
        model.Layers().ShouldAllBe(layer => !layer.IsWatched);
    }

    [Fact]
    public void Wrong_options_name_what_there_is()
    {
        Recipe recipe = RecipeReader.Parse("data: spirals\nmodel:\n- linear: outputs\noptimizer: {sgd: {rate: 0.1}}", "r.yaml");
        Should.Throw<ArgumentException>(() => Preflight.Check(recipe, new PreflightOptions { Draws = 0 }));
        Should.Throw<ArgumentException>(() => Preflight.Check(recipe, new PreflightOptions
        {
            Diagnosis =
            new DiagnosisOptions { Severities = new Dictionary<string, Severity> { ["vanishing"] = Severity.Off } }
        }))
            .Message.ShouldContain("there is no diagnostic 'vanishing'; there are non-finite-input");
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(5, 5)]
    [InlineData(12, 12)]
    public void It_is_given_up_within_a_step(int calls, int made)
    {
        using CancellationTokenSource cancel = new();
        int count = 0;
        Counted counted = new(() =>
        {
            if (++count == calls)
                cancel.Cancel();
        });
        Sequential model = new(counted, new Linear(2, 2));
        model.Initialize(1);
        OptimizerRecipe optimizer = RecipeReader.Parse("data: spirals\nmodel: [{linear: outputs}]\noptimizer: {sgd: {rate: 0.1}}",
            "r.yaml").Optimizer;
        Should.Throw<OperationCanceledException>(() => Preflight.Check(model, s_spirals, new CrossEntropy(), optimizer,
            options: new PreflightOptions { Threads = 1, Cancel = cancel.Token }));
        count.ShouldBeLessThanOrEqualTo(made + 1);
    }

    private sealed class Counted(Action called) : Module
    {
        protected override Tensor Forward(Tensor input)
        {
            called();
            return input;
        }
    }

    [Theory]
    [InlineData("- {linear: 16, activation: relu}\n- {linear: outputs}", true)]
    [InlineData("- {linear: 16, activation: relu}\n- {linear: outputs, activation: relu, bias: {constant: -100}}", false)]
    public void A_trial_tells_whether_any_gradient_arrives(string model, bool arrives)
    {
        TrialFacts trial = Check(model).Trial!;
        trial.HasGradient.ShouldBe(arrives);
        (trial.After < trial.Before).ShouldBe(arrives);
    }

    [Fact]
    public void A_run_of_few_steps_that_lead_nowhere_is_told_before_it_is_made() =>
        Preflight.Check(RecipeReader.Parse("data: spirals\nmodel: [{linear: 32, activation: relu}, linear: outputs]\n"
            + "optimizer: {sgd: {rate: 0.05}}\nbatch: 32\nepochs: 1", "r.yaml"), new PreflightOptions { Threads = 1 }).Findings
            .ShouldContain(finding => finding.Diagnostic.Name == "learning-rate-too-low"
                && finding.Message.StartsWith("tried before the run: all 32 steps", StringComparison.Ordinal));

    /// <summary>The check and the run gave two figures for it, of two draws of the first weights.</summary>
    [Fact]
    public void The_gradient_through_time_is_that_of_the_run()
    {
        using Folder folder = new();
        Recipe recipe = RecipeReader.Parse("name: r\ndata: {source: adding, length: 20, training: 200, validation: 0, test: 0}\n"
            + "model: [{simple-rnn: 8, last: true}, linear: outputs]\nloss: mean-squared-error\noptimizer: {sgd: {rate: 0.01}}\n"
            + "batch: 50\nsteps: 4", "r.yaml");
        using Trainer trainer = Trainer.Start(recipe, new TrainerOptions { RunsDirectory = folder.Path, Threads = 1 });
        trainer.Run(new RunWatch(trainer));
        double run = FactsFile.Read(Path.Combine(trainer.Info.Directory!, "facts.json"))!.Network!.PositionDecades!.Value;
        Preflight.Check(recipe, new PreflightOptions { Threads = 1 }).Facts.Network!.PositionDecades!.Value.ShouldBe(run, 1e-6);
    }
}
