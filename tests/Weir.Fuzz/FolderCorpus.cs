using System.Text;
using Weir.Training;

namespace Weir.Fuzz;

/// <summary>Good files of studies and repairs, as their pages in docs/ describe them.</summary>
internal static class FolderCorpus
{
    public static IReadOnlyList<byte[]> Studies { get; } = Bytes(
        """
        name: small
        title: Batch norm on the moons
        expect: It helps.
        base:
          sigmoid:
            data: {source: moons, training: 200, validation: 100}
            model: [{linear: 8, activation: sigmoid}, linear: outputs]
            optimizer: {sgd: {rate: 0.1}}
            epochs: 2
        factors:
          norm: {without: {}, with: {insert: {after: 'model[linear]', layers: [batch-norm]}}}
          rate: {low: {optimizer: {sgd: {rate: 0.1}}}, high: {optimizer.sgd.rate: 1}}
        seeds: 3
        measures: [validation, attenuation-start]
        quick: {seeds: 1}
        """,
        "base: {a: {data: {source: moons}, model: [linear: outputs], optimizer: {sgd: {rate: 0.1}}}}\nseeds: [1, 2]\n");

    public static IReadOnlyList<byte[]> Results { get; } = Bytes(
        """
        {"run": "a.s1", "status": "finished", "steps": 40, "trained": true, "chance": 0.1, "values": {"validation": 0.8, "loss": "NaN"},
         "findings": ["WEIR101"], "layers": [{"path": "1", "kind": "linear", "deltaRms": 0.1}]}
        """,
        """{"run": "b.s1", "status": "nonFinite", "steps": 3, "trained": false, "values": {}}""");

    public static IReadOnlyList<byte[]> Trials { get; } = Bytes(
        """
        {"fingerprint": "00", "looks": [{"branch": "original", "seed": 1, "share": 0.5, "step": 20, "samples": 1000, "skill": 0.1,
          "trainingSkill": 0.1, "score": 0.2, "finite": true, "ended": false, "measures": {"attenuation-start": -0.5}}]}
        """);

    public static IReadOnlyList<byte[]> Certificates { get; } = Bytes(
        """
        {"version": 2, "recipe": "tiny", "status": "Repaired", "message": "sigmoid → relu", "strategy": "Weir", "seed": 1,
         "score": "accuracy", "judgedBy": "validation", "judgedSamples": 100, "searchedSamples": 100,
         "shared": false, "trivial": 0.1,
         "original": {"branch": "original", "seed": 1, "share": 1, "step": 40, "samples": 2000, "skill": 0, "trainingSkill": 0,
           "score": 0.1, "finite": true, "ended": true},
         "changes": [{"remedy": "activation", "id": "activation-relu", "summary": "sigmoid → relu", "why": "its slope is 1",
           "source": "Glorot et al., 2011"}],
         "proof": {"seeds": [2, 3], "share": 0.5, "before": [0.1, 0.1], "after": [0.8, 0.9], "mean": {"mean": 0.8, "low": 0.7, "high": 1},
           "difference": {"mean": 0.7, "low": 0.6, "high": "Infinity"},
           "ahead": {"mean": 0.6, "low": 0.5, "high": "Infinity"}, "level": 0.97, "stands": true},
         "hypotheses": [{"change": "activation-relu", "summary": "sigmoid → relu", "verdict": "Confirmed", "quantity": "attenuation-start",
           "predicted": "TowardsZero"}],
         "failed": [{"changes": "rate-1", "reason": "diverges"}], "dataFaults": [], "trials": [], "difference": ["- a", "+ b"],
         "cost": {"trainings": 3.1, "budget": 4, "samples": 12400, "trainingSamples": 4000, "runs": 9}}
        """);

    /// <summary>What checkpoints say of samples and outputs.</summary>
    /// <param name="checkpoints">Checkpoints.</param>
    public static IReadOnlyList<byte[]> Signatures(IReadOnlyList<byte[]> checkpoints) =>
        Bytes([.. checkpoints.Select(content => Safetensors.Parse(content).Metadata[ModelSignature.Key]), Masks]);

    private const string Masks = """
        {"input": {"kind": "image", "shape": [4, 4, 1], "image": {"height": 4, "width": 4, "channels": 1, "fit": "stretch"}},
         "output": {"kind": "classes", "shape": [4, 4, 2], "link": "softmax", "names": ["road", "car"], "isStandardized": false,
                    "masks": {"values": ["0", "#ff8000"], "ignored": ["255"]}}, "version": 1}
        """;

    private static byte[][] Bytes(params string[] texts) => [.. texts.Select(Encoding.UTF8.GetBytes)];
}
