using Weir.Flow;
using Weir.Training;

namespace Weir.Pages.Tests;

/// <summary>Runs written by hand, as files.</summary>
internal static class Make
{
    /// <summary>A network of dense layers in blocks of ten, each sampled with a little noise from a seed; a healthy one.</summary>
    public static Trace Trace(int layers, int samples, Func<FlowSample, FlowSample>? change = null, string kind = "linear+relu",
        long every = 1)
    {
        TraceHeader header = new(
            [.. Enumerable.Range(0, layers)
                .Select(i => new TraceLayer(layers > 20 ? $"blocks.{i / 10}.{i % 10}" : $"{i + 1}", kind, 64, true))],
            [.. Enumerable.Range(0, layers).Select(i => new TraceParameter($"{i + 1}.weight", "weight", [64, 64], i))],
            32);
        uint state = 1;
        double Noise()
        {
            // A linear congruential generator: the same numbers at every run.
            state = (state * 1664525) + 1013904223;
            return Math.Pow(10, ((state >> 8) / (double)(1 << 24) * 0.4) - 0.2);
        }

        List<FlowSample> all = [];
        for (int s = 0; s < samples; s++)
        {
            FlowSample sample = new()
            {
                Step = 1 + (s * every),
                Loss = 2.3 / (1 + (0.01 * s)) * Noise(),
                Rate = 0.1,
                GradientNorm = Noise(),
                ClippedNorm = 1,
                Attenuation = -0.01,
                Layers = [.. header.Layers.Select((_, i) => new LayerFlow
                {
                    ActivationRms = Noise(),
                    ActivationMean = Noise() - 1,
                    ActivationStd = 0.8 * Noise(),
                    ActivationMax = 3 * Noise(),
                    ActivationZero = 0.5 * Noise() / 1.6,
                    ActivationSaturated = 0.05 * Noise(),
                    UnitsDead = s < 8 ? null : i % 3,
                    DeltaRms = 1e-2 * Noise(),
                })],
                Parameters = [.. header.Parameters.Select(_ => new ParameterFlow { WeightNorm = 5 * Noise(), GradientNorm = 0.5 * Noise(),
                    GradientZero = 0, UpdateRatio = 1e-3 * Noise(), GradientCosine = (Noise() - 1) / 1.5 })],
            };
            all.Add(change?.Invoke(sample) ?? sample);
        }

        return new Trace(header, all);
    }

    /// <summary>A trace whose layers are called otherwise.</summary>
    public static Trace Named(Trace trace, Func<TraceLayer, TraceLayer> name) =>
        trace with { Header = trace.Header with { Layers = [.. trace.Header.Layers.Select(name)] } };

    /// <summary>Writes a trace to a file.</summary>
    public static void Write(Trace trace, string path)
    {
        using FileStream file = File.Create(path);
        using BufferedStream buffer = new(file, 1 << 20);
        using TraceWriter writer = new(buffer);
        writer.Write(trace.Header);
        foreach (FlowSample sample in trace.Samples)
            writer.Write(sample);
    }

    /// <summary>
    /// Trains a small network for real, with its findings unless another observer is given, and returns the run directory.
    /// </summary>
    public static string Train(string runs, string recipe, string name = "tiny", ITrainingObserver? observer = null)
    {
        using Trainer trainer = Trainer.Start(RecipeReader.Parse(recipe, "tiny.yaml"),
            new TrainerOptions { RunsDirectory = runs, Name = name, Threads = 1 });
        trainer.Run(observer ?? new Diagnosis.RunWatch(trainer));
        return trainer.Info.Directory!;
    }

    /// <summary>The same with rectifiers.</summary>
    public const string Rectified = """
        name: other
        data: {source: digits, training: 500, validation: 100, test: 0}
        model:
          - {linear: 20, repeat: 8, activation: relu}
          - linear: outputs
        optimizer: {sgd: {rate: 0.05}}
        batch: 50
        epochs: 4
        """;

