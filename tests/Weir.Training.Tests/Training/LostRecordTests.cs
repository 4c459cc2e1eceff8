namespace Weir.Training.Tests.Training;

/// <summary>A run whose <c>run.json</c> is lost goes on, and says from then on that nobody knows what data it had.</summary>
public sealed class LostRecordTests
{
    [Fact]
    public void What_data_it_had_is_not_known_and_its_record_says_so()
    {
        using TemporaryFolder folder = new();
        TrainerOptions options = new() { RunsDirectory = folder.Root, Threads = 1 };
        string data;
        using (Trainer trainer = Trainer.Start(Make.Small(), options with { PauseAt = 20 }))
            trainer.Run();
        data = RunDirectory.ReadRecord(folder.File("small"))!.DataFingerprint!;
        File.Delete(folder.File("small/run.json"));
        using (Trainer resumed = Trainer.Resume(folder.File("small"), options with { PauseAt = 30 }))
        {
            resumed.Info.Remarks.ShouldBe(
                ["run.json is not there: how many threads computed before, where the data lay, and whether it is the same, is not known"]);
            resumed.Run();
        }

        RunDirectory.ReadRecord(folder.File("small"))!.DataFingerprint.ShouldBe($"unknown then {data}");
        using Trainer again = Trainer.Resume(folder.File("small"), options);
        again.Info.Remarks.ShouldBeEmpty();
        again.Run().Status.ShouldBe(TrainingStatus.Finished);
        RunDirectory.ReadRecord(folder.File("small"))!.DataFingerprint.ShouldBe($"unknown then {data}");
    }
}
