using Weir.Data;
using Weir.Flow;
using Weir.Nn;
using Weir.Tensors;
using Weir.Tensors.Backends;
using Weir.Training;

namespace Weir.Diagnosis;

/// <summary>
/// Looks at a network before its first step: a short trace of the untrained network, facts on data and set-up, and the same rules as for a
/// run.
/// </summary>
public static class Preflight
{
    /// <summary>Checks a recipe.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="options">How. Default <see cref="PreflightOptions"/>.</param>
    /// <exception cref="RecipeException">The recipe fits neither itself nor its data.</exception>
    /// <exception cref="DataException">The data cannot be read.</exception>
    /// <exception cref="OperationCanceledException">It was given up.</exception>
    public static PreflightReport Check(Recipe recipe, PreflightOptions? options = null)
    {
        options ??= new PreflightOptions();
        options.Check();
        options = options with { Diagnosis = options.Diagnosis ?? DiagnosisOptions.Of(recipe) };
        // The trainer loads, standardizes and checks as a run would.
        using Trainer trainer = Trainer.Start(recipe,
            new TrainerOptions
            {
                Data = options.Data,
                DataDirectory = options.DataDirectory,
                Threads = options.Threads,
                Cancel = options.Cancel,
            });
        return Check(SubjectOf(trainer, options.Cancel), trainer.Info.Summary, options);
    }

    /// <summary>The subject that a trainer has made ready.</summary>
    internal static Subject SubjectOf(Trainer trainer, CancellationToken cancel)
    {
        Recipe recipe = trainer.Info.Recipe;
        return new Subject
        {
            Model = draw =>
            {
                if (draw == 0)
                    return trainer.Model;
                Module model = NetworkBuilder.Build(recipe, trainer.Data.Training.InputShape, trainer.Data.Training.Targets, trainer.Loss);
                model.Initialize(recipe.Seed + draw);
                FirstValues.Set(recipe with { Seed = recipe.Seed + draw }, model, trainer.Data.Training, trainer.Backend);
                return model;
            },
            Optimizer = (model, backend) => recipe.Optimizer.Build(model, backend, recipe.Gradient, recipe.Seed),
            Data = trainer.Data,
            LossScale = trainer.LossScale,
            Targets = trainer.Targets,
            RateAt = trainer.Schedule.RateAt,
            Loss = trainer.Loss,
            Setup = SetupReader.Read(recipe, trainer.Info.TrainingSamples, trainer.Info.Outputs, trainer.Info.Classification),
            Seed = recipe.Seed,
            Cancel = cancel,
        };
    }

    /// <summary>
    /// What a range test of a trainer has come to, with a rate that the run's own first steps bear out; as it is where layers are
    /// pre-trained before them.
    /// </summary>
    /// <param name="result">What the test has come to.</param>
    /// <param name="trainer">The trainer that made it.</param>
    /// <param name="cancel">Gives it up.</param>
    internal static RateRangeResult BorneOut(RateRangeResult result, Trainer trainer, CancellationToken cancel)
    {
        if (trainer.Info.Recipe.Pretrain is not null)
            return result;
        Subject subject = SubjectOf(trainer, cancel);
        Tape tape = new(trainer.Backend);
        return RateAdvice.BorneOut(result, rate => Trial(subject, trainer.Backend, tape, rate / subject.Setup.Rate));
    }

    /// <summary>Checks a network that is written in C#; its weights and buffers are as before afterwards.</summary>
    /// <param name="model">The network, initialized: its weights now are the first draw.</param>
    /// <param name="data">Its data.</param>
    /// <param name="loss">Its loss.</param>
    /// <param name="optimizer">What will move it.</param>
    /// <param name="batch">Samples of a step.</param>
    /// <param name="epochs">How long it will train.</param>
    /// <param name="seed">The seed of further draws.</param>
    /// <param name="options">How. Default <see cref="PreflightOptions"/>.</param>
    public static PreflightReport Check(Module model, DataSplit data, Loss loss, OptimizerRecipe optimizer, int batch = 32, int epochs = 10,
        long seed = 1, PreflightOptions? options = null)
    {
        options ??= new PreflightOptions();
        options.Check();
        float[][] weights = [.. model.Parameters.Select(parameter => parameter.Value.ToArray())];
        float[][] buffers = [.. model.Buffers.Select(buffer => buffer.Value.ToArray())];
        Subject subject = new()
        {
            Model = draw =>
            {
                Restore();
                if (draw > 0)
                    model.Initialize(seed + draw);
                return model;
            },
            Optimizer = (network, backend) => optimizer.Build(network, backend),
            Data = data,
            Loss = loss,
            RateAt = _ => optimizer.Settings.Rate,
            Setup = SetupReader.Read(
                new Recipe
                {
                    Model = [],
                    Optimizer = optimizer,
                    Loss = new Choice(loss.Name),
                    Batch = batch,
                    Budget = new BudgetRecipe { Epochs = epochs },
                    Seed = seed
                },
                data.Training.Count, TaskContract.Outputs(data.Training.Targets), data.Training.Targets is ClassTargets) with
            { Smoothing = SetupReader.SmoothingOf(loss) },
            Seed = seed,
            Cancel = options.Cancel,
        };
        try
        {
            return Check(subject, Summary.Of(model, data.Training.InputShape), options);
        }
        finally
        {
            Restore();
        }

        void Restore()
        {
            for (int i = 0; i < weights.Length; i++)
                model.Parameters[i].Set(weights[i]);
            for (int i = 0; i < buffers.Length; i++)
                model.Buffers[i].Value.CopyFrom(buffers[i]);
        }
    }

