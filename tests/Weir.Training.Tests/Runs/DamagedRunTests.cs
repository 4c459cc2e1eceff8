using System.Text.RegularExpressions;

namespace Weir.Training.Tests;

/// <summary>What no run can have written is told with the file and what to do, and never taken without a word.</summary>
public sealed class DamagedRunTests
{
    [Theory]
    [InlineData("metrics.jsonl", "null")]
    [InlineData("metrics.jsonl", "[]")]
    [InlineData("metrics.jsonl", "{\"epoch\":1,\"step\":6,\"trainingLoss\":1,\"seconds\":1e12}")]
    [InlineData("metrics.jsonl", "{\"epoch\":-1,\"step\":6,\"trainingLoss\":1,\"seconds\":1}")]
    [InlineData("metrics.jsonl", "{\"epoch\":1.5,\"step\":6,\"trainingLoss\":1,\"seconds\":1}")]
    [InlineData("metrics.jsonl", "{\"epoch\":1,\"step\":6,\"trainingLoss\":\"\\ud800\",\"seconds\":1}")]
    public void Metrics(string file, string line)
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.File(file), line + "\n");
        Should.Throw<RunException>(() => RunDirectory.ReadMetrics(folder.Root))
            .Message.ShouldStartWith($"{folder.File(file)}, line 1: damaged: it holds no metrics");
    }

    [Theory]
    [InlineData("\"status\":\\s*\"[a-zA-Z]*\"", "\"status\":null")]
    [InlineData("\"name\":\\s*\"[a-z]*\"", "\"name\":null")]
    [InlineData("\"steps\":\\s*[0-9]+", "\"steps\":-3")]
    [InlineData("\"threads\":\\s*[0-9]+", "\"threads\":0")]
    [InlineData("^.*$", "null")]
    public void A_record(string pattern, string instead)
    {
        using TemporaryFolder folder = new();
        string file = Finished(folder, "run.json");
        string text = Regex.Replace(File.ReadAllText(file), pattern, instead, RegexOptions.Singleline, TimeSpan.FromSeconds(1));
        File.WriteAllText(file, text);
        Should.Throw<RunException>(() => RunDirectory.ReadRecord(folder.File("small")))
            .Message.ShouldContain("run.json: damaged: it holds no record of a run");
    }

    [Theory]
    [InlineData("step", "-4")]
    [InlineData("rate", "1e308")]
    [InlineData("rate", "-1")]
    [InlineData("batchIndex", "-1")]
    [InlineData("seconds", "1e300")]
    [InlineData("plateau", "\"x\"")]
    [InlineData("epoch", "null")]
    public void A_checkpoint(string key, string value)
    {
        using TemporaryFolder folder = new();
        Finished(folder, "run.json");
        string path = Directory.GetFiles(folder.File("small/checkpoints"), "*.safetensors").Order(StringComparer.Ordinal)
            .First(file => !file.Contains("best", StringComparison.Ordinal));
        Safetensors content = Safetensors.Read(path);
        string state = content.Metadata["weir.checkpoint"];
        state = state.Contains($"\"{key}\":", StringComparison.Ordinal)
            ? Regex.Replace(state, $"\"{key}\":[^,}}]*", $"\"{key}\":{value}", RegexOptions.None, TimeSpan.FromSeconds(1))
            : state[..^1] + $",\"{key}\":{value}}}";
        (content with { Metadata = new Dictionary<string, string> { ["weir.checkpoint"] = state } }).Write(path);
        using Trainer other = Trainer.Start(Make.Small());
        Should.Throw<SafetensorsException>(() => Checkpoint.Load(path, other.Model, null))
            .Message.ShouldStartWith($"{path}: damaged: its ");
    }

    [Theory]
    [InlineData("[]", "early stopping knows of no epoch, and 3 had ended")]
    [InlineData("[4]", "early stopping has waited for 4 of 3 epochs")]
    [InlineData("[0.5,2]", "early stopping has 2 numbers; 3 are expected")]
    [InlineData("[0.5,4,0]", "early stopping's best epoch is 4 of 3")]
    [InlineData("[0.5,1.5,0]", "early stopping's best epoch is 1.5 of 3")]
    [InlineData("[0.5,2,2]", "early stopping has waited for 2 epochs since epoch 2 of 3")]
    [InlineData("[0.5,2,-1]", "early stopping has waited for -1 epochs since epoch 2 of 3")]
    public void What_early_stopping_remembers(string state, string message)
    {
        using TemporaryFolder folder = new();
        Recipe recipe = Make.Small(budget: "epochs: 3", more: "early-stopping: {patience: 50}");
        using (Trainer trainer = Trainer.Start(recipe, new TrainerOptions { RunsDirectory = folder.Root }))
            trainer.Run();
        File.Delete(folder.File("small/run.json"));
        string path = Directory.GetFiles(folder.File("small/checkpoints"), "step-*.safetensors").Max(StringComparer.Ordinal)!;
        Safetensors content = Safetensors.Read(path);
        string text = Regex.Replace(content.Metadata["weir.checkpoint"], "\"stopping\":\\[[^]]*\\]", $"\"stopping\":{state}",
            RegexOptions.None, TimeSpan.FromSeconds(1));
        (content with { Metadata = new Dictionary<string, string> { ["weir.checkpoint"] = text } }).Write(path);
        RunException error = Should.Throw<RunException>(() => Trainer.Resume(folder.File("small")));
        error.Message.ShouldStartWith($"{path}: damaged: {message}; remove the file to go on from step ");
    }

    private static string Finished(TemporaryFolder folder, string file)
    {
        using (Trainer trainer = Trainer.Start(Make.Small(budget: "epochs: 1"), new TrainerOptions { RunsDirectory = folder.Root }))
            trainer.Run();
        return folder.File($"small/{file}");
    }
}