    /// <summary>A certificate as docs/repair.md describes it.</summary>
    public const string Certificate = """
        {"version": 2, "recipe": "tiny", "status": "Repaired", "message": "sigmoid → relu: proved on 3 fresh seeds", "strategy": "Weir",
         "seed": 1, "score": "accuracy", "judgedBy": "validation", "judgedSamples": 100, "searchedSamples": 100,
         "shared": false, "trivial": 0.1,
         "original": {"branch": "original", "seed": 1, "share": 0.25, "step": 10, "samples": 500, "skill": 0, "trainingSkill": 0,
           "score": 0.12, "finite": true, "ended": false}, "givenUpAt": 0.25,
         "repaired": {"branch": "activation-relu", "seed": 1, "share": 1, "step": 40, "samples": 2000, "skill": 0.78,
           "trainingSkill": 0.8, "score": 0.8, "finite": true, "ended": true},
         "changes": [{"remedy": "activation", "id": "activation-relu", "summary": "sigmoid → relu", "why": "its slope is 1",
           "cause": "vanishing-gradient", "source": "Glorot et al., 2011"}],
         "proof": {"seeds": [1002, 1003, 1004], "share": 0.5, "before": [0.1, 0.12, 0.1], "after": [0.8, 0.78, 0.82],
           "mean": {"mean": 0.8, "low": 0.75, "high": 0.85}, "difference": {"mean": 0.6933, "low": 0.6, "high": "Infinity"},
           "ahead": {"mean": 0.68, "low": 0.58, "high": "Infinity"}, "level": 0.97, "stands": true},
         "flowBefore": [], "flowAfter": [],
         "hypotheses": [{"cause": "vanishing-gradient", "code": "WEIR101", "change": "activation-relu", "summary": "sigmoid → relu",
           "verdict": "Confirmed", "quantity": "attenuation-start", "predicted": "TowardsZero", "quantityBefore": -0.58,
           "quantityAfter": -0.01, "moved": true, "skillBefore": 0, "skillAfter": 0.78, "share": 0.125},
           {"change": "rate-1", "summary": "rate 0.1 → 1", "verdict": "Untested", "reason": "the budget was spent",
           "quantity": "update-ratio", "predicted": "TowardsZero"}],
         "failed": [], "dataFaults": [], "trials": [],
         "difference": ["-   activation: sigmoid", "+   activation: relu  # repair: <script>window.hacked=1</script>"],
         "cost": {"trainings": 3.1, "budget": 4, "samples": 12400, "trainingSamples": 4000, "runs": 9}}
        """;

    /// <summary>The folder of a repair: its certificate as docs/repair.md describes it, and the runs before and after.</summary>
    public static string Repair(string folder)
    {
        Train(Path.Combine(folder, "runs"), Vanishing, "original.s1");
        Train(Path.Combine(folder, "runs"), Rectified, "activation-relu.s1");
        File.WriteAllText(Path.Combine(folder, "repair.json"), Certificate);
        return folder;
    }

    /// <summary>Two networks on the moons, with and without batch norm, at two rates; the larger makes some diverge.</summary>
    public const string Study = """
        name: small
        title: Batch norm on the moons
        expect: It helps the sigmoids.
        base:
          sigmoid:
            data: {source: moons, training: 200, validation: 100}
            model:
              - {linear: 8, repeat: 3, activation: sigmoid}
              - linear: outputs
            optimizer: {sgd: {rate: 0.1}}
            batch: 20
            epochs: 5
          relu:
            data: {source: moons, training: 200, validation: 100}
            model:
              - {linear: 8, repeat: 3, activation: relu}
              - linear: outputs
            optimizer: {sgd: {rate: 0.1}}
            batch: 20
            epochs: 5
        factors:
          norm:
            without: {}
            batch-norm: {insert: {before-activation: 'model[hidden]', layers: [batch-norm]}}
          rate:
            '0.1': {}
            '1000': {optimizer.*.rate: 1000}
        seeds: 3
        """;

    /// <summary>Eight layers of sigmoids, in which the gradient vanishes.</summary>
    public const string Vanishing = """
        name: tiny
        data: {source: digits, training: 500, validation: 100, test: 0}
        model:
          - {linear: 20, repeat: 8, activation: sigmoid, weight: glorot-normal}
          - linear: outputs
        optimizer: {sgd: {rate: 0.1}}
        batch: 50
        epochs: 4
        """;
}
