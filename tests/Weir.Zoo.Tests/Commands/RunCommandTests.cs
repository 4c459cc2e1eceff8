using System.Text.Json;

namespace Weir.Zoo.Tests;

public sealed class RunCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("weir-zoo-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_case_file_of_ones_own_is_run_and_one_wrong_case_does_not_end_it()
    {
        File.WriteAllText(InFolder("cases.json"),
            $"[{Make.CaseJson("\"epoch\": 1")}, {Make.CaseJson().Replace("\"one\"", "\"two\"", StringComparison.Ordinal)}]");
        Run("--what", "diagnose", "--cases", InFolder("cases.json"), "--data", CaseFiles.TablesBeside(CaseFiles.Default), "--seeds", "2",
            "--repeats", "0", "--out", InFolder("out.json")).ShouldBe(1);
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(InFolder("out.json")));
        document.RootElement.EnumerateArray().Select(record =>
            (record.GetProperty("case").GetString(), record.GetProperty("seed").GetInt32(), record.TryGetProperty("error", out _)))
            .ShouldBe([("one", 1, true), ("one", 2, true), ("two", 1, false), ("two", 2, false)]);
        Run("--what", "diagnose", "--cases", InFolder("cases.json"), "--data", CaseFiles.TablesBeside(CaseFiles.Default), "--only", "two",
            "--repeats", "0", "--out", InFolder("out.json")).ShouldBe(0);
    }

    [Fact]
    public void A_repair_is_told_with_its_status_changes_cost_and_scores()
    {
        string sick = Make.CaseJson("\"clip_norm\": 1e-9", optimizer: """{"kind": "sgd", "lr": 0.1}""");
        File.WriteAllText(InFolder("cases.json"), $"[{sick}]");
        Run("--what", "repair", "--cases", InFolder("cases.json"), "--data", CaseFiles.TablesBeside(CaseFiles.Default), "--out",
            InFolder("out.json")).ShouldBe(0);
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(InFolder("out.json")));
        JsonElement repair = document.RootElement.EnumerateArray().Single().GetProperty("repair");
        repair.GetProperty("status").GetString().ShouldBe("repaired");
        repair.GetProperty("changes").GetArrayLength().ShouldBeInRange(1, 3);
        // A training of so small a network counts for more than it is.
        repair.GetProperty("cost").GetDouble().ShouldBeInRange(0.05, 4);
        repair.GetProperty("after").GetDouble().ShouldBeGreaterThan(repair.GetProperty("before").GetDouble());
        repair.GetProperty("trivial").GetDouble().ShouldBeInRange(0.3, 0.4);
    }

    [Theory]
    [InlineData("--what", "guess")]
    [InlineData("--what", "check", "--seeds", "0")]
    [InlineData("--what", "check", "--only", "no case has this name")]
    [InlineData("--what", "check", "--cases", "/nowhere/cases.json")]
    public void What_cannot_be_run_is_refused(params string[] options)
    {
        Run([.. options, "--out", InFolder("out.json")]).ShouldBe(1);
        File.Exists(InFolder("out.json")).ShouldBeFalse();
    }

    private string InFolder(string name) => Path.Combine(_folder, name);

    private static int Run(params string[] options) => RunCommand.Make(TimeProvider.System).Parse(options).Invoke();
}
