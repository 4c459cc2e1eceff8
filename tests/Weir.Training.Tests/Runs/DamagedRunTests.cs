using System.Text.Json.Nodes;
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
    [InlineData("\"seconds\":\\s*[0-9.e-]+", "\"seconds\":1e300")]
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
    [InlineData("validationAccuracy", "1.8e19")]
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
        (content with { Metadata = new Dictionary<string, string>(content.Metadata) { ["weir.checkpoint"] = state } }).Write(path);
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
        (content with { Metadata = new Dictionary<string, string>(content.Metadata) { ["weir.checkpoint"] = text } }).Write(path);
        RunException error = Should.Throw<RunException>(() => Trainer.Resume(folder.File("small")));
        error.Message.ShouldStartWith($"{path}: damaged: {message}; remove the file to go on from step ");
    }

    [Theory]
    [InlineData("metrics.jsonl", true, "metrics.jsonl lacks epoch 1, which ended at step 7")]
    [InlineData("metrics.jsonl", false, "metrics.jsonl lacks epoch 1, which ended at step 7")]
    [InlineData("flow.jsonl", true, "flow.jsonl is not there: what was measured up to step 10 is lost")]
    public void Lines_that_somebody_has_removed_are_told_of_and_the_run_goes_on(string name, bool remove, string remark)
    {
        using TemporaryFolder folder = new();
        string file = Paused(folder, name);
        if (remove)
            File.Delete(file);
        else
            File.WriteAllText(file, "{\"epoch\":1,\n");
        using Trainer trainer = Trainer.Resume(folder.File("small"));
        trainer.Info.Remarks.ShouldContain(each => each.StartsWith(remark, StringComparison.Ordinal));
        trainer.Run().Status.ShouldBe(TrainingStatus.Finished);
    }

    /// <summary>Only the last line was looked at.</summary>
    [Theory]
    [InlineData("metrics.jsonl", 0, "metrics.jsonl has 1 of 2 epochs: lines were removed")]
    [InlineData("flow.jsonl", 3, "flow.jsonl has 15 of the 16 steps that were sampled up to step 16")]
    public void A_line_that_was_removed_before_the_last_one_is_told_of(string name, int line, string remark)
    {
        using TemporaryFolder folder = new();
        using (Trainer trainer = Trainer.Start(Make.Small(budget: "epochs: 3"), new TrainerOptions
        {
            RunsDirectory = folder.Root,
            PauseAt = 16,
        }))
            trainer.Run();
        string file = folder.File($"small/{name}");
        File.WriteAllLines(file, File.ReadAllLines(file).Where((_, i) => i != line));
        using Trainer resumed = Trainer.Resume(folder.File("small"));
        resumed.Info.Remarks.ShouldContain(each => each.StartsWith(remark, StringComparison.Ordinal));
    }

    [Fact]
    public void A_link_to_nothing_in_place_of_what_was_to_become_the_best_is_as_good_as_unfinished()
    {
        using TemporaryFolder folder = new();
        string record = Paused(folder, "run.json"), next = folder.File("small/checkpoints/best.safetensors.next");
        File.Exists(record).ShouldBeTrue();
        File.CreateSymbolicLink(next, folder.File("nothing"));
        using Trainer trainer = Trainer.Resume(folder.File("small"));
        trainer.Run().Status.ShouldBe(TrainingStatus.Finished);
        new FileInfo(next).LinkTarget.ShouldBeNull();
        File.Exists(folder.File("nothing")).ShouldBeFalse();
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"format\":\"weir-tr")]
    public void A_trace_without_a_line_is_as_one_that_is_not_there(string content)
    {
        using TemporaryFolder folder = new();
        string file = Paused(folder, "flow.jsonl");
        File.WriteAllText(file, content);
        using Trainer trainer = Trainer.Resume(folder.File("small"));
        trainer.Info.Remarks.ShouldContain(each => each
            .StartsWith("flow.jsonl is empty: what was measured up to step 10 is lost", StringComparison.Ordinal));
        trainer.Run().Status.ShouldBe(TrainingStatus.Finished);
        if (File.Exists(file))
            Weir.Flow.TraceReader.Read(file).Header.ShouldNotBeNull();
    }

    [Theory]
    [InlineData(0, "line 1: not a line of a trace")]
    [InlineData(2, "line 3: not a line of a trace")]
    public void A_trace_that_is_none_is_told_before_anything_is_written(int line, string message)
    {
        using TemporaryFolder folder = new();
        string file = Paused(folder, "flow.jsonl"), record = File.ReadAllText(folder.File("small/run.json"));
        string[] lines = File.ReadAllLines(file);
        lines[line] = "{\"step\":3}";
        File.WriteAllText(file, string.Join('\n', lines) + "\n");
        Refused(folder).ShouldStartWith($"{file}, {message}");
        File.ReadAllText(folder.File("small/run.json")).ShouldBe(record);
    }

    [Fact]
    public void A_best_checkpoint_that_is_damaged_is_refused_and_stays()
    {
        using TemporaryFolder folder = new();
        string best = Paused(folder, "checkpoints/best.safetensors");
        byte[] content = File.ReadAllBytes(best);
        content.AsSpan(0, 8).Fill(0xFF);
        File.WriteAllBytes(best, content);
        Refused(folder).ShouldBe($"{best}: the best checkpoint is damaged; remove the file to go on without the best epoch up to here");
        File.ReadAllBytes(best).ShouldBe(content);
        File.Delete(best);
        using Trainer trainer = Trainer.Resume(folder.File("small"));
        trainer.Run().Status.ShouldBe(TrainingStatus.Finished);
    }

    [Theory]
    [InlineData("threads", "2000000000", "2000000000 threads; they are 1 to 1024")]
    [InlineData("decisions", "[null]", "a decision is empty")]
    [InlineData("decisions", "[{\"step\":-3,\"skipsBatch\":true,\"rateFactor\":0.1}]", "a decision is of step -3")]
    [InlineData("decisions", "[{\"step\":3,\"rateFactor\":-1e308}]", "with the rate taken times -1e+308")]
    [InlineData("decisions", "[{\"step\":3,\"rateFactor\":\"NaN\"}]", "with the rate taken times NaN")]
    [InlineData("given", "[null]", "something without a name is said to have been given")]
    [InlineData("dataDirectory", "\"\\u0000\"", "is no path")]
    [InlineData("dataDirectory", "\"\"", "is no path")]
    [InlineData("recipeFile", "\"a\\u0000\"", "is no path")]
    [InlineData("failedStep", "-9", "step -9 is said to have failed, and 10 were made")]
    [InlineData("failedStep", "12", "step 12 is said to have failed, and 10 were made")]
    [InlineData("minutes", "\"NaN\"", "minutes and steps per second are to be numbers from 0")]
    [InlineData("restored", "{\"epoch\":1,\"step\":-7,\"trainingLoss\":1,\"seconds\":1}", "epoch 1 and step -7 are to be 0 or more")]
    public void What_a_record_claims_of_a_run_that_is_resumed(string key, string value, string message)
    {
        using TemporaryFolder folder = new();
        string file = Paused(folder, "run.json");
        JsonNode record = JsonNode.Parse(File.ReadAllText(file))!;
        record[key] = JsonNode.Parse(value);
        File.WriteAllText(file, record.ToJsonString());
        Refused(folder).ShouldMatch($"^{Regex.Escape(file)}: damaged: .*{Regex.Escape(message)}.*\\. Remove the file: .* can be resumed$");
    }

    [Theory]
    [InlineData("batchIndex", "1000", "batch 1000 of epoch 1, which it goes on with, does not come behind step 10; an epoch has 7 steps")]
    [InlineData("batchIndex", "2", "batch 2 of epoch 1, which")]
    [InlineData("epoch", "1000000000000000", "batch 3 of epoch 1000000000000000, which")]
    [InlineData("epoch", "9223372036854775807", "batch 3 of epoch 9223372036854775807, which")]
    [InlineData("step", "9", "it is of step 9, and its name says 10")]
    [InlineData("seed", "77", "it is of a run with seed 77")]
    [InlineData("samples", "28", "28 samples of the epoch are counted, and 27 have come")]
    [InlineData("right", "28", "28 are right of 27 samples")]
    [InlineData("lossSum", "1e308", "the losses of 27 samples sum up to 1e+308")]
    [InlineData("lossSum", "\"NaN\"", "a loss is not finite")]
    [InlineData("smoothedSum", "-1e308", "the smoothed loss is -1e+308")]
    [InlineData("smoothedWeight", "-3", "the smoothed loss has a weight of -3; it is to be from 0 to 1")]
    [InlineData("smoothedWeight", "1.5", "the smoothed loss has a weight of 1.5; it is to be from 0 to 1")]
    [InlineData("minutesUp", "-1", "-1 minutes are said to have been up")]
    [InlineData("last", "null", "0 epochs are said to have ended before epoch 1, counted from 0")]
    [InlineData("last", "{\"epoch\":3,\"step\":7,\"trainingLoss\":1,\"seconds\":1}", "3 epochs are said to have ended before epoch 1")]
    [InlineData("last", "{\"epoch\":1,\"step\":11,\"trainingLoss\":1,\"seconds\":1}", "have ended at step 11, behind step 10")]
    [InlineData("best", "{\"epoch\":2,\"step\":7,\"trainingLoss\":1,\"seconds\":1}", "the best epoch is 2 of 1")]
    [InlineData("plateau", "null", "it holds nothing of the plateau's schedule")]
    [InlineData("plateau", "[0.1]", "the plateau's schedule has 1 numbers; 4 are expected")]
    [InlineData("plateau", "[-1,0.5,0,0]", "the plateau's schedule takes the rate times -1")]
    [InlineData("plateau", "[1,0.5,9,0]", "has waited for 9 of 1 epochs")]
    [InlineData("stopping", "null", "it holds nothing of early stopping")]
    [InlineData("stoppingBest", "null", "early stopping keeps metrics of no epoch, and its best is epoch 1")]
    public void What_a_checkpoint_claims_of_a_run_that_is_resumed(string key, string value, string message)
    {
        using TemporaryFolder folder = new();
        string file = Paused(folder, "checkpoints/step-000000010.safetensors");
        Safetensors content = Safetensors.Read(file);
        JsonNode state = JsonNode.Parse(content.Metadata["weir.checkpoint"])!;
        state[key] = JsonNode.Parse(value);
        (content with { Metadata = new Dictionary<string, string>(content.Metadata) { ["weir.checkpoint"] = state.ToJsonString() } })
            .Write(file);
        Refused(folder).ShouldMatch(
            $"^{Regex.Escape(file)}: damaged.*{Regex.Escape(message)}.*; remove the file to go on from step 7$");
    }

    [Fact]
    public void What_is_said_of_the_end_of_a_budget_within_an_epoch_is_taken()
    {
        using TemporaryFolder folder = new();
        using (Trainer trainer = Trainer.Start(Make.Small(budget: "steps: 10"), new TrainerOptions { RunsDirectory = folder.Root }))
            trainer.Run();
        File.Delete(folder.File("small/run.json"));
        using Trainer resumed = Trainer.Resume(folder.File("small"));
        resumed.Info.ResumedAt.ShouldBe(10);
        resumed.Run().Status.ShouldBe(TrainingStatus.Finished);
    }

    /// <summary>What is said when the run is resumed; nothing is written.</summary>
    private static string Refused(TemporaryFolder folder)
    {
        Dictionary<string, string> before = Contents();
        string message = Should.Throw<RunException>(() => Trainer.Resume(folder.File("small"))).Message;
        Contents().ShouldBe(before);
        return message;

        Dictionary<string, string> Contents() => Directory.GetFiles(folder.Root, "*", SearchOption.AllDirectories)
            .ToDictionary(file => file, file => Convert.ToHexString(File.ReadAllBytes(file)));
    }

    private static string Paused(TemporaryFolder folder, string file)
    {
        Recipe recipe = Make.Small(more: "schedule: {plateau: {}}\nearly-stopping: {patience: 50}");
        using (Trainer trainer = Trainer.Start(recipe, new TrainerOptions { RunsDirectory = folder.Root, PauseAt = 10 }))
            trainer.Run().Steps.ShouldBe(10);
        return folder.File($"small/{file}");
    }

    private static string Finished(TemporaryFolder folder, string file)
    {
        using (Trainer trainer = Trainer.Start(Make.Small(budget: "epochs: 1"), new TrainerOptions { RunsDirectory = folder.Root }))
            trainer.Run();
        return folder.File($"small/{file}");
    }
}