    private static PreflightReport Check(Subject subject, Summary summary, PreflightOptions options)
    {
        using SimdBackend backend = SimdBackend.Create(options.Threads is { } threads ? new SimdOptions { Threads = threads } : null);
        Tape tape = new(backend);
        List<FlowSample> draws = [];
        TraceHeader? header = null;
        NetworkFacts? network = null;
        for (int draw = 0; draw < options.Draws; draw++)
        {
            subject.Cancel.ThrowIfCancellationRequested();
            Module model = subject.Model(draw);
            Optimizer optimizer = subject.Optimizer(model, backend);
            // Before the step moves the weights.
            network ??= Network(subject, model, new FlowRecorder(model, optimizer, tape, summary, 1).Header, tape);
            (header, FlowSample sample) = InitialDraw.Measure(model, optimizer, tape, summary, subject, options.Samples);
            draws.Add(sample);
        }

        TrialFacts? trial = options.Trial ? Trial(subject, backend, tape) : null;
        RunFacts facts = new(subject.Setup, DataReader.Read(subject.Data, subject.Loss, subject.LossScale, subject.Seed, thorough: true,
            subject.Targets, subject.Cancel), network);
        OverfitResult? overfit = options.Overfit ? Overfit(subject, backend, tape) : null;
        Judge judge = new(header!, options.Diagnosis ?? new DiagnosisOptions())
        {
            Setup = facts.Setup,
            Data = facts.Data,
            Network = facts.Network,
            Trial = trial,
            Draws = draws
        };
        judge.Start();
        Verdict verdict = judge.Verdict;
        RateRangeResult? rates = null;
        if (options.Trial && trial is not null && verdict.Findings.Any(RateAdvice.IsWanted))
        {
            rates = RateAdvice.BorneOut(TestRates(subject, backend, tape),
                rate => Trial(subject, backend, tape, rate / subject.Setup.Rate));
            verdict = verdict with
            {
                Findings = [.. verdict.Findings.Select(finding => RateAdvice.With(finding, rates, subject.Setup.Rate))],
            };
        }

        return new PreflightReport
        {
            Summary = summary,
            Facts = facts,
            Draws = new Trace(header!, draws),
            Verdict = verdict,
            Trial = trial,
            Overfit = overfit,
            Rates = rates
        };
    }

    private static NetworkFacts Network(Subject subject, Module model, TraceHeader header, Tape tape)
    {
        NetworkFacts network = NetworkReader.Read(model, header, thorough: true);
        return network.PlainRecurrence is null ? network : network with
        {
            PositionDecades = PositionGradient.Decades(model, tape, subject.Loss, subject.Data.Training, subject.Seed)
        };
    }

    private static TrialFacts? Trial(Subject subject, Backend backend, Tape tape, double rates = 1)
    {
        Module model = subject.Model(1);
        return TrialSteps.Run(model, subject.Optimizer(model, backend), tape, subject, rates);
    }

    private static RateRangeResult TestRates(Subject subject, Backend backend, Tape tape)
    {
        Module model = subject.Model(1);
        return RateAdvice.Test(model, subject.Optimizer(model, backend), tape, subject);
    }

    private static OverfitResult Overfit(Subject subject, Backend backend, Tape tape)
    {
        // Draw 0 has been moved by its step: another one is as good.
        Module model = subject.Model(1);
        return OverfitTest.Run(model, subject.Optimizer(model, backend), tape, subject);
    }
}
