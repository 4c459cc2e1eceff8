using Weir.Data;

namespace Weir.Training.Tests;

public class DataFingerprintTests
{
    private static DataSplit Data { get; } = Make.Small().Data.Load();

    [Fact]
    public void Data_is_told_apart_by_what_it_holds_and_not_by_what_it_is_called()
    {
        string fingerprint = DataFingerprint.Of(Data);
        DataFingerprint.Of(Make.Small().Data.Load()).ShouldBe(fingerprint);
        DataFingerprint.Of(new DataSplit(Data.Training.Named("other"), Data.Validation)).ShouldBe(fingerprint);
        DataFingerprint.Of(new DataSplit(Data.Training, Data.Validation, Data.Validation)).ShouldBe(fingerprint);
        DataFingerprint.Of(WithLabel(3)).ShouldNotBe(fingerprint);
        DataFingerprint.Of(new DataSplit(Data.Training, Data.Validation!.Take(19))).ShouldNotBe(fingerprint);
        DataFingerprint.Of(new DataSplit(Data.Training)).ShouldNotBe(fingerprint);
        float[] inputs = [.. Data.Training.Inputs];
        inputs[^1] += 1;
        DataFingerprint.Of(new DataSplit(Data.Training.WithInputs(inputs), Data.Validation)).ShouldNotBe(fingerprint);
    }

    [Fact]
    public void Windows_that_share_their_rows_are_told_apart_by_their_order()
    {
        using TemporaryFolder folder = new();
        string table = folder.File("sold.csv");
        File.WriteAllLines(table, ["day,sold", .. Enumerable.Range(1, 40).Select(day => $"{day},{day % 7}")]);
        Dataset windows = DataSources.Load("csv", new DataRequest
        {
            File = table,
            Time = "day",
            Window = 5,
            ValidationCount = 0,
            TestCount = 0,
        }).Training;
        Dataset reversed = windows.Select([.. Enumerable.Range(0, windows.Count).Reverse()]);
        DataFingerprint.Of([reversed]).ShouldNotBe(DataFingerprint.Of([windows]));
        DataFingerprint.Of([windows], slice: 7).ShouldBe(DataFingerprint.Of([windows]));
    }

    [Fact]
    public void A_run_says_what_data_it_had_as_long_as_it_had_no_other()
    {
        using TemporaryFolder folder = new();
        string directory;
        using (Trainer trainer = Trainer.Start(Make.Small(), new TrainerOptions { RunsDirectory = folder.Root, PauseAt = 10 }))
        {
            directory = trainer.Info.Directory!;
            Fingerprint().ShouldBe(DataFingerprint.Of(Data));
            trainer.Run();
        }

        Fingerprint().ShouldBe(DataFingerprint.Of(Data));
        GoOn(Data, pauseAt: 20);
        Fingerprint().ShouldBe(DataFingerprint.Of(Data));
        string first = DataFingerprint.Of(Data), other = DataFingerprint.Of(WithLabel(3));
        string[] remarks = GoOn(WithLabel(3), pauseAt: 30);
        Fingerprint().ShouldBe($"{first} then {other}");
        // It was said nowhere, and the best epoch stayed that of the other data.
        remarks.ShouldHaveSingleItem().ShouldStartWith("the data has changed since: what the run has learnt so far, and its best epoch, "
            + $"are of other data (dataFingerprint {first}, and now {other})");
        GoOn(WithLabel(3), pauseAt: 33).ShouldNotBeEmpty();
        Fingerprint().ShouldBe($"{first} then {other}");
        GoOn(Data, pauseAt: null);
        Fingerprint().ShouldBe($"{first} then {other} then {first}");
        RunDirectory.ReadRecord(directory)!.Status.ShouldBe("finished");

        string? Fingerprint() => RunDirectory.ReadRecord(directory)!.DataFingerprint;

        string[] GoOn(DataSplit data, long? pauseAt)
        {
            using Trainer trainer = Trainer.Resume(directory, new TrainerOptions { Data = data, PauseAt = pauseAt });
            trainer.Run();
            return [.. trainer.Info.Remarks];
        }
    }

    private static DataSplit WithLabel(int sample)
    {
        ClassTargets before = (ClassTargets)Data.Training.Targets;
        int[] labels = [.. before.Labels];
        labels[sample] = (labels[sample] + 1) % before.Classes;
        return new DataSplit(Data.Training.WithTargets(new ClassTargets(labels, before.Classes)), Data.Validation, Data.Test);
    }
}
