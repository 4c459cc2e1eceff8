using Weir.Data;
using Weir.Training;

namespace Weir.Zoo.Tests;

/// <summary>Cases, tables and records for tests.</summary>
internal static class Make
{
    /// <summary>A small case; fields are replaced or added as <c>"field": value</c>.</summary>
    public static string CaseJson(string more = "", string layers = Layers, string loss = "cross-entropy",
        string optimizer = """{"kind": "adam", "lr": 0.01}""", string dataset = "blobs") => $$"""
        {"id": "one", "dataset": "{{dataset}}", "fault": null, "layers": {{layers}}, "optimizer": {{optimizer}}, "loss": "{{loss}}",
         "batch": 64, "epochs": 3{{(more.Length == 0 ? "" : ", " + more)}}}
        """;

    private const string Layers =
        """[{"dense": 8, "init": "he-normal", "bias": "zeros"}, {"activation": "relu"}, {"dense": "classes", "init": "he-normal"}]""";

    /// <summary>The case of a text that must be right.</summary>
    public static ZooCase Case(string json)
    {
        CaseEntry entry = CaseReader.Parse($"[{json}]").ShouldHaveSingleItem();
        entry.Error.ShouldBeNull();
        return entry.Case!;
    }

    /// <summary>A case with these layers.</summary>
    public static ZooCase WithLayers(string layers) => Case(CaseJson(layers: layers));

    /// <summary>The tables that come with the benchmark.</summary>
    public static CaseData BundledData() => new(CaseFiles.TablesBeside(CaseFiles.Default), null);

    /// <summary>A finding.</summary>
    public static FindingRecord Finding(string severity, long step, params string[] faults) =>
        new("WEIR" + (100 + faults.Length), severity, faults, [], step);
}

/// <summary>Says of every training that it has one given finding, and remembers what it was shown.</summary>
internal sealed class FakeDiagnoser(params FindingRecord[] findings) : IDiagnoser, IWatch, ITrainingObserver
{
    public List<string> Calls { get; } = [];

    public ITrainingObserver Observer => this;

    public IReadOnlyList<FindingRecord> Findings => findings;

    public IReadOnlyList<FindingRecord> Check(Recipe recipe, DataSplit data)
    {
        Calls.Add("check");
        return findings;
    }

    public IWatch Watch(Trainer trainer, DataSplit data)
    {
        Calls.Add("watch");
        return this;
    }

    public void OnStart(RunInfo info) => Calls.Add("start");

    public void OnProgress(StepProgress progress)
    {
    }

    public void OnSample(Flow.FlowSample sample)
    {
    }

    public void OnEpoch(EpochMetrics metrics)
    {
    }

    public void OnEnd(TrainingResult result) => Calls.Add("end");
}
